/**
 * A document as a hand edits it: its outline, the selection, and edits in terms of the tree. Rust turns every edit
 * into changes of the text, applied as one step of the one undo history.
 */
import type { ChangeSet } from '@codemirror/state';

import { asCommandFailed, type Client } from '../../api/client';
import type { Change, EditOp, Gesture, NodeContent, Problem, TextOffer } from '../../api/generated/api';
import { Outline, type OutlineEntry } from './Outline.svelte';
import { asSteps, isSamePath, isWithin, pathKey, type Path } from './paths';
import { Selection, type SelectedBy } from './Selection.svelte';

/** The text that is edited; a {@link DocumentState}. */
export interface EditedText {
  readonly id: string;
  readonly revision: number;
  readonly isInStep: boolean;
  readonly readOnly: string | null;
  readonly problems: readonly Problem[];
  readonly review: { readonly changes: readonly Change[] } | null;
  offer(ask: (revision: number) => Promise<TextOffer>, how?: OfferKind): Promise<void>;
  /** Settles when Rust has all of it. */
  caughtUp(): Promise<void>;
  /** Where the cursor is. */
  readonly cursor: number;
  /** Puts the cursor on a range without taking the focus. */
  showRange(from: number, to: number): void;
  /** Where a line starts after its spaces and dashes, counted from 1. */
  lineContent(line: number): number;
}

/** More would cost time at every key and tell nobody more; the panel of problems has all of them. */
const MARKED_PROBLEMS = 500;

/** Whether edits that follow each other closely are one step of undo, as typing in a field is. */
export type OfferKind = 'step' | 'typing';

/** Problems and changes of a node, its content included. */
export interface NodeMarks {
  errors: number;
  warnings: number;
  change: Change['kind'] | 'inside' | null;
}

export class VisualState {
  readonly selection = new Selection();
  readonly outline: Outline;
  readonly #client: Client;
  readonly #text: EditedText;
  #view: Path | null = $state.raw(null);
  #isBusy = $state(false);
  /** The last reading: a form, and views that follow the text, ask for the same one. */
  #reading: { readonly what: string; readonly content: Promise<NodeContent> } | null = null;
  /** Whether the selection speaks of a text that no outline knows yet. */
  #isAhead = false;
  /** The selection when the cursor was put into a text that no outline knows yet: the next outline brings more. */
  #cursorAhead: { readonly lead: Path | null } | null = null;
  readonly #marks: ReadonlyMap<string, NodeMarks> = $derived.by(() => this.#computeMarks());

  constructor(client: Client, text: EditedText) {
    this.#client = client;
    this.#text = text;
    this.outline = new Outline(client, text, (startedAt) => this.#follow(startedAt));
  }

  /** The view that the canvas shows: the one chosen, else the first. */
  get view(): OutlineEntry | null {
    const chosen = this.#view ? this.outline.find(this.#view) : null;
    return chosen?.kind === 'view' ? chosen : (this.outline.views[0] ?? null);
  }

  /** Why nothing can be edited by hand; null when it can. */
  get blocked(): string | null {
    if (this.#text.readOnly !== null) return this.#text.readOnly;
    if (!this.outline.isReadable) return 'The YAML has problems; mend them first';
    return null;
  }

  /** Whether an edit is on its way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** The selected node that leads. */
  get lead(): OutlineEntry | null {
    const { lead } = this.selection;
    return lead ? this.outline.find(lead) : null;
  }

  /** The selected nodes that there are. */
  get selected(): readonly OutlineEntry[] {
    return this.selection.paths.flatMap((path) => this.outline.find(path) ?? []);
  }

  /** The marks of a node; null for none. */
  marksOf(entry: OutlineEntry): NodeMarks | null {
    return this.#marks.get(entry.key) ?? null;
  }

  showView(view: Path): void {
    this.#view = view;
  }

  /** Selects a node: brings its view to the canvas and puts the cursor of the YAML there. */
  select(path: Path | null, by: SelectedBy): void {
    this.selection.select(path, by);
    this.revealLead();
  }

  /** Brings the leading node's view to the canvas and, unless the YAML chose it, the cursor to its text. */
  revealLead(): void {
    const { lead } = this;
    if (!lead) return;
    const view = viewOf(lead);
    if (view) this.#view = view.path;
    if (this.selection.by === 'yaml') return;
    const { from, to } = this.outline.rangeOf(lead);
    this.#text.showRange(from, to);
  }

  /** The cursor of the YAML was put somewhere: the node there is selected. */
  cursorAt(offset: number): void {
    if (!this.outline.isWatched) return;
    const entry = this.outline.at(offset);
    const isSelected = entry && this.selection.isLead(entry.path) && this.selection.paths.length === 1;
    if (entry && !isSelected) this.select(entry.kind === 'dashboard' ? null : entry.path, 'yaml');
    this.#cursorAhead = this.outline.isPresent ? null : { lead: this.selection.lead };
  }

  /** For the document: its text changed. */
  moved(changes: ChangeSet): void {
    this.outline.moved(changes);
  }

  /**
   * Makes edits of the tree, as one step of undo; `select` becomes the selection. Fails with the engine's reason
   * when one of them is not possible, and then changes nothing.
   */
  async apply(ops: readonly EditOp[], { select, how = 'step' }: ApplyOptions = {}): Promise<void> {
    await this.run(async (revision) => {
      const offer = await this.#client.call('document_apply', { id: this.#text.id, revision, ops: [...ops] });
      return { offer, ...(select ? { select } : {}) };
    }, how);
  }

  /**
   * Moves, copies, wraps and so on, as one step of undo, and selects the nodes concerned. The answer lists side
   * effects, in sentences.
   */
  async arrange(gesture: Gesture, how: OfferKind = 'step'): Promise<readonly string[]> {
    let notes: readonly string[] = [];
    await this.run(async (revision) => {
      const arranged = await this.#client.call('document_arrange', { id: this.#text.id, revision, gesture });
      notes = arranged.notes;
      return { offer: arranged.offer, select: arranged.nodes };
    }, how);
    return notes;
  }

  /** The side effects that a gesture would have, in sentences. Nothing is changed. */
  async foresee(gesture: Gesture): Promise<readonly string[]> {
    const { id, revision } = this.#text;
    return (await this.#client.call('document_arrange', { id, revision, gesture })).notes;
  }

  /** The selected nodes as YAML, for the clipboard. */
  async yamlOf(entries: readonly OutlineEntry[]): Promise<string> {
    const { id, revision } = this.#text;
    const nodes = entries.map((entry) => asSteps(entry.path));
    return (await this.#client.call('document_copy', { id, revision, nodes })).text;
  }

  /**
   * The value at a place, and its own YAML. Null when there is none, or the text can't be read; fails when that
   * could not be found out.
   */
  async read(path: Path): Promise<NodeContent | null> {
    for (;;) {
      if (!this.#text.isInStep) await this.#text.caughtUp();
      const { revision } = this.#text;
      try {
        return await this.#readOnce(revision, path);
      } catch (reason) {
        const { code } = asCommandFailed(reason);
        if (code === 'notFound' || code === 'invalidText') return null;
        // The text went on while the question was on its way: it is about the text as it is now.
        const wentOn = !this.#text.isInStep || this.#text.revision !== revision;
        if (code !== 'outOfStep' || !wentOn) throw reason;
      }
    }
  }

  /** The content of a node in one revision; asked for once by all who want the same. */
  async #readOnce(revision: number, path: Path): Promise<NodeContent> {
    const what = `${revision} ${pathKey(path)}`;
    const known = this.#reading?.what === what ? this.#reading : null;
    const reading = known ?? {
      what,
      content: this.#client.call('document_node', { id: this.#text.id, revision, path: asSteps(path) }),
    };
    this.#reading = reading;
    try {
      return await reading.content;
    } catch (reason) {
      if (this.#reading === reading) this.#reading = null;
      throw reason;
    }
  }

  /** Runs an edit that Rust offers, and selects the nodes concerned. */
  async run(ask: (revision: number) => Promise<Offered>, how: OfferKind = 'step'): Promise<void> {
    this.#isBusy = true;
    try {
      let select: readonly Path[] | undefined;
      await this.#text.offer(async (revision) => {
        const offered = await ask(revision);
        select = offered.select;
        return offered.offer;
      }, how);
      if (select) {
        this.selection.set(select, 'edit');
        this.#isAhead = true;
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** After a new outline, the selection stays with its nodes. */
  #follow(startedAt: (path: Path) => number | null): void {
    const { selection } = this;
    const wasAhead = this.#isAhead;
    this.#isAhead = false;
    const isCursors = this.#cursorAhead !== null && this.#cursorAhead.lead === selection.lead;
    this.#cursorAhead = null;
    if (!selection.isEmpty) this.#keepSelection(startedAt, wasAhead);
    if (isCursors) this.cursorAt(this.#text.cursor);
  }

  #keepSelection(startedAt: (path: Path) => number | null, wasAhead: boolean): void {
    const { selection, outline } = this;
    const followed = (path: Path): Path | null => {
      const start = wasAhead || path.length === 0 ? null : startedAt(path);
      const moved = start === null ? null : outline.startingAt(start);
      return (moved && moved.depth > 0 ? moved : outline.find(path))?.path ?? null;
    };
    const paths = selection.paths.map(followed).filter((path) => path !== null);
    const lead = selection.lead ? followed(selection.lead) : null;
    const isSame =
      paths.length === selection.paths.length && paths.every((path, at) => isSamePath(path, selection.paths[at] ?? []));
    if (!isSame || wasAhead) selection.set(paths, selection.by, lead ?? paths.at(-1) ?? null);
    if (wasAhead) this.revealLead();
  }

  #computeMarks(): ReadonlyMap<string, NodeMarks> {
    const marks = new Map<string, NodeMarks>();
    const markOf = (entry: OutlineEntry): NodeMarks => {
      const known = marks.get(entry.key);
      if (known) return known;
      const fresh: NodeMarks = { errors: 0, warnings: 0, change: null };
      marks.set(entry.key, fresh);
      return fresh;
    };
    for (const problem of this.#text.problems.slice(0, MARKED_PROBLEMS)) {
      for (let entry = this.outline.at(problem.from); entry; entry = entry.parent) {
        markOf(entry)[problem.severity === 'error' ? 'errors' : 'warnings']++;
      }
    }
    for (const change of this.#text.review?.changes ?? []) {
      if (change.newLine === null) continue;
      const entry = this.outline.at(this.#text.lineContent(change.newLine));
      if (!entry) continue;
      markOf(entry).change = change.kind;
      for (let above = entry.parent; above; above = above.parent) markOf(above).change ??= 'inside';
    }
    return marks;
  }
}

export interface ApplyOptions {
  /** The selection afterwards: paths in the new text. */
  readonly select?: readonly Path[];
  readonly how?: OfferKind;
}

/** Rust's offer, and where the nodes concerned are afterwards. */
export interface Offered {
  readonly offer: TextOffer;
  readonly select?: readonly Path[];
}

/** The view that a node is in, or is. */
export function viewOf(entry: OutlineEntry): OutlineEntry | null {
  for (let at: OutlineEntry | null = entry; at; at = at.parent) if (at.kind === 'view') return at;
  return null;
}

/** The nodes that no other one of them holds. */
export function outermost(entries: readonly OutlineEntry[]): OutlineEntry[] {
  return entries.filter((entry) => !entries.some((other) => other !== entry && isWithin(entry.path, other.path)));
}
