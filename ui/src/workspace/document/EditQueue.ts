import type { ChangeSet, Text } from '@codemirror/state';

import { asCommandFailed, type CommandFailed } from '../../api/client';
import type { Analysis, TextChange } from '../../api/generated/api';

/** The two ways to bring Rust's copy of a text up to date. */
export interface EditSink {
  edit(revision: number, changes: TextChange[], length: number): Promise<Analysis>;
  sync(text: string): Promise<Analysis>;
}

export interface EditQueueEvents {
  /** Rust knows more; `pending` are the edits made since the text that it speaks of, if any. */
  analysed(analysis: Analysis, pending: ChangeSet | null): void;
  /** Neither way worked. The text is safe in the window; the next edit, or `retry`, tries again. */
  failed(error: CommandFailed): void;
  /** Rust has everything that was typed. */
  settled?(): void;
}

/**
 * Sends edits to Rust: strictly in order, one call at a time. Edits made meanwhile are composed into the next call,
 * so a slow analysis never piles up. When the two sides are out of step, or a change can't be expressed (half of a
 * surrogate pair), it sends the whole text instead.
 */
export class EditQueue {
  readonly #sink: EditSink;
  readonly #events: EditQueueEvents;
  #revision: number;
  #text: Text;
  #pending: ChangeSet | null = null;
  #needsSync = false;
  #running: Promise<void> | null = null;
  #failure: CommandFailed | null = null;

  constructor(revision: number, text: Text, sink: EditSink, events: EditQueueEvents) {
    this.#revision = revision;
    this.#text = text;
    this.#sink = sink;
    this.#events = events;
  }

  /** The last revision that Rust has confirmed. */
  get revision(): number {
    return this.#revision;
  }

  get isIdle(): boolean {
    return this.#running === null && this.#pending === null && !this.#needsSync;
  }

  push(changes: ChangeSet, text: Text): void {
    this.#pending = this.#pending ? this.#pending.compose(changes) : changes;
    this.#text = text;
    this.#start();
  }

  /** Asks for a new analysis of the present text, after its base has changed. */
  reanalyse(): void {
    this.#needsSync = true;
    this.#start();
  }

  retry(): void {
    this.#start();
  }

  /** Settles when Rust has every edit; fails with the obstacle. */
  async flushed(): Promise<void> {
    this.#start();
    while (this.#running) await this.#running;
    if (this.#failure) throw this.#failure;
  }

  #start(): void {
    if (this.#running || this.isIdle) return;
    this.#failure = null;
    this.#running = this.#drain().finally(() => {
      this.#running = null;
      if (this.isIdle) this.#events.settled?.();
      // Edits that arrived after the last check and before this line.
      else if (!this.#failure) this.#start();
    });
  }

  async #drain(): Promise<void> {
    while (this.#pending || this.#needsSync) {
      const changes = this.#pending;
      this.#pending = null;
      try {
        const analysis = await this.#hand(changes);
        this.#revision = analysis.revision;
        this.#events.analysed(analysis, this.#pending);
      } catch (reason) {
        // Whatever Rust has now, the next try hands over the whole text.
        this.#needsSync = true;
        this.#failure = asCommandFailed(reason);
        this.#events.failed(this.#failure);
        return;
      }
    }
  }

  async #hand(changes: ChangeSet | null): Promise<Analysis> {
    if (changes && !this.#needsSync) {
      const list = textChanges(changes);
      if (list.every((change) => isWellFormed(change.insert))) {
        try {
          return await this.#sink.edit(this.#revision, list, changes.newLength);
        } catch (reason) {
          const { code } = asCommandFailed(reason);
          if (code !== 'outOfStep' && code !== 'badRequest') throw reason;
        }
      }
    }
    // The whole text includes the pending edits: they must not be sent again as changes.
    const text = this.#text.toString();
    this.#pending = null;
    this.#needsSync = false;
    return this.#sink.sync(text);
  }
}

export function textChanges(changes: ChangeSet): TextChange[] {
  const list: TextChange[] = [];
  changes.iterChanges((from, to, _newFrom, _newTo, insert) => {
    list.push({ from, to, insert: insert.toString() });
  });
  return list;
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}
