/**
 * A comparison of two sides of a document on screen: the question, the unfolded lines, and the change in front. Rust
 * compares; the last answer stays until the next one arrives.
 */
import { asCommandFailed, type CommandFailed } from '../../api/client';
import type { Change, Review, Side } from '../../api/generated/api';
import { asPatch, CONTEXT, fold, rowOfLine, screenOf, type DiffLayout, type GapRow, type Screen } from './rows';

export type Ask = (old: Side, newer: Side, context: number | null) => Promise<Review>;

/** A gap up to this long is unfolded at once; of a longer one, this many lines at either end. */
const UNFOLD = 40;

const usualLayout = (): DiffLayout => 'sideBySide';

export class Comparison {
  readonly #ask: Ask;
  #old: Side = $state.raw({ side: 'base' });
  #new: Side = $state.raw({ side: 'mine' });
  #review: Review | null = $state.raw(null);
  #whole: Review | null = $state.raw(null);
  #failure: CommandFailed | null = $state.raw(null);
  #isLoading = $state(false);
  #showsAll = $state(false);
  #shown: readonly (readonly [number, number])[] = $state.raw([]);
  #layoutOf: () => DiffLayout = $state.raw(usualLayout);
  #run: number | null = $state(null);
  /** Brings a row in sight, where lines are on screen. */
  #scroll: ((row: number) => void) | null = null;
  #question = 0;
  readonly #screen: Screen = $derived.by(() => this.#buildScreen());

  constructor(ask: Ask, old: Side, newer: Side) {
    this.#ask = ask;
    this.#old = old;
    this.#new = newer;
  }

  get old(): Side {
    return this.#old;
  }
  get new(): Side {
    return this.#new;
  }
  /** Null until the first answer. */
  get review(): Review | null {
    return this.#review;
  }
  /** Why the last question could not be answered. */
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get isLoading(): boolean {
    return this.#isLoading;
  }
  get isSame(): boolean {
    return this.#review !== null && this.#review.hunks.length === 0;
  }
  get screen(): Screen {
    return this.#screen;
  }
  get layout(): DiffLayout {
    return this.#layoutOf();
  }
  /** Whether unchanged lines are shown, too. */
  get showsAll(): boolean {
    return this.#showsAll;
  }
  /** The run of changes in front, from 0. */
  get run(): number | null {
    return this.#run;
  }
  /** How many digits the highest line number has, for the width of its column. */
  get digits(): number {
    const last = this.#screen.rows.at(-1);
    if (!last) return 1;
    if (last.kind === 'gap') return String(last.from + (last.count ?? 0)).length;
    const numbers = last.kind === 'pair' ? [last.old?.number, last.new?.number] : [last.oldNumber, last.newNumber];
    return String(Math.max(...numbers.map((number) => number ?? 0))).length;
  }

  /** Takes the layout from the view of the comparison, which alone knows its room. The answer stops that. */
  laidOutBy(layoutOf: () => DiffLayout): () => void {
    this.#layoutOf = layoutOf;
    return () => {
      if (this.#layoutOf === layoutOf) this.#layoutOf = usualLayout;
    };
  }

  /** Connects the lines that are on screen. The answer disconnects them. */
  attach(scroll: (row: number) => void): () => void {
    this.#scroll = scroll;
    return () => {
      if (this.#scroll === scroll) this.#scroll = null;
    };
  }

  /** Compares two other sides. */
  async compare(old: Side, newer: Side): Promise<void> {
    this.#old = old;
    this.#new = newer;
    this.#review = null;
    await this.load();
  }

  /** Asks again, as when the text has changed. Of two answers, the one to the later question counts. */
  async load(): Promise<void> {
    const question = ++this.#question;
    this.#isLoading = true;
    try {
      const review = await this.#ask(this.#old, this.#new, this.#showsAll ? null : CONTEXT);
      if (question !== this.#question) return;
      this.#review = review;
      this.#whole = this.#showsAll ? review : null;
      this.#failure = null;
      this.#shown = [];
      this.#run = null;
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    } finally {
      if (question === this.#question) this.#isLoading = false;
    }
  }

  /** Shows the unchanged lines too, or the changes only. */
  async showAll(all: boolean): Promise<void> {
    this.#showsAll = all;
    this.#shown = [];
    if (all) await this.#loadWhole();
  }

  /** Unfolds a gap. */
  async unfold(gap: GapRow): Promise<void> {
    const { from, count } = gap;
    const to = count === null ? Number.MAX_SAFE_INTEGER : from + count;
    const parts: [number, number][] =
      to - from <= UNFOLD
        ? [[from, to]]
        : count === null
          ? [[from, from + UNFOLD]]
          : [
              [from, from + UNFOLD / 2],
              [to - UNFOLD / 2, to],
            ];
    if (from === 1 && to - from > UNFOLD) parts.shift();
    this.#shown = [...this.#shown, ...parts];
    await this.#loadWhole();
  }

  /** Goes to the next or the previous run of changes, and around. */
  step(by: 1 | -1): void {
    const { runs } = this.#screen;
    if (runs.length === 0) return;
    const from = this.#run ?? (by === 1 ? -1 : 0);
    this.#goToRun((from + by + runs.length) % runs.length);
  }

  /** Brings the lines of a sentence in sight. */
  reveal(change: Change): void {
    const side = change.newLine === null ? 'old' : 'new';
    const line = change.newLine ?? change.oldLine;
    if (line === null) return;
    const row = rowOfLine(this.#screen, side, line);
    const at = this.#screen.rows[row];
    this.#run = at && at.kind !== 'gap' ? at.run : null;
    this.#scroll?.(row);
  }

  /** The changes as a patch, to be copied. */
  patch(): string {
    if (!this.#review) return '';
    const { hunks, old, new: newer } = this.#review;
    const changed = this.#showsAll
      ? fold(
          hunks.flatMap((hunk) => hunk.rows),
          CONTEXT,
          () => false,
        )
      : hunks;
    return asPatch(changed, old.title, newer.title);
  }

  #goToRun(run: number): void {
    const row = this.#screen.runs[run];
    if (row === undefined) return;
    this.#run = run;
    this.#scroll?.(row);
  }

  async #loadWhole(): Promise<void> {
    if (this.#whole) return;
    const question = this.#question;
    try {
      const whole = await this.#ask(this.#old, this.#new, null);
      if (question === this.#question) this.#whole = whole;
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    }
  }

  #buildScreen(): Screen {
    const whole = this.#whole;
    if (!whole) return screenOf(this.#review?.hunks ?? [], this.layout, false);
    if (this.#showsAll) return screenOf(whole.hunks, this.layout, true);
    const rows = whole.hunks.flatMap((hunk) => hunk.rows);
    const shown = (line: number) => this.#shown.some(([from, to]) => line >= from && line < to);
    const hunks = fold(rows, CONTEXT, shown);
    const lastShown = hunks.at(-1)?.rows.at(-1);
    const isWhole = lastShown === rows.at(-1);
    const screen = screenOf(hunks, this.layout, true);
    if (isWhole) return screen;
    const from = (lastShown?.new?.number ?? 0) + 1;
    const count = (rows.at(-1)?.new?.number ?? from) - from + 1;
    return { ...screen, rows: [...screen.rows, { kind: 'gap', key: `gap-${from}`, from, count }] };
  }
}
