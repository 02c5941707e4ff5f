import type { Client, CommandFailed } from '../../api/client';
import type { HistoryDashboard, RemovedResource } from '../../api/generated/api';
import { Answer } from '../../shared/resource.svelte';

/** The dashboards of an instance that something is kept of, deleted ones too, and the resources that were removed. */
export class KeptDashboards {
  readonly #client: Client;
  readonly #kept: Answer<readonly [readonly HistoryDashboard[], readonly RemovedResource[]]>;
  #selectedPath: string | null = $state(null);

  constructor(client: Client, instance: string) {
    this.#client = client;
    this.#kept = new Answer(() =>
      Promise.all([client.call('history_dashboards', { instance }), client.call('history_resources', { instance })]),
    );
  }

  /** Null until they were read once. */
  get list(): readonly HistoryDashboard[] | null {
    return this.#kept.value?.[0] ?? null;
  }
  get failure(): CommandFailed | null {
    return this.#kept.failure;
  }
  get present(): readonly HistoryDashboard[] {
    return (this.list ?? []).filter((dashboard) => dashboard.deletedAt === null);
  }
  /** The deleted ones, the last one first. */
  get deleted(): readonly HistoryDashboard[] {
    const gone = (this.list ?? []).filter((dashboard) => dashboard.deletedAt !== null);
    return gone.toSorted((one, other) => (other.deletedAt ?? 0) - (one.deletedAt ?? 0));
  }
  /** The resources that were removed with Bobbin and not added again, the last one first. */
  get resources(): readonly RemovedResource[] {
    return this.#kept.value?.[1] ?? [];
  }
  get selected(): HistoryDashboard | null {
    return this.list?.find((dashboard) => dashboard.urlPath === this.#selectedPath) ?? null;
  }

  /** Adds a removed resource again. */
  async addAgain({ operation }: RemovedResource): Promise<void> {
    await this.#client.call('operation_undo', { operation });
    await this.load();
  }

  select({ urlPath }: HistoryDashboard): void {
    this.#selectedPath = urlPath;
  }

  load(): Promise<void> {
    return this.#kept.load();
  }
}
