import { history, undo } from '@codemirror/commands';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { Client } from '../../api/client';
import { fail, FakeHost } from '../../host/fake';
import type { FakeConflict, FakeMerge } from '../../host/fake/open-document';
import { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { Merging } from './Merging.svelte';
import { sideLines } from './side-lines';

const target = { kind: 'dashboard', instance: 'demo', urlPath: 'energy-and-water' } as const;
const conflict = (id: string, more: Partial<FakeConflict> = {}): FakeConflict => ({
  id,
  kind: 'changedApart',
  sentence: [{ style: 'plain', text: `About ${id}` }],
  path: `views[0].${id}`,
  base: `${id}: base\n`,
  mine: `${id}: mine\n`,
  theirs: `${id}: theirs\n`,
  canKeepBoth: false,
  at: `${id}: mine\n`,
  ...more,
});
const scripted: FakeMerge = {
  text: 'one: mine\ntwo: mine\nthree: mine\n',
  myChanges: ['a', 'b'],
  theirChanges: ['c'],
  conflicts: [conflict('one'), conflict('two', { canKeepBoth: true }), conflict('three')],
};

let host: FakeHost;
let document: DocumentState;
let merging: Merging;
let before: string;

/** A save that has met another version. */
beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  await open();
  document.dispatch({ changes: { from: 0, insert: '# mine\n' } });
  await document.flush();
  before = document.text;
  host.saveByOthers(document.id, 'views: []\n', ['Removed a view']);
  host.merges.set(document.id, scripted);
  await document.save();
});

async function open(): Promise<void> {
  const client = new Client(host);
  document = new DocumentState(client, await client.call('document_open', { target }), () => history());
  merging = new Merging(client, document);
}

const choices = () => merging.conflicts.map(({ choice }) => choice?.choice ?? null);

describe('a merge', () => {
  it('opens on a conflict, with nothing decided and the first place in front', async () => {
    expect(document.standing.isMerging).toBe(true);
    await merging.load();
    expect(merging.progress).toBe('0 of 3 decided');
    expect(merging.current?.id).toBe('one');
    expect(merging.state?.summary).toBe('1 of their changes merged with 2 of yours; 3 places have to be decided');
    expect(merging.canFinish).toBe(false);
    expect(document.standing.isMergeStarted).toBe(true);
  });

  it('goes on to the next open place with each decision', async () => {
    await merging.load();
    await merging.decide('theirs');
    expect(merging.current?.id).toBe('two');
    await merging.decide('both');
    await merging.decide('mine');
    expect(choices()).toEqual(['theirs', 'both', 'mine']);
    expect(merging.state?.text).toBe('one: theirs\ntwo: mine\ntwo: theirs\nthree: mine\n');
    expect(merging.canFinish).toBe(true);
    expect(merging.nextOpen()).toBe(false);
  });

  it('keeps both only where that is possible', async () => {
    await merging.load();
    await merging.decide('both');
    expect(choices()).toEqual([null, null, null]);
    expect(host.requests('document_merge_choose')).toEqual([]);
  });

  it('steps through the places, and stops at the ends', async () => {
    await merging.load();
    merging.step(-1);
    expect(merging.position).toBe(0);
    merging.step(1);
    merging.step(1);
    merging.step(1);
    expect(merging.position).toBe(2);
  });

  it('takes a decision back', async () => {
    await merging.load();
    await merging.decide('mine');
    merging.step(-1);
    await merging.undecide();
    expect(merging.progress).toBe('0 of 3 decided');
  });

  it('decides what is left for one side, and nothing that is decided', async () => {
    await merging.load();
    await merging.decide('theirs');
    await merging.decideRest('mine');
    expect(choices()).toEqual(['theirs', 'mine', 'mine']);
  });

  it('is one step of undo when it is finished', async () => {
    await merging.load();
    await merging.decideRest('theirs');
    expect(await merging.finish()).toBe(true);
    expect(document.text).toBe('one: theirs\ntwo: theirs\nthree: theirs\n');
    expect(document.standing.isMerging).toBe(false);
    expect(document.conflict).toBeNull();
    expect(document.remote.state).toBe('inStep');
    document.run(undo);
    expect(document.text).toBe(before);
  });

  it('is not finished while something is open', async () => {
    await merging.load();
    expect(await merging.finish()).toBe(false);
    expect(host.requests('document_merge_finish')).toEqual([]);
  });

  it('left half done is there again after a restart', async () => {
    await merging.load();
    await merging.decide('theirs');
    await document.saving.leaveMerge();
    expect(document.standing.isMerging).toBe(false);
    await open();
    expect(document.standing.isMergeStarted).toBe(true);
    await merging.load();
    expect(choices()).toEqual(['theirs', null, null]);
    expect(merging.current?.id).toBe('two');
  });

  it('forgets its decisions when that is wanted', async () => {
    await merging.load();
    await merging.decide('theirs');
    await document.saving.leaveMerge({ forget: true });
    expect(document.standing.isMergeStarted).toBe(false);
    await merging.load();
    expect(choices()).toEqual([null, null, null]);
  });

  it('is made anew when somebody saves once more in the same moment, and says so', async () => {
    await merging.load();
    await merging.decideRest('mine');
    host.answerOnce('document_merge_finish', () => fail('outOfStep', 'Something changed. Nothing was merged.'));
    const asked = host.requests('document_merge').length;
    expect(await merging.finish()).toBe(false);
    expect(merging.failure?.message).toBe('Something changed. Nothing was merged.');
    expect(host.requests('document_merge')).toHaveLength(asked + 1);
    expect(document.text).toBe(before);
  });

  it('says why it can’t be made', async () => {
    host.answer('document_merge', () => fail('invalidText', 'Your text has problems.'));
    await merging.load();
    expect(merging.state).toBeNull();
    expect(merging.failure?.message).toBe('Your text has problems.');
  });
});

describe('a clean merge', () => {
  it('needs no decision and can be finished at once', async () => {
    host.merges.set(document.id, { ...scripted, conflicts: [] });
    await merging.load();
    expect(merging.isClean).toBe(true);
    expect(merging.canFinish).toBe(true);
    expect(merging.state?.summary).toBe('1 of their changes merged with 2 of yours');
  });
});

describe('editing by hand', () => {
  it('starts from mine, and counts once it can be read', async () => {
    vi.useFakeTimers();
    await merging.load();
    merging.startHand();
    expect(merging.hand).toBe('one: mine\n');
    merging.writeHand('one: "open\n');
    await vi.runAllTimersAsync();
    expect(merging.current?.problem).toMatch(/no closing quote/);
    expect(merging.decidedCount).toBe(0);
    merging.writeHand('one: hand\n');
    await vi.runAllTimersAsync();
    expect(merging.current?.problem).toBeNull();
    expect(merging.progress).toBe('1 of 3 decided');
    expect(merging.state?.text).toContain('one: hand\n');
    vi.useRealTimers();
  });

  it('asks a moment after the last key, not after each', async () => {
    vi.useFakeTimers();
    await merging.load();
    merging.startHand();
    for (const text of ['o', 'on', 'one: x']) merging.writeHand(text);
    await vi.runAllTimersAsync();
    expect(host.requests('document_merge_choose')).toHaveLength(1);
    vi.useRealTimers();
  });

  it('hands over what was typed last before the merge is left', async () => {
    await merging.load();
    merging.startHand();
    merging.writeHand('one: last\n');
    await merging.flush();
    expect(host.requests('document_merge_choose').at(-1)?.choice).toEqual({ choice: 'edited', text: 'one: last\n' });
    merging.dispose();
  });
});

it('marks the lines of a side that the base does not have', () => {
  const own = (text: string, base: string | null) => sideLines(text, base).map(({ isOwn }) => isOwn);
  expect(own('a\nb\nb\n', 'a\nb\n')).toEqual([false, false, true]);
  expect(own('a\n', null)).toEqual([false]);
});
