/**
 * A conflict to decide: the changes of each side, the two sides compared in three ways, and the choices. Deciding
 * loses neither side: the rejected one stays in the history.
 */
import type { Client } from '../../api/client';
import type { Conflict, ConflictChoice, Side } from '../../api/generated/api';
import { Comparison } from '../../shared/comparison/Comparison.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/merge';

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
    return this.isFile ? say.changedOnDiskMeanwhile({ title }) : say.changedOnHomeAssistantMeanwhile({ title });
  }

  /** The reassurance that both sides are safe. */
  get safety(): string {
    if (this.conflict?.putBack) {
      return say.putBack();
    }
    return this.isFile ? say.nothingWritten() : say.nothingSent();
  }

  /** The choices, the one that keeps most first. */
  get choices(): Choice[] {
    const { conflict } = this;
    if (!conflict) return [];
    const merge: Choice = {
      choice: 'merge',
      title: say.mergeBoth(),
      text: conflict.merges ? say.mergeText({ count: conflict.myChanges.length }) : say.mergeTextConflicts(),
    };
    return [
      ...(this.isFile && conflict.merges === null ? [] : [merge]),
      {
        choice: 'takeTheirs',
        title: common.takeTheirs(),
        text: this.isFile ? say.takeFileText() : say.takeTheirsText(),
      },
      {
        choice: 'overwriteTheirs',
        title: say.overwriteTheirs(),
        text: this.isFile ? say.overwriteFileText() : say.overwriteText(),
      },
      {
        choice: 'keepEditing',
        title: say.keepEditing(),
        text: say.keepEditingText(),
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
