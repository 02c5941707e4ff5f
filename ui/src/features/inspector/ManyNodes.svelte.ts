/** Several nodes as one: their common values, and edits that each of them gets. Their form needs nothing else. */
import type { EditOp } from '../../api/generated/api';
import { isSame } from '../../workspace/tree/edits';
import { asSteps, type Path } from '../../workspace/tree/paths';
import { isMapping, type Mapping } from '../../workspace/tree/Catalogue.svelte';
import type { VisualState } from '../../workspace/tree/VisualState.svelte';
import { below, type TreeEditor } from './FormState.svelte';

type Tree = Pick<VisualState, 'apply' | 'arrange' | 'read'>;

export class ManyNodes implements TreeEditor {
  readonly #tree: Tree;
  readonly #paths: readonly Path[];

  /** The keys that stand in some of them, and not with the same value in all. */
  #different: ReadonlySet<string> = $state.raw(new Set());

  constructor(tree: Tree, paths: readonly Path[]) {
    this.#tree = tree;
    this.#paths = paths;
  }

  /** The paths of the operations are as seen from each node. */
  async apply(ops: readonly EditOp[], options: { how?: 'step' | 'typing' } = {}): Promise<void> {
    const [only] = ops;
    const nodes = this.#paths.map(asSteps);
    // A mapping may hold less than another node's mapping at the same place: it is set key by key.
    if (only?.op === 'setBehind' && isMapping(only.value)) {
      await this.apply([{ op: 'set', path: only.path, value: only.value }], options);
      return;
    }
    // A key that one has and another lacks is set or removed in each individually.
    if (only && ops.length === 1 && (only.op === 'set' || only.op === 'remove')) {
      const { key, value } = only.op === 'set' ? deepest(only.path, only.value) : { key: only.path, value: null };
      await this.#tree.arrange({ gesture: 'set', nodes, key, value }, options.how);
      return;
    }
    await this.#tree.apply(
      this.#paths.flatMap((path) => ops.map((op) => below(path, op))),
      { ...options, select: this.#paths },
    );
  }

  /** Whether nothing is known of a place because the nodes differ there. */
  differs(at: Path): boolean {
    const [key] = at;
    return at.length === 1 && typeof key === 'string' && this.#different.has(key);
  }

  async read(): Promise<{ revision: number; value: unknown; yaml: string } | null> {
    const contents = await Promise.all(this.#paths.map((path) => this.#tree.read(path)));
    const [first, ...others] = contents;
    if (!first || others.includes(null)) return null;
    const values = contents.map((content) => content?.value).filter((value) => isMapping(value));
    const value = values.length === contents.length ? alike(values) : {};
    this.#different = new Set(values.flatMap((one) => Object.keys(one)).filter((key) => !(key in value)));
    return { revision: first.revision, value, yaml: '' };
  }
}

/**
 * The value that is really set: a mapping around one key was made for it, and other nodes may have more in theirs. A
 * mapping with a type, such as an action, is a value of its own.
 */
function deepest(path: readonly (string | number)[], value: unknown): { key: (string | number)[]; value: unknown } {
  const entries = isMapping(value) ? Object.entries(value) : [];
  const [only] = entries;
  if (!only || entries.length > 1 || ['action', 'type', 'condition'].includes(only[0]))
    return { key: [...path], value };
  return deepest([...path, only[0]], only[1]);
}

/** Keys that all mappings have with the same value. */
export function alike(values: readonly Mapping[]): Mapping {
  const [first = {}, ...others] = values;
  const shared = Object.entries(first).filter(([key, value]) => others.every((other) => isSame(other[key], value)));
  return Object.fromEntries(shared);
}
