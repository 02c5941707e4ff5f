import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { HistoryDashboard } from '../../api/generated/api';

/** The dashboards of an instance that something is kept of, deleted ones too. */
export class KeptDashboards {
  readonly #client: Client;
  readonly #instance: string;
  #list: readonly HistoryDashboard[] | null = $state.raw(null);
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
  get selected(): HistoryDashboard | null {
    return this.#list?.find((dashboard) => dashboard.urlPath === this.#selectedPath) ?? null;
  }

  select({ urlPath }: HistoryDashboard): void {
    this.#selectedPath = urlPath;
  }

  async load(): Promise<void> {
    const question = ++this.#question;
    try {
      const list = await this.#client.call('history_dashboards', { instance: this.#instance });
      if (question !== this.#question) return;
      this.#list = list;
      this.#failure = null;
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    }
  }
}
