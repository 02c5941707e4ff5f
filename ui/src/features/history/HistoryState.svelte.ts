/** The kept versions of a dashboard, the one that is looked at, and what it is compared with. */
import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { Side, Version } from '../../api/generated/api';
import { Comparison } from '../../shared/comparison/Comparison.svelte';
import { dayWords } from '../../shared/relative-time.svelte';
import type { DocumentState } from '../../workspace/DocumentState.svelte';

export type Against = 'draft' | 'previous';

/** The versions of one day, the newest first. */
export interface Day {
  readonly title: string;
  readonly versions: readonly Version[];
}

export class HistoryState {
  readonly comparison: Comparison;
  readonly #client: Client;
  readonly #document: DocumentState;
  #versions: readonly Version[] | null = $state.raw(null);
  #failure: CommandFailed | null = $state.raw(null);
  #isLoading = $state(false);
  #selectedId: number | null = $state(null);
  #against: Against = $state('draft');
  #isRestoring = $state(false);
  #question = 0;

  constructor(client: Client, document: DocumentState) {
    this.#client = client;
    this.#document = document;
    this.comparison = new Comparison(
      (old, newer, context) => client.call('document_compare', { id: document.id, old, new: newer, context }),
      { side: 'base' },
      { side: 'mine' },
    );
  }

  /** Null until they were read once. */
  get versions(): readonly Version[] | null {
    return this.#versions;
  }
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get isLoading(): boolean {
    return this.#isLoading;
  }
  /** Whether versions are kept of this kind of document. */
  get isKept(): boolean {
    return this.#document.target.kind === 'dashboard';
  }
  get selected(): Version | null {
    return this.#versions?.find((version) => version.id === this.#selectedId) ?? null;
  }
  get previous(): Version | null {
    const index = this.#versions?.findIndex((version) => version.id === this.#selectedId) ?? -1;
    return index < 0 ? null : (this.#versions?.[index + 1] ?? null);
  }
  get against(): Against {
    return this.#against === 'previous' && !this.previous ? 'draft' : this.#against;
  }
  get isRestoring(): boolean {
    return this.#isRestoring;
  }
  /** Why the version can't be put into the draft; null when it can. */
  get restoreBlock(): string | null {
    return this.#document.readOnly;
  }
  /** What the list depends on: a save, or somebody else's, adds versions. */
  get listDependsOn(): string {
    const { base, remote, isSaving, analysis } = this.#document;
    return `${base?.asOf} ${JSON.stringify(remote)} ${isSaving} ${analysis.difference === 'none'}`;
  }
  /** What the comparison depends on, beside the choice: the draft, when it is one of the sides. */
  get comparisonDependsOn(): number | null {
    return this.against === 'draft' ? this.#document.revision : null;
  }

  days(now: number): Day[] {
    const days: { title: string; versions: Version[] }[] = [];
    for (const version of this.#versions ?? []) {
      const title = dayWords(version.at, now);
      const last = days.at(-1);
      if (last?.title === title) last.versions.push(version);
      else days.push({ title, versions: [version] });
    }
    return days;
  }

  async load(): Promise<void> {
    const { target } = this.#document;
    if (target.kind !== 'dashboard') return;
    const question = ++this.#question;
    this.#isLoading = true;
    try {
      const { instance, urlPath } = target;
      const versions = await this.#client.call('dashboard_versions', { instance, urlPath });
      if (question !== this.#question) return;
      this.#versions = versions;
      this.#failure = null;
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    } finally {
      if (question === this.#question) this.#isLoading = false;
    }
  }

  async select(version: Version): Promise<void> {
    this.#selectedId = version.id;
    await this.#compare();
  }

  /** Goes up or down the list. */
  async step(by: 1 | -1): Promise<void> {
    const versions = this.#versions ?? [];
    const at = versions.findIndex((version) => version.id === this.#selectedId);
    const next = versions[Math.min(Math.max(at + by, 0), versions.length - 1)];
    if (next) await this.select(next);
  }

  async setAgainst(against: Against): Promise<void> {
    this.#against = against;
    await this.#compare();
  }

  /** Puts the version into the draft, as one step of undo. */
  async restore(version: Version): Promise<void> {
    this.#isRestoring = true;
    try {
      await this.#document.restore(version.id);
    } finally {
      this.#isRestoring = false;
    }
  }

  async #compare(): Promise<void> {
    const { selected, previous } = this;
    if (!selected) return;
    const here: Side = { side: 'version', version: selected.id };
    if (this.against === 'previous' && previous) {
      await this.comparison.compare({ side: 'version', version: previous.id }, here);
    } else {
      await this.comparison.compare(here, { side: 'mine' });
    }
  }
}
