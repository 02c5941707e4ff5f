/**
 * An open document: its text ({@link EditorText}), kept in step with Rust by numbered edits, and composed of
 * findings, pending changes, the draft on disk, saving, and its relation to the place it comes from.
 */
import { EditorState, type Extension, type Transaction } from '@codemirror/state';

import type { Client, CommandFailed } from '../../api/client';
import type {
  Analysis,
  Conflict,
  ConflictResolved,
  Document,
  DocumentBase,
  DocumentTarget,
  FileFormat,
  Fix,
  Problem,
  Remote,
  Review,
  SaveOutcome,
  TakenBack,
  TextOffer,
} from '../../api/generated/api';
import { VisualState, type OfferKind } from '../tree/VisualState.svelte';
import { DraftOnDisk, type DraftPlace } from './DraftOnDisk.svelte';
import { EditorText } from './EditorText.svelte';
import { EditQueue } from './EditQueue';
import { Findings } from './Findings.svelte';
import { Offers } from './Offers.svelte';
import { PendingReview } from './PendingReview.svelte';
import type { Trouble } from './problems';
import { Saving, type SaveTrouble } from './Saving.svelte';
import { Standing, type Carried } from './Standing.svelte';
import { KeptViewState } from './view-state';

/** Typing in a field beside the editor: it joins into one step of undo as typing in the text does. */
const FORM_TYPING = 'input.type.form';

export class DocumentState extends EditorText {
  readonly id: string;
  /** Its relation to its place: a waiting save, a half-done merge, changes by others. */
  readonly standing: Standing;
  readonly saving: Saving;
  /** The document as a hand edits it: outline, selection, edits of the tree. */
  readonly visual: VisualState;
  readonly #client: Client;
  readonly #queue: EditQueue;
  readonly #findings: Findings;
  readonly #pending: PendingReview;
  readonly #offers: Offers;
  readonly #draft: DraftOnDisk;
  #document: Document = $state.raw() as Document;
  #feedFailure: CommandFailed | null = $state.raw(null);
  /** Counts how often Rust had caught up with all that was typed. */
  #settled = $state(0);

  constructor(client: Client, document: Document, extensions: (document: DocumentState) => Extension) {
    const { id } = document;
    super(new KeptViewState(document.viewState, (viewState) => client.call('document_view_state', { id, viewState })));
    this.id = id;
    this.#client = client;
    this.#document = document;
    this.standing = new Standing(document);
    this.#draft = new DraftOnDisk(document.restoredDraft);
    this.#findings = new Findings(this, document.analysis);
    this.#pending = new PendingReview(client, this);
    this.#offers = this.#offersInto();
    this.saving = this.#savingWith(client);
    this.begin(document.text, {
      extensions: [
        EditorState.lineSeparator.of('\n'),
        EditorState.changeFilter.of(() => !this.isLocked),
        extensions(this),
      ],
    });
    this.#queue = new EditQueue(
      document.revision,
      this.editor.doc,
      {
        edit: (revision, changes, length) => client.call('document_edit', { id, revision, changes, length }),
        sync: (text) => client.call('document_sync', { id, text }),
      },
      {
        analysed: (analysis, pending) => {
          this.#feedFailure = null;
          this.#findings.analysed(analysis, pending);
          this.#reviewAnew();
        },
        failed: (error) => (this.#feedFailure = error),
        settled: () => {
          this.#settled++;
          this.#draft.settle(this.#queue);
          this.visual.outline.analysed();
        },
      },
    );
    this.visual = new VisualState(client, this);
    this.#pending.schedule();
  }

  get target(): DocumentTarget {
    return this.#document.target;
  }
  get title(): string {
    return this.#document.title;
  }
  get icon(): string | null {
    return this.#document.icon;
  }
  /** Why it can't be edited; null when it can. */
  get readOnly(): string | null {
    return this.#document.readOnly;
  }
  get base(): DocumentBase | null {
    return this.#document.base;
  }
  get format(): FileFormat | null {
    return this.#document.format;
  }
  /** When the draft that was brought back at the start was last typed in. */
  get restoredDraft(): number | null {
    return this.#document.restoredDraft;
  }
  /** The last revision that Rust has confirmed. */
  get revision(): number {
    return this.#findings.analysis.revision;
  }
  /** Whether Rust has everything that was typed. */
  get isInStep(): boolean {
    // Read so that readers wait for it: the queue itself is no state.
    void this.#settled;
    return this.#queue.isIdle;
  }
  get analysis(): Analysis {
    return this.#findings.analysis;
  }
  /** The problems, at their places in the text as it is now, the preview's among them. */
  get problems(): readonly Problem[] {
    return this.#findings.problems;
  }
  get errorCount(): number {
    return this.problems.filter((problem) => problem.severity === 'error').length;
  }
  get warningCount(): number {
    return this.problems.length - this.errorCount;
  }
  /** Whether it differs from where it comes from. */
  get isDirty(): boolean {
    return this.#findings.isDirty;
  }
  get remote(): Remote {
    return this.standing.remote;
  }
  get draft(): DraftPlace {
    return this.#draft.place;
  }
  get conflict(): Conflict | null {
    return this.saving.conflict;
  }
  get trouble(): SaveTrouble | null {
    return this.saving.trouble;
  }
  get isSaving(): boolean {
    return this.saving.isRunning;
  }
  /** Whether there is a base to compare with, and a text that differs from it. */
  get isComparable(): boolean {
    return this.isDirty && this.#document.base !== null;
  }
  /** My changes since the base, in sentences and lines; null until known. */
  get review(): Review | null {
    return this.#pending.now;
  }
  /** The pending changes: as many as the review has sentences, or differing line runs when it has none. */
  get changeCount(): number {
    return this.#pending.changeCount;
  }
  /** Why Rust does not have the latest edits; null when it does. */
  get feedFailure(): CommandFailed | null {
    return this.#feedFailure;
  }
  /** Whether typing is held for a moment, while an offer is on its way. */
  get isLocked(): boolean {
    return this.#offers.isBusy;
  }

  protected override took(transactions: readonly Transaction[]): void {
    for (const transaction of transactions) {
      if (!transaction.docChanged) continue;
      this.visual.moved(transaction.changes);
      this.#findings.moved(transaction.changes);
      this.#draft.typed();
      this.#queue.push(transaction.changes, transaction.newDoc);
    }
    const byHand = transactions.some(
      (it) => it.isUserEvent('select') || (it.isUserEvent('input') && !it.isUserEvent(FORM_TYPING)),
    );
    if (byHand) this.visual.cursorAt(this.cursor);
  }

  /** Fixes a problem, as one step of undo. */
  applyFix(fix: Fix): void {
    this.apply(fix.changes, 'input.fix');
    this.focus();
  }

  /** Settles when Rust has everything that was typed. */
  async flush(): Promise<void> {
    await Promise.all([this.#queue.flushed(), this.viewStateWritten()]);
  }

  /** Settles when Rust has every edit; fails with the obstacle. */
  caughtUp(): Promise<void> {
    return this.#queue.flushed();
  }

  retryFeed(): void {
    this.#queue.retry();
  }

  /** Asks for an offer and applies it as one step of undo. */
  offer(ask: (revision: number) => Promise<TextOffer>, how: OfferKind = 'step'): Promise<void> {
    return this.#offers.make(ask, how);
  }

  /** Applies an offer that takes a change back, or reports why that is not possible alone. */
  async offerOrWhy(ask: () => Promise<TakenBack>): Promise<{ isDone: boolean; sentence: string }> {
    let words = { isDone: false, sentence: '' };
    await this.offer(async () => {
      const answer = await ask();
      const isDone = answer.result === 'offered';
      words = { isDone, sentence: isDone ? answer.sentence : answer.reason };
      return isDone ? answer.offer : { revision: this.#queue.revision, changes: [] };
    });
    return words;
  }

  /** Saves to where it comes from; null when that is under way already. */
  save(): Promise<SaveOutcome | null> {
    return this.saving.save();
  }

  /** Takes in changes that others saved, while there is no draft. They are not the user's, so undo skips them. */
  carried(offer: TextOffer, what: Carried): void {
    // Something was typed meanwhile: Rust reports their changes as somebody else's instead.
    if (!this.#fits(offer) || this.isDirty) return;
    this.#document = { ...this.#document, base: { asOf: what.at, live: true, noConfig: false } };
    this.standing.othersCarried(what);
    this.carry(offer.changes, 'bobbin.carried');
  }

  /** Gives up the draft, as a step that can be undone. */
  async revert(): Promise<void> {
    await this.offer(() => this.#client.call('document_revert', { id: this.id }));
  }

  /** Puts a kept version into the draft, as a step that can be undone. */
  async restore(version: number): Promise<void> {
    await this.offer(() => this.#client.call('document_restore', { id: this.id, version }));
  }

  async refresh(): Promise<void> {
    this.standing.remoteIs(await this.#client.call('document_refresh', { id: this.id }));
  }

  draftSaved(revision: number, at: number): void {
    this.#draft.written(revision, at, this.#queue);
  }

  draftFailed(message: string): void {
    this.#draft.failed(message);
  }

  /** Takes in the document after it became another one (save as) or was brought in step. */
  replaced(document: Document): void {
    this.#take(document);
  }

  /** For the preview: the troubles that Home Assistant had drawing it. */
  troubled(troubles: readonly Trouble[]): void {
    this.#findings.troubled(troubles);
  }

  /** Compares with the base again, now. */
  refreshReview(): Promise<void> {
    return this.#pending.refresh();
  }

  override dispose(): void {
    this.#pending.dispose();
    super.dispose();
  }

  #offersInto(): Offers {
    return new Offers({
      revision: () => this.#queue.revision,
      caughtUp: () => (this.#queue.isIdle ? null : this.#queue.flushed()),
      apply: (offer, how) => this.#applyOffer(offer, how),
    });
  }

  #savingWith(client: Client): Saving {
    return new Saving(client, {
      id: this.id,
      standing: this.standing,
      isDashboard: () => this.target.kind === 'dashboard',
      revision: () => this.#queue.revision,
      caughtUp: () => this.#queue.flushed(),
      saved: (outcome) => this.#saved(outcome),
      decide: async (ask, taken) => {
        await this.offer(() => this.#decided(ask, taken));
        this.#pending.schedule();
      },
    });
  }

  async #decided(ask: () => Promise<ConflictResolved>, taken: () => void): Promise<TextOffer> {
    const { document, offer } = await ask();
    this.#take(document);
    taken();
    return offer;
  }

  #saved({ at, merged, analysis }: Extract<SaveOutcome, { outcome: 'saved' }>): void {
    this.#document = {
      ...this.#document,
      base: { asOf: at, live: true, noConfig: false },
      restoredDraft: null,
    };
    this.standing.queued(null);
    this.standing.remoteIs({ state: 'inStep' });
    if (merged?.offer && this.#fits(merged.offer)) this.#applyOffer(merged.offer, 'step');
    else if (analysis.revision === this.#queue.revision && this.#queue.isIdle) {
      this.#findings.analysed(analysis, null);
      this.#reviewAnew();
    } else this.#queue.reanalyse();
  }

  /** Whether an offer counts in the text as it is now. */
  #fits(offer: TextOffer): boolean {
    return !this.isLocked && this.#queue.isIdle && offer.revision === this.#queue.revision;
  }

  #take(document: Document): void {
    this.#document = document;
    this.standing.take(document);
    this.#findings.take(document.analysis);
  }

  /** Compares again after an analysis; where nothing differs, no trouble is left either. */
  #reviewAnew(): void {
    if (this.analysis.difference === 'none') {
      this.#pending.clear();
      this.saving.dismissTrouble();
    }
    this.#pending.schedule();
  }

  #applyOffer(offer: TextOffer, how: OfferKind): void {
    if (offer.revision !== this.#queue.revision) {
      throw new Error(`an offer for revision ${offer.revision} met revision ${this.#queue.revision}`);
    }
    if (how === 'typing') this.apply(offer.changes, FORM_TYPING, { joined: true });
    else this.apply(offer.changes, 'bobbin.offer');
  }
}
