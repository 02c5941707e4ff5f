import { createSubscriber } from 'svelte/reactivity';

/** The time as state: what reads it is shown anew each second, and nothing ticks while nobody reads it. */
export class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  });

  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}
