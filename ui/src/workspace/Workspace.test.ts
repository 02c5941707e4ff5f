import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { fail, FakeHost } from '../host/fake';
import { Workspace } from './Workspace.svelte';

let host: FakeHost;
let workspace: Workspace;

const energy = { kind: 'dashboard', instance: 'demo', urlPath: 'energy-and-water' } as const;
const overview = { kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' } as const;
const titles = () => workspace.tabs.all.map((tab) => tab.document?.title ?? '…');

async function start(): Promise<void> {
  workspace = new Workspace(host);
  await workspace.start();
  await vi.waitFor(() => expect(workspace.tabs.all.every((tab) => !tab.isOpening)).toBe(true));
}

beforeEach(() => {
  host = new FakeHost();
});
afterEach(() => workspace.stop());

describe('the start', () => {
  it('has nothing to show without instances and files', async () => {
    await start();
    expect(workspace.session.current).toBeNull();
    expect(workspace.tabs.all).toEqual([]);
  });

  it('shows the instance used last and reads its dashboards', async () => {
    host.addDemo();
    await start();
    expect(workspace.session.current?.id).toBe('demo');
    await vi.waitFor(() => expect(workspace.dashboards.list('demo')?.dashboards.length).toBeGreaterThan(3));
  });

  it('connects to an instance that is offline', async () => {
    host.addDemo();
    host.setConnection('demo', { state: 'offline' });
    await start();
    await vi.waitFor(() => expect(workspace.session.current?.connection.state).toBe('connected'));
  });

  it('brings back tabs, their order and the one in front, then drafts that had no tab', async () => {
    host.addDemo();
    host.preferences = {
      tabs: [energy, overview, { kind: 'dashboard', instance: 'gone', urlPath: 'x' }],
      activeTab: 'dashboard:demo:lovelace',
    };
    host.state = { drafts: [{ target: { kind: 'untitled', number: 3 }, at: 1 }] };
    await start();
    expect(titles().sort()).toEqual(['Energy & water', 'Overview', 'Untitled']);
    expect(workspace.tabs.document?.title).toBe('Overview');
  });

  it('survives preferences that make no sense', async () => {
    host.preferences = { tabs: [{ kind: 'dashboard' }, 7], activeTab: 12, 'layout.sidebarWidth': 'wide' };
    await start();
    expect(workspace.tabs.all).toEqual([]);
    expect(workspace.layout.sidebarWidth).toBe(240);
  });

  it('opens the files it was started with, the last one in front', async () => {
    host.files.set('/a.yaml', 'views: []\n');
    host.state = { openFiles: ['/a.yaml'] };
    await start();
    expect(workspace.tabs.document?.title).toBe('a.yaml');
  });
});

describe('a document that can’t be opened', () => {
  it('keeps its tab with the reason, and opens when the connection is there', async () => {
    host.addDemo();
    await start();
    host.answerOnce('document_open', () => fail('notConnected', 'There is no connection.'));
    expect(await workspace.tabs.open(energy)).toBeNull();
    expect(workspace.tabs.active?.failure?.message).toBe('There is no connection.');
    host.setConnection('demo', { state: 'reconnecting', attempt: 1, retryAt: null, error: 'Lost.' });
    host.setConnection('demo', { ...connected });
    await vi.waitFor(() => expect(workspace.tabs.document?.title).toBe('Energy & water'));
    expect(workspace.tabs.all).toHaveLength(1);
  });
});

const connected = {
  state: 'connected',
  haVersion: '2026.11.0',
  user: 'Robin',
  isAdmin: true,
  latencyMs: 4,
  latencyGood: true,
  polling: null,
} as const;

describe('tabs', () => {
  beforeEach(async () => {
    host.addDemo();
    host.files.set('/a.yaml', 'views: []\n');
    await start();
  });

  it('open a document once', async () => {
    const first = await workspace.tabs.open(overview);
    await workspace.tabs.open(energy);
    const again = await workspace.tabs.open(overview);
    expect(again).toBe(first);
    expect(titles()).toEqual(['Overview', 'Energy & water']);
  });

  it('go back to the one seen last when the one in front is closed', async () => {
    for (const target of [overview, energy, { kind: 'file', path: '/a.yaml' } as const])
      await workspace.tabs.open(target);
    workspace.tabs.activate(workspace.tabs.all[0] ?? fail('notFound', ''));
    const file = workspace.tabs.all[2];
    if (file) workspace.tabs.activate(file);
    if (file) await workspace.tabs.close(file);
    expect(workspace.tabs.document?.title).toBe('Overview');
    expect(host.requests('document_close')).toMatchObject([{ discard: false }]);
  });

  it('hand over what was typed before they close', async () => {
    const document = await workspace.tabs.open(overview);
    document?.dispatch({ changes: { from: 0, insert: '# x\n' } });
    const [tab] = workspace.tabs.all;
    if (tab) await workspace.tabs.close(tab);
    const names = host.calls.map((call) => call.name);
    expect(names.indexOf('document_edit')).toBeGreaterThan(0);
    expect(names.indexOf('document_edit')).toBeLessThan(names.indexOf('document_close'));
  });

  it('keep text and undo history when a text becomes a file', async () => {
    const untitled = await workspace.tabs.open({ kind: 'untitled', number: 0 });
    untitled?.dispatch({ changes: { from: 0, insert: 'views: []\n' } });
    await untitled?.flush();
    workspace.tabs.renamed(
      await workspace.client.call('document_save_as', { id: untitled?.id ?? '', path: '/new.yaml', adopt: true }),
    );
    expect(titles()).toEqual(['new.yaml']);
    expect(workspace.tabs.document).toBe(untitled);
    expect(workspace.tabs.document?.isDirty).toBe(false);
    expect(workspace.tabs.document?.text).toBe('views: []\n');
  });

  it('are written down, without the text', async () => {
    await workspace.tabs.open(overview);
    await workspace.preferences.flush();
    expect(host.preferences['tabs']).toEqual([overview]);
    expect(host.preferences['activeTab']).toBe('dashboard:demo:lovelace');
  });
});

describe('events', () => {
  beforeEach(async () => {
    host.addDemo();
    await start();
  });

  it('reach the document they are about', async () => {
    const document = await workspace.tabs.open(overview);
    host.saveByOthers(document?.id ?? '', 'views: []\n', ['Removed a view']);
    expect(document?.remote).toMatchObject({ state: 'changed', sentences: ['Removed a view'] });
  });

  it('reach it even when they overtake the answer that opens it', async () => {
    host.answerOnce('document_open', async ({ target }) => {
      const document = await new Workspace(host).client.call('document_open', { target });
      host.emit({ event: 'remoteChanged', id: document.id, remote: { state: 'deleted' } });
      return document;
    });
    const document = await workspace.tabs.open(overview);
    expect(document?.remote.state).toBe('deleted');
  });

  it('for documents that are closed already do no harm', () => {
    host.emit({ event: 'draftSaved', id: 'nobody', revision: 1, at: 1 });
    host.emit({ event: 'remoteChanged', id: 'nobody', remote: { state: 'deleted' } });
  });

  it('make the list of dashboards fresh, and the later answer wins', async () => {
    await vi.waitFor(() => expect(workspace.dashboards.isLoading('demo')).toBe(false));
    let answer = () => {};
    host.answerOnce('dashboard_list', async () => {
      await new Promise<void>((go) => (answer = go));
      return { dashboards: [], asOf: 1, live: true };
    });
    host.emit({ event: 'dashboardsChanged', instance: 'demo' });
    host.emit({ event: 'dashboardsChanged', instance: 'demo' });
    await vi.waitFor(() => expect(host.requests('dashboard_list').length).toBeGreaterThan(2));
    answer();
    await vi.waitFor(() => expect(workspace.dashboards.isLoading('demo')).toBe(false));
    expect(workspace.dashboards.list('demo')?.dashboards.length).toBeGreaterThan(3);
  });

  it('to close the window first have everything written down', async () => {
    const document = await workspace.tabs.open(overview);
    document?.dispatch({ changes: { from: 0, insert: '# last word\n' } });
    document?.keepViewState(() => ({ anchor: 3, head: 3, top: 0, folds: [] }));
    host.emit({ event: 'closeRequested' });
    await vi.waitFor(() => expect(host.closed).toBe(true));
    const names = host.calls.map((call) => call.name);
    expect(names.at(-1)).toBe('window_close');
    expect(names).toContain('document_edit');
    expect(names).toContain('document_view_state');
    expect(names).toContain('preference_set');
  });

  it('to close the window are not held up by what can’t be written', async () => {
    const document = await workspace.tabs.open(overview);
    host.answer('document_edit', () => fail('storage', 'The disk is full.'));
    host.answer('document_sync', () => fail('storage', 'The disk is full.'));
    document?.dispatch({ changes: { from: 0, insert: 'x' } });
    host.emit({ event: 'closeRequested' });
    await vi.waitFor(() => expect(host.closed).toBe(true));
  });
});

describe('an error', () => {
  it('offers what can be done about it', async () => {
    host.addDemo();
    await start();
    workspace.fail({ code: 'invalidText', message: 'Line 3: a tab.', hint: null, details: null });
    const [notice] = workspace.notices.list;
    expect(notice?.message).toBe('Line 3: a tab.');
    await notice?.action?.run();
    expect(workspace.layout.panel).toBe('problems');
  });
});
