import { expect, it, vi } from 'vitest';

import { demoHome } from '../host/fake/demo';
import { FakeHost } from '../host/fake';
import { Workspace } from './Workspace.svelte';

it('does not let the answer of a command undo what was heard meanwhile', async () => {
  const host = new FakeHost();
  const workspace = new Workspace(host);
  await workspace.start();
  host.answerOnce('demo_start', () => {
    const connecting = { ...host.addDemo(), connection: { state: 'connecting' as const } };
    // The connection is there before the answer that says "connecting" has arrived.
    host.emit({ event: 'instanceChanged', instance: demoHome() });
    return connecting;
  });
  await workspace.session.startDemo();
  expect(workspace.session.current?.connection.state).toBe('connected');
});

it('takes the answer of a command when nothing newer was heard', async () => {
  const host = new FakeHost();
  host.addDemo();
  const workspace = new Workspace(host);
  await workspace.start();
  host.answerOnce('instance_update', ({ name }) => ({ ...demoHome(), name: name ?? '' }));
  await workspace.session.update('demo', { name: 'Cabin' });
  expect(workspace.session.current?.name).toBe('Cabin');
});

it('does not try to connect without a token', async () => {
  const host = new FakeHost();
  host.instances = [{ ...demoHome(), demo: false, token: 'missing', connection: { state: 'offline' } }];
  const workspace = new Workspace(host);
  await workspace.start();
  await vi.waitFor(() => expect(host.requests('dashboard_list')).toHaveLength(1));
  expect(host.requests('instance_connect')).toEqual([]);
});
