import { createSubscriber } from 'svelte/reactivity';

/** The time as state: readers are updated each second, and nothing ticks while there is no reader. */
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
