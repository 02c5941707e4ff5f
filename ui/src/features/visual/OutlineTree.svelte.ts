/** The rows that the outline shows: which nodes are open, and which a filter leaves. */
import { SvelteMap } from 'svelte/reactivity';

import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import type { VisualState } from '../../workspace/tree/VisualState.svelte';
import { nameOf } from './looks';

export interface Row {
  readonly entry: OutlineEntry;
  readonly level: number;
  readonly isOpen: boolean;
  readonly canOpen: boolean;
  /** Its place among its siblings, from 1, and how many there are. */
  readonly position: number;
  readonly count: number;
}

export class OutlineTree {
  readonly #visual: VisualState;
  readonly #open = new SvelteMap<string, boolean>();
  filter = $state('');
  readonly rows: readonly Row[] = $derived.by(() => this.#rows());

  constructor(visual: VisualState) {
    this.#visual = visual;
  }

  toggle(entry: OutlineEntry, open = !this.isOpen(entry)): void {
    this.#open.set(entry.key, open);
  }

  /** As the user left it; else all but the views that are not on the canvas. */
  isOpen(entry: OutlineEntry): boolean {
    const chosen = this.#open.get(entry.key);
    if (chosen !== undefined) return chosen;
    return entry.kind !== 'view' || this.#visual.outline.views.length === 1 || this.#visual.view?.key === entry.key;
  }

  /** Opens the holders of a node, so that it is visible. */
  reveal(entry: OutlineEntry): void {
    for (let above = entry.parent; above; above = above.parent) {
      if (!this.isOpen(above)) this.#open.set(above.key, true);
    }
  }

  indexOf(key: string): number {
    return this.rows.findIndex((row) => row.entry.key === key);
  }

  #rows(): Row[] {
    const words = this.filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const kept = words.length > 0 ? this.#matching(words) : null;
    const rows: Row[] = [];
    const add = (siblings: readonly OutlineEntry[], level: number) => {
      const visible = kept ? siblings.filter((entry) => kept.has(entry.key)) : siblings;
      for (const [index, entry] of visible.entries()) {
        const canOpen = entry.children.length > 0;
        const isOpen = canOpen && (kept !== null || this.isOpen(entry));
        rows.push({ entry, level, isOpen, canOpen, position: index + 1, count: visible.length });
        if (isOpen) add(entry.children, level + 1);
      }
    };
    const [root] = this.#visual.outline.entries;
    // The dashboard itself is the tab; a document that is one view or one card shows that.
    if (root) add(root.kind === 'dashboard' ? root.children : [root], 1);
    return rows;
  }

  #matching(words: readonly string[]): ReadonlySet<string> {
    const kept = new Set<string>();
    for (const entry of this.#visual.outline.entries) {
      const text = `${nameOf(entry)} ${entry.type} ${entry.entity ?? ''}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      for (let at: OutlineEntry | null = entry; at && !kept.has(at.key); at = at.parent) kept.add(at.key);
    }
    return kept;
  }
}
