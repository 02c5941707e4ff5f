/**
 * Offers on their way into a text, one after the other: the next one is asked for when the last is applied. Typing is
 * held meanwhile, because an offer counts in the text that Rust has.
 */
import type { TextOffer } from '../../api/generated/api';
import type { OfferKind } from '../tree/VisualState.svelte';

/** How an offer meets its text. */
export interface OfferTarget {
  /** The last revision that Rust has confirmed. */
  revision(): number;
  /** Settles when Rust has everything that was typed; at once (null) when it has. */
  caughtUp(): Promise<void> | null;
  apply(offer: TextOffer, how: OfferKind): void;
}

export class Offers {
  readonly #target: OfferTarget;
  /** How many are on their way. */
  #count = $state(0);
  #last: Promise<void> = Promise.resolve();

  constructor(target: OfferTarget) {
    this.#target = target;
  }

  get isBusy(): boolean {
    return this.#count > 0;
  }

  /** Asks for an offer and applies it. */
  make(ask: (revision: number) => Promise<TextOffer>, how: OfferKind): Promise<void> {
    // At once where nothing is in the way: an answer can be there before the next frame is drawn.
    const turn = this.#count++ === 0 ? this.#now(ask, how) : this.#last.then(() => this.#now(ask, how));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #now(ask: (revision: number) => Promise<TextOffer>, how: OfferKind): Promise<void> {
    try {
      const wait = this.#target.caughtUp();
      if (wait) await wait;
      this.#target.apply(await ask(this.#target.revision()), how);
    } finally {
      this.#count--;
    }
  }
}
