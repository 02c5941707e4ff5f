import { asCommandFailed, type CommandFailed } from '../../api/client';
import type { ConnectionTestResult, Instance } from '../../api/generated/api';
import type { Workspace } from '../../workspace/Workspace.svelte';

/** The form that adds a Home Assistant. The token leaves it once, into Bobbin, and is cleared afterwards. */
export class ConnectState {
  readonly #workspace: Workspace;
  #url = $state('');
  #token = $state('');
  name = $state('');
  #fingerprint = $state<string | null>(null);
  #result = $state.raw<ConnectionTestResult | null>(null);
  #failure = $state.raw<CommandFailed | null>(null);
  #work = $state<'test' | 'connect' | null>(null);
  /** Counts tests: only the answer to the last one is taken. */
  #asked = 0;
  /** Counts tasks as they start: only the last one reports its end. */
  #turn = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  get url(): string {
    return this.#url;
  }
  /** Another address is another server: earlier results and trust do not count for it. */
  set url(url: string) {
    this.#url = url;
    this.#fingerprint = null;
    this.#forget();
  }
  get token(): string {
    return this.#token;
  }
  set token(token: string) {
    this.#token = token;
    this.#forget();
  }
  get result(): ConnectionTestResult | null {
    return this.#result;
  }
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get work(): 'test' | 'connect' | null {
    return this.#work;
  }
  get isComplete(): boolean {
    return this.#url.trim() !== '' && this.#token.trim() !== '';
  }

  /** Tries address and token without keeping either. True when they work. */
  async test(): Promise<boolean> {
    return (await this.#during('test', () => this.#test())) ?? false;
  }

  /** Tries them, and keeps them when they work. */
  async connect(): Promise<Instance | null> {
    return this.#during('connect', async () => {
      if (this.#result?.result !== 'works' && !(await this.#test())) return null;
      const { session } = this.#workspace;
      const added = await session.add(this.name.trim(), this.#url.trim(), this.#token.trim(), this.#fingerprint);
      this.#token = '';
      return added;
    });
  }

  /** Trusts the certificate that the test found, for this instance, and tries again. */
  async trust(): Promise<boolean> {
    if (this.#result?.result !== 'certificateUntrusted') return false;
    this.#fingerprint = this.#result.fingerprint;
    return this.test();
  }

  /** Lets go of a test that takes too long: its answer is not waited for. */
  cancel(): void {
    this.#asked += 1;
    this.#turn += 1;
    this.#work = null;
  }

  async #test(): Promise<boolean> {
    const asked = ++this.#asked;
    const result = await this.#workspace.client.call('connection_test', {
      url: this.#url.trim(),
      token: this.#token.trim() || null,
      instance: null,
      trustedFingerprint: this.#fingerprint,
    });
    if (asked !== this.#asked) return false;
    this.#result = result;
    return result.result === 'works';
  }

  async #during<T>(work: 'test' | 'connect', run: () => Promise<T>): Promise<T | null> {
    const turn = ++this.#turn;
    this.#work = work;
    this.#failure = null;
    try {
      return await run();
    } catch (reason) {
      if (turn === this.#turn) this.#failure = asCommandFailed(reason);
      return null;
    } finally {
      if (turn === this.#turn) this.#work = null;
    }
  }

  #forget(): void {
    this.#result = null;
    this.#failure = null;
    this.#asked += 1;
  }
}
