import type { Client, CommandFailed } from '../../api/client';
import type { Side, Version } from '../../api/generated/api';
import { Comparison } from '../../shared/comparison/Comparison.svelte';
import { Answer } from '../../shared/resource.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { versionLabel } from '../../workspace/document/version-words';

/** A side as the value of a list. */
export type SideKey = 'base' | 'mine' | 'theirs' | `version:${number}`;

export interface SideOption {
  readonly value: SideKey;
  readonly label: string;
  readonly group?: string;
}

/** Of each document that is reviewed one, from the first question until the panel is closed. */
const ofDocuments = new WeakMap<DocumentState, ReviewState>();

/** The review of one document: the two sides that it compares, and the choices. */
export class ReviewState {
  readonly comparison: Comparison;
  readonly #document: DocumentState;
  readonly #client: Client;
  readonly #versions: Answer<readonly Version[]>;

  constructor(client: Client, document: DocumentState) {
    this.#client = client;
    this.#document = document;
    this.#versions = new Answer(async () => {
      const { target } = document;
      if (target.kind !== 'dashboard') return [];
      return client.call('dashboard_versions', { instance: target.instance, urlPath: target.urlPath });
    });
    this.comparison = new Comparison(
      (old, newer, context) => client.call('document_compare', { id: document.id, old, new: newer, context }),
      { side: 'base' },
      { side: 'mine' },
    );
  }

  static of(client: Client, document: DocumentState): ReviewState {
    const known = ofDocuments.get(document);
    if (known) return known;
    const review = new ReviewState(client, document);
    ofDocuments.set(document, review);
    return review;
  }

  /**
   * Its panel is on screen. The answer closes it: the next time, the panel shows the changes that saving would
   * make.
   */
  open(): () => void {
    ofDocuments.set(this.#document, this);
    return () => {
      if (ofDocuments.get(this.#document) === this) ofDocuments.delete(this.#document);
    };
  }

  get old(): SideKey {
    return keyOf(this.comparison.old);
  }
  get new(): SideKey {
    return keyOf(this.comparison.new);
  }
  get #sides(): SideKey[] {
    return [this.old, this.new];
  }
  /** Whether it shows the changes that saving would make. */
  get isUsual(): boolean {
    return this.old === 'base' && this.new === 'mine';
  }
  /** Whether a single change can be taken back out of the draft: every one that a dashboard's review shows. */
  get canTakeBack(): boolean {
    return this.isUsual && this.#document.target.kind === 'dashboard' && this.#document.readOnly === null;
  }
  /** Whether there is anything to compare the draft with. */
  get hasBase(): boolean {
    return this.#document.base !== null;
  }
  get versionsFailure(): CommandFailed | null {
    return this.#versions.failure;
  }

  get options(): SideOption[] {
    const { target, remote, conflict } = this.#document;
    const place = target.kind === 'dashboard' ? 'Home Assistant' : 'the disk';
    const hasTheirs = remote.state === 'changed' || conflict !== null || this.#sides.includes('theirs');
    return [
      { value: 'mine', label: 'My draft' },
      { value: 'base', label: hasTheirs ? 'What I started from' : `On ${place}` },
      ...(hasTheirs ? [{ value: 'theirs' as const, label: `On ${place} now` }] : []),
      ...(this.#versions.value ?? []).map((version) => ({
        value: `version:${version.id}` as const,
        label: versionLabel(version),
        group: 'Kept versions',
      })),
    ];
  }

  /** Why there are changed lines and no sentences; null where that needs no words. */
  get noSentences(): string | null {
    const { errorCount, analysis } = this.#document;
    if (this.#sides.includes('mine') && errorCount > 0) {
      return 'The draft has problems, so the changes are shown as lines only.';
    }
    if (this.isUsual && analysis.difference === 'formatting') {
      return 'Only comments or formatting differ. It means what Home Assistant has already, so saving sends nothing.';
    }
    return 'The lines differ, and what they mean is the same.';
  }

  /** The key of the comparison: when it changes, the comparison is made again. */
  get dependsOn(): string {
    const { revision, remote } = this.#document;
    const sides = this.#sides;
    return [
      sides.includes('mine') ? revision : '',
      sides.includes('theirs') ? JSON.stringify(remote) : '',
      // A save makes a new base without touching the text.
      sides.includes('base') ? `${this.#document.base?.asOf}${this.#document.analysis.difference}` : '',
    ].join(' ');
  }

  async load(): Promise<void> {
    if (this.hasBase) await this.comparison.load();
  }

  /** Takes one of my changes back, or reports why that is not possible alone. */
  async takeBack(change: number): Promise<{ isDone: boolean; sentence: string }> {
    const { id } = this.#document;
    return this.#document.offerOrWhy(() =>
      this.#client.call('history_undo_change', { id, old: null, new: null, change }),
    );
  }

  loadVersions(): Promise<void> {
    return this.#versions.load();
  }

  async choose(old: SideKey, newer: SideKey): Promise<void> {
    await this.comparison.compare(sideOf(old), sideOf(newer));
  }

  async swap(): Promise<void> {
    await this.choose(this.new, this.old);
  }
}

export function keyOf(side: Side): SideKey {
  return side.side === 'version' ? `version:${side.version}` : side.side;
}

export function sideOf(key: SideKey): Side {
  if (key === 'base' || key === 'mine' || key === 'theirs') return { side: key };
  return { side: 'version', version: Number(key.slice('version:'.length)) };
}
