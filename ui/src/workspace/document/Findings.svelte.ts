/**
 * Bobbin's analysis of a text, at its places in the present text: problems move along with typing until the next
 * analysis arrives. The troubles that the preview found count among them.
 */
import type { ChangeSet, EditorState } from '@codemirror/state';

import type { Analysis, Problem } from '../../api/generated/api';
import type { Outline } from '../tree/Outline.svelte';
import { movedProblems, problemsOf, type Trouble } from './problems';

/** The text that the findings are about. */
interface FoundIn {
  readonly editor: EditorState;
  readonly visual: { readonly outline: Outline };
}

export class Findings {
  readonly #text: FoundIn;
  #analysis: Analysis = $state.raw() as Analysis;
  #problems: readonly Problem[] = $state.raw([]);
  #troubles: readonly Trouble[] = $state.raw([]);
  /** Whether something was typed that no analysis knows yet. */
  #isAhead = $state(false);
  readonly #all: readonly Problem[] = $derived.by(() => this.#withTroubles());

  constructor(text: FoundIn, analysis: Analysis) {
    this.#text = text;
    this.take(analysis);
  }

  get analysis(): Analysis {
    return this.#analysis;
  }
  get problems(): readonly Problem[] {
    return this.#all;
  }
  /** Whether the text differs from where it comes from. */
  get isDirty(): boolean {
    return this.#analysis.difference !== 'none' || this.#isAhead;
  }

  /** Takes in the analysis of a document that was opened, or became another one. */
  take(analysis: Analysis): void {
    this.#analysis = analysis;
    this.#problems = analysis.problems;
  }

  /** Takes in an analysis; `pending` are the edits made since the text that it speaks of. */
  analysed(analysis: Analysis, pending: ChangeSet | null): void {
    this.#analysis = analysis;
    this.#isAhead = pending !== null;
    this.#problems = pending ? movedProblems(analysis.problems, pending, this.#text.editor) : analysis.problems;
  }

  /** The text changed. */
  moved(changes: ChangeSet): void {
    this.#problems = movedProblems(this.#problems, changes, this.#text.editor);
    this.#isAhead = true;
  }

  /** Takes in the troubles that Home Assistant had drawing the text. */
  troubled(troubles: readonly Trouble[]): void {
    this.#troubles = troubles;
  }

  #withTroubles(): readonly Problem[] {
    if (this.#troubles.length === 0) return this.#problems;
    const { doc } = this.#text.editor;
    const placeOf = (offset: number) => {
      const line = doc.lineAt(Math.min(offset, doc.length));
      return { line: line.number, column: Math.min(offset, doc.length) - line.from + 1 };
    };
    const found = problemsOf(this.#troubles, { outline: this.#text.visual.outline, placeOf });
    return [...this.#problems, ...found].sort((a, b) => a.from - b.from);
  }
}
