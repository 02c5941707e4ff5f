/** Where the draft of a document is: it counts as saved when the last revision is written. */

export type DraftPlace =
  { state: 'none' } | { state: 'writing' } | { state: 'saved'; at: number } | { state: 'failed'; message: string };

/** How far Rust is with the text. */
interface Fed {
  readonly revision: number;
  readonly isIdle: boolean;
}

export class DraftOnDisk {
  #place: DraftPlace = $state.raw({ state: 'none' });
  /** The revision that was written last, and when. */
  #written: { revision: number; at: number } | null = null;

  /** `restored` is when the draft that was brought back at the start was written. */
  constructor(restored: number | null) {
    if (restored) this.#place = { state: 'saved', at: restored };
  }

  get place(): DraftPlace {
    return this.#place;
  }

  typed(): void {
    this.#place = { state: 'writing' };
  }

  failed(message: string): void {
    this.#place = { state: 'failed', message };
  }

  /** A revision was written: reported before Rust has answered for it, or after. */
  written(revision: number, at: number, fed: Fed): void {
    this.#written = { revision, at };
    this.settle(fed);
  }

  /** Rust has caught up: the last revision reported as written may be the newest. */
  settle({ revision, isIdle }: Fed): void {
    if (!this.#written || this.#written.revision < revision || !isIdle) return;
    this.#place = { state: 'saved', at: this.#written.at };
    this.#written = null;
  }
}
