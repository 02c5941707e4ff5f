/**
 * Actions on the selected nodes. Commands, menus, keys and drags all come here; Rust makes each an edit of the text
 * that is one step of undo.
 */
import type { EditOp } from '../../api/generated/api';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { asSteps, holderOf, isSamePath } from '../../workspace/tree/paths';
import { lengthOf, movable, stepPlace, type Place } from '../../workspace/tree/places';

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

/** Sets columns and rows of a card in its section, as one step. */
export async function resize(
  document: DocumentState,
  entry: OutlineEntry,
  size: { columns?: number | 'full'; rows?: number | 'auto' },
): Promise<void> {
  if (Object.keys(size).length === 0) return;
  const { visual } = document;
  const value = (await visual.read(entry.path))?.value as Readonly<Record<string, unknown>> | undefined;
  const present = value?.['grid_options'];
  const hasOptions = typeof present === 'object' && present !== null && !Array.isArray(present);
  const path = asSteps([...entry.path, 'grid_options']);
  const ops: EditOp[] = hasOptions
    ? Object.entries(size).map(([key, number]) => ({ op: 'set', path: [...path, key], value: number }))
    : [{ op: 'set', path, value: { ...size } }];
  await visual.apply(ops, { select: [entry.path] });
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
  await visual.arrange({ gesture: 'insert', values, list, index: views.length, texts: [] });
}

export async function addSection(document: DocumentState): Promise<void> {
  const { view } = document.visual;
  if (!view) return;
  const list = [...view.path, 'sections'];
  const values = [{ type: 'grid', cards: [] }];
  await document.visual.arrange({
    gesture: 'insert',
    values,
    list: asSteps(list),
    index: lengthOf(view, list),
    texts: [],
  });
}

/** The side effects of giving a view another type; nothing is changed. */
export async function conversionNotes(
  document: DocumentState,
  view: OutlineEntry,
  to: string,
): Promise<readonly string[]> {
  return document.visual.foresee({ gesture: 'convertView', view: asSteps(view.path), to });
}

export function convertView(document: DocumentState, view: OutlineEntry, to: string): Promise<readonly string[]> {
  return document.visual.arrange({ gesture: 'convertView', view: asSteps(view.path), to });
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
