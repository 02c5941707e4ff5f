/**
 * A scripted Bobbin in memory, for tests and for `npm run dev` in a plain browser. It keeps the contract of
 * the commands (revisions, outcomes, events) but reads YAML with a library and talks to nobody: its analysis is
 * line by line, its sentences are coarse. Tests script it with {@link FakeHost.answer} and look at
 * {@link FakeHost.calls}.
 */
import { parse, stringify } from 'yaml';

import type {
  Analysis,
  ApiError,
  AppState,
  CatalogueContents,
  CatalogueEntry,
  Commands,
  Dashboard,
  Document,
  DocumentTarget,
  ErrorCode,
  Event,
  Instance,
  Remote,
  Resource,
  TextChange,
  Version,
} from '../api/generated/api';
import { compareLines } from './fake/compare';
import { demoDashboards, demoHome, demoResources, demoTexts, demoVersions } from './fake/demo';
import { analyse } from './fake/analyse';
import catalogue from './fake/catalogue.json';
import { demoContents } from './fake/home';
import { newNode } from './fake/nodes';
import { historyHandlers, keepingHandlers, versionText } from './fake/history';
import { searched } from './fake/search';
import { mergeHandlers } from './fake/merge';
import { applyOps, arrangeText, identifyText, outlineOf, valueAt } from './fake/tree';
import { ToldOutline } from './fake/told-outline';
import type { FakeMerge, FakeWorld, OpenDocument } from './fake/world';
import type { CommandName, Host, RequestOf, ResponseOf } from './host';

export type Handler<K extends CommandName> = (
  request: Commands[K]['request'],
) => Commands[K]['response'] | Promise<Commands[K]['response']>;

export interface Call {
  readonly name: CommandName;
  readonly request: unknown;
}

export class FakeHost implements Host {
  /** Every command that was called, in order. */
  readonly calls: Call[] = [];
  instances: Instance[] = [];
  dashboards: Dashboard[] = demoDashboards();
  resources: Resource[] = demoResources();
  /** Those that were removed and can be added again. */
  readonly removedResources: Resource[] = [];
  versions: Version[] = demoVersions();
  readonly files = new Map<string, string>();
  readonly documents = new Map<string, OpenDocument>();
  /** What a document's merge is about; without one, the lines that both sides changed are one conflict. */
  readonly merges = new Map<string, FakeMerge>();
  preferences: Record<string, unknown> = {};
  /** What the file dialogs answer. */
  chosenPath: string | null = null;
  closed = false;
  state: Partial<AppState> = {};
  readonly #texts = new Map<string, string>(Object.entries(demoTexts));
  readonly #handlers: { [K in CommandName]?: Handler<K> } = {};
  readonly #once: { [K in CommandName]?: Handler<K>[] } = {};
  readonly #listeners = new Set<(event: Event) => void>();
  readonly #delayMs: number;
  #next = 1;

  constructor({ delayMs = 0 }: { delayMs?: number } = {}) {
    this.#delayMs = delayMs;
  }

  /** Answers a command from now on. */
  answer<K extends CommandName>(name: K, handler: Handler<K>): void {
    (this.#handlers as Record<string, unknown>)[name] = handler;
  }

  /** Answers the next call of a command that no earlier `answerOnce` waits for. */
  answerOnce<K extends CommandName>(name: K, handler: Handler<K>): void {
    const waiting = (this.#once as Record<string, unknown[]>)[name] ?? [];
    (this.#once as Record<string, unknown[]>)[name] = [...waiting, handler];
  }

  emit(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The requests that a command was called with. */
  requests<K extends CommandName>(name: K): RequestOf<K>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.request as RequestOf<K>);
  }

  listen(handler: (event: Event) => void): () => void {
    this.#listeners.add(handler);
    return () => this.#listeners.delete(handler);
  }

  async call<K extends CommandName>(name: K, request: RequestOf<K>): Promise<ResponseOf<K>> {
    // The real one speaks JSON: what does not survive it fails here, too.
    const sent = JSON.parse(JSON.stringify(request ?? null)) as RequestOf<K>;
    this.calls.push({ name, request: sent });
    if (this.#delayMs > 0) await new Promise((after) => setTimeout(after, this.#delayMs));
    const once = (this.#once[name] as Handler<K>[] | undefined)?.shift();
    const handler = once ?? this.#handlers[name] ?? this.#usual[name];
    const response = await (handler as Handler<K>)(sent);
    return JSON.parse(JSON.stringify(response ?? null)) as ResponseOf<K>;
  }

  /** Connects the demo home, as the first screen's second door does. */
  addDemo(): Instance {
    const instance = demoHome();
    this.instances = [...this.instances.filter((other) => other.id !== instance.id), instance];
    return instance;
  }

  /** Sets an instance's connection and says so. */
  setConnection(id: string, connection: Instance['connection']): Instance {
    const instance = { ...this.#instance(id), connection };
    this.instances = this.instances.map((other) => (other.id === id ? instance : other));
    this.emit({ event: 'instanceChanged', instance });
    return instance;
  }

  /** Another client saves a dashboard that is open. */
  saveByOthers(id: string, text: string, sentences: string[]): void {
    const open = this.#open(id);
    open.theirs = text;
    const remote: Remote = { state: 'changed', version: 7, at: Date.now(), sentences, changes: sentences.length };
    open.document = { ...open.document, remote };
    this.emit({ event: 'remoteChanged', id, remote });
  }

  /** Opens a document as it was left: with a draft, with somebody else's version, with a save that waits. */
  prepare(target: DocumentTarget, left: Partial<Pick<OpenDocument, 'base' | 'theirs' | 'text'>>): OpenDocument {
    const open = this.#open(this.#openTarget(target).id);
    Object.assign(open, left);
    open.document = { ...open.document, text: open.text };
    return open;
  }

  readonly #world: FakeWorld = {
    open: (id) => this.#open(id),
    view: (open) => ({ ...open.document, text: open.text, analysis: this.#analysis(open) }),
    offer: offerFor,
    host: this,
  };

  readonly #usual: { [K in CommandName]: Handler<K> } = {
    ...mergeHandlers(this.#world),
    ...historyHandlers(this.#world),
    ...keepingHandlers(this.#world),
    app_state: () => ({
      version: '0.1.0',
      instances: this.instances,
      lastInstance: this.instances[0]?.id ?? null,
      keyring: { state: 'available' },
      drafts: [],
      recentFiles: [...this.files.keys()],
      preferences: this.preferences,
      notices: [],
      dataFolder: '~/.local/share/bobbin',
      openFiles: [],
      startDemo: false,
      ...this.state,
    }),
    preference_set: ({ key, value }) => {
      this.preferences = { ...this.preferences, [key]: value };
      return null;
    },
    instance_add: ({ name, url }) => {
      const instance: Instance = {
        id: `instance-${this.#next++}`,
        name: name || 'Home',
        url,
        demo: false,
        token: 'keyring',
        connection: demoHome().connection,
      };
      this.instances = [...this.instances, instance];
      return instance;
    },
    instance_update: ({ id, name, url, token }) => {
      const before = this.#instance(id);
      return this.setConnection(id, token ? demoHome().connection : before.connection) && this.#update(id, name, url);
    },
    instance_remove: ({ instance }) => {
      this.instances = this.instances.filter((other) => other.id !== instance);
      return null;
    },
    instance_connect: ({ instance }) => this.setConnection(instance, demoHome().connection),
    instance_disconnect: ({ instance }) => this.setConnection(instance, { state: 'offline' }),
    instance_retry: ({ instance }) => {
      this.setConnection(instance, { state: 'connecting' });
      setTimeout(() => this.setConnection(instance, demoHome().connection), 400);
      return null;
    },
    connection_test: ({ url, trustedFingerprint }) => scriptedTest(url, trustedFingerprint),
    demo_start: () => this.addDemo(),
    dashboard_list: () => ({ dashboards: this.dashboards, asOf: Date.now(), live: true }),
    dashboard_search: (ask) => searched(ask, this.dashboards, (urlPath) => this.#texts.get(urlPath) ?? ''),
    dashboard_suggest_path: ({ title }) => {
      const slug = title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '');
      return { urlPath: slug.includes('-') ? slug : `${slug || 'my'}-dashboard` };
    },
    dashboard_check_path: ({ urlPath }) => {
      if (!urlPath.includes('-')) return { problem: 'The path needs a hyphen, such as “my-home”.' };
      const taken = this.dashboards.some((dashboard) => dashboard.urlPath === urlPath);
      return { problem: taken ? 'There is a dashboard with this path already.' : null };
    },
    dashboard_create: ({ title, urlPath, icon, showInSidebar, requireAdmin, instance }) => {
      const created: Dashboard = {
        urlPath,
        id: urlPath.replaceAll('-', '_'),
        title,
        icon,
        requireAdmin,
        showInSidebar,
        isDefault: false,
        mode: 'storage',
        filename: null,
        content: { kind: 'noConfig' },
        hasDraft: false,
      };
      this.dashboards = [...this.dashboards, created];
      this.emit({ event: 'dashboardsChanged', instance });
      return created;
    },
    dashboard_update: ({ urlPath, title, icon, showInSidebar, requireAdmin, instance }) => {
      this.dashboards = this.dashboards.map((dashboard) =>
        dashboard.urlPath === urlPath ? { ...dashboard, title, icon, showInSidebar, requireAdmin } : dashboard,
      );
      this.emit({ event: 'dashboardsChanged', instance });
      return (
        this.dashboards.find((dashboard) => dashboard.urlPath === urlPath) ?? fail('notFound', 'No such dashboard.')
      );
    },
    dashboard_delete: ({ urlPath, instance }) => {
      this.#deletedDashboards.push(...this.dashboards.filter((dashboard) => dashboard.urlPath === urlPath));
      this.dashboards = this.dashboards.filter((dashboard) => dashboard.urlPath !== urlPath);
      this.emit({ event: 'dashboardsChanged', instance });
      return { operation: 1 };
    },
    dashboard_versions: () => this.versions,
    operation_undo: ({ operation }) => {
      if (operation === 1) this.dashboards = [...this.dashboards, ...this.#deletedDashboards.splice(0)];
      else this.resources = [...this.resources, ...this.removedResources.splice(0)];
      const instance = this.instances[0]?.id ?? '';
      this.emit({ event: operation === 1 ? 'dashboardsChanged' : 'resourcesChanged', instance });
      return null;
    },
    resource_list: () => ({ resources: this.resources, readOnly: null, asOf: Date.now(), live: true }),
    resource_create: ({ kind, url, instance }) => {
      const resource: Resource = { id: `resource-${this.#next++}`, kind, url, hacs: url.startsWith('/hacsfiles/') };
      this.resources = [...this.resources, resource];
      this.emit({ event: 'resourcesChanged', instance });
      return resource;
    },
    resource_update: ({ id, kind, url, instance }) => {
      this.resources = this.resources.map((other) => (other.id === id ? { ...other, kind, url } : other));
      this.emit({ event: 'resourcesChanged', instance });
      return this.resources.find((other) => other.id === id) ?? fail('notFound', 'No such resource.');
    },
    resource_delete: ({ id, instance }) => {
      this.removedResources.push(...this.resources.filter((other) => other.id === id));
      this.resources = this.resources.filter((other) => other.id !== id);
      this.emit({ event: 'resourcesChanged', instance });
      return { operation: 2 };
    },
    document_open: ({ target }) => this.#openTarget(target),
    document_close: ({ id, discard }) => {
      const open = this.documents.get(id);
      if (open && discard) open.text = open.base;
      return null;
    },
    document_edit: ({ id, revision, changes, length }) => {
      const open = this.#open(id);
      if (revision !== open.document.revision) fail('outOfStep', 'The two sides are out of step.');
      const text = applyChanges(open.text, changes);
      if (text.length !== length) fail('outOfStep', 'The two sides are out of step.');
      return this.#setText(open, text);
    },
    document_sync: ({ id, text }) => this.#setText(this.#open(id), text),
    document_view_state: ({ id, viewState }) => {
      const open = this.#open(id);
      open.document = { ...open.document, viewState };
      return null;
    },
    document_compare: ({ id, old, new: mine, context }) => {
      const open = this.#open(id);
      const side = (which: typeof old) => {
        if (which.side === 'version') return versionText(which.version, open.base);
        return which.side === 'mine' ? open.text : which.side === 'base' ? open.base : open.theirs;
      };
      const label = (which: typeof old) => ({
        title: {
          mine: 'My draft',
          base: 'What I started from',
          theirs: 'On Home Assistant now',
          version: 'Kept version',
        }[which.side],
        at: Date.now() - 60_000,
        origin: null,
      });
      const compared = compareLines(side(old), side(mine), context ?? Number.MAX_SAFE_INTEGER);
      return { revision: open.document.revision, old: label(old), new: label(mine), ...compared };
    },
    document_apply: ({ id, revision, ops }) => {
      const open = this.#openAt(id, revision);
      return offerFor(
        open,
        edited(() => applyOps(open.text, ops)),
      );
    },
    document_arrange: ({ id, revision, gesture }) => {
      const open = this.#openAt(id, revision);
      const { text, nodes } = edited(() => arrangeText(open.text, gesture));
      return { offer: offerFor(open, text), nodes, notes: [] };
    },
    document_copy: ({ id, revision, nodes }) => {
      const { text } = this.#openAt(id, revision);
      const values = nodes.map((path) => valueAt(text, path));
      return { text: stringify(values.length === 1 ? values[0] : values) };
    },
    yaml_identify: ({ text }) => identifyText(text),
    document_outline: ({ id, tree }) => {
      const open = this.#open(id);
      const { revision } = open.document;
      const outline = outlineOf(open.text);
      if (!outline) return { revision, tree: null, nodes: null, changed: [], ranges: [], shifts: [] };
      open.told.take(outline.nodes);
      return { revision, tree: open.told.number, ...open.told.since(tree), ranges: outline.ranges, shifts: [] };
    },
    document_node: ({ id, revision, path }) => {
      const value = valueAt(this.#openAt(id, revision).text, path);
      if (value === undefined) fail('notFound', 'There is nothing at this place any more.');
      return { revision, value, yaml: stringify(value) };
    },
    catalogue: () => catalogue as unknown as CatalogueContents,
    catalogue_suiting: ({ kind, domain }) =>
      (catalogue as unknown as CatalogueContents).entries
        .filter((entry) => entry.kind === kind && entry.offered === 'always')
        .filter((entry) => entry.suitsAny || entry.suits.includes(domain))
        .sort((left, right) => breadth(left) - breadth(right))
        .map((entry) => entry.name),
    node_new: (asked) => ({ value: newNode(catalogue as unknown as CatalogueContents, asked) }),
    home_contents: () => demoContents(),
    yaml_read: ({ text }) => {
      try {
        return { value: parse(text) as unknown, problem: null };
      } catch (reason) {
        return { value: null, problem: (reason as Error).message };
      }
    },
    yaml_write: ({ value }) => ({ text: stringify(value) }),
    document_node_write: ({ id, revision, path, yaml }) => {
      const open = this.#openAt(id, revision);
      return offerFor(
        open,
        edited(() => applyOps(open.text, [{ op: 'replace', path, value: parse(yaml) as unknown }])),
      );
    },
    document_save: ({ id }) => {
      const open = this.#open(id);
      const errors = analyse(open.text).filter((problem) => problem.severity === 'error');
      if (errors[0]) fail('invalidText', `Line ${errors[0].line}: ${errors[0].message}`);
      const { target } = open.document;
      if (target.kind === 'dashboard' && this.#instance(target.instance).connection.state !== 'connected') {
        open.document = { ...open.document, queuedAt: Date.now() };
        this.emit({ event: 'queueChanged', id, queuedAt: Date.now() });
        return { outcome: 'queued', at: Date.now() };
      }
      if (open.theirs !== open.base) {
        return {
          outcome: 'changedOnServer',
          conflict: {
            theirs: 7,
            at: Date.now() - 90_000,
            theirChanges: ['Added the card “Dishwasher” to Kitchen'],
            myChanges: ['Changed 1 card in Living room'],
            putBack: false,
            merges: '1 of their changes merged with 1 of yours',
          },
        };
      }
      const sent = open.base !== open.text;
      open.base = open.text;
      open.theirs = open.text;
      return {
        outcome: 'saved',
        sent,
        at: Date.now(),
        analysis: this.#analysis(open),
        readBackDiffers: null,
        merged: null,
      };
    },
    document_resolve: ({ id, choice }) => {
      const open = this.#open(id);
      open.base = open.theirs;
      const target = choice === 'takeTheirs' ? open.theirs : open.text;
      open.document = { ...open.document, remote: { state: 'inStep' } };
      const document = { ...open.document, text: open.text, analysis: this.#analysis(open) };
      return { document, offer: offerFor(open, target) };
    },
    document_revert: ({ id }) => offerFor(this.#open(id), this.#open(id).base),
    document_restore: ({ id, version }) => offerFor(this.#open(id), versionText(version, this.#open(id).base)),
    document_refresh: ({ id }) => this.#open(id).document.remote,
    document_save_as: ({ id, path, adopt }) => {
      const open = this.#open(id);
      this.files.set(path, open.text);
      if (!adopt) return open.document;
      open.base = open.text;
      open.theirs = open.text;
      open.document = {
        ...open.document,
        target: { kind: 'file', path },
        title: fileName(path),
        icon: null,
        format: { encoding: 'UTF-8', lineEnding: 'LF' },
        base: { asOf: Date.now(), live: true, noConfig: false },
        analysis: this.#analysis(open),
      };
      return open.document;
    },
    document_send: ({ id, instance, urlPath }) => {
      const { text } = this.#open(id);
      const document = this.#openTarget({ kind: 'dashboard', instance, urlPath });
      return { document, offer: offerFor(this.#open(document.id), text) };
    },
    // It talks to nobody, so there is no frontend that it could show.
    preview_start: () => fail('notConnected', 'The scripted home has no frontend to show this in.'),
    preview_window: () => null,
    preview_picture: () => fail('notConnected', 'The scripted home has no frontend to take a picture of.'),
    preview_show: () => null,
    preview_look: () => null,
    preview_control: () => null,
    preview_allow: () => null,
    preview_tally: () => ({ pages: 0, refused: 0, kinds: [], beyond: [], severity: null }),
    preview_stop: () => null,
    file_choose_open: () => ({ path: this.chosenPath }),
    file_choose_save: ({ suggestedName }) => ({ path: this.chosenPath ?? `/home/me/${suggestedName}` }),
    window_close: () => {
      this.closed = true;
      return null;
    },
  };

  readonly #deletedDashboards: Dashboard[] = [];

  #instance(id: string): Instance {
    return this.instances.find((instance) => instance.id === id) ?? fail('notFound', 'Bobbin knows no such instance.');
  }

  #update(id: string, name: string | null, url: string | null): Instance {
    const before = this.#instance(id);
    const instance = { ...before, name: name ?? before.name, url: url ?? before.url };
    this.instances = this.instances.map((other) => (other.id === id ? instance : other));
    return instance;
  }

  #openAt(id: string, revision: number): OpenDocument {
    const open = this.#open(id);
    if (revision !== open.document.revision) fail('outOfStep', 'The text has changed meanwhile.');
    return open;
  }

  #open(id: string): OpenDocument {
    return this.documents.get(id) ?? fail('notFound', 'This document is not open.');
  }

  #openTarget(wanted: DocumentTarget): Document {
    const target: DocumentTarget =
      wanted.kind === 'untitled' && wanted.number === 0 ? { kind: 'untitled', number: this.#next++ } : wanted;
    const id = JSON.stringify(target);
    const known = this.documents.get(id);
    if (known) return { ...known.document, text: known.text, analysis: this.#analysis(known) };
    const dashboard =
      target.kind === 'dashboard' ? this.dashboards.find((other) => other.urlPath === target.urlPath) : undefined;
    const text = this.#initialText(target);
    const open: OpenDocument = {
      base: text,
      theirs: text,
      text,
      told: new ToldOutline(),
      document: {
        id,
        target,
        title: dashboard?.title ?? (target.kind === 'file' ? fileName(target.path) : 'Untitled'),
        icon: dashboard?.icon ?? null,
        text,
        revision: 1,
        readOnly:
          dashboard?.mode === 'yaml'
            ? `This dashboard comes from the file “${dashboard.filename}” on Home Assistant’s disk. Edit that file there; here it can be read, compared and copied.`
            : null,
        base: { asOf: Date.now() - 120_000, live: true, noConfig: dashboard?.content.kind === 'noConfig' },
        restoredDraft: null,
        queuedAt: null,
        hasLocalText: true,
        lostComments: null,
        mergeStarted: false,
        format: target.kind === 'file' ? { encoding: 'UTF-8', lineEnding: 'LF' } : null,
        viewState: null,
        remote: { state: 'inStep' },
        analysis: { revision: 1, problems: analyse(text), difference: 'none' },
      },
    };
    this.documents.set(id, open);
    return open.document;
  }

  #initialText(target: DocumentTarget): string {
    if (target.kind === 'untitled') return '';
    if (target.kind === 'file') return this.files.get(target.path) ?? fail('file', `${target.path} can’t be read.`);
    return this.#texts.get(target.urlPath) ?? 'views: []\n';
  }

  #setText(open: OpenDocument, text: string): Analysis {
    open.text = text;
    const revision = open.document.revision + 1;
    open.document = { ...open.document, text, revision };
    const { id } = open.document;
    setTimeout(() => {
      if (this.documents.get(id)?.document.revision === revision) {
        this.emit({ event: 'draftSaved', id, revision, at: Date.now() });
      }
    }, 300);
    return this.#analysis(open);
  }

  #analysis(open: OpenDocument): Analysis {
    return {
      revision: open.document.revision,
      problems: analyse(open.text),
      difference: open.text === open.base ? 'none' : 'meaning',
    };
  }
}

/** Rejects as a command of the real Bobbin does: with a plain object. */
export function fail(code: ErrorCode, message: string, hint: string | null = null): never {
  const error: ApiError = { code, message, hint, details: null };
  throw error;
}

export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

function offerFor(open: OpenDocument, target: string) {
  const { text } = open;
  let from = 0;
  while (from < text.length && from < target.length && text[from] === target[from]) from++;
  let tail = 0;
  while (tail < text.length - from && tail < target.length - from && text.at(-1 - tail) === target.at(-1 - tail))
    tail++;
  const changes =
    text === target ? [] : [{ from, to: text.length - tail, insert: target.slice(from, target.length - tail) }];
  return { revision: open.document.revision, changes };
}

/** Cards for one domain come before cards for several, and these before cards for all. */
function breadth(entry: CatalogueEntry): number {
  if (entry.name === 'tile') return 0;
  return (entry.suitsAny ? 100 : entry.suits.length) + (entry.resource === null ? 0 : 1000);
}

function edited<T>(edit: () => T): T {
  try {
    return edit();
  } catch (reason) {
    return fail('editRefused', `This can’t be done: ${(reason as Error).message}. Nothing was changed.`);
  }
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** In a plain browser every outcome of a connection test can be seen by the name of the host. */
function scriptedTest(url: string, fingerprint: string | null): Commands['connection_test']['response'] {
  if (!/^(https?:\/\/|wss?:\/\/)?[\w.[\]:-]+/.test(url)) {
    return { result: 'badAddress', message: 'An address looks like http://homeassistant.local:8123.' };
  }
  if (url.includes('nowhere')) return { result: 'hostNotFound', host: 'nowhere.local' };
  if (url.includes('refused')) return { result: 'refused', address: 'refused.local:8123' };
  if (url.includes('slow')) return { result: 'timeout' };
  if (url.includes('selfsigned') && !fingerprint) {
    return {
      result: 'certificateUntrusted',
      fingerprint: '5E:0B:7C:91:AA:42:D3:16:88:F0:3D:29:C4:57:1B:E6:90:4F:72:8A:BD:05:63:EE:19:C8:34:A7:5D:FB:20:6C',
      reason: 'It is self-signed.',
    };
  }
  if (url.includes('tls'))
    return { result: 'tlsFailed', message: 'The server offers no version of TLS that Bobbin speaks.' };
  if (url.includes('router'))
    return { result: 'notHomeAssistant', message: 'A web page came back (200 OK, text/html).' };
  if (url.includes('token')) return { result: 'tokenRefused', message: 'Invalid access token or password' };
  return {
    result: 'works',
    haVersion: '2026.11.0',
    home: 'Maple Street',
    user: 'Robin',
    isAdmin: !url.includes('guest'),
  };
}
