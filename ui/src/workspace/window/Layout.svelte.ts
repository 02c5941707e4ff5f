import { arranged, LEAST, mostOf, PANES, USUAL, type Arrangement, type PaneName } from './panes';
import type { Preferences } from './Preferences.svelte';

export type { PaneName } from './panes';

const PANELS = ['problems', 'review', 'history', 'search'] as const;
export type PanelName = (typeof PANELS)[number];
/** How a document is shown: by hand, as YAML, or both side by side. */
export type EditMode = 'visual' | 'split' | 'yaml';
/** The panes beside canvas and YAML. */
export type SidePane = 'outline' | 'inspector' | 'preview';
export type Theme = 'system' | 'light' | 'dark';

export const SIDEBAR = { least: 180, most: 420, usual: 240 };
export const PANEL = { height: { least: 120, usual: 260 }, width: { least: 320, usual: 640 } };

/** From here on a first-time user sees canvas and YAML side by side. */
const SPLIT_FROM = 1280;

/** Which panes stand where and how large; remembered. */
export class Layout {
  readonly #preferences: Preferences;
  /** On a narrow window the sidebar lies over the rest and opens for a moment only. */
  #drawer = $state(false);
  #width = $state(globalThis.innerWidth);
  /** The width of all panes of a document together. */
  #documentWidth = $state(1200);
  #tab = $state<PaneName | null>(null);
  readonly #arrangement: Arrangement = $derived.by(() => this.#arrange());

  constructor(preferences: Preferences) {
    this.#preferences = preferences;
  }

  get isNarrow(): boolean {
    return this.#width < 860;
  }
  get isSidebarOpen(): boolean {
    return this.isNarrow ? this.#drawer : this.#preferences.flag('layout.sidebar', true);
  }
  get sidebarWidth(): number {
    return clamp(this.#preferences.number('layout.sidebarWidth', SIDEBAR.usual), SIDEBAR.least, SIDEBAR.most);
  }
  /** The panel below the editor; null when it is closed. */
  get panel(): PanelName | null {
    const name = this.#preferences.text('layout.panel', '');
    return PANELS.find((panel) => panel === name) ?? null;
  }
  get panelHeight(): number {
    return Math.max(this.#preferences.number('layout.panelHeight', PANEL.height.usual), PANEL.height.least);
  }
  /** Where the panel stands; at the side only where there is room. */
  get panelSide(): 'bottom' | 'right' {
    return this.#width >= 1200 && this.#preferences.text('layout.panelSide', 'bottom') === 'right' ? 'right' : 'bottom';
  }
  get canPanelMove(): boolean {
    return this.#width >= 1200;
  }
  get panelWidth(): number {
    return Math.max(this.#preferences.number('layout.panelWidth', PANEL.width.usual), PANEL.width.least);
  }
  /** Whether the panel takes the editor's place. */
  get isPanelLarge(): boolean {
    return this.#preferences.flag('layout.panelLarge', false);
  }
  get theme(): Theme {
    const theme = this.#preferences.text('theme', 'system');
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  }

  get mode(): EditMode {
    const mode = this.#preferences.text('layout.mode', '');
    if (mode === 'visual' || mode === 'split' || mode === 'yaml') return mode;
    return this.#width >= SPLIT_FROM ? 'split' : 'yaml';
  }
  setMode(mode: EditMode): void {
    const before = this.mode;
    this.#preferences.set('layout.mode', mode);
    if (mode !== 'split') this.showTab(mode === 'visual' ? 'canvas' : 'yaml');
    else if (before === 'visual') this.showTab('yaml');
  }

  /** Whether a pane beside canvas and YAML is wanted. */
  isPaneOpen(name: SidePane): boolean {
    return this.#preferences.flag(`layout.pane.${name}`, name !== 'preview');
  }
  /** Whether a pane is wanted and has no room. */
  isFolded(name: PaneName): boolean {
    return this.#arrangement.folded.includes(name);
  }
  /** The panes that stand side by side, or are tabs. */
  get panes(): Arrangement {
    return this.#arrangement;
  }
  togglePane(name: SidePane, open = !this.isPaneOpen(name) || this.isFolded(name)): void {
    this.#preferences.set(`layout.pane.${name}`, open);
    if (open) this.showTab(name);
  }
  paneLeast(name: PaneName): number {
    return LEAST[name];
  }
  paneWidth(name: PaneName): number {
    return Math.max(this.#preferences.number(`layout.paneWidth.${name}`, this.paneUsual(name)), LEAST[name]);
  }
  /** Canvas and YAML share the room that the others leave. */
  paneUsual(name: PaneName): number {
    if (name !== 'canvas') return USUAL[name];
    const others = this.#arrangement.shown.filter((other) => other !== 'canvas' && other !== 'yaml');
    const rest = this.#documentWidth - others.reduce((sum, other) => sum + this.paneWidth(other), 0);
    return Math.max(USUAL.canvas, Math.round(rest / 2));
  }
  /** The others keep the room that they need. */
  resizePane(name: PaneName, width: number): void {
    const most = mostOf(name, this.#arrangement.shown, this.#documentWidth);
    this.#preferences.set(`layout.paneWidth.${name}`, clamp(Math.round(width), LEAST[name], most));
  }

  #arrange(): Arrangement {
    const { mode } = this;
    const isWanted = (name: PaneName) => {
      if (name === 'canvas') return mode !== 'yaml';
      if (name === 'yaml') return mode !== 'visual';
      return this.isPaneOpen(name) && (mode !== 'yaml' || name === 'preview');
    };
    const main = mode === 'yaml' ? 'yaml' : 'canvas';
    return arranged(PANES.filter(isWanted), main, this.#asked, this.#documentWidth);
  }
  /** The panes that were asked for, the last first. */
  get #asked(): readonly PaneName[] {
    const names = this.#preferences.text('layout.asked', '').split(' ');
    return names.flatMap((name) => PANES.find((pane) => pane === name) ?? []);
  }

  /** The pane in front where there is room for one only. */
  get tab(): PaneName {
    return this.#tab ?? (this.mode === 'visual' ? 'canvas' : 'yaml');
  }
  /** Brings a pane to the front: where there is room for few, others fold instead. */
  showTab(name: PaneName): void {
    this.#tab = name;
    const asked = [name, ...this.#asked.filter((other) => other !== name)].join(' ');
    if (asked !== this.#preferences.text('layout.asked', '')) this.#preferences.set('layout.asked', asked);
  }

  documentWidth(width: number): void {
    // A document that is not on screen has none.
    if (width > 0) this.#documentWidth = width;
  }
  windowWidth(width: number): void {
    this.#width = width;
  }
  toggleSidebar(open = !this.isSidebarOpen): void {
    if (this.isNarrow) this.#drawer = open;
    else this.#preferences.set('layout.sidebar', open);
  }
  resizeSidebar(width: number): void {
    this.#preferences.set('layout.sidebarWidth', clamp(Math.round(width), SIDEBAR.least, SIDEBAR.most));
  }
  showPanel(name: PanelName): void {
    this.#preferences.set('layout.panel', name);
  }
  closePanel(): void {
    this.#preferences.set('layout.panel', '');
  }
  togglePanel(name: PanelName): void {
    if (this.panel === name) this.closePanel();
    else this.showPanel(name);
  }
  resizePanel(height: number): void {
    this.#preferences.set('layout.panelHeight', Math.max(PANEL.height.least, Math.round(height)));
  }
  resizePanelWidth(width: number): void {
    this.#preferences.set('layout.panelWidth', Math.max(PANEL.width.least, Math.round(width)));
  }
  movePanel(): void {
    this.#preferences.set('layout.panelSide', this.panelSide === 'right' ? 'bottom' : 'right');
  }
  togglePanelLarge(): void {
    this.#preferences.set('layout.panelLarge', !this.isPanelLarge);
  }
  setTheme(theme: Theme): void {
    this.#preferences.set('theme', theme);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
