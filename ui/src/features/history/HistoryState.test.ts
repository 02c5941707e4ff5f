import { history as undoHistory, undo } from '@codemirror/commands';
import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import type { DocumentTarget, Version } from '../../api/generated/api';
import { fail, FakeHost } from '../../host/fake';
import { DocumentState } from '../../workspace/DocumentState.svelte';
import { HistoryState } from './HistoryState.svelte';

let host: FakeHost;
let document: DocumentState;
let history: HistoryState;

async function open(target: DocumentTarget): Promise<void> {
  const client = new Client(host);
  document = new DocumentState(client, await client.call('document_open', { target }), () => undoHistory());
  history = new HistoryState(client, document);
}

const version = (id: number): Version => history.versions?.find((one) => one.id === id) ?? fail('notFound', `${id}`);
const lastCompared = () => {
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
  it('lists the versions by day, the newest first', () => {
    const now = new Date(2026, 10, 21, 12).getTime();
    const hour = 3_600_000;
    host.versions = [];
    const at = (id: number, hours: number) => ({ ...version(7), id, at: now - hours * hour });
    host.answer('dashboard_versions', () => [at(3, 1), at(2, 2), at(1, 13)]);
    return history.load().then(() => {
      expect(history.days(now).map((day) => [day.title, day.versions.map((one) => one.id)])).toEqual([
        ['Today', [3, 2]],
        ['Yesterday', [1]],
      ]);
    });
  });

  it('compares a version with the draft', async () => {
    await history.select(version(5));
    expect(lastCompared()).toEqual([{ side: 'version', version: 5 }, { side: 'mine' }]);
  });

  it('compares a version with the one before it', async () => {
    await history.select(version(5));
    await history.setAgainst('previous');
    expect(lastCompared()).toEqual([
      { side: 'version', version: 4 },
      { side: 'version', version: 5 },
    ]);
  });

  it('compares the oldest one with the draft, for it has none before it', async () => {
    await history.setAgainst('previous');
    await history.select(version(2));
    expect(history.against).toBe('draft');
    expect(lastCompared()).toEqual([{ side: 'version', version: 2 }, { side: 'mine' }]);
  });

  it('goes up and down the list and stops at its ends', async () => {
    await history.step(1);
    expect(history.selected?.id).toBe(7);
    await history.step(1);
    expect(history.selected?.id).toBe(6);
    await history.step(-1);
    await history.step(-1);
    expect(history.selected?.id).toBe(7);
  });

  it('restores a version as one step that can be undone', async () => {
    const before = document.text;
    host.answer('document_restore', ({ version: id }) => ({
      revision: 1,
      changes: [{ from: 0, to: before.length, insert: `# version ${id}\n` }],
    }));
    await history.restore(version(4));
    expect(document.text).toBe('# version 4\n');
    document.run(undo);
    expect(document.text).toBe(before);
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
});
