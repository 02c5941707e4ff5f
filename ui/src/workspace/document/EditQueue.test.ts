import { ChangeSet, Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import type { Analysis, TextChange } from '../../api/generated/api';
import { applyChanges, fail } from '../../host/fake';
import { EditQueue } from './EditQueue';

/** Rust's side: a text, a revision, and a hand on when it answers. */
class Sink {
  text: string;
  revision = 1;
  readonly calls: string[] = [];
  broken: (() => never) | null = null;
  #waiting: (() => void)[] = [];
  held = false;

  constructor(text: string) {
    this.text = text;
  }

  async edit(revision: number, changes: TextChange[], length: number): Promise<Analysis> {
    this.calls.push(`edit ${revision}`);
    await this.#turn();
    if (revision !== this.revision) fail('outOfStep', 'out of step');
    this.text = applyChanges(this.text, changes);
    expect(this.text.length).toBe(length);
    return this.#answer();
  }

  async sync(text: string): Promise<Analysis> {
    this.calls.push('sync');
    await this.#turn();
    this.text = text;
    return this.#answer();
  }

  release(): void {
    this.held = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  async #turn(): Promise<void> {
    if (this.held) await new Promise<void>((go) => this.#waiting.push(go));
    this.broken?.();
  }

  #answer(): Analysis {
    this.revision += 1;
    return { revision: this.revision, problems: [], difference: 'meaning' };
  }
}

function setUp(initial: string) {
  const sink = new Sink(initial);
  const analysed: { revision: number; pending: boolean }[] = [];
  const failures: string[] = [];
  let text = Text.of(initial.split('\n'));
  const queue = new EditQueue(1, text, sink, {
    analysed: (analysis, pending) => analysed.push({ revision: analysis.revision, pending: pending !== null }),
    failed: (error) => failures.push(error.code),
  });
  const type = (from: number, to: number, insert: string) => {
    const changes = ChangeSet.of({ from, to, insert }, text.length, '\n');
    text = changes.apply(text);
    queue.push(changes, text);
  };
  return { sink, queue, type, analysed, failures, text: () => text.toString() };
}

describe('EditQueue', () => {
  it('hands over what is typed, and both sides have the same text', async () => {
    const { sink, queue, type, text } = setUp('views: []\n');
    type(0, 0, '# one\n');
    await queue.flushed();
    type(6, 11, 'title');
    await queue.flushed();
    expect(sink.text).toBe(text());
    expect(sink.calls).toEqual(['edit 1', 'edit 2']);
  });

  it('sends one call at a time and composes what is typed meanwhile', async () => {
    const { sink, queue, type, analysed, text } = setUp('ab');
    sink.held = true;
    type(0, 0, '1');
    type(1, 1, '2');
    type(4, 4, '3');
    expect(sink.calls).toEqual(['edit 1']);
    sink.release();
    await queue.flushed();
    expect(sink.calls).toEqual(['edit 1', 'edit 2']);
    expect(sink.text).toBe(text());
    expect(analysed).toEqual([
      { revision: 2, pending: true },
      { revision: 3, pending: false },
    ]);
  });

  it('hands over the whole text when the two sides are out of step', async () => {
    const { sink, queue, type, failures } = setUp('ab');
    sink.revision = 7;
    type(0, 0, 'x');
    await queue.flushed();
    expect(sink.calls).toEqual(['edit 1', 'sync']);
    expect(sink.text).toBe('xab');
    expect(queue.revision).toBe(8);
    expect(failures).toEqual([]);
  });

  it('does not send a change twice that a whole text has brought already', async () => {
    const { sink, queue, type, text } = setUp('ab');
    sink.held = true;
    sink.revision = 7;
    type(0, 0, 'x');
    type(0, 0, 'y');
    sink.release();
    await queue.flushed();
    expect(sink.text).toBe(text());
    expect(sink.text).toBe('yxab');
  });

  it('never sends half of a surrogate pair as a change', async () => {
    const { sink, queue, type } = setUp('😀');
    type(1, 2, '\uDE01');
    await queue.flushed();
    expect(sink.calls).toEqual(['sync']);
    expect(sink.text).toBe('😁');
  });

  it('says when nothing works, keeps what was typed, and brings all of it with the next try', async () => {
    const { sink, queue, type, failures, text } = setUp('ab');
    sink.broken = () => fail('storage', 'The disk is full.');
    type(0, 0, 'x');
    await expect(queue.flushed()).rejects.toMatchObject({ code: 'storage' });
    type(0, 0, 'y');
    await expect(queue.flushed()).rejects.toMatchObject({ code: 'storage' });
    expect(failures.length).toBeGreaterThanOrEqual(2);
    sink.broken = null;
    await queue.flushed();
    expect(sink.text).toBe(text());
    expect(queue.isIdle).toBe(true);
  });

  it('asks for an analysis anew without a change of the text', async () => {
    const { sink, queue, analysed } = setUp('ab');
    queue.reanalyse();
    await queue.flushed();
    expect(sink.text).toBe('ab');
    expect(analysed).toEqual([{ revision: 2, pending: false }]);
  });
});
