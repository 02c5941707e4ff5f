import { history as undoHistory, undo } from '@codemirror/commands';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { Client } from '../../api/client';
import type { DocumentTarget, Version } from '../../api/generated/api';
import { fail, FakeHost } from '../../host/fake';
import { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { HistoryState } from './HistoryState.svelte';

let host: FakeHost;
let document: DocumentState;
let history: HistoryState;

async function open(target: DocumentTarget): Promise<void> {
  const client = new Client(host);
  document = new DocumentState(client, await client.call('document_open', { target }), () => undoHistory());
  history = HistoryState.of(client, document);
}

const version = (id: number): Version => history.versions?.find((one) => one.id === id) ?? fail('notFound', `${id}`);
const lastCompared = () => host.requests('history_compare').at(-1);
const lastAgainstDraft = () => {
  const request = host.requests('document_compare').at(-1);
  return request && [request.old, request.new];
};

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  await open({ kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' });
  await history.load();
});

describe('the history', () => {
  it('lists the versions by day, the newest first', async () => {
    const now = new Date(2026, 10, 21, 12).getTime();
    const hour = 3_600_000;
    const at = (id: number, hours: number) => ({ ...version(7), id, at: now - hours * hour });
    host.answer('dashboard_versions', () => [at(3, 1), at(2, 2), at(1, 13)]);
    await history.load();
    expect(history.rows(now).map((row) => ('day' in row ? row.day : row.version.id))).toEqual([
      'Today',
      3,
      2,
      'Yesterday',
      1,
    ]);
  });

  it('has its list and what was chosen when it is looked at again', async () => {
    await history.select(version(5));
    history.rest();
    const again = HistoryState.of(new Client(host), document);
    expect(again.versions).toHaveLength(6);
    expect(again.selected?.id).toBe(5);
  });

  it('compares a version with the draft', async () => {
    await history.select(version(5));
    expect(lastAgainstDraft()).toEqual([{ side: 'version', version: 5 }, { side: 'mine' }]);
  });

  it('compares a version with the one before it', async () => {
    await history.select(version(5));
    await history.setAgainst('previous');
    expect(lastCompared()).toMatchObject({ old: 4, new: 5 });
  });

  it('compares the oldest one with the draft, for it has none before it', async () => {
    await history.setAgainst('previous');
    await history.select(version(2));
    expect(history.against).toBe('draft');
    expect(lastAgainstDraft()).toEqual([{ side: 'version', version: 2 }, { side: 'mine' }]);
  });

  it('compares any two versions, the older one first', async () => {
    await history.select(version(3));
    await history.mark(version(6));
    expect(history.against).toBe('marked');
    expect(lastCompared()).toMatchObject({ old: 3, new: 6 });
    await history.select(version(7));
    expect(lastCompared()).toMatchObject({ old: 6, new: 7 });
    await history.mark(version(6));
    expect(history.marked).toBeNull();
    expect(history.against).toBe('draft');
  });

  it('goes up and down the list and stops at its ends', async () => {
    await history.step(1);
    expect(history.selected?.id).toBe(7);
    await history.step(1);
    expect(history.selected?.id).toBe(6);
    await history.step(Infinity);
    expect(history.selected?.id).toBe(2);
    await history.step(-Infinity);
    expect(history.selected?.id).toBe(7);
  });

  it('shows a version that others ask for, also one that came after the list was read', async () => {
    await history.show(5);
    expect(history.selected?.id).toBe(5);
    host.versions = [{ ...version(7), id: 8, at: version(7).at + 1 }, ...host.versions];
    await history.show(8);
    expect(history.selected?.id).toBe(8);
    await history.show(99);
    expect(history.selected?.id).toBe(8);
  });

  it('restores nothing into a dashboard that is read-only', async () => {
    await open({ kind: 'dashboard', instance: 'demo', urlPath: 'garden-yaml' });
    expect(history.restoreBlock).toMatch(/garden\.yaml/);
  });

  it('keeps the list that it has when reading it anew fails', async () => {
    host.answer('dashboard_versions', () => fail('storage', 'The history could not be read.'));
    await history.load();
    expect(history.failure?.message).toBe('The history could not be read.');
    expect(history.versions).toHaveLength(6);
  });

  it('is for dashboards, and asks for nothing about a file', async () => {
    host.files.set('/lights.yaml', 'views: []\n');
    await open({ kind: 'file', path: '/lights.yaml' });
    const asked = host.requests('dashboard_versions').length;
    await history.load();
    expect(history.isKept).toBe(false);
    expect(host.requests('dashboard_versions')).toHaveLength(asked);
  });

  it('names a version, and takes the name away', async () => {
    await history.rename(version(5), '  Summer ');
    expect(version(5).name).toBe('Summer');
    await history.rename(version(5), ' ');
    expect(version(5).name).toBeNull();
    expect(host.requests('history_name').at(-1)).toEqual({ version: 5, name: null });
  });
});

describe('what versions changed', () => {
  it('is asked for together, and once', async () => {
    vi.useFakeTimers();
    for (const one of history.versions ?? []) history.want(one);
    for (const one of history.versions ?? []) history.want(one);
    await vi.runAllTimersAsync();
    expect(host.requests('history_changes').map(({ versions }) => versions)).toEqual([[7, 6, 5, 4, 3, 2]]);
    expect(history.changes(version(7))?.before).toBe(6);
    vi.useRealTimers();
  });

  it('is asked for by pages, what came into sight last first', async () => {
    vi.useFakeTimers();
    const many = Array.from({ length: 45 }, (_, index) => ({ ...version(7), id: 100 - index }));
    host.answer('dashboard_versions', () => many);
    await history.load();
    for (const one of many) history.want(one);
    await vi.runAllTimersAsync();
    const pages = host.requests('history_changes').map(({ versions }) => versions);
    expect(pages.map((page) => page.length)).toEqual([20, 20, 5]);
    expect(pages[0]?.at(-1)).toBe(56);
    vi.useRealTimers();
  });

  it('is asked for again when it was out of sight before it was asked for', async () => {
    vi.useFakeTimers();
    history.want(version(7));
    history.rest();
    await vi.runAllTimersAsync();
    expect(host.requests('history_changes')).toEqual([]);
    history.want(version(7));
    await vi.runAllTimersAsync();
    expect(host.requests('history_changes').map(({ versions }) => versions)).toEqual([[7]]);
    vi.useRealTimers();
  });

  it('is asked for again after it failed', async () => {
    vi.useFakeTimers();
    host.answerOnce('history_changes', () => fail('storage', 'The history could not be read.'));
    history.want(version(7));
    await vi.runAllTimersAsync();
    expect(history.failure?.message).toBe('The history could not be read.');
    history.want(version(7));
    await vi.runAllTimersAsync();
    expect(history.changes(version(7))).not.toBeNull();
    vi.useRealTimers();
  });
});

describe('taking a change back', () => {
  it('asks about the two versions that are compared', async () => {
    await history.select(version(5));
    expect(history.takeBackOf(2)).toEqual({ old: 5, new: null, change: 2 });
    await history.setAgainst('previous');
    expect(history.takeBackOf(0)).toEqual({ old: 4, new: 5, change: 0 });
  });

  it('is one step that can be undone', async () => {
    const before = document.text;
    host.answer('history_undo_change', () => ({
      result: 'offered',
      offer: { revision: document.revision, changes: [{ from: 0, to: 0, insert: '# back\n' }] },
      sentence: 'Undid: …',
    }));
    const ask = { id: document.id, old: 4, new: 5, change: 0 };
    const words = await document.offerOrWhy(() => new Client(host).call('history_undo_change', ask));
    expect(words).toEqual({ isDone: true, sentence: 'Undid: …' });
    expect(document.text).toBe(`# back\n${before}`);
    document.run(undo);
    expect(document.text).toBe(before);
  });

  it('says why not, and changes nothing', async () => {
    const before = document.text;
    const ask = { id: document.id, old: 4, new: 5, change: 3 };
    const words = await document.offerOrWhy(() => new Client(host).call('history_undo_change', ask));
    expect(words.isDone).toBe(false);
    expect(words.sentence).toMatch(/can’t be undone alone/);
    expect(document.text).toBe(before);
  });
});

describe('the history of a dashboard that is not open', () => {
  it('compares with the one before, the oldest with nothing', async () => {
    const closed = new HistoryState(new Client(host), { instance: 'demo', urlPath: 'old-hallway' });
    await closed.load();
    const [oldest] = closed.versions?.slice(-1) ?? [];
    if (oldest) await closed.select(oldest);
    expect(closed.against).toBe('previous');
    expect(lastCompared()).toMatchObject({ old: null, new: 2 });
    expect(closed.takeBackOf(0)).toBeNull();
    expect(host.requests('document_compare')).toEqual([]);
  });
});
