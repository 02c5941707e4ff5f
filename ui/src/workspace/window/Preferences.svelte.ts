import type { Client } from '../../api/client';

/** The interface's memory between runs, by name; stored by Bobbin, small JSON values only. */
export class Preferences {
  readonly #client: Client;
  #values = $state.raw<Readonly<Record<string, unknown>>>({});
  readonly #writes = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(client: Client) {
    this.#client = client;
  }

  load(values: Record<string, unknown>): void {
    this.#values = values;
  }

  /** The value of a name, if `accept` finds that it has the right shape. */
  get<T>(key: string, fallback: T, accept: (value: unknown) => value is T): T {
    const value = this.#values[key];
    return accept(value) ? value : fallback;
  }

  flag(key: string, fallback: boolean): boolean {
    return this.get(key, fallback, (value): value is boolean => typeof value === 'boolean');
  }

  number(key: string, fallback: number): number {
    return this.get(key, fallback, (value): value is number => typeof value === 'number' && Number.isFinite(value));
  }

  text(key: string, fallback: string): string {
    return this.get(key, fallback, (value): value is string => typeof value === 'string');
  }

  /** Takes effect at once; written down a moment later, so that dragging a border is one write. */
  set(key: string, value: unknown): void {
    this.#values = { ...this.#values, [key]: value };
    clearTimeout(this.#writes.get(key));
    this.#writes.set(
      key,
      setTimeout(() => void this.#write(key), 250),
    );
  }

  /** Writes the waiting values. */
  async flush(): Promise<void> {
    const waiting = [...this.#writes.keys()];
    await Promise.all(waiting.map((key) => this.#write(key)));
  }

  async #write(key: string): Promise<void> {
    clearTimeout(this.#writes.get(key));
    this.#writes.delete(key);
    try {
      await this.#client.call('preference_set', { key, value: this.#values[key] ?? null });
    } catch {
      // A preference that is not remembered is not worth a word: it holds until Bobbin is closed.
    }
  }
}
