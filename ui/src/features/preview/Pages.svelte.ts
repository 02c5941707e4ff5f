/** The pages of a preview, which Bobbin talks with by messages: those in frames, and of them those that were drawn. */
import type { Asked } from './page-messages';

/** How long a page may take to write out the output of strategies. */
const WRITES = 60_000;

export class Pages {
  readonly #attached = new Set<Window>();
  #ready: ReadonlySet<Window> = $state.raw(new Set());
  #onwritten: ((said: Record<string, unknown>) => void) | null = null;

  get isReady(): boolean {
    return this.#ready.size > 0;
  }

  has(page: Window): boolean {
    return this.#attached.has(page);
  }

  /** Takes a frame's window until the answer is called. */
  attach(page: Window): () => void {
    this.#attached.add(page);
    return () => {
      this.#attached.delete(page);
      this.setReady(page, false);
    };
  }

  setReady(page: Window, isReady: boolean): void {
    if (this.#ready.has(page) === isReady) return;
    const others = [...this.#ready].filter((other) => other !== page);
    this.#ready = new Set(isReady ? [...others, page] : others);
  }

  forgetReady(): void {
    this.#ready = new Set();
  }

  ask(bobbin: Asked, origin: string): void {
    for (const page of this.#ready) page.postMessage({ bobbin }, origin);
  }

  /** Has a page write out the dashboard as JSON; without an origin nobody hears of it. */
  writeOut(origin: string | null): Promise<string> {
    return new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error('Home Assistant took too long.')), WRITES);
      this.#onwritten = ({ kind, config, message }) => {
        clearTimeout(late);
        this.#onwritten = null;
        if (kind === 'written' && typeof config === 'string') done(config);
        else failed(new Error(`Home Assistant could not write it out: ${String(message).slice(0, 300)}`));
      };
      if (origin !== null) this.ask({ kind: 'write' }, origin);
    });
  }

  /** A page answered {@link writeOut}. */
  wrote(said: Record<string, unknown>): void {
    this.#onwritten?.(said);
  }
}
