/**
 * A text with its selection and undo history. It lives in one CodeMirror state that outlasts the editor showing it, so
 * that undo and redo survive switching tabs. Every change passes through here, typed or computed, whether an editor shows
 * the text or not.
 */
import { isolateHistory, undo } from '@codemirror/commands';
import {
  ChangeSet,
  EditorState,
  Transaction,
  type EditorStateConfig,
  type StateCommand,
  type TransactionSpec,
} from '@codemirror/state';
import type { Command, EditorView } from '@codemirror/view';

import type { TextChange } from '../../api/generated/api';
import type { KeptViewState, ViewState } from './view-state';

export abstract class EditorText {
  readonly #viewState: KeptViewState;
  #view: EditorView | null = null;
  #editor: EditorState = $state.raw(EditorState.create());

  constructor(viewState: KeptViewState) {
    this.#viewState = viewState;
  }

  /** Hears of transactions that were just taken in. */
  protected abstract took(transactions: readonly Transaction[]): void;

  /** Starts with a text, the cursor where it was when the document was open last. */
  protected begin(doc: string, config: Omit<EditorStateConfig, 'doc' | 'selection'>): void {
    this.#editor = EditorState.create({ ...config, doc, selection: this.#viewState.selectionWithin(doc.length) });
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

  /** Keeps where cursor and scroll are, a moment later. */
  keepViewState(look: () => ViewState): void {
    this.#viewState.keep(look);
  }
  protected viewStateWritten(): Promise<void> {
    return this.#viewState.written();
  }

  /** Takes in transactions, of the editor or of {@link dispatch}. */
  received(transactions: readonly Transaction[]): void {
    const last = transactions.at(-1);
    if (!last) return;
    this.#editor = last.state;
    this.took(transactions);
  }

  /** Changes the text or the selection. */
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

  /** Where the content of a line starts, after spaces and dashes; lines count from 1. */
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

  /** Runs a command of the editor. */
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

  dispose(): void {
    this.#viewState.dispose();
    this.#view = null;
  }

  /** Makes computed changes, as a step of undo of their own; `joined` adds them to the last one, as typing does. */
  protected apply(changes: readonly TextChange[], userEvent: string, { joined = false } = {}): void {
    if (changes.length === 0) return;
    this.#replace(changes, [Transaction.userEvent.of(userEvent), ...(joined ? [] : [isolateHistory.of('full')])]);
  }

  /** Makes changes that are none of the user's: undo passes them by. */
  protected carry(changes: readonly TextChange[], userEvent: string): void {
    if (changes.length === 0) return;
    this.#replace(changes, [Transaction.addToHistory.of(false), Transaction.userEvent.of(userEvent)]);
  }

  #replace(changes: readonly TextChange[], annotations: NonNullable<TransactionSpec['annotations']>): void {
    const set = ChangeSet.of([...changes], this.#editor.doc.length, '\n');
    this.dispatch({ changes: set, annotations, filter: false });
  }
}
