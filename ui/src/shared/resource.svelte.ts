/** Data read by a key, and read again when the key changes. */
import { untrack } from 'svelte';

import { asCommandFailed, type CommandFailed } from '../api/client';

/** The last answer to a question that is asked again and again; one that comes after a later question is dropped. */
export class Answer<Value> {
  readonly #ask: () => Promise<Value>;
  #value: Value | undefined = $state.raw();
  #failure: CommandFailed | null = $state.raw(null);
  #isLoading = $state(false);
  #question = 0;

  constructor(ask: () => Promise<Value>) {
    this.#ask = ask;
  }

  /** Undefined until the first answer, which stays until the next one arrives. */
  get value(): Value | undefined {
    return this.#value;
  }
  /** Why the last question has no answer; null when it has one. */
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Asks, or asks again. It never fails: why there is no answer is kept. */
  async load(): Promise<void> {
    const question = ++this.#question;
    this.#isLoading = true;
    try {
      const value = await this.#ask();
      if (question === this.#question) this.set(value);
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    } finally {
      if (question === this.#question) this.#isLoading = false;
    }
  }

  /** Sets a value that is known without asking, as after a change of one's own. An answer under way is older. */
  set(value: Value): void {
    this.#question++;
    this.#value = value;
    this.#failure = null;
    this.#isLoading = false;
  }
}

/**
 * Loads by a key for the lifetime of the component. Without a key (null) nothing is asked and the last answer stays.
 */
export function resource<Key, Value>(
  key: () => Key | null,
  load: (key: Key) => Promise<Value>,
): Pick<Answer<Value>, 'value' | 'failure' | 'isLoading' | 'load'> {
  let asked: Key | null = null;
  const answer = new Answer<Value>(() => load(asked as Key));
  whenever(key, (next) => {
    asked = next;
    if (next !== null) void answer.load();
  });
  return answer;
}

/**
 * Does something for a key and, for the lifetime of the component, again when the key changes. Only the key counts:
 * not the state that `act` reads, and not a key that equals the last one (for lists, one with the same items). A
 * function that it returns ends its work.
 */
export function whenever<const Key>(key: () => Key, act: (key: Key) => unknown): void {
  let last: { readonly key: Key } | undefined;
  const current = $derived.by(() => {
    const next = key();
    if (!last || !isSame(last.key, next)) last = { key: next };
    return last;
  });
  $effect(() => {
    const { key: now } = current;
    const end = untrack(() => act(now));
    return typeof end === 'function' ? () => void end() : undefined;
  });
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return Object.is(one, other);
  return one.length === other.length && one.every((item, index) => Object.is(item, other[index]));
}
