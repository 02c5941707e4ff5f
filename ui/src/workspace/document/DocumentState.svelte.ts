/**
 * An open document: its text with undo history, what Rust says about it, and how it stands to the place it
 * comes from. The text lives in one CodeMirror state that outlasts the editor showing it, so that undo and
 * redo survive switching tabs. Every change of the text passes through here, typed or offered.
 */
import { isolateHistory, undo } from '@codemirror/commands';
import {
  ChangeSet,
  EditorState,
  Transaction,
  type Extension,
  type StateCommand,
  type TransactionSpec,
} from '@codemirror/state';
import type { Command, EditorView } from '@codemirror/view';

import type { Client, CommandFailed } from '../../api/client';
import type {
  Analysis,
  Conflict,
  ConflictChoice,
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
  Side,
  TakenBack,
  TextChange,
  TextOffer,
} from '../../api/generated/api';
import { EditQueue } from './EditQueue';
import { PendingReview } from './PendingReview.svelte';
import { Standing, type Carried } from './Standing.svelte';
import { movedProblems, problemsOf, type Trouble } from './problems';
import { KeptViewState, type ViewState } from './view-state';
import { VisualState, type OfferKind } from '../tree/VisualState.svelte';

/** Where the draft is. */
export type DraftPlace =
  { state: 'none' } | { state: 'writing' } | { state: 'saved'; at: number } | { state: 'failed'; message: string };

/** What the last save left to be told. */
export type SaveTrouble =
  { kind: 'rejected'; message: string; code: string } | { kind: 'notReceived' | 'unknown'; message: string };

/** Typing in a field beside the editor: it joins into one step of undo as typing in the text does. */
const FORM_TYPING = 'input.type.form';

export class DocumentState {
  readonly id: string;
  /** What waits to be sent, what is half merged, what others did to it. */
  readonly standing: Standing;
  /** The document as a hand edits it: outline, selection, edits of the tree. */
  readonly visual: VisualState;
  readonly #viewState: KeptViewState;
  readonly #pending: PendingReview;
  readonly #client: Client;
  readonly #queue: EditQueue;
  #view: EditorView | null = null;
  #editor: EditorState = $state.raw(EditorState.create());
  #document: Document = $state.raw() as Document;
  #analysis: Analysis = $state.raw() as Analysis;
  #problems: readonly Problem[] = $state.raw([]);
  #troubles: readonly Trouble[] = $state.raw([]);
  readonly #allProblems: readonly Problem[] = $derived.by(() => this.#withTroubles());
  #remote: Remote = $state.raw({ state: 'inStep' });
  #remoteDismissed = $state(false);
  #draft: DraftPlace = $state.raw({ state: 'none' });
  /** The revision that was written last, and when. */
  #written: { revision: number; at: number } | null = null;
  #conflict: Conflict | null = $state.raw(null);
  #wantedReview: readonly [old: Side, newer: Side] | null = $state.raw(null);
  #trouble: SaveTrouble | null = $state.raw(null);
  #feedFailure: CommandFailed | null = $state.raw(null);
  /** Whether something was typed that no analysis knows yet. */
  #isAhead = $state(false);
  #saving = $state(false);
  /** How many offers are on their way. */
  #offers = $state(0);
  /** Counts how often Rust had caught up with all that was typed. */
  #settled = $state(0);
  #offering: Promise<void> = Promise.resolve();

  constructor(client: Client, document: Document, extensions: (document: DocumentState) => Extension) {
    this.id = document.id;
    this.#client = client;
    this.#viewState = new KeptViewState(document.viewState, (viewState) =>
      client.call('document_view_state', { id: this.id, viewState }),
    );
    this.#pending = new PendingReview(client, this);
    this.standing = new Standing(document);
    this.#take(document);
    this.#draft = document.restoredDraft ? { state: 'saved', at: document.restoredDraft } : { state: 'none' };
    this.#editor = EditorState.create({
      doc: document.text,
      selection: this.#viewState.selectionWithin(document.text.length),
      extensions: [
        EditorState.lineSeparator.of('\n'),
        EditorState.changeFilter.of(() => !this.isLocked),
        extensions(this),
      ],
    });
    this.#queue = new EditQueue(
      document.revision,
      this.#editor.doc,
      {
        edit: (revision, changes, length) => client.call('document_edit', { id: this.id, revision, changes, length }),
        sync: (text) => client.call('document_sync', { id: this.id, text }),
      },
      {
        analysed: (analysis, pending) => {
          this.#feedFailure = null;
          this.#takeAnalysis(analysis, pending);
        },
        failed: (error) => (this.#feedFailure = error),
        settled: () => {
          this.#settled++;
          this.#noteWritten();
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
  /** The text with selection and undo history. */
  get editor(): EditorState {
    return this.#editor;
  }
  get text(): string {
    return this.#editor.doc.toString();
  }
  get cursor(): number {
    return this.#editor.selection.main.head;
  }
  /** The last revision that Rust has confirmed. */
  get revision(): number {
    return this.#analysis.revision;
  }
  /** Whether Rust has everything that was typed. */
  get isInStep(): boolean {
    // Read for those who wait: the queue itself tells nobody when it is done.
    void this.#settled;
    return this.#queue.isIdle;
  }
  get analysis(): Analysis {
    return this.#analysis;
  }
  /** The problems, at their places in the text as it is now; what the preview could not draw is among them. */
  get problems(): readonly Problem[] {
    return this.#allProblems;
  }
  get errorCount(): number {
    return this.problems.filter((problem) => problem.severity === 'error').length;
  }
  get warningCount(): number {
    return this.problems.length - this.errorCount;
  }
  /** Whether it differs from where it comes from. */
  get isDirty(): boolean {
    return this.#analysis.difference !== 'none' || this.#isAhead;
  }
  get remote(): Remote {
    return this.#remote;
  }
  /** Whether the user has put the banner about the remote side away. A newer change brings it back. */
  get isRemoteDismissed(): boolean {
    return this.#remoteDismissed;
  }
  get draft(): DraftPlace {
    return this.#draft;
  }
  /** What a save has run into and waits for a decision. */
  get conflict(): Conflict | null {
    return this.#conflict;
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
  /** Which two sides somebody asked to see compared; the review takes the wish with {@link reviewTaken}. */
  get wantedReview(): readonly [old: Side, newer: Side] | null {
    return this.#wantedReview;
  }
  get trouble(): SaveTrouble | null {
    return this.#trouble;
  }
  /** Why Rust does not have what was typed; null when it does. */
  get feedFailure(): CommandFailed | null {
    return this.#feedFailure;
  }
  get isSaving(): boolean {
    return this.#saving;
  }
  /** Whether typing is held for a moment, while an offer is on its way. */
  get isLocked(): boolean {
    return this.#offers > 0;
  }

  /** Where cursor, scroll and folds were when an editor showed it last; null for the first time. */
  get viewState(): ViewState | null {
    return this.#viewState.now;
  }

  /** Connects the editor that shows the text now. */
  attach(view: EditorView): void {
    this.#view = view;
  }
  detach(view: EditorView): void {
    this.#viewState.settle();
    if (this.#view === view) this.#view = null;
  }

  /** Takes in transactions, of the editor or of {@link dispatch}. */
  received(transactions: readonly Transaction[]): void {
    const last = transactions.at(-1);
    if (!last) return;
    this.#editor = last.state;
    for (const transaction of transactions) {
      if (!transaction.docChanged) continue;
      this.visual.moved(transaction.changes);
      this.#problems = movedProblems(this.#problems, transaction.changes, last.state);
      this.#isAhead = true;
      this.#draft = { state: 'writing' };
      this.#queue.push(transaction.changes, transaction.newDoc);
    }
    const byHand = transactions.some(
      (it) => it.isUserEvent('select') || (it.isUserEvent('input') && !it.isUserEvent(FORM_TYPING)),
    );
    if (byHand) this.visual.cursorAt(last.state.selection.main.head);
  }

  /** Changes the text or the selection, whether an editor shows the document or not. */
  dispatch(spec: TransactionSpec): void {
    if (this.#view) this.#view.dispatch(spec);
    else this.received([this.#editor.update(spec)]);
  }

  /** Puts cursor and focus on a range. */
  reveal(from: number, to = from): void {
    const end = this.#editor.doc.length;
    this.dispatch({
      selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
      scrollIntoView: true,
      userEvent: 'select',
    });
    this.#view?.focus();
  }

  /** Puts the cursor on a line, counted from 1. */
  revealLine(line: number): void {
    const { doc } = this.#editor;
    this.reveal(doc.line(Math.min(Math.max(line, 1), doc.lines)).from);
  }

  /** Puts the cursor on a range, for a selection that was made elsewhere: the focus stays there. */
  showRange(from: number, to: number): void {
    const end = this.#editor.doc.length;
    const { main } = this.#editor.selection;
    if (main.from >= from && main.to <= to && main.empty) return;
    this.dispatch({ selection: { anchor: Math.min(from, end) }, scrollIntoView: true });
  }

  /** Where the content of a line starts, behind spaces and dashes; lines count from 1. */
  lineContent(number: number): number {
    const { doc } = this.#editor;
    const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
    return line.from + (/^[\s-]*/.exec(line.text)?.[0].length ?? 0);
  }

  focus(): void {
    this.#view?.focus();
  }

  /** Takes the last change back, for the "Undo" of a notice. */
  undo(): void {
    this.run(undo);
  }

  /** Runs a command of the editor, whether an editor shows the document or not. */
  run(command: StateCommand): boolean {
    return command({
      state: this.#editor,
      dispatch: (transaction) => {
        if (this.#view) this.#view.dispatch(transaction);
        else this.received([transaction]);
      },
    });
  }

  /** Runs a command that needs the editor on screen, such as opening the search panel. */
  runInEditor(command: Command): boolean {
    return this.#view !== null && command(this.#view);
  }

  /** Mends a problem, as one step of undo. */
  applyFix(fix: Fix): void {
    this.#applyChanges(fix.changes, 'input.fix');
    this.#view?.focus();
  }

  /** Settles when Rust has everything that was typed. */
  async flush(): Promise<void> {
    await Promise.all([this.#queue.flushed(), this.#viewState.written()]);
  }

  /** Settles when Rust has everything that was typed; fails with what is in the way. */
  caughtUp(): Promise<void> {
    return this.#queue.flushed();
  }

  retryFeed(): void {
    this.#queue.retry();
  }

  /**
   * Asks for an offer and applies it as one step of undo. Typing is held meanwhile, for the offer
   * counts in the text that Rust has. One after the other: the next one is asked for when the last is applied.
   */
  offer(ask: (revision: number) => Promise<TextOffer>, how: OfferKind = 'step'): Promise<void> {
    // At once where nothing is in the way: an answer can be there before the next frame is drawn.
    const turn = this.#offers++ === 0 ? this.#offerNow(ask, how) : this.#offering.then(() => this.#offerNow(ask, how));
    this.#offering = turn.catch(() => {});
    return turn;
  }

  /** Applies what takes a change back, or says why that can't be done alone. */
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

  /** Saves to where it comes from. Every outcome is in the state afterwards, too. */
  async save(): Promise<SaveOutcome | null> {
    if (this.#saving) return null;
    this.#saving = true;
    try {
      await this.#queue.flushed();
      const outcome = await this.#client.call('document_save', { id: this.id });
      this.settle(outcome);
      return outcome;
    } finally {
      this.#saving = false;
    }
  }

  /** Takes in how a save ended, at once or later. */
  settle(outcome: SaveOutcome): void {
    this.#trouble = null;
    switch (outcome.outcome) {
      case 'saved':
        this.#conflict = null;
        this.#document = {
          ...this.#document,
          base: { asOf: outcome.at, live: true, noConfig: false },
          restoredDraft: null,
        };
        this.standing.queued(null);
        this.#setRemote({ state: 'inStep' });
        if (outcome.merged?.offer && this.#fits(outcome.merged.offer)) {
          this.#applyOffer(outcome.merged.offer, 'step');
        } else if (outcome.analysis.revision === this.#queue.revision && this.#queue.isIdle) {
          this.#takeAnalysis(outcome.analysis, null);
        } else {
          this.#queue.reanalyse();
        }
        break;
      case 'queued':
        this.standing.queued(outcome.at, this.#queue.revision);
        break;
      case 'changedOnServer':
        this.standing.queued(null);
        this.#conflict = outcome.conflict;
        // A file has no values to merge: its two sides are looked at as a whole.
        if (this.target.kind === 'dashboard') this.standing.merge();
        break;
      case 'rejected':
        this.#trouble = { kind: 'rejected', message: outcome.message, code: outcome.code };
        break;
      case 'notReceived':
      case 'unknown':
        this.#trouble = { kind: outcome.outcome, message: outcome.message };
        break;
    }
  }

  /**
   * Takes in how a save ended that nobody is waiting for. What has to be decided becomes a banner: the editor
   * is not taken away under the hands of who types in it.
   */
  settleLater(outcome: SaveOutcome): void {
    if (outcome.outcome !== 'changedOnServer') {
      this.settle(outcome);
      return;
    }
    const { theirs, at, theirChanges } = outcome.conflict;
    this.standing.queued(null);
    if (this.#remote.state === 'changed' && this.#remote.at >= at) return;
    this.#setRemote({ state: 'changed', version: theirs, at, sentences: theirChanges, changes: theirChanges.length });
  }

  /** Takes a save back that waits for a connection. */
  async unqueue(): Promise<void> {
    await this.#client.call('document_unqueue', { id: this.id });
    this.standing.queued(null);
  }

  dismissTrouble(): void {
    this.#trouble = null;
  }

  /** Takes in what others saved, while there is no draft: no step of the user's, so undo passes it by. */
  carried(offer: TextOffer, what: Carried): void {
    // Something was typed meanwhile: Rust tells their changes as somebody else's instead.
    if (!this.#fits(offer) || this.isDirty) return;
    this.#document = { ...this.#document, base: { asOf: what.at, live: true, noConfig: false } };
    this.standing.othersCarried(what);
    if (offer.changes.length === 0) return;
    this.dispatch({
      changes: ChangeSet.of([...offer.changes], this.#editor.doc.length, '\n'),
      annotations: [Transaction.addToHistory.of(false), Transaction.userEvent.of('bobbin.carried')],
      filter: false,
    });
  }

  /** Finishes the merge that is shown, as one step of undo. */
  async finishMerge(revision: number, theirs: number | null): Promise<void> {
    await this.#resolveWith(() => this.#client.call('document_merge_finish', { id: this.id, revision, theirs }));
  }

  /** Goes back to the editor; what was decided stays on disk, unless it is to be forgotten. */
  async leaveMerge({ forget = false } = {}): Promise<void> {
    if (forget) await this.#client.call('document_merge_leave', { id: this.id });
    this.#conflict = null;
    this.standing.mergeLeft({ isOver: forget });
  }

  /** Decides a conflict; the draft as it was stays in the history. */
  async resolve(choice: ConflictChoice): Promise<void> {
    await this.#resolveWith(() => this.#client.call('document_resolve', { id: this.id, choice }));
  }

  /** Goes on editing; the conflict comes back with the next save. */
  leaveConflict(): void {
    this.#conflict = null;
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
    this.#setRemote(await this.#client.call('document_refresh', { id: this.id }));
  }

  /** What its place has now, as an event told it. */
  remoteChanged(remote: Remote): void {
    this.#setRemote(remote);
  }

  dismissRemote(): void {
    this.#remoteDismissed = true;
  }

  draftSaved(revision: number, at: number): void {
    this.#written = { revision, at };
    this.#noteWritten();
  }

  draftFailed(message: string): void {
    this.#draft = { state: 'failed', message };
  }

  /** Takes in the document after it became another one (save as) or was brought in step. */
  replaced(document: Document): void {
    this.#take(document);
  }

  /** For the preview: what Home Assistant could not draw of it. */
  troubled(troubles: readonly Trouble[]): void {
    this.#troubles = troubles;
  }

  wantReview(old: Side, newer: Side): void {
    this.#wantedReview = [old, newer];
  }
  reviewTaken(): void {
    this.#wantedReview = null;
  }

  /** Keeps where cursor and scroll are, a moment later. */
  keepViewState(look: () => ViewState): void {
    this.#viewState.keep(look);
  }

  /** Compares anew with the base, now. */
  refreshReview(): Promise<void> {
    return this.#pending.refresh();
  }

  dispose(): void {
    this.#pending.dispose();
    this.#viewState.dispose();
    this.#view = null;
  }

  async #resolveWith(ask: () => Promise<ConflictResolved>): Promise<void> {
    await this.offer(async () => {
      const { document, offer } = await ask();
      this.#take(document);
      this.#conflict = null;
      this.standing.mergeLeft({ isOver: true });
      return offer;
    });
    this.#pending.schedule();
  }

  /** Whether an offer counts in the text as it is now. */
  #fits(offer: TextOffer): boolean {
    return !this.isLocked && this.#queue.isIdle && offer.revision === this.#queue.revision;
  }

  #take(document: Document): void {
    this.#document = document;
    this.standing.take(document);
    this.#analysis = document.analysis;
    this.#problems = document.analysis.problems;
    this.#setRemote(document.remote);
  }

  #withTroubles(): readonly Problem[] {
    if (this.#troubles.length === 0) return this.#problems;
    const { doc } = this.#editor;
    const placeOf = (offset: number) => {
      const line = doc.lineAt(Math.min(offset, doc.length));
      return { line: line.number, column: Math.min(offset, doc.length) - line.from + 1 };
    };
    const found = problemsOf(this.#troubles, { outline: this.visual.outline, placeOf });
    return [...this.#problems, ...found].sort((a, b) => a.from - b.from);
  }

  /** The draft is safe when the last revision is written: told before Rust had answered for it, or after. */
  #noteWritten(): void {
    if (!this.#written || this.#written.revision < this.#queue.revision || !this.#queue.isIdle) return;
    this.#draft = { state: 'saved', at: this.#written.at };
    this.#written = null;
  }

  #setRemote(remote: Remote): void {
    this.#remote = remote;
    this.#remoteDismissed = false;
  }

  #takeAnalysis(analysis: Analysis, pending: ChangeSet | null): void {
    this.#analysis = analysis;
    this.#isAhead = pending !== null;
    this.#problems = pending ? movedProblems(analysis.problems, pending, this.#editor) : analysis.problems;
    if (analysis.difference === 'none') {
      this.#pending.clear();
      this.#trouble = null;
    }
    this.#pending.schedule();
  }

  async #offerNow(ask: (revision: number) => Promise<TextOffer>, how: OfferKind): Promise<void> {
    try {
      if (!this.#queue.isIdle) await this.#queue.flushed();
      this.#applyOffer(await ask(this.#queue.revision), how);
    } finally {
      this.#offers--;
    }
  }

  #applyOffer(offer: TextOffer, how: OfferKind): void {
    if (offer.revision !== this.#queue.revision) {
      throw new Error(`an offer for revision ${offer.revision} met revision ${this.#queue.revision}`);
    }
    if (how === 'typing') this.#applyChanges(offer.changes, FORM_TYPING, false);
    else this.#applyChanges(offer.changes, 'bobbin.offer');
  }

  #applyChanges(changes: readonly TextChange[], userEvent: string, isolated = true): void {
    if (changes.length === 0) return;
    this.dispatch({
      changes: ChangeSet.of([...changes], this.#editor.doc.length, '\n'),
      annotations: [Transaction.userEvent.of(userEvent), ...(isolated ? [isolateHistory.of('full')] : [])],
      filter: false,
    });
  }
}
