/**
 * What a hand does with the selected nodes. Commands, menus, keys and drags all come here; Rust makes each an
 * edit of the text that is one step of undo.
 */
import type { NodeKind, Pasted } from '../../api/generated/api';
import type { DocumentState } from '../../workspace/DocumentState.svelte';
import type { OutlineEntry } from '../../workspace/Outline.svelte';
import { asSteps, holderOf, isSamePath, positionOf, type Path } from '../../workspace/paths';
import { holdsMany, lengthOf, movable, placeBehind, stepPlace, type Place } from './places';

export type Wrapper = 'vertical-stack' | 'horizontal-stack' | 'grid' | 'conditional';

const stepsOf = (entries: readonly OutlineEntry[]) => entries.map((entry) => asSteps(entry.path));

/** The selected nodes that can be moved, copied and deleted. */
export function chosen(document: DocumentState): OutlineEntry[] {
  return movable(document.visual.selected);
}

export async function remove(document: DocumentState): Promise<void> {
  await document.visual.arrange({ gesture: 'delete', nodes: stepsOf(chosen(document)) });
}

export async function duplicate(document: DocumentState): Promise<void> {
  await document.visual.arrange({ gesture: 'duplicate', nodes: stepsOf(chosen(document)) });
}

export async function wrap(document: DocumentState, type: Wrapper): Promise<void> {
  const with_ = type === 'conditional' ? { type, conditions: [], card: null } : { type, cards: [] };
  await document.visual.arrange({ gesture: 'wrap', nodes: stepsOf(chosen(document)), with: with_ });
}

export async function unwrap(document: DocumentState): Promise<void> {
  await document.visual.arrange({ gesture: 'unwrap', nodes: stepsOf(chosen(document).filter(canUnwrap)) });
}

/** Whether a card holds others that could stand in its place. */
export function canUnwrap(entry: OutlineEntry): boolean {
  return (
    entry.kind === 'card' && entry.children.some((child) => child.steps[0] === 'cards' || child.steps[0] === 'card')
  );
}

/** Moves the selected nodes of one list a step on. */
export async function step(document: DocumentState, by: 1 | -1): Promise<void> {
  const place = stepOf(document, by);
  if (place) await document.visual.arrange({ gesture: 'move', nodes: stepsOf(chosen(document)), ...stepped(place) });
}

export function stepOf(document: DocumentState, by: 1 | -1): Place | null {
  const nodes = chosen(document);
  const edge = by === 1 ? nodes.at(-1) : nodes[0];
  const isOneList = nodes.every((node) => edge && isSamePath(holderOf(node.path), holderOf(edge.path)));
  return edge && isOneList ? stepPlace(edge, by) : null;
}

const stepped = ({ list, index }: Place) => ({ list: asSteps(list), index });

/** Gives a node a name: under the key that names its kind. */
export async function rename(document: DocumentState, entry: OutlineEntry, name: string): Promise<void> {
  const content = await document.visual.read(entry.path);
  const value = content?.value;
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const key = ['title', 'name', 'heading', 'primary', 'label', 'text'].find((known) => keys.includes(known));
  await document.visual.arrange({
    gesture: 'set',
    nodes: [asSteps(entry.path)],
    key: [key ?? nameKey(entry)],
    value: name === '' ? null : name,
  });
}

const TITLED =
  /^(entities|glance|grid|history-graph|statistics-graph|.*stack|map|logbook|markdown|todo-list|calendar)$/;

function nameKey(entry: OutlineEntry): string {
  if (entry.kind === 'view' || entry.kind === 'section') return 'title';
  if (entry.type === 'heading') return 'heading';
  return TITLED.test(entry.type) ? 'title' : 'name';
}

/** Sets columns and rows of cards in their section; what is the usual size is not written. */
export async function resize(
  document: DocumentState,
  entry: OutlineEntry,
  size: { columns?: number | 'full'; rows?: number | 'auto' },
): Promise<void> {
  const key = 'columns' in size ? 'columns' : 'rows';
  const value = size.columns ?? size.rows ?? null;
  await document.visual.arrange({ gesture: 'set', nodes: [asSteps(entry.path)], key: ['grid_options', key], value });
}

export async function spanColumns(document: DocumentState, section: OutlineEntry, columns: number): Promise<void> {
  const value = columns <= 1 ? null : columns;
  await document.visual.arrange({ gesture: 'set', nodes: [asSteps(section.path)], key: ['column_span'], value });
}

export async function addView(document: DocumentState, type = 'sections'): Promise<void> {
  const { visual } = document;
  const views = visual.outline.views;
  const title = `View ${views.length + 1}`;
  const content = type === 'sections' ? { sections: [{ type: 'grid', cards: [] }] } : { cards: [] };
  const list = asSteps(views[0] ? holderOf(views[0].path) : ['views']);
  const values = [{ title, type, ...content }];
  await visual.arrange({ gesture: 'insert', values, list, index: views.length });
}

export async function addSection(document: DocumentState): Promise<void> {
  const { view } = document.visual;
  if (!view) return;
  const list = [...view.path, 'sections'];
  const values = [{ type: 'grid', cards: [] }];
  await document.visual.arrange({ gesture: 'insert', values, list: asSteps(list), index: lengthOf(view, list) });
}

export function convertView(document: DocumentState, view: OutlineEntry, to: string): Promise<readonly string[]> {
  return document.visual.arrange({ gesture: 'convertView', view: asSteps(view.path), to });
}

/** Puts new nodes where they fit: behind the selection, or at the end of the view. */
export async function put(document: DocumentState, pasted: Pasted, at?: Place): Promise<void> {
  const { visual } = document;
  const { kind, values } = pasted;
  if (kind === null) throw new Error(pasted.problem ?? 'This is no card, view or dashboard');
  const target = at ?? placeFor(document, kind);
  if (!target) throw new Error('There is no place for it here: select a view or a section first');
  await visual.arrange({ gesture: 'insert', values: asFor(target.list, kind, values), ...stepped(target) });
}

function placeFor(document: DocumentState, kind: NodeKind): Place | null {
  const { lead, view, outline } = document.visual;
  if (kind === 'view') {
    const index = view ? (positionOf(view.path) ?? 0) + 1 : outline.views.length;
    return { list: ['views'], index };
  }
  if (kind === 'badge' && lead?.kind !== 'badge' && lead !== null && lead.kind !== 'view') {
    return placeBehind(lead, view, 'card');
  }
  if (kind === 'card' && lead?.kind === 'card' && holdsMany(lead) && lead.children.length === 0) {
    return { list: [...lead.path, 'cards'], index: 0 };
  }
  if (kind === 'section' && view && view.type !== 'sections') return placeBehind(lead, view, 'card');
  return placeBehind(lead, view, kind);
}

/** Nodes as the list wants them: entities become tiles among cards, cards get a section among sections. */
function asFor(list: Path, kind: NodeKind, values: readonly unknown[]): unknown[] {
  const key = list.at(-1);
  const cards = values.map((value) => {
    if (kind !== 'badge') return value;
    if (typeof value === 'string') return { type: 'tile', entity: value };
    return { type: 'tile', ...(value as object) };
  });
  if (key === 'sections' && kind !== 'section') return [{ type: 'grid', cards }];
  if (key === 'cards' && kind === 'badge') return cards;
  return [...values];
}

/** Selects every node of the list that the lead is in, or all cards of the view. */
export function selectAll(document: DocumentState): void {
  const { visual } = document;
  const { lead, view } = visual;
  const siblings = lead?.parent?.children.filter((child) => isSamePath(holderOf(child.path), holderOf(lead.path)));
  const all = siblings ?? view?.children ?? [];
  visual.selection.set(
    all.map((entry) => entry.path),
    'canvas',
    lead?.path,
  );
}
