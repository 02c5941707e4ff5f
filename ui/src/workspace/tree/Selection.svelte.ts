/**
 * The selection of a document: nodes of its tree, one of them the lead (shown by the inspector, and the place of the
 * keyboard). Outline, canvas, YAML, inspector and preview share it.
 */
import { holderOf, isSamePath, pathKey, type Path } from './paths';

/** The source of a selection: a pane that follows the selection ignores its own. */
export type SelectedBy = 'outline' | 'canvas' | 'yaml' | 'inspector' | 'preview' | 'edit';

export class Selection {
  #paths: readonly Path[] = $state.raw([]);
  #lead: Path | null = $state.raw(null);
  #anchor: Path | null = null;
  #by: SelectedBy = $state('edit');
  readonly #keys: ReadonlySet<string> = $derived(new Set(this.#paths.map(pathKey)));

  /** The selected nodes, in the order they were chosen in. */
  get paths(): readonly Path[] {
    return this.#paths;
  }
  get lead(): Path | null {
    return this.#lead;
  }
  /** The source of the present selection. */
  get by(): SelectedBy {
    return this.#by;
  }
  get isEmpty(): boolean {
    return this.#paths.length === 0;
  }

  has(path: Path): boolean {
    return this.#keys.has(pathKey(path));
  }
  hasKey(key: string): boolean {
    return this.#keys.has(key);
  }
  isLead(path: Path): boolean {
    return this.#lead !== null && isSamePath(path, this.#lead);
  }

  /** Selects one node and nothing else. */
  select(path: Path | null, by: SelectedBy): void {
    this.set(path ? [path] : [], by);
  }

  /** Selects nodes; the last one leads. */
  set(paths: readonly Path[], by: SelectedBy, lead = paths.at(-1) ?? null): void {
    this.#by = by;
    this.#paths = paths;
    this.#lead = lead;
    this.#anchor = lead;
  }

  /** Adds a node or takes it out, as a click with Ctrl does. */
  toggle(path: Path, by: SelectedBy): void {
    if (this.has(path)) {
      const others = this.#paths.filter((other) => !isSamePath(other, path));
      this.set(others, by);
    } else {
      this.set([...this.#paths, path], by, path);
    }
  }

  /**
   * Selects everything from the anchor to a node, as a click with Shift does: `order` is the order on screen.
   * Between neighbors of one list, only the list's nodes are selected, not their contents.
   */
  extend(path: Path, order: readonly Path[], by: SelectedBy): void {
    const anchor = this.#anchor;
    const from = anchor ? order.findIndex((other) => isSamePath(other, anchor)) : -1;
    const to = order.findIndex((other) => isSamePath(other, path));
    if (!anchor || from < 0 || to < 0) {
      this.select(path, by);
      return;
    }
    const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    const isNeighbour = isSamePath(holderOf(anchor), holderOf(path));
    const taken = isNeighbour ? between.filter((other) => isSamePath(holderOf(other), holderOf(path))) : between;
    this.set(taken, by, path);
    this.#anchor = anchor;
  }

  clear(by: SelectedBy): void {
    this.set([], by);
  }
}
