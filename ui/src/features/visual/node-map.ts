/**
 * Where the nodes of a view stand on a surface that a hand works on. Gestures know this and nothing else of the surface:
 * rectangles, never the elements of cards. The schematic's layout is a map of this kind; Home Assistant's own rendering
 * in a frame can be another.
 */
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { isSamePath, type Path } from '../../workspace/tree/paths';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** A node with its place, in pixels of the surface. */
export interface NodeBox extends Rectangle {
  readonly entry: OutlineEntry;
  /** Sections and frames hold others; of them, only frames are cards. */
  readonly look: 'tile' | 'frame' | 'section' | 'badge';
  /** How its children follow each other. */
  readonly flow: 'across' | 'down' | 'grid';
  /** Whether a hand can't move, fill or resize it: it can be selected all the same. */
  readonly locked: boolean;
}

export interface NodeMap {
  readonly view: OutlineEntry;
  /** In the order of the text: holders come before their children. */
  readonly boxes: readonly NodeBox[];
  readonly width: number;
  /** How many columns of sections the view has at this width. */
  readonly columns: number;
  /** The inside of a section: its margin, the strip at its top that drags it, and from one row of its grid to the next. */
  readonly section: { readonly margin: number; readonly head: number; readonly row: number };
}

export function boxOf({ boxes }: Pick<NodeMap, 'boxes'>, path: Path): NodeBox | null {
  return boxes.find((box) => isSamePath(box.entry.path, path)) ?? null;
}

export function contains(box: Rectangle, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
