/** Dragging one row of a list to another place in it: geometry alone, the rows are the list's. */

/** A row on screen, in pixels of the window. */
interface RowBox {
  readonly top: number;
  readonly height: number;
}

export class RowDrag {
  /** Moves a row to the place that it is to have then. */
  readonly #move: (from: number, to: number) => void;
  #from = $state(-1);
  #mark = $state(-1);

  constructor(move: (from: number, to: number) => void) {
    this.#move = move;
  }

  get isActive(): boolean {
    return this.#from >= 0;
  }
  /** The row that is dragged; -1 while none is. */
  get from(): number {
    return this.#from;
  }
  /** The row before which it would go; as many as there are rows, at the end. */
  get mark(): number {
    return this.#mark;
  }

  begin(index: number): void {
    this.#from = index;
    this.#mark = index;
  }

  pull(y: number, rows: readonly RowBox[]): void {
    if (!this.isActive) return;
    const to = rows.findIndex((row) => y < row.top + row.height / 2);
    this.#mark = to < 0 ? rows.length : to;
  }

  drop(): void {
    const [from, mark] = [this.#from, this.#mark];
    this.cancel();
    if (from >= 0) this.#move(from, mark > from ? mark - 1 : mark);
  }

  cancel(): void {
    this.#from = -1;
    this.#mark = -1;
  }
}
