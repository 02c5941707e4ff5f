import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { VaultCompacted, VaultState } from '../../api/generated/api';

/** The size of the history, how long everything is kept, and discarding older versions. */
export class Retention {
  readonly #client: Client;
  #state: VaultState | null = $state.raw(null);
  #compacted: VaultCompacted | null = $state.raw(null);
  #failure: CommandFailed | null = $state.raw(null);
  #busy: 'load' | 'set' | 'compact' | null = $state(null);

  constructor(client: Client) {
    this.#client = client;
  }

  /** Null until it was read. */
  get state(): VaultState | null {
    return this.#state;
  }
  /** The result of compacting, in this dialog. */
  get compacted(): VaultCompacted | null {
    return this.#compacted;
  }
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get busy(): 'load' | 'set' | 'compact' | null {
    return this.#busy;
  }

  async load(): Promise<void> {
    await this.#do('load', async () => {
      this.#state = await this.#client.call('vault_state');
    });
  }

  /** Keeps every version for so many days; null forever. The next compaction removes older ones. */
  async keepFor(days: number | null): Promise<void> {
    await this.#do('set', async () => {
      this.#state = await this.#client.call('vault_retention', { everyVersionDays: days });
    });
  }

  async compact(): Promise<void> {
    await this.#do('compact', async () => {
      this.#compacted = await this.#client.call('vault_compact');
      this.#state = await this.#client.call('vault_state');
    });
  }

  async #do(what: 'load' | 'set' | 'compact', work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = what;
    this.#failure = null;
    try {
      await work();
    } catch (reason) {
      this.#failure = asCommandFailed(reason);
    } finally {
      this.#busy = null;
    }
  }
}
