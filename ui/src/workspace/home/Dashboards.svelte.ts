import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { Dashboard, DashboardList } from '../../api/generated/api';

/** The dashboards of each instance, as last read. */
export class Dashboards {
  readonly #client: Client;
  #lists = $state.raw<Readonly<Record<string, DashboardList>>>({});
  #failures = $state.raw<Readonly<Record<string, CommandFailed | null>>>({});
  #loading = $state.raw<readonly string[]>([]);
  readonly #latest = new Map<string, number>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Null until it was read once. */
  list(instance: string): DashboardList | null {
    return this.#lists[instance] ?? null;
  }

  /** Why it could not be read the last time; null when it could. */
  failure(instance: string): CommandFailed | null {
    return this.#failures[instance] ?? null;
  }

  isLoading(instance: string): boolean {
    return this.#loading.includes(instance);
  }

  find(instance: string, urlPath: string): Dashboard | null {
    return this.list(instance)?.dashboards.find((dashboard) => dashboard.urlPath === urlPath) ?? null;
  }

  /**
   * Reads the list again. The old one stays until the new one arrives; of two answers, the one to the later
   * question wins.
   */
  async refresh(instance: string): Promise<void> {
    const question = (this.#latest.get(instance) ?? 0) + 1;
    this.#latest.set(instance, question);
    this.#loading = [...this.#loading, instance];
    try {
      const list = await this.#client.call('dashboard_list', { instance });
      if (this.#latest.get(instance) !== question) return;
      this.#lists = { ...this.#lists, [instance]: list };
      this.#failures = { ...this.#failures, [instance]: null };
    } catch (reason) {
      if (this.#latest.get(instance) === question) {
        this.#failures = { ...this.#failures, [instance]: asCommandFailed(reason) };
      }
    } finally {
      const index = this.#loading.indexOf(instance);
      this.#loading = this.#loading.filter((_, position) => position !== index);
    }
  }
}
