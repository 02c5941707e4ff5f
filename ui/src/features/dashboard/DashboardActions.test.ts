import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Dashboard, Instance } from '../../api/generated/api';
import { fail, FakeHost } from '../../host/fake';
import { Workspace } from '../../workspace/Workspace.svelte';
import { changeBlock, DashboardActions } from './DashboardActions';
import { marksOf } from './marks';

let host: FakeHost;
let workspace: Workspace;
let actions: DashboardActions;
let instance: Instance;

const dashboard = (urlPath: string): Dashboard =>
  host.dashboards.find((one) => one.urlPath === urlPath) ?? fail('notFound', urlPath);
const dialog = () => workspace.dialogs.current?.props as { close(answer: unknown): void };
const target = (urlPath: string) => ({ kind: 'dashboard', instance: 'demo', urlPath }) as const;

beforeEach(async () => {
  host = new FakeHost();
  instance = host.addDemo();
  workspace = new Workspace(host);
  await workspace.start();
  actions = new DashboardActions(workspace);
  return () => workspace.stop();
});

describe('deleting', () => {
  it('closes the tab and offers to undo', async () => {
    const wall = dashboard('wall-tablet');
    await actions.open(instance, wall);
    const done = actions.remove(instance, wall);
    dialog().close(
      await workspace.client.call('dashboard_delete', {
        instance: 'demo',
        urlPath: 'wall-tablet',
        confirm: wall.title,
      }),
    );
    await done;
    expect(workspace.tabs.find(target('wall-tablet'))).toBeNull();
    const [notice] = workspace.notices.list;
    expect(notice).toMatchObject({ message: 'Deleted “Wall tablet”. Its last config is kept.' });
    await notice?.action?.run();
    expect(host.requests('operation_undo')).toEqual([{ operation: 1 }]);
    expect(host.dashboards.map((one) => one.urlPath)).toContain('wall-tablet');
    expect(workspace.notices.list[0]?.message).toBe('Restored “Wall tablet”.');
  });

  it('leaves a draft that differs open', async () => {
    const wall = dashboard('wall-tablet');
    const document = await workspace.tabs.open(target('wall-tablet'));
    document?.dispatch({ changes: { from: 0, insert: '# mine\n' } });
    await document?.flush();
    const done = actions.remove(instance, wall);
    dialog().close({ operation: 1 });
    await done;
    expect(workspace.tabs.find(target('wall-tablet'))?.document).toBe(document);
  });

  it('does nothing when the user thinks better of it', async () => {
    const done = actions.remove(instance, dashboard('wall-tablet'));
    dialog().close(null);
    await done;
    expect(workspace.notices.list).toEqual([]);
  });

  it('says when the undo fails', async () => {
    const done = actions.remove(instance, dashboard('wall-tablet'));
    dialog().close({ operation: 1 });
    await done;
    host.answer('operation_undo', () => fail('notConnected', 'There is no connection.'));
    await workspace.notices.list[0]?.action?.run();
    expect(workspace.notices.list[0]).toMatchObject({ message: 'There is no connection.' });
  });
});

describe('creating', () => {
  it('opens the new dashboard', async () => {
    const done = actions.create(instance);
    dialog().close(dashboard('energy-and-water'));
    await done;
    expect(workspace.tabs.active?.target).toEqual(target('energy-and-water'));
  });
});

describe('the history of a dashboard', () => {
  it('opens it with the panel', async () => {
    await actions.history(instance, dashboard('lovelace'));
    expect(workspace.layout.panel).toBe('history');
    await vi.waitFor(() => expect(workspace.tabs.document?.title).toBe('Overview'));
  });
});

describe('why properties cannot be changed', () => {
  it('is said of YAML dashboards, of the default one, of readers and without a connection', () => {
    expect(changeBlock(instance, dashboard('wall-tablet'))).toBeNull();
    expect(changeBlock(instance, dashboard('garden-yaml'))).toMatch(/configuration\.yaml/);
    expect(changeBlock(instance, dashboard('lovelace'))).toMatch(/default dashboard/);
    const reader = { ...instance, connection: { ...instance.connection, isAdmin: false } } as Instance;
    expect(changeBlock(reader, dashboard('wall-tablet'))).toMatch(/read-only access/);
    const offline: Instance = { ...instance, connection: { state: 'offline' } };
    expect(changeBlock(offline, dashboard('wall-tablet'))).toMatch(/no connection/);
  });

  it('stands beside the blocked entries of the menu', () => {
    const entries = actions.entries(instance, dashboard('garden-yaml'));
    const blocked = entries.flatMap((entry) => ('blocked' in entry && entry.blocked ? entry.id : []));
    expect(blocked).toEqual(['properties', 'delete']);
  });
});

describe('marks', () => {
  it.each([
    ['lovelace', ['default']],
    ['map-areas', ['strategy']],
    ['garden-yaml', ['yaml']],
    ['wall-tablet', ['admin']],
    ['guest-house', ['noConfig', 'hidden']],
  ])('of %s', (urlPath, ids) => {
    expect(marksOf(dashboard(urlPath)).map((mark) => mark.id)).toEqual(ids);
  });

  it('never claim that a dashboard without a config is empty', () => {
    expect(marksOf(dashboard('guest-house'))[0]?.words).toBe('Home Assistant has no config for it');
  });
});
