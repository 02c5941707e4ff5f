/**
 * Everything that features share, in one object: the client, the session, the open documents, and the state of the
 * window around them. `app/` makes one and provides it; features reach it with `useWorkspace()`. Features do not
 * know each other: they meet here.
 */
import type { Extension } from '@codemirror/state';
import { createContext } from 'svelte';

import { asCommandFailed, Client, type CommandFailed } from '../api/client';
import { treatmentOf } from '../api/errors';
import type { AppState, Event, SentLater } from '../api/generated/api';
import type { Host } from '../host/host';
import { Catalogue } from './tree/Catalogue.svelte';
import { CommandTable } from './window/CommandTable.svelte';
import { Dashboards } from './home/Dashboards.svelte';
import { Dialogs } from './window/Dialogs.svelte';
import type { DocumentState } from './document/DocumentState.svelte';
import { Homes } from './home/Homes.svelte';
import { Layout } from './window/Layout.svelte';
import { Notices, type NoticeAction } from './window/Notices.svelte';
import type { Panels } from './document/Panels';
import type { Pictures } from './document/Pictures';
import { Preferences } from './window/Preferences.svelte';
import { Session } from './home/Session.svelte';
import { sentSummary } from './document/sent-summary';
import { isPage, Tabs } from './document/Tabs.svelte';

export class Workspace {
  readonly client: Client;
  readonly preferences: Preferences;
  readonly notices = new Notices();
  readonly dialogs = new Dialogs();
  readonly commands: CommandTable;
  readonly session: Session;
  readonly dashboards: Dashboards;
  readonly tabs: Tabs;
  readonly layout: Layout;
  readonly catalogue: Catalogue;
  readonly homes: Homes;
  #appState: AppState | null = $state.raw(null);
  #recentFiles: readonly string[] = $state.raw([]);
  #isStarted = $state(false);
  #listeners: ((event: Event) => void)[] = [];
  #stop: (() => void) | null = null;

  constructor(host: Host, extensions: (document: DocumentState) => Extension = () => []) {
    this.client = new Client(host);
    this.preferences = new Preferences(this.client);
    this.commands = new CommandTable((reason) => this.fail(reason));
    this.dashboards = new Dashboards(this.client);
    this.session = new Session(this.client, this.preferences, (id) => void this.dashboards.refresh(id));
    this.tabs = new Tabs(this.client, this.preferences, extensions);
    this.layout = new Layout(this.preferences);
    this.catalogue = new Catalogue(this.client);
    this.homes = new Homes(this.client);
  }

  /** The state that Bobbin reported at the start; null before. */
  get appState(): AppState | null {
    return this.#appState;
  }
  readonly pictures: Pictures = {};
  readonly panels: Panels = {};

  get isStarted(): boolean {
    return this.#isStarted;
  }
  get recentFiles(): readonly string[] {
    return this.#recentFiles;
  }

  /** Hears every event, for features with state of their own. The answer stops it. */
  listen(handler: (event: Event) => void): () => void {
    this.#listeners = [...this.#listeners, handler];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== handler);
    };
  }

  /** Reads the state of Bobbin, and reopens the documents of the last run. */
  async start(): Promise<void> {
    this.#stop = this.client.listen((event) => this.#heard(event));
    const state = await this.client.call('app_state');
    this.#appState = state;
    this.#recentFiles = state.recentFiles;
    this.preferences.load(state.preferences);
    this.session.start(state.instances, state.lastInstance, state.keyring);
    for (const notice of state.notices) this.notices.say(notice, { severity: 'warning', stays: true });
    this.#isStarted = true;
    if (state.startDemo) await this.session.startDemo();
    else if (this.session.current) void this.#select(this.session.current.id);
    await this.#reopen(state);
  }

  stop(): void {
    this.#stop?.();
    for (const document of this.tabs.documents) document.dispose();
  }

  /** Reports a command's failure, and offers a remedy. */
  readonly fail = (reason: unknown): void => {
    const error = asCommandFailed(reason);
    this.notices.fail(error, this.#remedy(error));
  };

  async openFile(path: string): Promise<void> {
    const document = await this.tabs.open({ kind: 'file', path });
    if (document) this.fileUsed(path);
  }

  /** Puts a file at the top of the recent ones. */
  fileUsed(path: string): void {
    this.#recentFiles = [path, ...this.#recentFiles.filter((other) => other !== path)].slice(0, 30);
  }

  /** Writes everything to disk: drafts, cursors, the layout of the window. */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.tabs.documents.map((document) => document.flush()), this.preferences.flush()]);
  }

  #remedy(error: CommandFailed): NoticeAction | null {
    const run = (label: string, command: string): NoticeAction => ({ label, run: () => this.commands.run(command) });
    switch (treatmentOf(error).action) {
      case 'reconnect':
        return this.commands.get('session.retry')?.blocked?.() ? null : run('Retry now', 'session.retry');
      case 'newToken':
        return run('New token…', 'session.newToken');
      case 'showProblems':
        return { label: 'Show', run: () => this.layout.showPanel('problems') };
      case 'refresh':
        return run('Look again', 'document.refresh');
      case 'copyDetails': {
        const { message, details } = error;
        if (details === null) return null;
        return { label: 'Copy details', run: () => navigator.clipboard.writeText(`${message}\n${details}`) };
      }
      case 'none':
        return null;
    }
  }

  async #select(id: string): Promise<void> {
    try {
      await this.session.select(id);
    } catch (reason) {
      this.fail(reason);
    }
  }

  async #reopen(state: AppState): Promise<void> {
    const { targets, active } = this.tabs.remembered();
    const known = (instance: string) => this.session.instance(instance) !== null;
    for (const target of [...targets, ...state.drafts.map((draft) => draft.target)]) {
      if ('instance' in target && !known(target.instance)) continue;
      if (isPage(target)) this.tabs.openPage(target);
      else if (!this.tabs.find(target)) void this.tabs.open(target, { inFront: false });
    }
    this.tabs.activateKey(active ?? this.tabs.all[0]?.key ?? null);
    for (const path of state.openFiles) await this.openFile(path);
  }

  #heard(event: Event): void {
    switch (event.event) {
      case 'instanceChanged': {
        const before = this.session.instance(event.instance.id)?.connection.state;
        this.session.heard(event.instance);
        if (event.instance.connection.state === 'connected' && before !== 'connected')
          this.#connected(event.instance.id);
        break;
      }
      case 'keyringChanged':
        this.session.keyringIs(event.keyring);
        break;
      case 'dashboardsChanged':
        void this.dashboards.refresh(event.instance);
        break;
      case 'remoteChanged':
      case 'draftSaved':
      case 'draftFailed':
      case 'saveSettled':
      case 'remoteCarried':
      case 'commentsLost':
      case 'queueChanged':
        this.tabs.heard(event);
        break;
      case 'queueSent':
        this.#sentLater(event.items);
        break;
      case 'openFiles':
        for (const path of event.paths) void this.openFile(path);
        break;
      case 'notice':
        this.notices.say(event.message, { severity: event.severity });
        break;
      case 'closeRequested':
        void this.#close();
        break;
      case 'resourcesChanged':
      case 'previewShows':
      case 'previewEnded':
        break;
    }
    for (const listener of this.#listeners) listener(event);
  }

  /** Reports how the saves that waited for a connection ended: in the documents, and in one notice. */
  #sentLater(items: readonly SentLater[]): void {
    for (const { id, outcome } of items) if (outcome) this.tabs.byId(id)?.saving.settleLater(outcome);
    const { message, severity, hint, toDecide } = sentSummary(items);
    const conflict = toDecide?.outcome?.outcome === 'changedOnServer' ? toDecide.outcome.conflict : null;
    const run = async (): Promise<void> => {
      const document = toDecide && (await this.tabs.open(toDecide.target));
      if (conflict) document?.standing.merge();
    };
    const label = conflict === null ? 'Show' : conflict.merges === null ? 'Merge now' : 'See the merge';
    const action = toDecide ? { label, run } : null;
    this.notices.say(message, { severity, hint, action });
  }

  /** Retries everything that waited for a connection. */
  #connected(instance: string): void {
    this.homes.forget(instance);
    void this.dashboards.refresh(instance);
    for (const tab of this.tabs.all) {
      if (tab.failure && tab.target.kind === 'dashboard' && tab.target.instance === instance) this.tabs.retry(tab);
    }
  }

  async #close(): Promise<void> {
    await this.flush();
    await this.client.call('window_close');
  }
}

const [useWorkspace, provideWorkspace] = createContext<Workspace>();
export { provideWorkspace, useWorkspace };
