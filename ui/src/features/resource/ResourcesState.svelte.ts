/** The resources of one instance, as last read, and what is filtered out of them. */
import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { Resource, ResourceKind, ResourceList } from '../../api/generated/api';

export class ResourcesState {
  filter = $state('');
  readonly #client: Client;
  readonly #instance: string;
  #list: ResourceList | null = $state.raw(null);
  #failure: CommandFailed | null = $state.raw(null);
  #isLoading = $state(false);
  #question = 0;

  constructor(client: Client, instance: string) {
    this.#client = client;
    this.#instance = instance;
  }

  /** Null until it was read once. */
  get list(): ResourceList | null {
    return this.#list;
  }
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get isLoading(): boolean {
    return this.#isLoading;
  }
  /** Those that have all the words of the filter in their address or kind. */
  get shown(): readonly Resource[] {
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const text = ({ url, kind, hacs }: Resource) => `${url} ${kind}${hacs ? ' hacs' : ''}`.toLowerCase();
    return (this.#list?.resources ?? []).filter((resource) => words.every((word) => text(resource).includes(word)));
  }

  /** The list shown stays until the new one is there. */
  async load(): Promise<void> {
    const question = ++this.#question;
    this.#isLoading = true;
    try {
      const list = await this.#client.call('resource_list', { instance: this.#instance });
      if (question !== this.#question) return;
      this.#list = list;
      this.#failure = null;
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    } finally {
      if (question === this.#question) this.#isLoading = false;
    }
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
