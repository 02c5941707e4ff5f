/**
 * Edits of the tree for the scripted Bobbin, with a library for YAML instead of Bobbin's engine: they mean the same,
 * but may spell a text differently where the engine would leave it alone. For demos and tests only.
 */
import { isMap, isScalar, isSeq, parseDocument, type Document, type Node, type YAMLMap, type YAMLSeq } from 'yaml';

import type { EditOp, Gesture, NodeKind, NodeLayout, OutlineNode, Pasted } from '../../api/generated/api';

type Steps = readonly (string | number)[];
type Values = Record<string, unknown>;

/** The text after edits; throws words when one of them is not possible. */
export function applyOps(text: string, ops: readonly EditOp[]): string {
  const document = parseDocument(text);
  for (const op of ops) applyOp(document, op);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

export function valueAt(text: string, path: Steps): unknown {
  const document = parseDocument(text);
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return node === undefined ? undefined : isNode(node) ? (node.toJS(document) as unknown) : node;
}

function applyOp(document: Document, op: EditOp): void {
  switch (op.op) {
    case 'set':
    case 'replace':
      set(document, op.path, op.value);
      return;
    case 'setBehind': {
      const holder = holderOf(document, op.path);
      const key = op.path.at(-1);
      const isNew = isMap(holder) && !holder.has(key);
      set(document, op.path, op.value);
      const pair = isNew ? holder.items.pop() : undefined;
      if (!isNew || !pair) return;
      const last = holder.items.findLastIndex((item) => op.behind.includes(String(keyOf(item.key))));
      holder.items.splice(last + 1, 0, pair);
      return;
    }
    case 'remove':
      take(document, op.path);
      return;
    case 'insert':
      put(document, op.path, document.createNode(op.value));
      return;
    case 'move':
      put(document, op.to, take(document, op.from));
      return;
    case 'renameKey': {
      const holder = holderOf(document, op.path);
      const pair = isMap(holder) ? holder.items.find((item) => keyOf(item.key) === op.path.at(-1)) : undefined;
      if (!pair) throw new Error('there is no such key');
      pair.key = document.createNode(op.key);
      return;
    }
    case 'wrap': {
      const nodes = Array.from({ length: op.count }, () => take(document, op.path));
      put(document, op.path, document.createNode(op.with));
      const hole = [...op.path, ...op.hole];
      for (const [offset, node] of nodes.entries()) {
        const last = hole.at(-1);
        if (typeof last === 'number') put(document, [...hole.slice(0, -1), last + offset], node);
        else document.setIn(hole, node);
      }
      return;
    }
    case 'unwrap': {
      const wrapper = document.getIn(op.path, true);
      if (!isMap(wrapper)) throw new Error('it holds neither a list `cards` nor a `card`');
      const key = op.key ?? (isSeq(wrapper.get('cards', true)) ? 'cards' : 'card');
      const inner: unknown = wrapper.get(key, true);
      const nodes = isSeq(inner) ? inner.items : [inner];
      take(document, op.path);
      for (const node of [...nodes].reverse()) put(document, op.path, node);
    }
  }
}

function set(document: Document, path: Steps, value: unknown): void {
  const old = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isScalar(old) && (typeof value !== 'object' || value === null)) old.value = value;
  else if (path.length === 0) document.contents = document.createNode(value) as never;
  else document.setIn(path, document.createNode(value));
}

function holderOf(document: Document, path: Steps): unknown {
  return path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
}

function take(document: Document, path: Steps): unknown {
  const holder = holderOf(document, path);
  const last = path.at(-1);
  if (isSeq(holder) && typeof last === 'number' && last < holder.items.length) return holder.items.splice(last, 1)[0];
  if (isMap(holder) && holder.has(last)) {
    const node: unknown = holder.get(last, true);
    holder.delete(last);
    return node;
  }
  throw new Error('there is nothing at that place');
}

function put(document: Document, path: Steps, node: unknown): void {
  const holder = holderOf(document, path);
  const last = path.at(-1);
  if (isSeq(holder) && typeof last === 'number') {
    holder.flow = holder.flow && holder.items.length > 0;
    holder.items.splice(last, 0, node);
  } else if (isMap(holder) && typeof last === 'string') {
    if (holder.has(last)) throw new Error(`${last} is there already`);
    holder.set(last, node);
  } else throw new Error('nothing can be put there');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'toJS' in value;
}

function keyOf(key: unknown): unknown {
  return isScalar(key) ? key.value : key;
}

/** The text after a gesture, and where its nodes are then. Nodes are held by themselves, not by their paths. */
export function arrangeText(text: string, gesture: Gesture): { text: string; nodes: (string | number)[][] } {
  const document = parseDocument(text);
  const put = (path: Steps, index: number, nodes: readonly unknown[]) => {
    const found: unknown = document.getIn(path, true);
    const list = isSeq(found) ? found : document.createNode([]);
    if (list !== found) document.setIn(path, list);
    list.flow = false;
    list.items.splice(Math.min(index, list.items.length), 0, ...nodes);
    return nodes;
  };
  const made = ((): readonly unknown[] => {
    switch (gesture.gesture) {
      case 'move': {
        const nodes = gesture.nodes.map((path) => document.getIn(path, true));
        const list: unknown = document.getIn(gesture.list, true);
        const anchor = isSeq(list) ? list.items.slice(gesture.index).find((item) => !nodes.includes(item)) : undefined;
        for (const path of [...gesture.nodes].sort(backwards)) take(document, path);
        const index = isSeq(list) ? (anchor ? list.items.indexOf(anchor) : list.items.length) : 0;
        if (!isSeq(list)) return put(gesture.list, 0, nodes);
        list.flow = false;
        list.items.splice(index, 0, ...nodes);
        return nodes;
      }
      case 'copy': {
        const copies = gesture.nodes.map((path) => copyOf(document, path));
        return put(gesture.list, gesture.index, copies);
      }
      case 'insert':
        return put(
          gesture.list,
          gesture.index,
          gesture.values.map((value) => document.createNode(value)),
        );
      case 'duplicate': {
        const copies = gesture.nodes.map((path) => copyOf(document, path));
        const last = [...gesture.nodes].sort(backwards)[0] ?? [];
        return put(last.slice(0, -1), Number(last.at(-1)) + 1, copies);
      }
      case 'delete':
        for (const path of [...gesture.nodes].sort(backwards)) take(document, path);
        return [];
      case 'wrap': {
        const [first = []] = gesture.nodes;
        const wrapper = document.createNode(gesture.with) as YAMLMap;
        const nodes = gesture.nodes.map((path) => document.getIn(path, true));
        for (const path of [...gesture.nodes].sort(backwards)) take(document, path);
        if (wrapper.has('cards')) wrapper.set('cards', document.createNode(nodes));
        else wrapper.set('card', nodes[0]);
        return put(first.slice(0, -1), Number(first.at(-1)), [wrapper]);
      }
      case 'unwrap':
        for (const path of [...gesture.nodes].sort(backwards)) applyOp(document, { op: 'unwrap', path, key: null });
        return gesture.nodes.map((path) => document.getIn(path, true));
      case 'set':
        for (const path of gesture.nodes) {
          const key = [...path, ...gesture.key];
          if (gesture.value === null) document.deleteIn(key);
          else set(document, key, gesture.value);
        }
        return gesture.nodes.map((path) => document.getIn(path, true));
      case 'convertView':
        document.setIn([...gesture.view, 'type'], gesture.to);
        return [document.getIn(gesture.view, true)];
    }
  })();
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return { text: written, nodes: made.flatMap((node) => pathOf(document.contents, node) ?? []) as never };
}

function copyOf(document: Document, path: Steps): unknown {
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? node.clone() : node;
}

/** Later ones come first, so that removing one moves none that is still to come. */
function backwards(left: Steps, right: Steps): number {
  const pad = (path: Steps) => path.map((step) => String(step).padStart(6, '0')).join('/');
  return pad(right).localeCompare(pad(left));
}

function pathOf(holder: unknown, node: unknown, path: (string | number)[] = []): [(string | number)[]] | null {
  if (holder === node) return [path];
  const inner = isSeq(holder)
    ? holder.items.map((item, index) => [index, item] as const)
    : isMap(holder)
      ? holder.items.map((pair) => [String(keyOf(pair.key)), pair.value] as const)
      : [];
  for (const [step, child] of inner) {
    const found = pathOf(child, node, [...path, step]);
    if (found) return found;
  }
  return null;
}

/** The kind of a pasted text: a view, cards or entities. */
export function identifyText(text: string): Pasted {
  const value: unknown = parseDocument(text).toJS();
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  const [first] = values;
  const found = (kind: NodeKind, nodes = values): Pasted => ({ kind, values: nodes, texts: [], problem: null });
  const nothing = { kind: null, values: [], texts: [], problem: 'This is no card, view or dashboard' };
  if (typeof first === 'string') return first.includes('.') ? found('badge') : nothing;
  if (typeof first !== 'object' || first === null) return nothing;
  if ('views' in first) return found('view', first.views as unknown[]);
  if ('type' in first) return found('card');
  if ('cards' in first || 'sections' in first) return found('view');
  return 'entity' in first ? found('badge') : nothing;
}

/** The outline of a text, as Rust makes it, as far as the demo needs it: no aliases, cards under `cards` and `card`. */
export function outlineOf(text: string): { nodes: OutlineNode[]; ranges: number[] } | null {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const nodes: OutlineNode[] = [];
  const ranges: number[] = [];

  const add = (parent: number | null, steps: (string | number)[], kind: NodeKind, node: unknown): number => {
    const value = (isNode(node) ? (node.toJS(document) as unknown) : node) as Values | string;
    nodes.push({ parent, steps, ...describe(kind, value) });
    const range = isNode(node) ? node.range : null;
    const start = range?.[0] ?? 0;
    const dash = typeof steps.at(-1) === 'number' ? text.lastIndexOf('-', start) : start;
    ranges.push(Math.max(0, dash), text.slice(0, range?.[1] ?? start).trimEnd().length);
    return nodes.length - 1;
  };
  const each = (holder: YAMLMap, key: string, visit: (steps: (string | number)[], node: unknown) => void) => {
    const list: unknown = holder.get(key, true);
    if (isSeq(list)) for (const [index, item] of (list as YAMLSeq).items.entries()) visit([key, index], item);
  };
  const card = (parent: number, steps: (string | number)[], node: unknown): void => {
    const at = add(parent, steps, 'card', node);
    if (!isMap(node)) return;
    each(node, 'cards', (inner, child) => card(at, inner, child));
    const only: unknown = node.get('card', true);
    if (isMap(only)) card(at, ['card'], only);
  };

  const root = add(null, [], 'dashboard', document.contents);
  each(document.contents, 'views', (viewSteps, view) => {
    const at = add(root, viewSteps, 'view', view);
    if (!isMap(view)) return;
    each(view, 'badges', (steps, badge) => void add(at, steps, 'badge', badge));
    each(view, 'sections', (steps, section) => {
      const inSection = add(at, steps, 'section', section);
      if (isMap(section)) each(section, 'cards', (inner, child) => card(inSection, inner, child));
    });
    each(view, 'cards', (steps, child) => card(at, steps, child));
  });
  return { nodes, ranges };
}

function describe(kind: NodeKind, value: Values | string): Omit<OutlineNode, 'parent' | 'steps'> {
  const map: Values = typeof value === 'string' ? { entity: value } : value;
  const text = (...keys: string[]) => keys.map((key) => map[key]).find((found) => typeof found === 'string') ?? null;
  const entities = Array.isArray(map['entities']) ? (map['entities'] as (Values | string)[]) : [];
  const first = entities[0];
  const listed = typeof first === 'string' ? first : (first?.['entity'] as string | undefined);
  const own = text('type') ?? '';
  const viewType = own || (map['sections'] ? 'sections' : map['cards'] ? 'masonry' : 'sections');
  return {
    kind,
    type: kind === 'view' ? viewType : own || (kind === 'badge' ? 'entity' : kind === 'section' ? 'grid' : ''),
    name: text('title', 'name', 'heading', 'content'),
    icon: text('icon'),
    entity: text('entity') ?? listed ?? null,
    entities: entities.length,
    conditional: Array.isArray(map['visibility']) && map['visibility'].length > 0,
    disabled: map['disabled'] === true,
    strategy: ((map['strategy'] as Values | undefined)?.['type'] as string | undefined) ?? null,
    path: kind === 'view' ? text('path') : null,
    subview: map['subview'] === true,
    layout: layoutOf(kind, map),
  };
}

function layoutOf(kind: NodeKind, map: Values): NodeLayout | null {
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  const grid = map['grid_options'] as Values | undefined;
  const columns = kind === 'view' ? map['max_columns'] : kind === 'card' ? (grid?.['columns'] ?? map['columns']) : null;
  const layout: NodeLayout = {
    columns: number(columns),
    full: grid?.['columns'] === 'full',
    rows: number(grid?.['rows']),
    columnSpan: number(map['column_span']),
    rowSpan: number(map['row_span']),
    dense: map['dense_section_placement'] === true,
    inSidebar: (map['view_layout'] as Values | undefined)?.['position'] === 'sidebar',
  };
  return Object.values(layout).some((value) => value !== null && value !== false) ? layout : null;
}
