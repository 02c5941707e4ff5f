/**
 * A conflict to decide: the changes of each side, the two sides compared in three ways, and the choices. Deciding
 * loses neither side: the rejected one stays in the history.
 */
import type { Client } from '../../api/client';
import type { Conflict, ConflictChoice, Side } from '../../api/generated/api';
import { Comparison } from '../../shared/comparison/Comparison.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { count } from '../../shared/names';

/** Which two sides are in front. */
export type Look = 'theirChanges' | 'myChanges' | 'apart';

const looks: Record<Look, [Side, Side]> = {
  theirChanges: [{ side: 'base' }, { side: 'theirs' }],
  myChanges: [{ side: 'base' }, { side: 'mine' }],
  apart: [{ side: 'theirs' }, { side: 'mine' }],
};

export interface Choice {
  readonly choice: ConflictChoice | 'keepEditing';
  readonly title: string;
  /** Its effect, and where the other side stays. */
  readonly text: string;
}

export class ConflictState {
  readonly comparison: Comparison;
  readonly #document: DocumentState;
  #look: Look = $state('theirChanges');
  #deciding: ConflictChoice | null = $state(null);

  constructor(client: Client, document: DocumentState) {
    this.#document = document;
    const [old, newer] = looks.theirChanges;
    this.comparison = new Comparison(
      (from, to, context) => client.call('document_compare', { id: document.id, old: from, new: to, context }),
      old,
      newer,
    );
  }

  get conflict(): Conflict | null {
    return this.#document.conflict;
  }
  get look(): Look {
    return this.#look;
  }
  /** The choice that is being carried out. */
  get deciding(): ConflictChoice | null {
    return this.#deciding;
  }
  get isFile(): boolean {
    return this.#document.target.kind !== 'dashboard';
  }

  /** The event, as a heading. */
  get title(): string {
    const { title } = this.#document;
    return this.isFile ? `“${title}” changed on disk meanwhile` : `“${title}” changed on Home Assistant meanwhile`;
  }

  /** The reassurance that both sides are safe. */
  get safety(): string {
    if (this.conflict?.putBack) {
      return 'Your save met a newer version. Bobbin kept it, put it back at once and sent nothing over it. Your draft is kept.';
    }
    return this.isFile
      ? 'Nothing was written. Your draft is kept, and the file is as the other program left it.'
      : 'Nothing was sent. Your draft is kept, and their version is in the history.';
  }

  /** The choices, the one that keeps most first. */
  get choices(): Choice[] {
    const { conflict } = this;
    if (!conflict) return [];
    const mine = count(conflict.myChanges.length, 'change');
    const where = this.isFile ? 'the file' : 'Home Assistant';
    const merge: Choice = {
      choice: 'merge',
      title: 'Merge both',
      text: conflict.merges
        ? `The two sides touch different things: the draft becomes their version with ${mine} of yours on top.`
        : 'What fits together is merged; you decide place by place about the rest.',
    };
    return [
      ...(this.isFile && conflict.merges === null ? [] : [merge]),
      {
        choice: 'takeTheirs',
        title: 'Take theirs',
        text: `The draft becomes what ${where} has now. Your draft stays in the history, and Undo brings it back.`,
      },
      {
        choice: 'overwriteTheirs',
        title: 'Overwrite theirs',
        text: this.isFile
          ? 'Saves your draft in place of what is on disk now.'
          : 'Saves your draft without their changes. Their version stays in the history.',
      },
      {
        choice: 'keepEditing',
        title: 'Keep editing',
        text: 'Decides nothing yet. The next save asks again.',
      },
    ];
  }

  async show(look: Look): Promise<void> {
    this.#look = look;
    await this.comparison.compare(...looks[look]);
  }

  /** Carries out a choice on the document. Saving, after overwriting, is the caller's. */
  async decide(choice: ConflictChoice): Promise<void> {
    this.#deciding = choice;
    try {
      await this.#document.saving.resolve(choice);
    } finally {
      this.#deciding = null;
    }
  }
}
