/**
 * The subject of the inspector: the selection, once it has been read. The last one stays until then, so that no
 * empty form appears in between, but never for longer than a moment.
 */
import type { NodeContent } from '../../api/generated/api';
import { pathKey, type Path } from '../../workspace/tree/paths';
import type { VisualState } from '../../workspace/tree/VisualState.svelte';

/** A wait that is longer than this is shown. */
const A_MOMENT = 120;

interface Chosen {
  readonly paths: readonly Path[];
  /** The reading of the one node that is selected. */
  readonly content: NodeContent | null;
}

export class FormSubject {
  readonly #visual: VisualState;
  #chosen: Chosen = $state.raw({ paths: [], content: null });
  readonly #key: string = $derived(keyOf(this.#chosen.paths));

  constructor(visual: VisualState) {
    this.#visual = visual;
    this.#chosen = { paths: visual.selection.paths, content: null };
  }

  get paths(): readonly Path[] {
    return this.#chosen.paths;
  }
  get content(): NodeContent | null {
    return this.#chosen.content;
  }
  get key(): string {
    return this.#key;
  }
  /** Whether it is the selection. */
  get isPresent(): boolean {
    return this.#key === keyOf(this.#visual.selection.paths);
  }

  /** Turns to the present selection. The answer cancels that. */
  follow(): () => void {
    const { selection } = this.#visual;
    const { paths } = selection;
    if (this.isPresent) return () => {};
    const turn = (content: NodeContent | null): void => {
      clearTimeout(late);
      if (paths === selection.paths) this.#chosen = { paths, content };
    };
    const late = setTimeout(() => turn(null), A_MOMENT);
    const [path = [], ...others] = paths;
    // Several are read one by one, on demand. A node that an edit selects may have another path than before: the old
    // form would be about something else.
    if (others.length > 0 || selection.by === 'edit') turn(null);
    else void this.#visual.read(path).then(turn, () => turn(null));
    return () => clearTimeout(late);
  }
}

function keyOf(paths: readonly Path[]): string {
  return paths.length > 1 ? paths.map(pathKey).join() : pathKey(paths[0] ?? []);
}
