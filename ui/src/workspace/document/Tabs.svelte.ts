import type { Extension } from '@codemirror/state';

import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { Document, DocumentTarget, Event } from '../../api/generated/api';
import { DocumentState } from './DocumentState.svelte';
import type { Preferences } from '../window/Preferences.svelte';

/** An event about one document. */
export type DocumentEvent = Extract<Event, { id: string }>;

/** A page that is no document. */
export type Page = { kind: 'resources'; instance: string } | { kind: 'history'; instance: string };

/** One tab: a document that is opening, open, or could not be opened; or a page. */
export class Tab {
  readonly key: string;
  readonly target: DocumentTarget | Page;
  #document: DocumentState | null = $state.raw(null);
  #failure: CommandFailed | null = $state.raw(null);
  #opening = $state(false);

  constructor(target: DocumentTarget | Page) {
    this.key = targetKey(target);
    this.target = target;
  }

  get document(): DocumentState | null {
    return this.#document;
  }
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get isOpening(): boolean {
    return this.#opening;
  }
  get page(): Page | null {
    return isPage(this.target) ? this.target : null;
  }

  /** For {@link Tabs} only. */
  async open(load: (target: DocumentTarget) => Promise<DocumentState>): Promise<DocumentState | null> {
    if (this.#document || this.#opening || isPage(this.target)) return this.#document;
    this.#opening = true;
    this.#failure = null;
    try {
      this.#document = await load(this.target);
    } catch (reason) {
      this.#failure = asCommandFailed(reason);
    } finally {
      this.#opening = false;
    }
    return this.#document;
  }

  /** For {@link Tabs} only. */
  adopt(document: DocumentState): this {
    this.#document = document;
    return this;
  }
}

/** The open tabs, in their order, and the one in front. They are there again after a restart. */
export class Tabs {
  readonly #client: Client;
  readonly #preferences: Preferences;
  readonly #extensions: (document: DocumentState) => Extension;
  #tabs = $state.raw<readonly Tab[]>([]);
  #activeKey = $state<string | null>(null);
  #recent: readonly string[] = [];
  /** Events about documents whose opening is not answered yet. */
  #early: readonly DocumentEvent[] = [];

  constructor(client: Client, preferences: Preferences, extensions: (document: DocumentState) => Extension) {
    this.#client = client;
    this.#preferences = preferences;
    this.#extensions = extensions;
  }

  get all(): readonly Tab[] {
    return this.#tabs;
  }
  get active(): Tab | null {
    return this.#tabs.find((tab) => tab.key === this.#activeKey) ?? null;
  }
  /** The document in front, if a document is. */
  get document(): DocumentState | null {
    return this.active?.document ?? null;
  }
  get documents(): DocumentState[] {
    return this.#tabs.flatMap((tab) => tab.document ?? []);
  }

  byId(id: string): DocumentState | null {
    return this.documents.find((document) => document.id === id) ?? null;
  }

  /** Takes in an event about a document, even one that overtakes the answer that opens it. */
  heard(event: DocumentEvent): void {
    const document = this.byId(event.id);
    if (document) deliver(document, event);
    else if (this.#tabs.some((tab) => tab.isOpening)) this.#early = [...this.#early, event];
  }

  find(target: DocumentTarget | Page): Tab | null {
    const key = targetKey(target);
    return this.#tabs.find((tab) => tab.key === key) ?? null;
  }

  /** Opens a document, or brings its tab to the front. Null when it could not be opened: its tab shows why. */
  async open(target: DocumentTarget, { inFront = true } = {}): Promise<DocumentState | null> {
    if (target.kind === 'untitled' && target.number === 0) return this.#openUntitled();
    const tab = this.find(target) ?? this.#insert(new Tab(target));
    if (inFront) this.activate(tab);
    return tab.open((wanted) => this.#load(wanted));
  }

  openPage(page: Page): void {
    this.activate(this.find(page) ?? this.#insert(new Tab(page)));
  }

  /** Shows a document that a command has opened on the way, such as one sent to a dashboard. */
  show(document: Document): DocumentState {
    const tab = this.find(document.target);
    const open = tab?.document;
    if (tab && open) {
      open.replaced(document);
      this.activate(tab);
      return open;
    }
    if (tab) this.#drop(tab);
    const state = this.#state(document);
    this.activate(this.#insert(new Tab(document.target).adopt(state)));
    return state;
  }

  /** After "save as" the document is another one: its tab takes the new name and keeps text and undo. */
  renamed(document: Document): void {
    const old = this.#tabs.find((tab) => tab.document?.id === document.id);
    const state = old?.document;
    if (!old || !state) return;
    state.replaced(document);
    const fresh = new Tab(document.target).adopt(state);
    this.#tabs = this.#tabs
      .filter((tab) => tab.key !== fresh.key || tab === old)
      .map((tab) => (tab === old ? fresh : tab));
    if (this.#activeKey === old.key) this.#activeKey = fresh.key;
    this.#remember();
  }

  retry(tab: Tab): void {
    void tab.open((wanted) => this.#load(wanted));
  }

  activate(tab: Tab): void {
    this.#activeKey = tab.key;
    this.#recent = [tab.key, ...this.#recent.filter((key) => key !== tab.key)];
    this.#remember();
  }

  /** Goes through the tabs in their order, and around. */
  step(by: 1 | -1): void {
    const index = this.#tabs.findIndex((tab) => tab.key === this.#activeKey);
    const next = this.#tabs[(index + by + this.#tabs.length) % this.#tabs.length];
    if (next) this.activate(next);
  }

  move(tab: Tab, to: number): void {
    const others = this.#tabs.filter((other) => other !== tab);
    this.#tabs = [...others.slice(0, to), tab, ...others.slice(to)];
    this.#remember();
  }

  /** Closes a tab. The draft stays unless it is discarded; a discarded draft stays in the history. */
  async close(tab: Tab, { discard = false } = {}): Promise<void> {
    const { document } = tab;
    if (document) {
      if (!discard) await document.flush();
      await this.#client.call('document_close', { id: document.id, discard });
      document.dispose();
    }
    this.#drop(tab);
  }

  /** The tabs of the last run, as the preferences have them. */
  remembered(): { targets: (DocumentTarget | Page)[]; active: string | null } {
    const targets = this.#preferences.get('tabs', [], isTargetList);
    return { targets, active: this.#preferences.text('activeTab', '') || null };
  }

  activateKey(key: string | null): void {
    const tab = this.#tabs.find((candidate) => candidate.key === key);
    if (tab) this.activate(tab);
  }

  async #openUntitled(): Promise<DocumentState> {
    const document = await this.#client.call('document_open', { target: { kind: 'untitled', number: 0 } });
    return this.show(document);
  }

  async #load(target: DocumentTarget): Promise<DocumentState> {
    const document = this.#state(await this.#client.call('document_open', { target }));
    for (const event of this.#early) if (event.id === document.id) deliver(document, event);
    // Events of unknown documents stay in the list; the last opening clears it.
    const isLast = this.#tabs.filter((tab) => tab.isOpening).length <= 1;
    this.#early = isLast ? [] : this.#early.filter((event) => event.id !== document.id);
    return document;
  }

  #state(document: Document): DocumentState {
    return new DocumentState(this.#client, document, this.#extensions);
  }

  #insert(tab: Tab): Tab {
    const index = this.#tabs.findIndex((other) => other.key === this.#activeKey);
    const at = index < 0 ? this.#tabs.length : index + 1;
    this.#tabs = [...this.#tabs.slice(0, at), tab, ...this.#tabs.slice(at)];
    return tab;
  }

  #drop(tab: Tab): void {
    const index = this.#tabs.indexOf(tab);
    this.#tabs = this.#tabs.filter((other) => other !== tab);
    this.#recent = this.#recent.filter((key) => key !== tab.key);
    if (this.#activeKey === tab.key) {
      const next = this.#tabs.find((other) => other.key === this.#recent[0]) ?? this.#tabs[Math.max(0, index - 1)];
      this.#activeKey = next?.key ?? null;
    }
    this.#remember();
  }

  #remember(): void {
    this.#preferences.set(
      'tabs',
      this.#tabs.map((tab) => tab.target),
    );
    this.#preferences.set('activeTab', this.#activeKey ?? '');
  }
}

function deliver(document: DocumentState, event: DocumentEvent): void {
  switch (event.event) {
    case 'remoteChanged':
      return document.standing.remoteIs(event.remote);
    case 'draftSaved':
      return document.draftSaved(event.revision, event.at);
    case 'draftFailed':
      return document.draftFailed(event.message);
    case 'saveSettled':
      return document.saving.settleLater(event.outcome);
    case 'remoteCarried':
      return document.carried(event.offer, event);
    case 'commentsLost':
      return document.standing.commentsLost(event);
    case 'queueChanged':
      return document.standing.queued(event.queuedAt);
  }
}

export function targetKey(target: DocumentTarget | Page): string {
  switch (target.kind) {
    case 'dashboard':
      return `dashboard:${target.instance}:${target.urlPath}`;
    case 'file':
      return `file:${target.path}`;
    case 'untitled':
      return `untitled:${target.number}`;
    case 'resources':
    case 'history':
      return `${target.kind}:${target.instance}`;
  }
}

export function isPage(target: DocumentTarget | Page): target is Page {
  return target.kind === 'resources' || target.kind === 'history';
}

function isTargetList(value: unknown): value is (DocumentTarget | Page)[] {
  if (!Array.isArray(value)) return false;
  return value.every((target: unknown) => {
    if (typeof target !== 'object' || target === null || !('kind' in target)) return false;
    const { kind, instance, urlPath, path, number } = target as Record<string, unknown>;
    if (kind === 'dashboard') return typeof instance === 'string' && typeof urlPath === 'string';
    if (kind === 'file') return typeof path === 'string';
    if (kind === 'untitled') return typeof number === 'number';
    return (kind === 'resources' || kind === 'history') && typeof instance === 'string';
  });
}
