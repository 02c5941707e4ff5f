import { expect, it, vi } from 'vitest';

import { demoHome } from '../../host/fake/demo';
import { FakeHost } from '../../host/fake';
import { Workspace } from '../Workspace.svelte';

it('does not let the answer of a command undo what was heard meanwhile', async () => {
  const host = new FakeHost();
  const workspace = new Workspace(host);
  await workspace.start();
  host.answerOnce('demo_start', () => {
    const connecting = { ...host.addDemo(), connection: { state: 'connecting' as const } };
    // The connection is established before the answer that says "connecting" has arrived.
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

it('asks the keyring for a token that was not asked for yet', async () => {
  const host = new FakeHost();
  host.instances = [{ ...demoHome(), demo: false, token: 'unasked', connection: { state: 'offline' } }];
  const workspace = new Workspace(host);
  await workspace.start();
  await vi.waitFor(() => expect(host.requests('instance_connect')).toHaveLength(1));
});

it('learns of the keyring when the keyring answers', async () => {
  const host = new FakeHost();
  host.state = { keyring: { state: 'checking' } };
  const workspace = new Workspace(host);
  await workspace.start();
  expect(workspace.session.keyring.state).toBe('checking');
  host.emit({ event: 'keyringChanged', keyring: { state: 'unavailable', reason: 'Locked.' } });
  expect(workspace.session.keyring).toEqual({ state: 'unavailable', reason: 'Locked.' });
});

it('does not let the first answer undo what was heard meanwhile', async () => {
  const host = new FakeHost();
  const instance = { ...demoHome(), demo: false };
  host.answerOnce('app_state', () => {
    // The keyring answers, and the connection is made, before the answer arrives.
    host.emit({ event: 'keyringChanged', keyring: { state: 'available' } });
    host.emit({ event: 'instanceChanged', instance });
    return {
      version: '0.1.0',
      instances: [{ ...instance, token: 'unasked' as const, connection: { state: 'offline' as const } }],
      lastInstance: instance.id,
      keyring: { state: 'checking' as const },
      drafts: [],
      recentFiles: [],
      preferences: {},
      notices: [],
      dataFolder: '',
      openFiles: [],
      startDemo: false,
    };
  });
  const workspace = new Workspace(host);
  await workspace.start();
  expect(workspace.session.keyring.state).toBe('available');
  expect(workspace.session.current?.connection.state).toBe('connected');
});
