/** Saving a document to where it comes from: how it ended, and the conflict or the trouble that waits for a decision. */
import type { Client } from '../../api/client';
import type { Conflict, ConflictChoice, ConflictResolved, SaveOutcome } from '../../api/generated/api';
import type { Standing } from './Standing.svelte';

type Saved = Extract<SaveOutcome, { outcome: 'saved' }>;

/** Why the last save did not reach its place. */
export type SaveTrouble =
  { kind: 'rejected'; message: string; code: string } | { kind: 'notReceived' | 'unknown'; message: string };

/** The document that is saved. */
interface SavedDocument {
  readonly id: string;
  readonly standing: Standing;
  isDashboard(): boolean;
  /** The last revision that Rust has confirmed. */
  revision(): number;
  /** Settles when Rust has everything that was typed. */
  caughtUp(): Promise<void>;
  /** Takes in its new base. */
  saved(outcome: Saved): void;
  /** Takes in the document that a decision makes of it, then applies the offer as one step of undo. */
  decide(ask: () => Promise<ConflictResolved>, taken: () => void): Promise<void>;
}

export class Saving {
  readonly #client: Client;
  readonly #document: SavedDocument;
  #conflict: Conflict | null = $state.raw(null);
  #trouble: SaveTrouble | null = $state.raw(null);
  #isRunning = $state(false);

  constructor(client: Client, document: SavedDocument) {
    this.#client = client;
    this.#document = document;
  }

  /** The two sides that a save met, until somebody decides. */
  get conflict(): Conflict | null {
    return this.#conflict;
  }
  get trouble(): SaveTrouble | null {
    return this.#trouble;
  }
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Every outcome is in the state afterwards, too; null when a save is under way. */
  async save(): Promise<SaveOutcome | null> {
    if (this.#isRunning) return null;
    this.#isRunning = true;
    try {
      await this.#document.caughtUp();
      const outcome = await this.#client.call('document_save', { id: this.#document.id });
      this.settle(outcome);
      return outcome;
    } finally {
      this.#isRunning = false;
    }
  }

  /** Takes in how a save ended, at once or later. */
  settle(outcome: SaveOutcome): void {
    const { standing } = this.#document;
    this.#trouble = null;
    switch (outcome.outcome) {
      case 'saved':
        this.#conflict = null;
        this.#document.saved(outcome);
        break;
      case 'queued':
        standing.queued(outcome.at, this.#document.revision());
        break;
      case 'changedOnServer':
        standing.queued(null);
        this.#conflict = outcome.conflict;
        // A file has no values to merge: its two sides are looked at as a whole.
        if (this.#document.isDashboard()) standing.merge();
        break;
      case 'rejected':
        this.#trouble = { kind: 'rejected', message: outcome.message, code: outcome.code };
        break;
      case 'notReceived':
      case 'unknown':
        this.#trouble = { kind: outcome.outcome, message: outcome.message };
        break;
    }
  }

  /**
   * Takes in how a save ended that nobody is waiting for. A decision that it needs becomes a banner: the editor is not
   * taken away while somebody types in it.
   */
  settleLater(outcome: SaveOutcome): void {
    if (outcome.outcome !== 'changedOnServer') {
      this.settle(outcome);
      return;
    }
    const { theirs, at, theirChanges } = outcome.conflict;
    const { standing } = this.#document;
    standing.queued(null);
    if (standing.remote.state === 'changed' && standing.remote.at >= at) return;
    standing.remoteIs({ state: 'changed', version: theirs, at, sentences: theirChanges, changes: theirChanges.length });
  }

  /** Takes a save back that waits for a connection. */
  async unqueue(): Promise<void> {
    await this.#client.call('document_unqueue', { id: this.#document.id });
    this.#document.standing.queued(null);
  }

  dismissTrouble(): void {
    this.#trouble = null;
  }

  /** Decides a conflict; the draft as it was stays in the history. */
  async resolve(choice: ConflictChoice): Promise<void> {
    await this.#decide(() => this.#client.call('document_resolve', { id: this.#document.id, choice }));
  }

  /** Goes on editing; the conflict comes back with the next save. */
  leaveConflict(): void {
    this.#conflict = null;
  }

  /** Finishes the merge that is shown, as one step of undo. */
  async finishMerge(revision: number, theirs: number | null): Promise<void> {
    await this.#decide(() => this.#client.call('document_merge_finish', { id: this.#document.id, revision, theirs }));
  }

  /** Goes back to the editor; the decisions stay on disk, unless they are to be forgotten. */
  async leaveMerge({ forget = false } = {}): Promise<void> {
    if (forget) await this.#client.call('document_merge_leave', { id: this.#document.id });
    this.#conflict = null;
    this.#document.standing.mergeLeft({ isOver: forget });
  }

  async #decide(ask: () => Promise<ConflictResolved>): Promise<void> {
    await this.#document.decide(ask, () => {
      this.#conflict = null;
      this.#document.standing.mergeLeft({ isOver: true });
    });
  }
}
