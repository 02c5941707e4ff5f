/** Which list takes which nodes, and where something new goes. Pure, on the outline alone. */
import type { NodeKind } from '../../api/generated/api';
import type { OutlineEntry } from './Outline.svelte';
import { holderOf, isSamePath, isWithin, positionOf, type Path } from './paths';
import { outermost } from './VisualState.svelte';

/** A place in a list, which need not be there yet. */
export interface Place {
  readonly list: Path;
  readonly index: number;
}

/** The list of a node that holds others of a kind; null when it holds none such. */
export function listFor(holder: OutlineEntry, kind: NodeKind): Path | null {
  switch (kind) {
    case 'view':
      return holder.kind === 'dashboard' ? [...holder.path, 'views'] : null;
    case 'section':
      return holder.kind === 'view' && holder.type === 'sections' ? [...holder.path, 'sections'] : null;
    case 'badge':
      return holder.kind === 'view' ? [...holder.path, 'badges'] : null;
    case 'card':
      if (holder.kind === 'section') return [...holder.path, 'cards'];
      if (holder.kind === 'view') return [...holder.path, holder.type === 'sections' ? 'sections' : 'cards'];
      return holder.kind === 'card' && holdsMany(holder) ? [...holder.path, 'cards'] : null;
    case 'dashboard':
      return null;
  }
}

/** Whether a card has, or by its type should have, a list of cards. */
export function holdsMany(card: OutlineEntry): boolean {
  if (card.children.some((child) => child.steps.length === 2 && child.steps[0] === 'cards')) return true;
  return /(^|:)(vertical-stack|horizontal-stack|grid|stack-in-card|vertical-stack-in-card|layout-card)/.test(card.type);
}

/** How many nodes of a list there are. */
export function lengthOf(holder: OutlineEntry, list: Path): number {
  return holder.children.filter((child) => isSamePath(holderOf(child.path), list)).length;
}

/** Where something new of a kind goes: after the selection, else at the end of a fitting holder. */
export function placeAfter(lead: OutlineEntry | null, view: OutlineEntry | null, kind: NodeKind): Place | null {
  for (let at = lead; at; at = at.parent) {
    const position = positionOf(at.path);
    if (at.kind === kind && position !== null) return { list: holderOf(at.path), index: position + 1 };
    const list = listFor(at, kind);
    if (list && !(kind === 'card' && list.at(-1) === 'sections')) return { list, index: lengthOf(at, list) };
  }
  if (!view) return null;
  if (kind === 'card' && view.type === 'sections') {
    const section = view.children.findLast((child) => child.kind === 'section');
    if (section) return { list: [...section.path, 'cards'], index: section.children.length };
  }
  const holder = kind === 'view' ? view.parent : view;
  const list = holder && listFor(holder, kind);
  return holder && list ? { list, index: lengthOf(holder, list) } : null;
}

/** Whether nodes can be put in a list: one kind, and not inside themselves. */
export function takes(list: Path, nodes: readonly OutlineEntry[]): boolean {
  const key = list.findLast((step) => typeof step === 'string');
  const kinds = new Set(nodes.map((node) => node.kind));
  if (nodes.length === 0 || nodes.some((node) => isWithin(list, node.path))) return false;
  const [kind] = kinds.size === 1 ? kinds : [];
  if (key === 'views') return kind === 'view';
  if (key === 'badges') return kind === 'badge';
  if (key === 'sections') return kind === 'section' || kind === 'card';
  return kind === 'card';
}

/** Where a move by one step leads, within the list or out of it into a neighbor; null at the end of the way. */
export function stepPlace(entry: OutlineEntry, by: 1 | -1): Place | null {
  const index = positionOf(entry.path);
  const { parent } = entry;
  if (index === null || !parent) return null;
  const list = holderOf(entry.path);
  const length = lengthOf(parent, list);
  if (by === -1 && index > 0) return { list, index: index - 1 };
  if (by === 1 && index < length - 1) return { list, index: index + 2 };
  // On to the next section, or to the view before or after for a section.
  const parentIndex = positionOf(parent.path);
  const grand = parent.parent;
  if (parentIndex === null || !grand || !(parent.kind === 'section' || parent.kind === 'view')) return null;
  const siblings = grand.children.filter((child) => isSamePath(holderOf(child.path), holderOf(parent.path)));
  const next = siblings[siblings.indexOf(parent) + by];
  const target = next && listFor(next, entry.kind);
  if (!next || !target || (entry.kind === 'card' && target.at(-1) === 'sections')) return null;
  return { list: target, index: by === 1 ? 0 : lengthOf(next, target) };
}

/** The selected nodes as gestures take them: the outermost, all of them items of lists. */
export function movable(entries: readonly OutlineEntry[]): OutlineEntry[] {
  return outermost(entries).filter((entry) => entry.kind !== 'dashboard');
}
