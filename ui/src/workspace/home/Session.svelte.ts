import type { Client } from '../../api/client';
import type { Connection, Instance, KeyringState } from '../../api/generated/api';
import type { Preferences } from '../window/Preferences.svelte';

/** The instances that Bobbin knows, which one is shown, and how its connection is. */
export class Session {
  readonly #client: Client;
  readonly #preferences: Preferences;
  readonly #onshown: (instance: string) => void;
  #instances = $state.raw<readonly Instance[]>([]);
  #currentId = $state<string | null>(null);
  /** Counts events, to know which came after which. */
  #moment = 0;
  readonly #heardAt = new Map<string, number>();
  #keyring = $state.raw<KeyringState>({ state: 'checking' });
  #keyringHeard = false;

  /** `onshown` hears of every instance that comes into sight. */
  constructor(client: Client, preferences: Preferences, onshown: (instance: string) => void = () => undefined) {
    this.#client = client;
    this.#preferences = preferences;
    this.#onshown = onshown;
  }

  get instances(): readonly Instance[] {
    return this.#instances;
  }

  /** The instance whose dashboards the sidebar shows. */
  get current(): Instance | null {
    return this.instance(this.#currentId);
  }

  get keyring(): KeyringState {
    return this.#keyring;
  }

  instance(id: string | null): Instance | null {
    return this.#instances.find((instance) => instance.id === id) ?? null;
  }

  /** Takes in the instances at the start. Events that arrived meanwhile are newer, or newer ones follow them. */
  start(instances: readonly Instance[], last: string | null, keyring: KeyringState): void {
    const heard = (id: string): Instance | null => (this.#heardAt.has(id) ? this.instance(id) : null);
    this.#instances = instances.map((instance) => heard(instance.id) ?? instance);
    if (!this.#keyringHeard) this.#keyring = keyring;
    this.#currentId = (this.instance(last) ?? instances[0])?.id ?? null;
  }

  /** Shows an instance, and connects to it when it is not connected. */
  async select(id: string): Promise<void> {
    this.#currentId = id;
    this.#preferences.set('instance', id);
    this.#onshown(id);
    const instance = this.instance(id);
    const hasToken = instance?.token !== 'missing' && instance?.token !== 'unreadable';
    if (instance?.connection.state === 'offline' && hasToken) await this.connect(id);
  }

  /** Shows no instance: files only. */
  leave(): void {
    this.#currentId = null;
    this.#preferences.set('instance', null);
  }

  async connect(id: string): Promise<void> {
    await this.#ask(() => this.#client.call('instance_connect', { instance: id }));
  }

  async disconnect(id: string): Promise<void> {
    await this.#ask(() => this.#client.call('instance_disconnect', { instance: id }));
  }

  async retry(id: string): Promise<void> {
    await this.#client.call('instance_retry', { instance: id });
  }

  async startDemo(): Promise<void> {
    const demo = await this.#ask(() => this.#client.call('demo_start'));
    await this.select(demo.id);
  }

  async add(name: string, url: string, token: string, trustedFingerprint: string | null): Promise<Instance> {
    const added = await this.#ask(() => this.#client.call('instance_add', { name, url, token, trustedFingerprint }));
    await this.select(added.id);
    return added;
  }

  async update(
    id: string,
    changes: { name?: string; url?: string; token?: string; trustedFingerprint?: string },
  ): Promise<void> {
    const { name = null, url = null, token = null, trustedFingerprint = null } = changes;
    await this.#ask(() => this.#client.call('instance_update', { id, name, url, token, trustedFingerprint }));
  }

  /** Forgets an instance and its token. */
  async remove(id: string): Promise<void> {
    await this.#client.call('instance_remove', { instance: id });
    this.#instances = this.#instances.filter((instance) => instance.id !== id);
    if (this.#currentId === id) this.leave();
  }

  /** Takes in how the keyring is. */
  keyringIs(keyring: KeyringState): void {
    this.#keyringHeard = true;
    this.#keyring = keyring;
  }

  /** Takes in an instance from an event. */
  heard(instance: Instance): void {
    this.#heardAt.set(instance.id, ++this.#moment);
    this.#take(instance);
  }

  /** Takes in the answer of a command, unless the instance was heard of meanwhile: events tell the newer state. */
  async #ask(command: () => Promise<Instance>): Promise<Instance> {
    const asked = this.#moment;
    const answer = await command();
    const known = this.instance(answer.id);
    const isOlder = known !== null && (this.#heardAt.get(answer.id) ?? 0) > asked;
    const instance = isOlder ? known : answer;
    this.#take(instance);
    return instance;
  }

  #take(instance: Instance): void {
    const known = this.#instances.some((other) => other.id === instance.id);
    this.#instances = known
      ? this.#instances.map((other) => (other.id === instance.id ? instance : other))
      : [...this.#instances, instance];
  }
}

/** Why nothing can be written to an instance now; null when it can. */
export function writeBlock(instance: Instance | null): { kind: 'offline' | 'readOnly' | 'token'; why: string } | null {
  const connection: Connection = instance?.connection ?? { state: 'offline' };
  switch (connection.state) {
    case 'connected':
      if (connection.isAdmin) return null;
      return { kind: 'readOnly', why: `${connection.user} is not an administrator there and can only read.` };
    case 'tokenRefused':
      return { kind: 'token', why: 'Home Assistant refused the token.' };
    case 'offline':
    case 'connecting':
    case 'reconnecting':
      return { kind: 'offline', why: 'There is no connection to Home Assistant.' };
  }
}
