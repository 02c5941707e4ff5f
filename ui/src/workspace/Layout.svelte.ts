import type { Preferences } from './Preferences.svelte';

const PANELS = ['problems', 'review', 'history', 'search'] as const;
export type PanelName = (typeof PANELS)[number];
/** How a document is shown: by hand, as YAML, or both side by side. */
export type EditMode = 'visual' | 'split' | 'yaml';
/** The panes of a document. */
export type PaneName = 'outline' | 'canvas' | 'yaml' | 'inspector' | 'preview';
export type Theme = 'system' | 'light' | 'dark';

const SIDEBAR = { least: 180, most: 420, usual: 240 };
const PANEL = { least: 120, usual: 260, leastWidth: 320, usualWidth: 640 };

const PANES: Record<PaneName, { least: number; usual: number }> = {
  outline: { least: 150, usual: 220 },
  canvas: { least: 220, usual: 420 },
  yaml: { least: 260, usual: 480 },
  inspector: { least: 240, usual: 300 },
  preview: { least: 260, usual: 420 },
};
/** From here on a first-time user sees canvas and YAML side by side. */
const SPLIT_FROM = 1280;

/** Which panes stand where and how large; remembered. */
export class Layout {
  readonly #preferences: Preferences;
  /** On a narrow window the sidebar lies over the rest and opens for a moment only. */
  #drawer = $state(false);
  #width = $state(globalThis.innerWidth);
  #tab = $state<PaneName | null>(null);

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
    return Math.max(this.#preferences.number('layout.panelHeight', PANEL.usual), PANEL.least);
  }
  /** Where the panel stands; at the side only where there is room. */
  get panelSide(): 'bottom' | 'right' {
    return this.#width >= 1200 && this.#preferences.text('layout.panelSide', 'bottom') === 'right' ? 'right' : 'bottom';
  }
  get canPanelMove(): boolean {
    return this.#width >= 1200;
  }
  get panelWidth(): number {
    return Math.max(this.#preferences.number('layout.panelWidth', PANEL.usualWidth), PANEL.leastWidth);
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
    this.#preferences.set('layout.mode', mode);
    if (mode !== 'split') this.showTab(mode === 'visual' ? 'canvas' : 'yaml');
  }

  /** Whether a pane beside canvas and YAML is wanted. */
  isPaneOpen(name: 'outline' | 'inspector' | 'preview'): boolean {
    return this.#preferences.flag(`layout.pane.${name}`, name !== 'preview');
  }
  togglePane(name: 'outline' | 'inspector' | 'preview', open = !this.isPaneOpen(name)): void {
    this.#preferences.set(`layout.pane.${name}`, open);
    if (open) this.showTab(name);
  }
  paneLeast(name: PaneName): number {
    return PANES[name].least;
  }
  paneWidth(name: PaneName): number {
    return Math.max(this.#preferences.number(`layout.paneWidth.${name}`, this.#usualWidth(name)), PANES[name].least);
  }
  /** In a wide window canvas and YAML share what the others leave. */
  #usualWidth(name: PaneName): number {
    const { usual } = PANES[name];
    if (name !== 'canvas') return usual;
    const others = SIDEBAR.usual + PANES.outline.usual + PANES.inspector.usual;
    return Math.max(usual, Math.round((this.#width - others) / 2));
  }
  resizePane(name: PaneName, width: number): void {
    this.#preferences.set(`layout.paneWidth.${name}`, Math.max(PANES[name].least, Math.round(width)));
  }
  /** The pane in front where there is room for one only. */
  get tab(): PaneName {
    return this.#tab ?? (this.mode === 'visual' ? 'canvas' : 'yaml');
  }
  showTab(name: PaneName): void {
    this.#tab = name;
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
    this.#preferences.set('layout.panelHeight', Math.max(PANEL.least, Math.round(height)));
  }
  resizePanelWidth(width: number): void {
    this.#preferences.set('layout.panelWidth', Math.max(PANEL.leastWidth, Math.round(width)));
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
