/** The resources of one instance, as last read, and the filter. */
import type { Client, CommandFailed } from '../../api/client';
import type { Resource, ResourceKind, ResourceList } from '../../api/generated/api';
import { Answer } from '../../shared/resource.svelte';

export class ResourcesState {
  filter = $state('');
  readonly #client: Client;
  readonly #instance: string;
  readonly #list: Answer<ResourceList>;

  constructor(client: Client, instance: string) {
    this.#client = client;
    this.#instance = instance;
    this.#list = new Answer(() => client.call('resource_list', { instance }));
  }

  /** Null until it was read once. */
  get list(): ResourceList | null {
    return this.#list.value ?? null;
  }
  get failure(): CommandFailed | null {
    return this.#list.failure;
  }
  get isLoading(): boolean {
    return this.#list.isLoading;
  }
  /** Those that have all the words of the filter in their address or kind. */
  get shown(): readonly Resource[] {
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const text = ({ url, kind, hacs }: Resource) => `${url} ${kind}${hacs ? ' hacs' : ''}`.toLowerCase();
    return (this.list?.resources ?? []).filter((resource) => words.every((word) => text(resource).includes(word)));
  }

  /** The shown list stays until the new one arrives. */
  load(): Promise<void> {
    return this.#list.load();
  }

  /** Adds a resource, or changes the one of that id. */
  async write(id: string | null, kind: ResourceKind, url: string): Promise<Resource> {
    const instance = this.#instance;
    const written =
      id === null
        ? await this.#client.call('resource_create', { instance, kind, url })
        : await this.#client.call('resource_update', { instance, id, kind, url });
    await this.load();
    return written;
  }

  /** Removes a resource. The answer brings it back. */
  async remove(id: string): Promise<() => Promise<void>> {
    const undoable = await this.#client.call('resource_delete', { instance: this.#instance, id });
    await this.load();
    return async () => {
      await this.#client.call('operation_undo', undoable);
      await this.load();
    };
  }
}
