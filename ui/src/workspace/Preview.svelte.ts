/**
 * The preview of one document: its frame's address, how it is looked at, and what the page in it says. Rust shows the
 * draft by itself as it is typed; what is here is the look, the view, and the talk with the page.
 *
 * The page is Home Assistant's with cards of anybody: what it says is believed only from its own origin, and never
 * leads to more than a selection, a view or a list of troubles.
 */
import { asCommandFailed, type Client } from '../api/client';
import type {
  Event,
  PreviewLook,
  PreviewShowing,
  PreviewStarted,
  PreviewTally,
  WhatIfState,
} from '../api/generated/api';
import { isSamePath, type Path } from './paths';
import type { Selection } from './Selection.svelte';

export type Width = 'phone' | 'tablet' | 'desktop' | 'wall' | 'free';
export type Shade = 'system' | 'light' | 'dark';

/** Widths in CSS pixels as the devices have them, and their other side. */
export const SIZES: Record<Exclude<Width, 'free'>, readonly [number, number]> = {
  phone: [360, 740],
  tablet: [768, 1024],
  desktop: [1280, 800],
  wall: [1920, 1080],
};

export interface Trouble {
  readonly kind: 'card' | 'file';
  readonly message: string;
  readonly url?: string;
  readonly path: Path | null;
}

/** What the page is asked. */
type Asked =
  | { kind: 'navigate'; to: string }
  | { kind: 'select'; path: Path | null; scroll: boolean }
  | { kind: 'pick'; on: boolean }
  | { kind: 'kiosk'; on: boolean };

export type Phase = 'off' | 'starting' | 'on' | 'ended' | 'failed';

export class Preview {
  readonly #client: Client;
  readonly #document: string;
  readonly #selection: Selection;
  #phase: Phase = $state('off');
  #failure: string | null = $state(null);
  #started: PreviewStarted | null = $state.raw(null);
  #showing: PreviewShowing | null = $state.raw(null);
  #troubles: readonly Trouble[] = $state.raw([]);
  #tally: PreviewTally | null = $state.raw(null);
  #whatIf: readonly WhatIfState[] = $state.raw([]);
  #isReady = $state(false);
  #isPicking = $state(false);
  #isControlled = $state(false);
  #view = $state('0');
  #reloads = $state(0);
  #window: Window | null = null;
  #wish = 0;

  width: Width = $state('free');
  isTurned = $state(false);
  shade: Shade = $state('system');
  theme: string | null = $state(null);
  language: string | null = $state(null);
  isOrdinary = $state(false);
  isKiosk = $state(true);
  ignoresVisibility = $state(false);

  constructor(client: Client, document: string, selection: Selection) {
    this.#client = client;
    this.#document = document;
    this.#selection = selection;
  }

  get phase(): Phase {
    return this.#phase;
  }
  get failure(): string | null {
    return this.#failure;
  }
  /** The address for the frame; another one whenever the page has to be loaded anew. */
  get url(): string | null {
    return this.#started?.url ?? null;
  }
  get reloads(): number {
    return this.#reloads;
  }
  get themes(): readonly string[] {
    return this.#started?.themes ?? [];
  }
  /** Why the text of now is not on screen; null when it is. */
  get behind(): string | null {
    return this.#showing?.behind ?? null;
  }
  get troubles(): readonly Trouble[] {
    return this.#troubles;
  }
  get tally(): PreviewTally | null {
    return this.#tally;
  }
  get whatIf(): readonly WhatIfState[] {
    return this.#whatIf;
  }
  get isReady(): boolean {
    return this.#isReady;
  }
  get isPicking(): boolean {
    return this.#isPicking;
  }
  get isControlled(): boolean {
    return this.#isControlled;
  }
  /** The view that the page shows, by its path or number. */
  get view(): string {
    return this.#view;
  }

  /** The size of the page in CSS pixels; null for whatever room there is. */
  get size(): readonly [number, number] | null {
    if (this.width === 'free') return null;
    const [across, down] = SIZES[this.width];
    return this.isTurned ? [down, across] : [across, down];
  }

  async start(view: string): Promise<void> {
    if (this.#phase === 'on' || this.#phase === 'starting') return;
    const wish = ++this.#wish;
    this.#phase = 'starting';
    this.#view = view;
    try {
      const started = await this.#client.call('preview_start', { id: this.#document, view, look: this.#look() });
      if (wish !== this.#wish) {
        // Closed while it started.
        await this.#client.call('preview_stop', { preview: started.preview });
        return;
      }
      this.#started = started;
      this.#showing = started.showing;
      this.#phase = 'on';
    } catch (reason) {
      if (wish !== this.#wish) return;
      const error = asCommandFailed(reason);
      this.#failure = [error.message, error.hint].filter(Boolean).join(' ');
      this.#phase = 'failed';
    }
  }

  async stop(): Promise<void> {
    this.#wish++;
    const started = this.#started;
    this.#forget('off');
    if (started) await this.#client.call('preview_stop', { preview: started.preview });
  }

  /** Hears what Bobbin tells. */
  heard(event: Event): void {
    if (!this.#started) return;
    if (event.event === 'previewShows' && event.preview === this.#started.preview) this.#showing = event.showing;
    if (event.event === 'previewEnded' && event.preview === this.#started.preview) this.#forget('ended');
  }

  /** Takes the frame's window, to talk with it. */
  attach(window: Window | null): void {
    this.#window = window;
    this.#isReady = false;
  }

  /** Takes a message that came to Bobbin's window, if it is the page's. */
  message(event: Pick<MessageEvent, 'source' | 'origin' | 'data'>): void {
    if (!this.#started || event.source !== this.#window || event.origin !== this.#started.origin) return;
    const said = (event.data as { bobbin?: Record<string, unknown> | null } | null)?.bobbin;
    if (typeof said !== 'object' || said === null) return;
    switch (said['kind']) {
      case 'ready':
        this.#isReady = true;
        this.#ask({ kind: 'pick', on: this.#isPicking });
        this.follow();
        break;
      case 'view':
        if (said['dashboard'] === this.#started.urlPath) this.#view = String(said['view'] || '0');
        break;
      case 'picked': {
        const path = asPath(said['path']);
        if (path) this.#selection.select(path, 'preview');
        break;
      }
      case 'troubles':
        this.#troubles = asTroubles(said['troubles']);
        break;
    }
  }

  /** Shows in the page what is selected, unless it was selected there. */
  follow(): void {
    const { lead, by } = this.#selection;
    const place = lead && (by === 'preview' || lead.length > 1) ? lead : null;
    this.#ask({ kind: 'select', path: place ? [...place] : null, scroll: by !== 'preview' });
  }

  /** Goes to a view, by its path or number. */
  goTo(view: string): void {
    if (!this.#started || view === this.#view) return;
    this.#view = view;
    this.#ask({ kind: 'navigate', to: `/${this.#started.urlPath}/${view}` });
  }

  pick(on: boolean): void {
    this.#isPicking = on;
    this.#ask({ kind: 'pick', on });
  }

  reload(): void {
    this.#troubles = [];
    this.#isReady = false;
    this.#reloads++;
  }

  /** Lets the preview control the home, or not any more. */
  async control(allowed: boolean): Promise<void> {
    if (!this.#started) return;
    await this.#client.call('preview_control', { preview: this.#started.preview, allowed });
    this.#isControlled = allowed;
  }

  async count(): Promise<void> {
    if (this.#started) this.#tally = await this.#client.call('preview_tally', { preview: this.#started.preview });
  }

  /** Looks in the way that is chosen now. What a page learns only while it loads makes it load again. */
  async look(how: 'live' | 'reload' = 'live'): Promise<void> {
    if (!this.#started) return;
    await this.#client.call('preview_look', { preview: this.#started.preview, look: this.#look() });
    this.#ask({ kind: 'kiosk', on: this.isKiosk });
    if (how === 'reload') this.reload();
  }

  /** Sets what an entity would be; without a state and attributes it is as it is. */
  async suppose(entity: string, state: string | null, attributes: Record<string, unknown> = {}): Promise<void> {
    const others = this.#whatIf.filter((one) => one.entity !== entity);
    const isNothing = state === null && Object.keys(attributes).length === 0;
    this.#whatIf = isNothing ? others : [...others, { entity, state, attributes }];
    await this.look();
  }

  async clearWhatIf(): Promise<void> {
    this.#whatIf = [];
    await this.look();
  }

  #look(): PreviewLook {
    return {
      ordinary: this.isOrdinary,
      language: this.language,
      theme: this.theme,
      dark: this.shade === 'system' ? null : this.shade === 'dark',
      kiosk: this.isKiosk,
      ignoreVisibility: this.ignoresVisibility,
      whatIf: [...this.#whatIf],
    };
  }

  #ask(bobbin: Asked): void {
    if (this.#window && this.#started && this.#isReady) this.#window.postMessage({ bobbin }, this.#started.origin);
  }

  #forget(phase: Phase): void {
    this.#phase = phase;
    this.#started = null;
    this.#showing = null;
    this.#failure = null;
    this.#troubles = [];
    this.#tally = null;
    this.#isReady = false;
    this.#isPicking = false;
    this.#isControlled = false;
  }
}

function asPath(found: unknown): Path | null {
  const isStep = (step: unknown) => typeof step === 'string' || typeof step === 'number';
  return Array.isArray(found) && found.length > 0 && found.every(isStep) ? (found as Path) : null;
}

function asTroubles(found: unknown): Trouble[] {
  if (!Array.isArray(found)) return [];
  const troubles = found.slice(0, 100).map((one: Record<string, unknown>): Trouble => {
    const url = typeof one['url'] === 'string' ? { url: one['url'] } : {};
    const kind = one['kind'] === 'file' ? 'file' : 'card';
    return { kind, message: String(one['message']).slice(0, 500), path: asPath(one['path']), ...url };
  });
  return troubles.filter(
    (one, index) =>
      troubles.findIndex(
        (other) =>
          other.message === one.message &&
          other.url === one.url &&
          (other.path && one.path ? isSamePath(other.path, one.path) : other.path === one.path),
      ) === index,
  );
}
