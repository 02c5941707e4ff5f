/**
 * The kept versions of a dashboard, which need not be open nor exist any more: the changes of each, the chosen one,
 * and the side that it is compared with. Changes are asked for as versions come into view.
 */
import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { ChangeTakeBack, DashboardRef, Side, Version, VersionChanges } from '../../api/generated/api';
import { Comparison } from '../../shared/comparison/Comparison.svelte';
import { dayWords, startOfDay } from '../../shared/relative-time.svelte';
import { Answer } from '../../shared/resource.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';

/** The other side of the chosen version: my draft, the version before, or a marked one. */
export type Against = 'draft' | 'previous' | 'marked';

/** A line of the timeline. */
export type Row = { readonly day: string } | { readonly version: Version };

/** How many versions are asked about at once, and how long to wait for more to come into sight. */
const PAGE = 20;
const GATHER_MS = 20;

/** One for each open document, so that versions and choice are still there when its history opens again. */
const ofDocuments = new WeakMap<DocumentState, HistoryState>();

export class HistoryState {
  readonly comparison: Comparison;
  readonly dashboard: DashboardRef | null;
  readonly #client: Client;
  readonly #document: DocumentState | null;
  readonly #list: Answer<readonly Version[]>;
  #changes: Readonly<Record<number, VersionChanges>> = $state.raw({});
  /** Why the changes of versions could not be read. */
  #changesFailure: CommandFailed | null = $state.raw(null);
  #selectedId: number | null = $state(null);
  #markedId: number | null = $state(null);
  #against: Against;
  readonly #asked = new Set<number>();
  #wanted: number[] = [];
  #gathering: ReturnType<typeof setTimeout> | undefined;

  /** `document` is the dashboard's, when it is open: versions are compared with its draft then. */
  constructor(client: Client, dashboard: DashboardRef | null, document: DocumentState | null = null) {
    this.#client = client;
    this.dashboard = dashboard;
    this.#list = new Answer(async () => (dashboard ? client.call('dashboard_versions', dashboard) : []));
    this.#document = document;
    this.#against = $state(document ? 'draft' : 'previous');
    this.comparison = new Comparison(
      (old, newer, context) => this.#compareSides(old, newer, context),
      { side: 'base' },
      { side: 'mine' },
    );
  }

  /** The history of an open document; of a file, too, which has none. */
  static of(client: Client, document: DocumentState): HistoryState {
    const known = ofDocuments.get(document);
    if (known) return known;
    const { target } = document;
    const dashboard = target.kind === 'dashboard' ? { instance: target.instance, urlPath: target.urlPath } : null;
    const history = new HistoryState(client, dashboard, document);
    ofDocuments.set(document, history);
    return history;
  }

  get document(): DocumentState | null {
    return this.#document;
  }
  /** Null until they were read once. */
  get versions(): readonly Version[] | null {
    return this.#list.value ?? null;
  }
  get failure(): CommandFailed | null {
    return this.#list.failure ?? this.#changesFailure;
  }
  get isLoading(): boolean {
    return this.#list.isLoading;
  }
  /** Whether versions are kept of this kind of document. */
  get isKept(): boolean {
    return this.dashboard !== null;
  }
  get selected(): Version | null {
    return this.#find(this.#selectedId);
  }
  /** The version that the chosen one is to be compared with. */
  get marked(): Version | null {
    return this.#find(this.#markedId);
  }
  get previous(): Version | null {
    const index = this.versions?.findIndex((version) => version.id === this.#selectedId) ?? -1;
    return index < 0 ? null : (this.versions?.[index + 1] ?? null);
  }
  get against(): Against {
    if (this.#against === 'marked' && this.marked && this.marked !== this.selected) return 'marked';
    if (this.#against === 'previous' && (this.previous || !this.#document)) return 'previous';
    return this.#document ? 'draft' : 'previous';
  }
  /** Why a version can't be put into the draft; null when it can. */
  get restoreBlock(): string | null {
    return this.#document?.readOnly ?? null;
  }
  /** The key of the list: a save, or somebody else's, adds versions. */
  get listDependsOn(): string {
    if (!this.#document) return '';
    const { base, remote, isSaving, analysis } = this.#document;
    return `${base?.asOf} ${JSON.stringify(remote)} ${isSaving} ${analysis.difference === 'none'}`;
  }
  /** The key of the comparison, besides the choice: the draft, when it is one of the sides. */
  get comparisonDependsOn(): number | null {
    return this.against === 'draft' ? (this.#document?.revision ?? null) : null;
  }

  /** The timeline, the newest first, with its days. */
  rows(now: number): Row[] {
    const rows: Row[] = [];
    // Words for a date take long, and a history is thousands of versions of a few days.
    let day: number | null = null;
    for (const version of this.versions ?? []) {
      const began = startOfDay(version.at);
      if (began !== day) rows.push({ day: dayWords(version.at, now) });
      day = began;
      rows.push({ version });
    }
    return rows;
  }

  /** The changes of a version since the one before; null until known. */
  changes(version: Version): VersionChanges | null {
    return this.#changes[version.id] ?? null;
  }

  /** A version came into view: its changes are asked for, together with its neighbors'. */
  want(version: Version): void {
    if (this.#asked.has(version.id)) return;
    this.#asked.add(version.id);
    this.#wanted.push(version.id);
    this.#gathering ??= setTimeout(() => void this.#askChanges(), GATHER_MS);
  }

  async load(): Promise<void> {
    if (!this.dashboard) return;
    this.#changesFailure = null;
    await this.#list.load();
  }

  /** Selects a version by its id, which the list that is known need not have yet. */
  async show(id: number): Promise<void> {
    if (!this.dashboard) return;
    if (!this.#find(id)) this.#list.set(await this.#client.call('dashboard_versions', this.dashboard));
    const version = this.#find(id);
    if (version) await this.select(version);
  }

  async select(version: Version): Promise<void> {
    this.#selectedId = version.id;
    await this.compare();
  }

  /** Goes up or down the list. */
  async step(by: number): Promise<void> {
    const versions = this.versions ?? [];
    const at = versions.findIndex((version) => version.id === this.#selectedId);
    const next = versions[Math.min(Math.max(at + by, 0), versions.length - 1)];
    if (next) await this.select(next);
  }

  async setAgainst(against: Against): Promise<void> {
    this.#against = against;
    await this.compare();
  }

  /** Compares the chosen version with this one; with itself, that is taken back. */
  async mark(version: Version): Promise<void> {
    const isSame = version.id === this.#markedId || version.id === this.#selectedId;
    this.#markedId = isSame ? null : version.id;
    if (this.#selectedId === null) this.#selectedId = version.id;
    await this.setAgainst(isSame ? (this.#document ? 'draft' : 'previous') : 'marked');
  }

  /** Gives a version a name; an empty one takes it away. */
  async rename(version: Version, name: string): Promise<void> {
    const given = name.trim() || null;
    await this.#client.call('history_name', { version: version.id, name: given });
    this.#list.set((this.versions ?? []).map((other) => (other.id === version.id ? { ...other, name: given } : other)));
  }

  /** The request that takes back a change of the present comparison; null when there is none. */
  takeBackOf(change: number): Omit<ChangeTakeBack, 'id'> | null {
    const { old, new: newer } = this.comparison;
    if (old.side !== 'version' || newer.side === 'base' || newer.side === 'theirs') return null;
    return { old: old.version, new: newer.side === 'version' ? newer.version : null, change };
  }

  async compare(): Promise<void> {
    const { selected, previous, marked } = this;
    if (!selected) return;
    const here = side(selected);
    switch (this.against) {
      case 'draft':
        return this.comparison.compare(here, { side: 'mine' });
      case 'previous':
        return this.comparison.compare(previous ? side(previous) : { side: 'base' }, here);
      case 'marked': {
        const [older, newer] = marked && marked.at > selected.at ? [selected, marked] : [marked ?? selected, selected];
        return this.comparison.compare(side(older), side(newer));
      }
    }
  }

  /** It is out of view: remaining questions wait until it comes back. */
  rest(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    for (const version of this.#wanted.splice(0)) this.#asked.delete(version);
  }

  #find(id: number | null): Version | null {
    return this.versions?.find((version) => version.id === id) ?? null;
  }

  /** Two kept versions need no open document; the oldest one is compared with nothing. */
  #compareSides(old: Side, newer: Side, context: number | null) {
    if (newer.side === 'version') {
      const from = old.side === 'version' ? old.version : null;
      return this.#client.call('history_compare', { old: from, new: newer.version, context });
    }
    return this.#client.call('document_compare', { id: this.#document?.id ?? '', old, new: newer, context });
  }

  /** Versions that came into view last are asked about first: somebody who scrolls far waits for those. */
  async #askChanges(): Promise<void> {
    const { dashboard } = this;
    while (dashboard && this.#wanted.length > 0) {
      const versions = this.#wanted.splice(-PAGE);
      try {
        const answers = await this.#client.call('history_changes', { ...dashboard, versions });
        this.#changes = { ...this.#changes, ...Object.fromEntries(answers.map((answer) => [answer.version, answer])) };
      } catch (reason) {
        for (const version of versions) this.#asked.delete(version);
        this.#changesFailure = asCommandFailed(reason);
        break;
      }
    }
    this.#gathering = undefined;
  }
}

function side({ id }: Version): Side {
  return { side: 'version', version: id };
}
