/** The trees of a document that were sent already: like Rust, only nodes with other content are sent again. */
import type { OutlineChange, OutlineNode } from '../../api/generated/api';

export class SentOutline {
  number = 0;
  #nodes: readonly OutlineNode[] = [];
  /** The first tree with these nodes at these places. */
  #placed = 1;
  /** For each node the tree in which its present content appeared. */
  #said: readonly number[] = [];

  take(nodes: readonly OutlineNode[]): void {
    const old = this.#nodes;
    if (this.number > 0 && isSame(nodes, old)) return;
    this.number++;
    if (isSame(nodes.map(placeOf), old.map(placeOf))) {
      this.#said = nodes.map((node, at) => (isSame(node, old[at]) ? (this.#said[at] ?? 0) : this.number));
    } else {
      this.#placed = this.number;
      this.#said = nodes.map(() => this.number);
    }
    this.#nodes = nodes;
  }

  since(tree: number | null): { nodes: OutlineNode[] | null; changed: OutlineChange[] } {
    if (tree === null || tree < this.#placed || tree > this.number) return { nodes: [...this.#nodes], changed: [] };
    const changed = this.#nodes.map((node, index) => ({ index, node }));
    return { nodes: null, changed: changed.filter(({ index }) => (this.#said[index] ?? 0) > tree) };
  }
}

const placeOf = ({ parent, steps, kind }: OutlineNode): unknown => [parent, steps, kind];
const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
