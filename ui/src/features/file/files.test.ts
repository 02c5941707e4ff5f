import { beforeEach, describe, expect, it } from 'vitest';

import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { fail, FakeHost } from '../../host/fake';
import { Workspace } from '../../workspace/Workspace.svelte';
import { fileEntries } from './file-entries';
import { pathProblem } from './file-path';
import { FileActions } from './FileActions';
import { SendState } from './SendState.svelte';

let host: FakeHost;
let workspace: Workspace;

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  host.files.set('/home/robin/lights.yaml', 'views:\n  - title: Lights\n');
  host.files.set('/srv/lights.yaml', 'views: []\n');
  workspace = new Workspace(host);
  await workspace.start();
  await workspace.dashboards.refresh('demo');
  return () => workspace.stop();
});

async function openFile(path = '/home/robin/lights.yaml'): Promise<DocumentState> {
  return (await workspace.tabs.open({ kind: 'file', path })) ?? fail('file', path);
}

describe('the list of files', () => {
  const list = () => fileEntries(workspace.tabs.all, workspace.tabs.active, workspace.recentFiles);

  it('has the open ones first, each file once, and tells equal names apart', async () => {
    await openFile('/srv/lights.yaml');
    await workspace.tabs.open({ kind: 'untitled', number: 0 });
    expect(list().map(({ title, folder, isInFront }) => [title, folder, isInFront])).toEqual([
      ['lights.yaml', 'srv', false],
      ['Untitled', undefined, true],
      ['lights.yaml', 'robin', false],
    ]);
  });

  it('leaves dashboards out', async () => {
    await workspace.tabs.open({ kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' });
    expect(list().every((entry) => entry.tab === null)).toBe(true);
  });
});

describe('pathProblem', () => {
  it.each(['/home/robin/lights.yaml', 'C:\\cards\\lights.yaml', 'c:/cards/lights.yaml', '\\\\nas\\lights.yaml'])(
    'lets %s be tried',
    (path) => expect(pathProblem(path)).toBeNull(),
  );
  it.each(['', ' ', 'lights.yaml', '~/lights.yaml', '/home/robin/'])('refuses “%s”', (path) =>
    expect(pathProblem(path)).not.toBeNull(),
  );
});

describe('sending a text', () => {
  it('makes it the draft of the dashboard and shows the review', async () => {
    const file = await openFile();
    const actions = new FileActions(workspace);
    await actions.sendTo(file, { instance: 'demo', urlPath: 'energy-and-water', title: 'Energy & water' });
    const { document } = workspace.tabs;
    expect(document?.target).toEqual({ kind: 'dashboard', instance: 'demo', urlPath: 'energy-and-water' });
    expect(document?.text).toBe(file.text);
    await document?.flush();
    expect(document?.isDirty).toBe(true);
    expect(workspace.layout.panel).toBe('review');
    expect(host.requests('document_save')).toEqual([]);
  });

  it('takes what was typed a moment ago, on both sides', async () => {
    const dashboard = await workspace.tabs.open({ kind: 'dashboard', instance: 'demo', urlPath: 'energy-and-water' });
    dashboard?.dispatch({ changes: { from: 0, insert: '# there\n' } });
    const file = await openFile();
    file.dispatch({ changes: { from: 0, insert: '# here\n' } });
    const destination = { instance: 'demo', urlPath: 'energy-and-water', title: 'Energy & water' };
    await new FileActions(workspace).sendTo(file, destination);
    expect(dashboard?.text).toBe(file.text);
    expect(workspace.tabs.document).toBe(dashboard);
  });

  it('offers the dashboard of the same title, and none that is a file on Home Assistant’s disk', () => {
    const send = new SendState(workspace, 'wall tablet');
    expect(send.urlPath).toBe('wall-tablet');
    expect(send.dashboards.map((one) => one.urlPath)).not.toContain('garden-yaml');
    expect(send.block).toBeNull();
  });

  it('creates the dashboard first when it is a new one', async () => {
    const send = new SendState(workspace, 'Lights');
    send.kind = 'new';
    await send.form.setTitle('Night lights');
    expect(await send.submit()).toEqual({ instance: 'demo', urlPath: 'night-lights', title: 'Night lights' });
    expect(host.dashboards.map((one) => one.urlPath)).toContain('night-lights');
  });

  it('goes nowhere when the new dashboard is refused', async () => {
    host.answer('dashboard_create', () => fail('rejected', 'Home Assistant refused it.'));
    const send = new SendState(workspace, 'Lights');
    send.kind = 'new';
    await send.form.setTitle('Night lights');
    expect(await send.submit()).toBeNull();
    expect(send.failure?.message).toBe('Home Assistant refused it.');
  });

  it('says why it can’t be sent', () => {
    host.setConnection('demo', { state: 'offline' });
    expect(new SendState(workspace, 'Lights').block).toMatch(/no connection/);
  });
});

describe('exporting', () => {
  it('writes the text as it is now and leaves the document what it is', async () => {
    const document = await workspace.tabs.open({ kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' });
    document?.dispatch({ changes: { from: 0, insert: '# mine\n' } });
    host.chosenPath = '/home/robin/overview.yaml';
    if (document) await new FileActions(workspace).export(document);
    expect(host.requests('file_choose_save')).toEqual([{ suggestedName: 'lovelace.yaml' }]);
    expect(host.files.get('/home/robin/overview.yaml')).toMatch(/^# mine\n/);
    expect(document?.target.kind).toBe('dashboard');
    expect(workspace.recentFiles[0]).toBe('/home/robin/overview.yaml');
  });

  it('does nothing when no place is chosen', async () => {
    const document = await openFile();
    host.answer('file_choose_save', () => ({ path: null }));
    await new FileActions(workspace).export(document);
    expect(host.requests('document_save_as')).toEqual([]);
  });
});
