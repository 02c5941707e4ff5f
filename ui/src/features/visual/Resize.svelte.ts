/** Resizing with the handle: a card in the grid of its section, a section in the columns of its view. */
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { resize, spanColumns } from './actions';
import { gridSize } from './layout';
import type { NodeBox, NodeMap, Point } from './node-map';

const GRID = 12;
const MOST_ROWS = 12;

export interface Size {
  readonly box: NodeBox;
  readonly columns: number;
  readonly rows: number | null;
}

/** Whether a box has a size that a hand can change. */
export function canResize(box: NodeBox, map: NodeMap): boolean {
  if (box.locked) return false;
  if (box.look === 'section') return map.columns > 1;
  return box.entry.parent?.kind === 'section' && box.entry.kind === 'card' && box.entry.type !== 'grid';
}

/** How many columns there are for a card: 12 for each column of the view that its section takes. */
export function gridColumns(box: NodeBox): number {
  return GRID * Math.max(1, box.entry.parent?.layout?.columnSpan ?? 1);
}

export class Resize {
  readonly #document: DocumentState;
  #size: Size | null = $state.raw(null);

  constructor(document: DocumentState) {
    this.#document = document;
  }

  /** The size as it would be; null while nothing is resized. */
  get size(): Size | null {
    return this.#size;
  }

  begin(box: NodeBox): void {
    this.#size = { box, ...gridSize(box.entry, gridColumns(box)) };
  }

  /** Brings the lower right corner to a point. A card's columns go in steps of three, as in Home Assistant. */
  stretch(to: Point, map: NodeMap, { finely }: { finely: boolean }): void {
    if (!this.#size) return;
    const { box } = this.#size;
    if (box.look === 'section') {
      const columns = clamp(Math.round((to.x - box.x) / (map.width / map.columns)), 1, map.columns);
      this.#size = { box, columns, rows: null };
      return;
    }
    const all = gridColumns(box);
    const section = map.boxes.find((other) => other.entry === box.entry.parent);
    const unit = ((section?.width ?? map.width) - 2 * map.section.margin) / all;
    const step = finely ? 1 : 3;
    const columns = clamp(Math.round((to.x - box.x) / unit / step) * step, step, all);
    const rows = clamp(Math.round((to.y - box.y) / map.section.row), 1, MOST_ROWS);
    this.#size = { box, columns, rows: box.entry.children.length > 0 ? null : rows };
  }

  /** Writes the size down, as one step of undo. */
  async end(): Promise<void> {
    if (!this.#size) return;
    const { box, columns, rows } = this.#size;
    this.#size = null;
    if (box.look === 'section') {
      await spanColumns(this.#document, box.entry, columns);
      return;
    }
    const all = gridColumns(box);
    const before = gridSize(box.entry, all);
    await resize(this.#document, box.entry, {
      ...(columns === before.columns ? {} : { columns: columns === all ? 'full' : columns }),
      ...(rows === null || rows === before.rows ? {} : { rows }),
    });
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
