import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { fail, FakeHost } from '../../host/fake';
import { Workspace } from '../../workspace/Workspace.svelte';
import { CommentedText } from './CommentedText';
import { HistoryActions } from './HistoryActions';
import { HistoryState } from './HistoryState.svelte';
import { KeptDashboards } from './KeptDashboards.svelte';
import { Retention } from './Retention.svelte';

let host: FakeHost;
let workspace: Workspace;
const lovelace = { instance: 'demo', urlPath: 'lovelace' };

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  workspace = new Workspace(host);
  await workspace.start();
});

describe('the dashboards that something is kept of', () => {
  it('tells those that are there from the deleted ones, the last deleted first', async () => {
    const kept = new KeptDashboards(new Client(host), 'demo');
    await kept.load();
    expect(kept.present.map(({ urlPath }) => urlPath)).toContain('lovelace');
    expect(kept.deleted.map(({ urlPath }) => urlPath)).toEqual(['old-hallway', 'christmas-lights']);
  });

  it('keeps the list that it has when reading it anew fails', async () => {
    const kept = new KeptDashboards(new Client(host), 'demo');
    await kept.load();
    host.answer('history_dashboards', () => fail('storage', 'The history could not be read.'));
    await kept.load();
    expect(kept.list).not.toBeNull();
    expect(kept.failure?.message).toBe('The history could not be read.');
  });

  it('makes a deleted one again, and opens it', async () => {
    await new HistoryActions(workspace).recreate({ instance: 'demo', urlPath: 'old-hallway' }, 3);
    expect(host.requests('dashboard_recreate')).toEqual([{ instance: 'demo', urlPath: 'old-hallway', version: 3 }]);
    expect(workspace.tabs.active?.key).toBe('dashboard:demo:old-hallway');
  });
});

describe('the ways back', () => {
  it('open a dashboard that is not open, restore a version there, and show the review', async () => {
    const history = new HistoryState(workspace.client, lovelace);
    await history.load();
    const version = history.versions?.[2] ?? fail('notFound', 'no version');
    await new HistoryActions(workspace).restore(history, version);
    expect(host.requests('document_restore').at(-1)).toMatchObject({ version: 5 });
    expect(workspace.tabs.active?.key).toBe('dashboard:demo:lovelace');
    expect(workspace.layout.panel).toBe('review');
    expect(workspace.notices.list[0]?.action?.label).toBe('Undo');
  });

  it('bring back what was removed, and undo what was changed otherwise', async () => {
    const document = await workspace.tabs.open({ kind: 'dashboard', ...lovelace });
    const history = new HistoryState(workspace.client, lovelace, document);
    await history.load();
    const version = history.versions?.[2];
    if (version) await history.select(version);
    const change = { sentence: [], oldLine: 1, newLine: null };
    const actions = new HistoryActions(workspace);
    await actions.takeBack(history, { ...change, kind: 'removed' }, 0);
    await actions.takeBack(history, { ...change, kind: 'changed' }, 1);
    expect(host.requests('history_bring_back')).toMatchObject([{ old: 5, new: null, change: 0 }]);
    expect(host.requests('history_undo_change')).toMatchObject([{ old: 5, new: null, change: 1 }]);
    expect(workspace.notices.list[0]).toMatchObject({ severity: 'warning' });
    expect(workspace.notices.list[0]?.message).toMatch(/can’t be undone alone/);
  });

  it('export a version under a name that says which it is', async () => {
    host.chosenPath = '/backup.yaml';
    const history = new HistoryState(workspace.client, lovelace);
    await history.load();
    const version = history.versions?.[0] ?? fail('notFound', 'no version');
    await new HistoryActions(workspace).export(history, version);
    const [asked] = host.requests('file_choose_save');
    expect(asked?.suggestedName).toMatch(/^lovelace-\d{4}-\d\d-\d\d\.yaml$/);
    expect(host.files.get('/backup.yaml')).toContain('views:');
  });
});

describe('commented text between computers', () => {
  it('is taken as one step, and lists the comments that found no place', async () => {
    host.chosenPath = '/comments.yaml';
    const document = await workspace.tabs.open({ kind: 'dashboard', ...lovelace });
    if (!document) throw new Error('not open');
    host.answer('document_import_text', () => ({
      offer: { revision: document.revision, changes: [{ from: 0, to: 0, insert: '# mine\n' }] },
      sameMeaning: false,
      lostComments: ['Ask Kim'],
    }));
    await new CommentedText(workspace).import(document);
    expect(document.text.startsWith('# mine\n')).toBe(true);
    expect(workspace.notices.list[0]).toMatchObject({
      message: 'Took the comments of comments.yaml. What the dashboard means stayed as it was.',
      hint: '1 comment found no place: Ask Kim',
      severity: 'warning',
    });
  });

  it('is exported whole', async () => {
    host.chosenPath = '/comments.yaml';
    const document = await workspace.tabs.open({ kind: 'dashboard', ...lovelace });
    if (document) await new CommentedText(workspace).export(document);
    expect(host.files.get('/comments.yaml')).toBe(document?.text);
  });
});

describe('how long the history is kept', () => {
  it('is set, and compacting says what it gave up', async () => {
    const retention = new Retention(workspace.client);
    await retention.load();
    expect(retention.state?.everyVersionDays).toBe(90);
    await retention.keepFor(null);
    expect(retention.state?.everyVersionDays).toBeNull();
    await retention.compact();
    expect(retention.compacted).toMatchObject({ versions: 412 });
    expect(retention.state?.bytes).toBe(retention.compacted?.after);
  });

  it('stays as it was when it can’t be set', async () => {
    const retention = new Retention(workspace.client);
    await retention.load();
    host.answer('vault_retention', () => fail('storage', 'The settings could not be written.'));
    await retention.keepFor(7);
    expect(retention.state?.everyVersionDays).toBe(90);
    expect(retention.failure?.message).toBe('The settings could not be written.');
    expect(retention.busy).toBeNull();
  });
});
