/** Scrolls a surface by itself while something is dragged near its upper or lower edge. */

/** The part of the window that a surface is seen through, in pixels of the window. */
export interface Sight {
  /** Null while it is not on screen. */
  frame(): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } | null;
  /** How far the surface is scrolled. */
  scrolled(): { readonly left: number; readonly top: number };
  scrollBy(pixels: number): void;
}

const EDGE = 36;

export class EdgeScroll {
  readonly #sight: Sight;
  /** Whether something is still dragged. */
  readonly #isNeeded: () => boolean;
  readonly #onscroll: () => void;
  #speed = 0;
  #next = 0;

  constructor(sight: Sight, isNeeded: () => boolean, onscroll: () => void) {
    this.#sight = sight;
    this.#isNeeded = isNeeded;
    this.#onscroll = onscroll;
  }

  /** Takes in the height of the pointer: the nearer the edge, the faster. */
  follow(y: number): void {
    const frame = this.#sight.frame();
    if (!frame) return;
    const above = frame.top + EDGE - y;
    const below = y - (frame.bottom - EDGE);
    this.#speed = above > 0 ? -above / 3 : below > 0 ? below / 3 : 0;
    if (this.#speed !== 0 && this.#next === 0) this.#next = requestAnimationFrame(this.#step);
  }

  stop(): void {
    this.#speed = 0;
    cancelAnimationFrame(this.#next);
    this.#next = 0;
  }

  readonly #step = (): void => {
    this.#next = 0;
    if (this.#speed === 0 || !this.#isNeeded()) return;
    this.#sight.scrollBy(this.#speed);
    this.#onscroll();
    this.#next = requestAnimationFrame(this.#step);
  };
}
