/** Instances and the state of Bobbin itself, as the fake host answers for them. */
import type { Commands, Instance } from '../../api/generated/api';
import { demoHome } from './demo';
import type { Handlers } from './handlers';
import type { FakeWorld } from './world';

type Name =
  | 'app_state'
  | 'preference_set'
  | 'instance_add'
  | 'instance_update'
  | 'instance_remove'
  | 'instance_connect'
  | 'instance_disconnect'
  | 'instance_retry'
  | 'connection_test'
  | 'demo_start';

export function instanceHandlers(world: FakeWorld): Handlers<Name> {
  return {
    app_state: () => ({
      version: '0.1.0',
      instances: world.instances,
      lastInstance: world.instances[0]?.id ?? null,
      keyring: { state: 'available' },
      drafts: [],
      recentFiles: [...world.files.keys()],
      preferences: world.preferences,
      notices: [],
      dataFolder: '~/.local/share/bobbin',
      openFiles: [],
      startDemo: false,
      ...world.state,
    }),
    preference_set: ({ key, value }) => {
      world.preferences = { ...world.preferences, [key]: value };
      return null;
    },
    instance_add: ({ name, url }) => {
      const instance: Instance = {
        id: `instance-${world.number()}`,
        name: name || 'Home',
        url,
        demo: false,
        token: 'keyring',
        connection: demoHome().connection,
      };
      world.instances = [...world.instances, instance];
      return instance;
    },
    instance_update: ({ id, name, url, token }) => {
      const before = world.instance(id);
      return (
        world.setConnection(id, token ? demoHome().connection : before.connection) && updated(world, id, name, url)
      );
    },
    instance_remove: ({ instance }) => {
      world.instances = world.instances.filter((other) => other.id !== instance);
      return null;
    },
    instance_connect: ({ instance }) => world.setConnection(instance, demoHome().connection),
    instance_disconnect: ({ instance }) => world.setConnection(instance, { state: 'offline' }),
    instance_retry: ({ instance }) => {
      world.setConnection(instance, { state: 'connecting' });
      setTimeout(() => world.setConnection(instance, demoHome().connection), 400);
      return null;
    },
    connection_test: ({ url, trustedFingerprint }) => scriptedTest(url, trustedFingerprint),
    demo_start: () => world.addDemo(),
  };
}

function updated(world: FakeWorld, id: string, name: string | null, url: string | null): Instance {
  const before = world.instance(id);
  const instance = { ...before, name: name ?? before.name, url: url ?? before.url };
  world.instances = world.instances.map((other) => (other.id === id ? instance : other));
  return instance;
}

/** In a plain browser every outcome of a connection test can be seen by the name of the host. */
function scriptedTest(url: string, fingerprint: string | null): Commands['connection_test']['response'] {
  if (!/^(https?:\/\/|wss?:\/\/)?[\w.[\]:-]+/.test(url)) {
    return { result: 'badAddress', message: 'An address looks like http://homeassistant.local:8123.' };
  }
  if (url.includes('nowhere')) return { result: 'hostNotFound', host: 'nowhere.local' };
  if (url.includes('refused')) return { result: 'refused', address: 'refused.local:8123' };
  if (url.includes('slow')) return { result: 'timeout' };
  if (url.includes('selfsigned') && !fingerprint) {
    return {
      result: 'certificateUntrusted',
      fingerprint: '5E:0B:7C:91:AA:42:D3:16:88:F0:3D:29:C4:57:1B:E6:90:4F:72:8A:BD:05:63:EE:19:C8:34:A7:5D:FB:20:6C',
      reason: 'It is self-signed.',
    };
  }
  if (url.includes('tls'))
    return { result: 'tlsFailed', message: 'The server offers no version of TLS that Bobbin speaks.' };
  if (url.includes('router'))
    return { result: 'notHomeAssistant', message: 'A web page came back (200 OK, text/html).' };
  if (url.includes('token')) return { result: 'tokenRefused', message: 'Invalid access token or password' };
  return {
    result: 'works',
    haVersion: '2026.11.0',
    home: 'Maple Street',
    user: 'Robin',
    isAdmin: !url.includes('guest'),
  };
}
