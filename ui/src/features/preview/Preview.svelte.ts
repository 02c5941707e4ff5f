/**
 * The preview of one document: its frame's address, its look, and the messages of its page. Rust shows the draft by
 * itself during typing; this class has the look, the view, and the talk with the page.
 *
 * The page is Home Assistant's with anybody's cards: a message counts only from its own origin, and never leads to
 * more than a selection, a view, a list of troubles or, on request, a dashboard to look at.
 */
import { asCommandFailed, type Client } from '../../api/client';
import type {
  Event,
  PictureTaken,
  PictureTo,
  PreviewLook,
  PreviewShowing,
  PreviewStart,
  PreviewStarted,
  PreviewSubject,
  PreviewTally,
  WhatIfState,
} from '../../api/generated/api';
import type { Trouble } from '../../workspace/document/problems';
import { viewOf } from '../../workspace/tree/VisualState.svelte';
import { asPath, asTroubles, type Asked } from './page-messages';
import type { OnShow, ShownDocument } from './on-show';
import { Pages } from './Pages.svelte';
import { Screen, TYPED } from './Screen.svelte';

export type Shade = 'system' | 'light' | 'dark';

export type Phase = 'off' | 'starting' | 'on' | 'ended' | 'failed';

export class Preview {
  /** How large the page is. */
  readonly screen = new Screen();
  readonly #client: Client;
  readonly #document: ShownDocument | null;
  #subject: PreviewSubject;
  #instance: string | null = null;
  #phase: Phase = $state('off');
  #failure: string | null = $state(null);
  #started: PreviewStarted | null = $state.raw(null);
  #showing: PreviewShowing | null = $state.raw(null);
  #troubles: readonly Trouble[] = $state.raw([]);
  #tally: PreviewTally | null = $state.raw(null);
  #wanted: readonly string[] = $state.raw([]);
  #declined: readonly string[] = $state.raw([]);
  #whatIf: readonly WhatIfState[] = $state.raw([]);
  #isPicking = $state(false);
  #isControlled = $state(false);
  #view = $state('0');
  #reloads = $state(0);
  #url: string | null = $state(null);
  #isCompared = $state(false);
  #isTaking = $state(false);
  readonly #pages = new Pages();
  #wish = 0;

  shade: Shade = $state('system');
  theme: string | null = $state(null);
  language: string | null = $state(null);
  isOrdinary = $state(false);
  isKiosk = $state(true);
  ignoresVisibility = $state(false);

  /** Told where a page was scrolled to. */
  onscrolled: ((top: number) => void) | null = null;

  constructor(client: Client, { document, subject }: OnShow) {
    this.#client = client;
    this.#document = document ?? null;
    this.#subject = subject;
  }

  get phase(): Phase {
    return this.#phase;
  }
  get failure(): string | null {
    return this.#failure;
  }
  /** The address for a frame that is opened now. */
  get url(): string | null {
    return this.#url;
  }
  /** Whether several widths stand side by side. */
  get isCompared(): boolean {
    return this.#isCompared;
  }
  get reloads(): number {
    return this.#reloads;
  }
  get themes(): readonly string[] {
    return this.#started?.themes ?? [];
  }
  /** Whether pictures of it can be taken on this system. */
  get takesPictures(): boolean {
    return this.#started?.takesPictures ?? true;
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
  /** Paths of custom integrations that cards asked for, and that nobody decided on yet. */
  get wanted(): readonly string[] {
    return this.#wanted.filter((path) => !this.#declined.includes(path));
  }
  get whatIf(): readonly WhatIfState[] {
    return this.#whatIf;
  }
  get isReady(): boolean {
    return this.#pages.isReady;
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

  /** Whether a picture is being taken. */
  get isTaking(): boolean {
    return this.#isTaking;
  }

  /** Starts at a view, in the document's home or, when it has none, in `instance`. */
  async start(view: string, instance: string | null = null): Promise<void> {
    if (this.#phase === 'on' || this.#phase === 'starting') return;
    const wish = ++this.#wish;
    this.#phase = 'starting';
    this.#view = view;
    this.#instance = instance;
    try {
      const started = await this.#client.call('preview_start', this.#request());
      if (wish !== this.#wish) {
        // Closed while it started.
        await this.#client.call('preview_stop', { preview: started.preview });
        return;
      }
      this.#started = started;
      this.#url = started.url;
      this.#showing = started.showing;
      this.#phase = 'on';
    } catch (reason) {
      if (wish !== this.#wish) return;
      const error = asCommandFailed(reason);
      this.#failure = [error.message, error.hint].filter(Boolean).join(' ');
      this.#phase = 'failed';
    }
  }

  /** Opens the same in a window of its own. */
  async openWindow(): Promise<void> {
    await this.#client.call('preview_window', this.#request());
  }

  /** Takes a picture of the view, whole, at the chosen width; `room` is the available room when none is. */
  async picture(to: PictureTo, room: readonly [number, number]): Promise<PictureTaken> {
    const [width, height] = (this.screen.size ?? room).map((length) => Math.round(length)) as [number, number];
    this.#isTaking = true;
    try {
      const wide = Math.min(TYPED.most, Math.max(TYPED.least, width));
      return await this.#client.call('preview_picture', { start: this.#request(), width: wide, height, to });
    } finally {
      this.#isTaking = false;
    }
  }

  /** Shows something else, in the page as it is. */
  async show(subject: PreviewSubject): Promise<void> {
    this.#subject = subject;
    const preview = this.#started?.preview;
    if (preview) await this.#client.call('preview_show', { preview, subject, instance: this.#instance });
  }

  async stop(): Promise<void> {
    this.#wish++;
    const started = this.#started;
    this.#forget('off');
    if (started) await this.#client.call('preview_stop', { preview: started.preview });
  }

  /** Takes in an event of Bobbin. */
  heard(event: Event): void {
    if (!this.#started) return;
    if (event.event === 'previewShows' && event.preview === this.#started.preview) this.#showing = event.showing;
    if (event.event === 'previewWants' && event.preview === this.#started.preview) this.#wanted = event.paths;
    if (event.event === 'previewEnded' && event.preview === this.#started.preview) this.#forget('ended');
  }

  /** Takes a frame's window, to talk with it until the answer is called. */
  attach(window: Window): () => void {
    return this.#pages.attach(window);
  }

  /** Takes a message that came to Bobbin's window, if it is the page's. */
  message(event: Pick<MessageEvent, 'source' | 'origin' | 'data'>): void {
    const page = event.source as Window | null;
    if (!this.#started || !page || !this.#pages.has(page) || event.origin !== this.#started.origin) return;
    const said = (event.data as { bobbin?: Record<string, unknown> | null } | null)?.bobbin;
    if (typeof said !== 'object' || said === null) return;
    switch (said['kind']) {
      case 'ready':
        this.#pages.setReady(page, true);
        this.#ask({ kind: 'pick', on: this.#isPicking });
        this.follow();
        break;
      case 'view':
        if (said['dashboard'] === this.#started.urlPath) this.#led(String(said['view'] || '0'));
        break;
      case 'picked': {
        // Anything that is no node of the outline, such as a row of an entities card, is part of one.
        const path = asPath(said['path']);
        const node = path && this.#document?.visual.outline.around(path);
        if (node && node.depth > 0) this.#document?.visual.select(node.path, 'preview');
        break;
      }
      case 'written':
      case 'unwritten':
        this.#pages.wrote(said);
        break;
      case 'scrolled':
        this.onscrolled?.(Number(said['top']) || 0);
        break;
      case 'troubles':
        this.#troubles = asTroubles(said['troubles']);
        this.#document?.troubled(this.#troubles);
        break;
    }
  }

  /** The dashboard as JSON, with the output of strategies in their place. Fails with words. */
  writeOut(): Promise<string> {
    return this.#pages.writeOut(this.#started?.origin ?? null);
  }

  /** Shows the selection in the page, unless it was made there. */
  follow(): void {
    if (!this.#document) return;
    const { lead, by } = this.#document.visual.selection;
    const place = lead && (by === 'preview' || lead.length > 1) ? lead : null;
    this.#ask({ kind: 'select', path: place ? [...place] : null, scroll: by !== 'preview' });
  }

  /** Goes to the view that the document shows. */
  goTo(view: string): void {
    if (!this.#started || view === this.#view || view === String(this.#numberOf(this.#view))) return;
    this.#view = view;
    this.#ask({ kind: 'navigate', to: `/${this.#started.urlPath}/${view}` });
  }

  /** A page went to a view: the document, and the other pages, go there too. */
  #led(view: string): void {
    if (view === this.#view) return;
    this.#view = view;
    if (!this.#document) return;
    const { visual } = this.#document;
    const entry = visual.outline.views[this.#numberOf(view)];
    const lead = visual.lead && viewOf(visual.lead);
    if (!entry) return;
    visual.showView(entry.path);
    // A selection in another view would lead back there.
    if (lead && lead.key !== entry.key) visual.select(entry.path, 'preview');
  }

  /** The number of a view that an address ends with. */
  #numberOf(view: string): number {
    const views = this.#document?.visual.outline.views ?? [];
    const named = views.findIndex((entry) => entry.urlPart === view);
    return named < 0 && /^\d+$/.test(view) ? Number(view) : named;
  }

  /** Scrolls as another page was. */
  scroll(top: number): void {
    this.#ask({ kind: 'scroll', top });
  }

  pick(on: boolean): void {
    this.#isPicking = on;
    this.#ask({ kind: 'pick', on });
  }

  reload(): void {
    this.#clearTroubles();
    this.#address();
    this.#reloads++;
  }

  /** Puts several widths side by side, or shows the chosen one alone. */
  compare(on: boolean): void {
    this.#isCompared = on;
    this.#address();
  }

  /** Lets the preview control the home, or not any more. */
  async control(allowed: boolean): Promise<void> {
    if (!this.#started) return;
    await this.#client.call('preview_control', { preview: this.#started.preview, allowed });
    this.#isControlled = allowed;
  }

  /** Lets the cards of this home read from a path, now and later, and loads the page again. */
  async allow(path: string): Promise<void> {
    if (!this.#started) return;
    await this.#client.call('preview_allow', { preview: this.#started.preview, path });
    this.decline(path);
    this.reload();
  }

  /** Asks no more about a path, as long as this preview is open. */
  decline(path: string): void {
    this.#declined = [...this.#declined, path];
  }

  /** Reads the list of refused requests, and of functions without what-if states. */
  async count(): Promise<void> {
    if (this.#started) this.#tally = await this.#client.call('preview_tally', { preview: this.#started.preview });
  }

  /** Applies the chosen look. Settings that a page reads only while it loads make it load again. */
  async look(how: 'live' | 'reload' = 'live'): Promise<void> {
    if (!this.#started) return;
    await this.#client.call('preview_look', { preview: this.#started.preview, look: this.#look() });
    this.#ask({ kind: 'kiosk', on: this.isKiosk });
    if (how === 'reload') this.reload();
  }

  /** Sets the supposed state of an entity; without a state and attributes it has its real one. */
  async suppose(entity: string, state: string | null, attributes: Record<string, unknown> = {}): Promise<void> {
    const others = this.#whatIf.filter((one) => one.entity !== entity);
    const isNothing = state === null && Object.keys(attributes).length === 0;
    this.#whatIf = isNothing ? others : [...others, { entity, state, attributes }];
    await this.look();
    await this.count();
  }

  async clearWhatIf(): Promise<void> {
    this.#whatIf = [];
    await this.look();
  }

  #request(): PreviewStart {
    return { subject: this.#subject, instance: this.#instance, view: this.#view, look: this.#look() };
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
    if (this.#started) this.#pages.ask(bobbin, this.#started.origin);
  }

  /** Frames that are opened from here on start at the view of now. */
  #address(): void {
    if (!this.#started) return;
    const address = new URL(this.#started.url);
    address.pathname = `/${this.#started.urlPath}/${this.#view}`;
    this.#url = address.href;
  }

  #clearTroubles(): void {
    this.#troubles = [];
    this.#document?.troubled([]);
  }

  #forget(phase: Phase): void {
    this.#phase = phase;
    this.#started = null;
    this.#url = null;
    this.#showing = null;
    this.#failure = null;
    this.#clearTroubles();
    this.#tally = null;
    this.#wanted = [];
    this.#pages.forgetReady();
    this.#isPicking = false;
    this.#isControlled = false;
  }
}
