/**
 * Edits of a node's value, and the operations of the tree that make them in the text. Pure: paths here start at
 * the node that a form is about.
 */
import type { EditOp } from '../../api/generated/api';
import { isMapping } from './Catalogue.svelte';
import type { Path } from './paths';

export type Edit =
  | { kind: 'set'; at: Path; value: unknown; plainKey?: string | null }
  | { kind: 'remove'; at: Path; /** Whether the holder goes too when this was its last item. */ prune: boolean }
  | { kind: 'insert'; at: Path; value: unknown }
  | { kind: 'move'; from: Path; to: Path }
  | { kind: 'rename'; at: Path; key: string };

export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at as unknown[])[step] : undefined;
    else at = isMapping(at) ? at[step] : undefined;
  }
  return at;
}

/** The operations for an edit of a node that now has `value`; none when it changes nothing. */
export function opsFor(value: unknown, edit: Edit): EditOp[] {
  switch (edit.kind) {
    case 'set':
      return opsToSet(value, edit.at, edit.value, edit.plainKey ?? null);
    case 'insert': {
      const list = valueAt(value, edit.at.slice(0, -1));
      if (!Array.isArray(list)) return opsToSet(value, edit.at.slice(0, -1), [edit.value], null);
      return [{ op: 'insert', path: [...edit.at], value: edit.value }];
    }
    case 'remove': {
      const at = edit.prune ? pruned(value, edit.at) : edit.at;
      return valueAt(value, at) === undefined ? [] : [{ op: 'remove', path: [...at] }];
    }
    case 'move':
      return [{ op: 'move', from: [...edit.from], to: [...edit.to] }];
    case 'rename':
      return [{ op: 'renameKey', path: [...edit.at], key: edit.key }];
  }
}

/** Sets a place, and creates the missing holders. */
function opsToSet(value: unknown, at: Path, next: unknown, plainKey: string | null): EditOp[] {
  if (isSame(valueAt(value, at), next)) return [];
  for (let length = 0; length < at.length; length++) {
    const holder = valueAt(value, at.slice(0, length));
    const step = at[length];
    if (step === undefined) break;
    const rest = at.slice(length + 1);
    if (typeof step === 'number' && Array.isArray(holder)) {
      if (step < holder.length) continue;
      return [{ op: 'insert', path: [...at.slice(0, length), holder.length], value: wrapped(rest, next) }];
    }
    if (typeof step === 'string' && isMapping(holder)) {
      const inner = holder[step];
      const goesOn = rest.length === 0 || isMapping(inner) || Array.isArray(inner);
      if (goesOn) {
        if (rest.length === 0) break;
        continue;
      }
      if (typeof inner === 'string' && plainKey !== null && rest.length === 1) break;
      return [{ op: 'set', path: [...at.slice(0, length + 1)], value: wrapped(rest, next) }];
    }
    // A plain entity in place of a mapping becomes the mapping when another key is set.
    if (typeof holder === 'string' && plainKey !== null && typeof step === 'string' && rest.length === 0) {
      const whole = step === plainKey ? next : { [plainKey]: holder, [step]: next };
      return [{ op: 'set', path: [...at.slice(0, length)], value: whole }];
    }
    return [{ op: 'set', path: [...at.slice(0, length)], value: wrapped(at.slice(length), next) }];
  }
  const holder = valueAt(value, at.slice(0, -1));
  const step = at.at(-1);
  if (typeof holder === 'string' && plainKey !== null && typeof step === 'string') {
    const whole = step === plainKey ? next : { [plainKey]: holder, [step]: next };
    return [{ op: 'set', path: [...at.slice(0, -1)], value: whole }];
  }
  return [{ op: 'set', path: [...at], value: next }];
}

function wrapped(path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  return typeof step === 'number' ? [wrapped(rest, value)] : { [step]: wrapped(rest, value) };
}

/** The outermost place that holds nothing but this one. */
function pruned(value: unknown, at: Path): Path {
  let place = at;
  while (place.length > 1) {
    const holder = valueAt(value, place.slice(0, -1));
    const isLast = Array.isArray(holder) ? holder.length === 1 : isMapping(holder) && Object.keys(holder).length === 1;
    // An item of a list is a thing of its own: it does not go with its last key.
    if (!isLast || typeof place.at(-2) === 'number') break;
    place = place.slice(0, -1);
  }
  return place;
}

/** A value after the operations that were made for it. */
export function applied(value: unknown, ops: readonly EditOp[]): unknown {
  return ops.reduce(appliedOne, value);
}

function appliedOne(value: unknown, op: EditOp): unknown {
  switch (op.op) {
    case 'set':
    case 'replace':
      return changed(value, op.path, () => op.value);
    case 'setBehind':
      return changed(value, op.path.slice(0, -1), (holder) => setBehind(holder, op.path.at(-1), op.value, op.behind));
    case 'insert':
      return inserted(value, op.path, op.value);
    case 'remove':
      return without(value, op.path);
    case 'move':
      return inserted(without(value, op.from), op.to, valueAt(value, op.from));
    case 'renameKey': {
      const key = op.path.at(-1);
      return changed(value, op.path.slice(0, -1), (holder) =>
        isMapping(holder)
          ? Object.fromEntries(Object.entries(holder).map(([name, inner]) => [name === key ? op.key : name, inner]))
          : holder,
      );
    }
    case 'wrap':
    case 'unwrap':
      return value;
  }
}

function changed(value: unknown, path: Path, change: (inner: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? (value as unknown[]) : [];
    return list.map((item, index) => (index === step ? changed(item, rest, change) : item));
  }
  const mapping = isMapping(value) ? value : {};
  return { ...mapping, [step]: changed(mapping[step], rest, change) };
}

function setBehind(
  holder: unknown,
  key: string | number | undefined,
  value: unknown,
  behind: readonly string[],
): unknown {
  if (typeof key !== 'string' || !isMapping(holder) || key in holder) return changed(holder, [key ?? 0], () => value);
  const entries = Object.entries(holder);
  const last = entries.findLastIndex(([other]) => behind.includes(other));
  return Object.fromEntries(entries.toSpliced(last + 1, 0, [key, value]));
}

function inserted(value: unknown, path: Path, item: unknown): unknown {
  const step = path.at(-1);
  return changed(value, path.slice(0, -1), (holder) => {
    if (typeof step === 'number' && Array.isArray(holder)) return (holder as unknown[]).toSpliced(step, 0, item);
    return typeof step === 'string' && isMapping(holder) ? { ...holder, [step]: item } : holder;
  });
}

function without(value: unknown, path: Path): unknown {
  const step = path.at(-1);
  return changed(value, path.slice(0, -1), (holder) => {
    if (typeof step === 'number' && Array.isArray(holder)) return (holder as unknown[]).toSpliced(step, 1);
    if (!isMapping(holder)) return holder;
    return Object.fromEntries(Object.entries(holder).filter(([key]) => key !== step));
  });
}

export function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
