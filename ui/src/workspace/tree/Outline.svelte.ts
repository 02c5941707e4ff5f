/**
 * The outline of a document as Rust made it: views, badges, sections and cards, with where each is written.
 * Kept up only while somebody looks. Between two outlines the places move along with the text.
 */
import type { ChangeSet } from '@codemirror/state';

import type { Client } from '../../api/client';
import type { Outline as OutlineAnswer, OutlineNode, Shift } from '../../api/generated/api';
import { pathKey, type Path } from './paths';

/**
 * One node of the outline, with its place in the tree. It stays the same object as long as it stays in its place:
 * its content may change, and only views of that content are drawn again.
 */
export interface OutlineEntry extends Readonly<Omit<OutlineNode, 'parent' | 'path'>> {
  readonly index: number;
  readonly path: Path;
  /** The path as a key of maps and lists. */
  readonly key: string;
  readonly depth: number;
  readonly parent: OutlineEntry | null;
  readonly children: readonly OutlineEntry[];
  /** The last part of a view's address. */
  readonly urlPart: string | null;
}

class Entry implements OutlineEntry {
  readonly index: number;
  readonly parent: Entry | null;
  readonly children: Entry[] = [];
  readonly steps: OutlineNode['steps'];
  readonly kind: OutlineNode['kind'];
  readonly path: Path;
  readonly key: string;
  readonly depth: number;
  #says: OutlineNode = $state.raw() as OutlineNode;

  constructor(index: number, parent: Entry | null, node: OutlineNode) {
    this.index = index;
    this.parent = parent;
    this.steps = node.steps;
    this.kind = node.kind;
    this.path = [...(parent?.path ?? []), ...node.steps];
    this.key = pathKey(this.path);
    this.depth = parent ? parent.depth + 1 : 0;
    this.#says = node;
    parent?.children.push(this);
  }

  get type(): string {
    return this.#says.type;
  }
  get name(): string | null {
    return this.#says.name;
  }
  get icon(): string | null {
    return this.#says.icon;
  }
  get entity(): string | null {
    return this.#says.entity;
  }
  get entities(): number {
    return this.#says.entities;
  }
  get conditional(): boolean {
    return this.#says.conditional;
  }
  get disabled(): boolean {
    return this.#says.disabled;
  }
  get strategy(): string | null {
    return this.#says.strategy;
  }
  get urlPart(): string | null {
    return this.#says.path;
  }
  get subview(): boolean {
    return this.#says.subview;
  }
  get layout(): OutlineNode['layout'] {
    return this.#says.layout;
  }

  says(node: OutlineNode): void {
    this.#says = node;
  }
}

export interface OutlineSource {
  readonly id: string;
  /** Whether Rust has all that was typed. */
  readonly isInStep: boolean;
  readonly revision: number;
}

export class Outline {
  readonly #client: Client;
  readonly #source: OutlineSource;
  readonly #taken: (startedAt: (path: Path) => number | null) => void;
  #entries: readonly Entry[] = $state.raw([]);
  #byKey: ReadonlyMap<string, OutlineEntry> = $state.raw(new Map());
  #isReadable = $state(true);
  #isKnown = $state(false);
  /** Counts the outlines taken in, for those that depend on places. */
  #version = $state(0);
  #tree: number | null = null;
  #ranges: readonly number[] = [];
  /** The revision that the ranges are of. */
  #rangesOf: number | null = null;
  #since: ChangeSet | null = null;
  #byStart: readonly number[] = [];
  #watchers = 0;
  #asked = -1;
  #asking: Promise<void> | null = null;

  constructor(
    client: Client,
    source: OutlineSource,
    /** Told of each outline, with where in the text as it is now a node started that had a path in the last one. */
    taken: (startedAt: (path: Path) => number | null) => void = () => {},
  ) {
    this.#client = client;
    this.#source = source;
    this.#taken = taken;
  }

  /** All nodes, each after the one that holds it. */
  get entries(): readonly OutlineEntry[] {
    return this.#entries;
  }
  /** Whether the text could be read; when not, the nodes are those of the last text that could. */
  get isReadable(): boolean {
    return this.#isReadable;
  }
  /** Whether there was an answer yet. */
  get isKnown(): boolean {
    return this.#isKnown;
  }
  /** Whether it is that of the text as it is now. */
  get isPresent(): boolean {
    return this.#isKnown && this.#source.isInStep && this.#asked === this.#source.revision;
  }
  get views(): readonly OutlineEntry[] {
    return this.#entries.filter((entry) => entry.kind === 'view');
  }

  find(path: Path): OutlineEntry | null {
    return this.#byKey.get(pathKey(path)) ?? null;
  }

  /** The node at a path or the innermost one around it. */
  around(path: Path): OutlineEntry | null {
    for (let length = path.length; length >= 0; length--) {
      const entry = this.find(path.slice(0, length));
      if (entry) return entry;
    }
    return null;
  }

  /** Where a node is written, in the text as it is now. */
  rangeOf(entry: OutlineEntry): { from: number; to: number } {
    void this.#version;
    const from = this.#starts(entry.index);
    const to = this.#ranges[2 * entry.index + 1] ?? from;
    const since = this.#since;
    return { from, to: since ? Math.max(from, since.mapPos(Math.min(to, since.length), -1)) : to };
  }

  /** The innermost node at a place in the text. */
  at(offset: number): OutlineEntry | null {
    void this.#version;
    let entry: OutlineEntry | null = this.#lastFrom(offset);
    while (entry && this.rangeOf(entry).to < offset) entry = entry.parent;
    return entry;
  }

  /** The innermost node that starts at a place in the text. */
  startingAt(offset: number): OutlineEntry | null {
    void this.#version;
    const entry = this.#lastFrom(offset);
    return entry && this.#starts(entry.index) === offset ? entry : null;
  }

  /** Keeps the outline up to date until the answer is called. */
  watch(): () => void {
    this.#watchers++;
    void this.refresh();
    return () => {
      this.#watchers--;
    };
  }

  get isWatched(): boolean {
    return this.#watchers > 0;
  }

  /** The text has changed: places move along until the next outline. */
  moved(changes: ChangeSet): void {
    if (this.#isKnown) this.#since = this.#since ? this.#since.compose(changes) : changes;
  }

  /** Rust knows a newer text. */
  analysed(): void {
    if (this.#watchers > 0) void this.refresh();
  }

  /** Asks again unless the present text's outline is known; settles when it is, whoever asked first. */
  refresh(): Promise<void> {
    if (!this.#asking && this.#asked === this.#source.revision) return Promise.resolve();
    this.#asking ??= this.#ask().then((goesOn) => {
      this.#asking = null;
      // Anybody who asked for a newer text meanwhile waits for this answer.
      return goesOn && this.#isOutdated ? this.refresh() : undefined;
    });
    return this.#asking;
  }

  get #isOutdated(): boolean {
    return this.#asked !== this.#source.revision && this.#source.isInStep;
  }

  /** Whether edits made meanwhile are worth another question. */
  async #ask(): Promise<boolean> {
    try {
      while (this.#isOutdated) {
        const asked = { id: this.#source.id, tree: this.#tree, rangesOf: this.#rangesOf };
        const answer = await this.#client.call('document_outline', asked);
        // Something is being typed: its analysis asks again.
        if (!this.#source.isInStep) break;
        // An answer on its way may be overtaken by the analysis of a newer text.
        if (answer.revision < this.#source.revision) continue;
        if (answer.revision > this.#source.revision) return false;
        this.#asked = answer.revision;
        this.#take(answer);
      }
      return true;
    } catch {
      // Without an answer the last outline stays; the next change asks again.
      return false;
    }
  }

  #take(answer: OutlineAnswer): void {
    this.#isReadable = answer.tree !== null;
    this.#isKnown = true;
    if (answer.tree === null) return;
    const [byKey, ranges, since] = [this.#byKey, this.#ranges, this.#since];
    this.#tree = answer.tree;
    if (answer.nodes) {
      this.#entries = asEntries(answer.nodes);
      this.#byKey = new Map(this.#entries.map((entry) => [entry.key, entry]));
    } else {
      for (const { index, node } of answer.changed) this.#entries[index]?.says(node);
    }
    this.#ranges = answer.ranges ?? shifted(ranges, answer.shifts);
    this.#rangesOf = answer.revision;
    this.#since = null;
    this.#byStart = inOrder(this.#entries, this.#ranges, this.#byStart);
    this.#version++;
    this.#taken((path) => {
      const entry = byKey.get(pathKey(path));
      return entry ? mapped(ranges[2 * entry.index] ?? 0, since) : null;
    });
  }

  #starts(index: number): number {
    return mapped(this.#ranges[2 * index] ?? 0, this.#since);
  }

  /** The last node, the innermost of several, that starts at a place or in front of it. */
  #lastFrom(offset: number): Entry | null {
    let [low, high] = [0, this.#byStart.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts(this.#byStart[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#entries[this.#byStart[low - 1] ?? -1] ?? null;
  }
}

/** A place of an outline in the text after changes. */
function mapped(offset: number, since: ChangeSet | null): number {
  return since ? since.mapPos(Math.min(offset, since.length), 1) : offset;
}

/** Ranges after shifts; each shift holds up to where the next one begins. */
function shifted(ranges: readonly number[], shifts: readonly Shift[]): readonly number[] {
  if (shifts.length === 0) return ranges;
  const moved = [...ranges];
  for (const [at, { from, by }] of shifts.entries()) {
    const end = shifts[at + 1]?.from ?? moved.length;
    for (let index = from; index < end; index++) moved[index] = (moved[index] ?? 0) + by;
  }
  return moved;
}

/** The nodes by where they start, outer ones first. A view may have its keys in any order. */
function inOrder(
  entries: readonly OutlineEntry[],
  ranges: readonly number[],
  before: readonly number[],
): readonly number[] {
  const start = (index: number) => ranges[2 * index] ?? 0;
  const byStart = (index: number, other: number) => start(index) - start(other) || index - other;
  if (
    before.length === entries.length &&
    before.every((index, at) => at === 0 || byStart(index, before[at - 1] ?? 0) > 0)
  ) {
    return before;
  }
  // Of nodes that start at one place, the inner one has the higher index.
  return entries.map((entry) => entry.index).sort(byStart);
}

/** The tree of an answer. */
export function entriesOf(nodes: readonly OutlineNode[]): OutlineEntry[] {
  return asEntries(nodes);
}

function asEntries(nodes: readonly OutlineNode[]): Entry[] {
  const entries: Entry[] = [];
  for (const [index, node] of nodes.entries()) {
    const parent = node.parent === null ? null : (entries[node.parent] ?? null);
    entries.push(new Entry(index, parent, node));
  }
  return entries;
}
