/**
 * The pending changes of a document, compared again a moment after the last keystroke. The last answer stays until
 * the next one arrives, and an answer for an older text is dropped.
 */
import type { Client } from '../../api/client';
import type { Review } from '../../api/generated/api';

const AFTER_MS = 250;

/** The part of a document that the review reads. */
export interface Reviewed {
  readonly id: string;
  /** The last revision that Rust has confirmed. */
  readonly revision: number;
  /** Whether there is anything to compare: a base, and a text that differs from it. */
  readonly isComparable: boolean;
  readonly isDirty: boolean;
}

export class PendingReview {
  readonly #client: Client;
  readonly #document: Reviewed;
  #review: Review | null = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client, document: Reviewed) {
    this.#client = client;
    this.#document = document;
  }

  /** My changes since the base, in sentences and lines; null until known. */
  get now(): Review | null {
    return this.#review;
  }

  /** As many as the review has sentences, or differing line runs when it has none. */
  get changeCount(): number {
    if (!this.#document.isDirty || !this.#review) return 0;
    return this.#review.changes.length || this.#review.hunks.length;
  }

  /** Forgets the comparison: nothing differs any more. */
  clear(): void {
    this.#review = null;
  }

  /** Compares a moment later, if there is anything to compare. */
  schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#document.isComparable) return;
    this.#timer = setTimeout(() => void this.refresh(), AFTER_MS);
  }

  async refresh(): Promise<void> {
    const { id, revision } = this.#document;
    try {
      const review = await this.#client.call('document_compare', {
        id,
        old: { side: 'base' },
        new: { side: 'mine' },
        context: 3,
      });
      const now = this.#document.revision;
      if (revision < now && review.revision < now) return;
      this.#review = this.#document.isDirty ? review : null;
    } catch {
      // The last answer stays; the review itself asks for its own, and shows a failure.
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
