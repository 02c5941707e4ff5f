import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { HistoryDashboard, RemovedResource } from '../../api/generated/api';

/** The dashboards of an instance that something is kept of, deleted ones too, and the resources that were removed. */
export class KeptDashboards {
  readonly #client: Client;
  readonly #instance: string;
  #list: readonly HistoryDashboard[] | null = $state.raw(null);
  #resources: readonly RemovedResource[] = $state.raw([]);
  #failure: CommandFailed | null = $state.raw(null);
  #selectedPath: string | null = $state(null);
  #question = 0;

  constructor(client: Client, instance: string) {
    this.#client = client;
    this.#instance = instance;
  }

  /** Null until they were read once. */
  get list(): readonly HistoryDashboard[] | null {
    return this.#list;
  }
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get present(): readonly HistoryDashboard[] {
    return (this.#list ?? []).filter((dashboard) => dashboard.deletedAt === null);
  }
  /** The deleted ones, the last one first. */
  get deleted(): readonly HistoryDashboard[] {
    const gone = (this.#list ?? []).filter((dashboard) => dashboard.deletedAt !== null);
    return gone.toSorted((one, other) => (other.deletedAt ?? 0) - (one.deletedAt ?? 0));
  }
  /** The resources that were removed with Bobbin and not added again, the last one first. */
  get resources(): readonly RemovedResource[] {
    return this.#resources;
  }
  get selected(): HistoryDashboard | null {
    return this.#list?.find((dashboard) => dashboard.urlPath === this.#selectedPath) ?? null;
  }

  /** Adds a removed resource again. */
  async addAgain({ operation }: RemovedResource): Promise<void> {
    await this.#client.call('operation_undo', { operation });
    await this.load();
  }

  select({ urlPath }: HistoryDashboard): void {
    this.#selectedPath = urlPath;
  }

  async load(): Promise<void> {
    const question = ++this.#question;
    try {
      const instance = { instance: this.#instance };
      const [list, resources] = await Promise.all([
        this.#client.call('history_dashboards', instance),
        this.#client.call('history_resources', instance),
      ]);
      if (question !== this.#question) return;
      this.#list = list;
      this.#resources = resources;
      this.#failure = null;
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    }
  }
}
