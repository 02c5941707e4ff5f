/**
 * The outline of a document as Rust made it: views, badges, sections and cards, with where each is written.
 * Kept up only while somebody looks. Between two outlines the places move along with the text.
 */
import type { ChangeSet } from '@codemirror/state';

import type { Client } from '../api/client';
import type { Outline as OutlineAnswer, OutlineNode } from '../api/generated/api';
import { pathKey, type Path } from './paths';

/** One node of the outline, with its place in the tree. */
export interface OutlineEntry extends Omit<OutlineNode, 'parent' | 'path'> {
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

export interface OutlineSource {
  readonly id: string;
  /** Whether Rust has all that was typed. */
  readonly isInStep: boolean;
  readonly revision: number;
}

export class Outline {
  readonly #client: Client;
  readonly #source: OutlineSource;
  readonly #taken: (positions: ReadonlyMap<string, number>) => void;
  #entries: readonly OutlineEntry[] = $state.raw([]);
  #byKey: ReadonlyMap<string, OutlineEntry> = $state.raw(new Map());
  #isReadable = $state(true);
  #isKnown = $state(false);
  /** Counts the outlines taken in, for those that depend on places. */
  #version = $state(0);
  #tree: number | null = null;
  #ranges: readonly number[] = [];
  #since: ChangeSet | null = null;
  #watchers = 0;
  #asked = -1;
  #isAsking = false;

  constructor(
    client: Client,
    source: OutlineSource,
    /** Told when the nodes have changed, with where the old ones are in the text now. */
    taken: (positions: ReadonlyMap<string, number>) => void = () => {},
  ) {
    this.#client = client;
    this.#source = source;
    this.#taken = taken;
  }

  /** All nodes, each behind the one that holds it. */
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
    const from = this.#ranges[2 * entry.index] ?? 0;
    const to = this.#ranges[2 * entry.index + 1] ?? from;
    const since = this.#since;
    if (!since) return { from, to };
    const start = since.mapPos(Math.min(from, since.length), 1);
    return { from: start, to: Math.max(start, since.mapPos(Math.min(to, since.length), -1)) };
  }

  /** The innermost node at a place in the text. */
  at(offset: number): OutlineEntry | null {
    let best: OutlineEntry | null = null;
    for (const entry of this.#entries) {
      const { from, to } = this.rangeOf(entry);
      if (from <= offset && offset <= to && entry.depth >= (best?.depth ?? 0)) best = entry;
    }
    return best;
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

  /** Asks anew unless the present text's outline is there. */
  async refresh(): Promise<void> {
    if (this.#isAsking || this.#asked === this.#source.revision) return;
    this.#isAsking = true;
    try {
      while (this.#asked !== this.#source.revision && this.#source.isInStep) {
        const answer = await this.#client.call('document_outline', { id: this.#source.id, tree: this.#tree });
        // What was typed meanwhile brings another analysis, and that another outline.
        if (!this.#source.isInStep || answer.revision !== this.#source.revision) break;
        this.#asked = answer.revision;
        this.#take(answer);
      }
    } catch {
      // Without an answer the last outline stays; the next change asks again.
    } finally {
      this.#isAsking = false;
    }
  }

  #take(answer: OutlineAnswer): void {
    this.#isReadable = answer.tree !== null;
    this.#isKnown = true;
    if (answer.tree === null) return;
    if (answer.nodes) {
      const positions = new Map(this.#entries.map((entry) => [entry.key, this.rangeOf(entry).from]));
      this.#tree = answer.tree;
      this.#setPlaces(answer.ranges);
      this.#entries = entriesOf(answer.nodes);
      this.#byKey = new Map(this.#entries.map((entry) => [entry.key, entry]));
      this.#taken(positions);
    } else {
      this.#setPlaces(answer.ranges);
    }
  }

  #setPlaces(ranges: readonly number[]): void {
    this.#ranges = ranges;
    this.#since = null;
    this.#version++;
  }
}

/** The tree of an answer. */
export function entriesOf(nodes: readonly OutlineNode[]): OutlineEntry[] {
  const entries: (OutlineEntry & { children: OutlineEntry[] })[] = [];
  for (const [index, node] of nodes.entries()) {
    const parent = node.parent === null ? null : (entries[node.parent] ?? null);
    const path = [...(parent?.path ?? []), ...node.steps];
    const entry = {
      ...node,
      index,
      path,
      key: pathKey(path),
      depth: parent ? parent.depth + 1 : 0,
      parent,
      children: [],
      urlPart: node.path,
    };
    parent?.children.push(entry);
    entries.push(entry);
  }
  return entries;
}
