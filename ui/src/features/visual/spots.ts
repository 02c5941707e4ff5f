/** Where the pointer could drop something on the canvas, the nearest place first. Geometry alone. */
import { holderOf, positionOf, type Path } from '../../workspace/tree/paths';
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import type { DropSpot } from './Drag.svelte';
import { contains, type NodeBox, type NodeMap, type Point, type Rectangle } from './node-map';
import { holdsMany } from '../../workspace/tree/places';

const EDGE = 7;
const LINE = 3;

/** The places at a point. Nothing goes into a locked node, nor next to its children. */
export function spotsAt(map: NodeMap, point: Point): DropSpot[] {
  const { boxes, view, width } = map;
  const spots: DropSpot[] = [];
  const around = boxes.filter((box) => contains(box, point));
  for (const box of around.toReversed()) {
    const isLeaf = box.look === 'tile' || box.look === 'badge';
    if (isLeaf || isNearEdge(box, point)) spots.push(...beside(box, map, point));
    const inner = childrenOf(boxes, box.entry);
    const near = nearest(inner, point);
    if (near && !isLeaf) spots.push(...beside(near, map, point));
    else if (inner.length === 0 && !box.locked && canHold(box.entry))
      spots.push(inside(box, [...box.entry.path, 'cards']));
  }
  // Nothing under the pointer fits: the nearest child of the view, of each kind.
  for (const kind of ['section', 'card', 'badge'] as const) {
    const top = childrenOf(boxes, view).filter((box) => box.entry.kind === kind);
    const near = nearest(top, point);
    if (near) spots.push(...beside(near, map, point));
  }
  const whole = { x: 8, y: 8, width: width - 16, height: 48 };
  const list = [...view.path, view.type === 'sections' ? 'sections' : 'cards'];
  spots.push({ list, index: 0, mark: whole, pane: 'canvas' });
  spots.push({ list: [...view.path, 'badges'], index: 0, mark: { ...whole, height: LINE }, pane: 'canvas' });
  return spots;
}

/** The innermost box at a point. */
export function boxAt(boxes: readonly NodeBox[], point: Point): NodeBox | null {
  return boxes.findLast((box) => contains(box, point)) ?? null;
}

/** The boxes that a rectangle touches; a frame only when it is wholly inside. */
export function boxesIn(boxes: readonly NodeBox[], area: Rectangle): NodeBox[] {
  const right = area.x + area.width;
  const bottom = area.y + area.height;
  return boxes.filter((box) => {
    if (box.look === 'section') return false;
    const touches = box.x < right && box.x + box.width > area.x && box.y < bottom && box.y + box.height > area.y;
    const within = box.x >= area.x && box.x + box.width <= right && box.y >= area.y && box.y + box.height <= bottom;
    return box.look === 'frame' ? within : touches;
  });
}

/**
 * The box to go to with an arrow key: up and down to the nearest card or badge that way, right and left to the next
 * one as they are written, so that none is out of reach. Around cards are frames; those are gone to only when nothing
 * is in them, and from one the way leads into it.
 */
export function neighbour(boxes: readonly NodeBox[], from: NodeBox, key: string): NodeBox | null {
  if (from.look === 'section' || from.look === 'frame') {
    const [first] = childrenOf(boxes, from.entry);
    if (first && (key === 'ArrowDown' || key === 'ArrowRight')) return first;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step !== undefined) {
    const order = boxes.filter((box) => box === from || !holdsDrawn(boxes, box));
    return order[order.indexOf(from) + step] ?? null;
  }
  const center = (box: NodeBox) => ({ x: box.x + box.width / 2, y: box.y + Math.min(box.height, 60) / 2 });
  const start = center(from);
  let best: { box: NodeBox; cost: number } | null = null;
  for (const box of boxes) {
    if (box === from || holdsDrawn(boxes, box)) continue;
    const at = center(box);
    const along = key === 'ArrowDown' ? at.y - start.y : start.y - at.y;
    if (along <= 1) continue;
    const cost = along + Math.abs(at.x - start.x) * 2.5;
    if (!best || cost < best.cost) best = { box, cost };
  }
  return best?.box ?? null;
}

function holdsDrawn(boxes: readonly NodeBox[], box: NodeBox): boolean {
  return (box.look === 'section' || box.look === 'frame') && boxes.some((other) => other.entry.parent === box.entry);
}

function canHold(entry: OutlineEntry): boolean {
  return entry.kind === 'section' || (entry.kind === 'card' && holdsMany(entry));
}

function childrenOf(boxes: readonly NodeBox[], entry: OutlineEntry): NodeBox[] {
  return boxes.filter((box) => box.entry.parent === entry && positionOf(box.entry.path) !== null);
}

function isNearEdge(box: NodeBox, { x, y }: Point): boolean {
  return Math.min(x - box.x, box.x + box.width - x, y - box.y, box.y + box.height - y) < EDGE;
}

function nearest(boxes: readonly NodeBox[], { x, y }: Point): NodeBox | null {
  let best: { box: NodeBox; distance: number } | null = null;
  for (const box of boxes) {
    const dx = Math.max(box.x - x, 0, x - box.x - box.width);
    const dy = Math.max(box.y - y, 0, y - box.y - box.height);
    const distance = Math.hypot(dx, dy);
    if (!best || distance < best.distance) best = { box, distance };
  }
  return best?.box ?? null;
}

/** Before a box or after it, by the half that the pointer is in. */
function beside(box: NodeBox, { boxes, width }: NodeMap, { x, y }: Point): DropSpot[] {
  const position = positionOf(box.entry.path);
  const parent = boxes.find((other) => other.entry === box.entry.parent);
  if (position === null || parent?.locked) return [];
  const flow = parent?.flow ?? (box.look === 'badge' ? 'across' : box.look === 'section' ? 'grid' : 'down');
  const room = parent?.width ?? width;
  const isAcross = flow === 'across' || (flow === 'grid' && box.width < room * 0.7);
  const isAfter = isAcross ? x > box.x + box.width / 2 : y > box.y + box.height / 2;
  const mark = isAcross
    ? { x: (isAfter ? box.x + box.width + 1 : box.x - 1) - LINE / 2, y: box.y, width: LINE, height: box.height }
    : { x: box.x, y: (isAfter ? box.y + box.height + 3 : box.y - 3) - LINE / 2, width: box.width, height: LINE };
  return [{ list: holderOf(box.entry.path), index: position + (isAfter ? 1 : 0), mark, pane: 'canvas' }];
}

function inside(box: NodeBox, list: Path): DropSpot {
  const mark = { x: box.x + 4, y: box.y + 22, width: box.width - 8, height: Math.max(LINE, box.height - 28) };
  return { list, index: 0, mark, pane: 'canvas' };
}
