/**
 * Where cursor, scroll and folds of a document were, so that it opens there again: kept while it is open, and
 * written a moment after the last move. Losing it is not worth a word to anybody.
 */

/** Where cursor, scroll and folds were. */
export interface ViewState {
  readonly anchor: number;
  readonly head: number;
  /** Where the first line on screen starts. */
  readonly top: number;
  readonly folds: readonly (readonly [number, number])[];
}

const WRITE_AFTER_MS = 600;

/** The view state of one document. */
export class KeptViewState {
  #now: ViewState | null;
  /** Reads the present view state from the editor. */
  #look: (() => ViewState) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #write: (viewState: ViewState) => Promise<unknown>;

  constructor(stored: unknown, write: (viewState: ViewState) => Promise<unknown>) {
    this.#now = asViewState(stored);
    this.#write = write;
  }

  /** Null for a document that was never shown. */
  get now(): ViewState | null {
    return this.#look ? this.#look() : this.#now;
  }

  /** The selection in a text of this length. */
  selectionWithin(length: number): { anchor: number; head?: number } {
    if (!this.#now) return { anchor: 0 };
    return { anchor: Math.min(this.#now.anchor, length), head: Math.min(this.#now.head, length) };
  }

  /** It has changed: a moment later it is looked at, which takes a layout, and written. */
  keep(look: () => ViewState): void {
    this.#look = look;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.written(), WRITE_AFTER_MS);
  }

  /** Reads the view state before the editor goes away. */
  settle(): void {
    if (!this.#look) return;
    const last = this.#look();
    this.#look = () => last;
  }

  /** Settles when the last one is written, or could not be. */
  async written(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#look) return;
    this.#now = this.#look();
    this.#look = null;
    try {
      await this.#write(this.#now);
    } catch {
      // The document opens at its start then.
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** The stored view state, if it is one: it may come from another version of Bobbin. */
function asViewState(value: unknown): ViewState | null {
  if (typeof value !== 'object' || value === null) return null;
  const { anchor, head, top, folds } = value as Partial<Record<keyof ViewState, unknown>>;
  const isNumber = (candidate: unknown): candidate is number => typeof candidate === 'number' && candidate >= 0;
  if (!isNumber(anchor) || !isNumber(head)) return null;
  const pairs = Array.isArray(folds)
    ? folds.filter((pair): pair is [number, number] => Array.isArray(pair) && pair.length === 2 && pair.every(isNumber))
    : [];
  return { anchor, head, top: isNumber(top) ? top : 0, folds: pairs };
}
