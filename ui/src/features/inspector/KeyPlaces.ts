/**
 * The places of keys that a form removed from its node, so that it writes them there again. Rust places other new
 * keys. It does not know the contents: a comment that went with a key comes back by undo.
 */
import type { EditOp } from '../../api/generated/api';
import { isMapping } from '../../workspace/tree/Catalogue.svelte';
import { valueAt } from '../../workspace/tree/edits';
import { pathKey } from '../../workspace/tree/paths';

export class KeyPlaces {
  /** The keys of mappings in their order, those that are gone among them. */
  readonly #orders = new Map<string, readonly string[]>();

  /** Takes note of operations that are about to be made in a value. */
  note(value: unknown, ops: readonly EditOp[]): void {
    for (const op of ops) {
      if (op.op === 'set' || op.op === 'setBehind') continue;
      const key = op.op === 'remove' ? op.path.at(-1) : undefined;
      if (op.op !== 'remove' || typeof key !== 'string') {
        // Items that change places, and keys that change names, invalidate the known places.
        this.#orders.clear();
        continue;
      }
      const holder = op.path.slice(0, -1);
      const present = valueAt(value, holder);
      if (!isMapping(present)) continue;
      const name = pathKey(holder);
      this.#orders.set(name, woven(Object.keys(present), this.#orders.get(name) ?? []));
    }
  }

  /** The operations, with keys that come back in their places. */
  inPlace(value: unknown, ops: readonly EditOp[]): EditOp[] {
    return ops.map((op) => {
      const key = op.op === 'set' ? op.path.at(-1) : undefined;
      if (op.op !== 'set' || typeof key !== 'string') return op;
      const holder = op.path.slice(0, -1);
      const present = valueAt(value, holder);
      if (!isMapping(present) || present[key] !== undefined) return op;
      const order = this.#orders.get(pathKey(holder)) ?? [];
      return order.includes(key) ? { ...op, op: 'setBehind', behind: order.slice(0, order.indexOf(key)) } : op;
    });
  }
}

/** The keys that are there, with those that were there before where they stood among them. */
function woven(present: readonly string[], before: readonly string[]): string[] {
  const order = [...present];
  for (const [index, key] of before.entries()) {
    if (order.includes(key)) continue;
    const last = Math.max(-1, ...before.slice(0, index).map((other) => order.indexOf(other)));
    order.splice(last + 1, 0, key);
  }
  return order;
}
