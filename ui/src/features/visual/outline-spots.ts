/** Where the pointer can drop nodes in the outline: between rows, and inside a row's node. Geometry alone. */
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { holderOf, positionOf } from '../../workspace/tree/paths';
import { lengthOf, listFor } from '../../workspace/tree/places';
import type { DropSpot } from './Drag.svelte';

/** A row under the pointer, in pixels of the outline. */
export interface RowBox {
  readonly entry: OutlineEntry;
  readonly isOpen: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LINE = 3;

/**
 * The places at a height, the nearest first: in the upper part of a row before it, in the lower part after it or,
 * when it is open, before its first child; in the middle of a closed one inside it.
 */
export function outlineSpots(row: RowBox, y: number, dragged: OutlineEntry['kind']): DropSpot[] {
  const { entry } = row;
  const part = (y - row.y) / row.height;
  const line = (top: number): DropSpot['mark'] => ({
    x: row.x,
    y: top - LINE / 2,
    width: row.width - row.x - 8,
    height: LINE,
  });
  const position = positionOf(entry.path);
  const beside = (after: 0 | 1): DropSpot[] =>
    position === null
      ? []
      : [
          {
            list: holderOf(entry.path),
            index: position + after,
            mark: line(after === 0 ? row.y : row.y + row.height),
            pane: 'outline',
          },
        ];
  const list = listFor(entry, dragged);
  const inside = (atEnd: boolean): DropSpot[] =>
    list === null
      ? []
      : [
          {
            list,
            index: atEnd ? lengthOf(entry, list) : 0,
            mark: atEnd
              ? { x: row.x, y: row.y + 1, width: row.width - row.x - 8, height: row.height - 2 }
              : { ...line(row.y + row.height), x: row.x + 14 },
            pane: 'outline',
          },
        ];
  if (part < 0.3) return [...beside(0), ...inside(false)];
  if (row.isOpen && entry.children.length > 0) return [...inside(false), ...beside(part < 0.5 ? 0 : 1)];
  if (part < 0.7) return [...inside(true), ...beside(part < 0.5 ? 0 : 1)];
  return [...beside(1), ...inside(true)];
}
