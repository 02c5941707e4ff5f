/**
 * Dragging nodes with the pointer, without the browser's own drag and drop, which WebKitGTK does not do well: panes
 * offer their places, and this picks the nearest that takes the dragged nodes.
 */
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { asSteps } from '../../workspace/tree/paths';
import { movable, takes, type Place } from '../../workspace/tree/places';
import type { SelectedBy } from '../../workspace/tree/Selection.svelte';

/** A place to drop, with the mark that shows it, in pixels of the pane that offers it. */
export interface DropSpot extends Place {
  readonly mark: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Which pane draws the mark. */
  readonly pane: 'canvas' | 'outline' | 'tabs';
}

/** The pointer has to move this far before a press becomes a drag. */
const THRESHOLD = 5;

export class Drag {
  readonly #document: DocumentState;
  #pressed: { x: number; y: number; entry: OutlineEntry; by: SelectedBy } | null = null;
  #nodes: readonly OutlineEntry[] = $state.raw([]);
  #pointer = $state.raw<{ x: number; y: number } | null>(null);
  #spot = $state.raw<DropSpot | null>(null);
  #copies = $state(false);

  constructor(document: DocumentState) {
    this.#document = document;
  }

  get isActive(): boolean {
    return this.#nodes.length > 0;
  }
  get nodes(): readonly OutlineEntry[] {
    return this.#nodes;
  }
  /** Where the pointer is, in pixels of the window. */
  get pointer(): { x: number; y: number } | null {
    return this.#pointer;
  }
  get spot(): DropSpot | null {
    return this.#spot;
  }
  /** Whether the drop leaves the nodes where they are and adds copies. */
  get copies(): boolean {
    return this.#copies;
  }

  isDragged(key: string): boolean {
    return this.#nodes.some((node) => node.key === key);
  }

  press(
    event: Pick<MouseEvent, 'button' | 'clientX' | 'clientY'>,
    entry: OutlineEntry,
    by: SelectedBy = 'canvas',
  ): void {
    if (event.button !== 0) return;
    const { visual } = this.#document;
    // The node is read while the button is still down; the view that shows it reports a failure.
    visual.read(entry.path).catch(() => {});
    if (visual.blocked !== null) return;
    this.#pressed = { x: event.clientX, y: event.clientY, entry, by };
  }

  /** The pointer moved; true while something is dragged. */
  move(event: Pick<MouseEvent, 'clientX' | 'clientY' | 'ctrlKey' | 'metaKey'>): boolean {
    const pressed = this.#pressed;
    if (!pressed) return false;
    if (!this.isActive) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < THRESHOLD) return false;
      const { visual } = this.#document;
      const chosen = visual.selection.hasKey(pressed.entry.key) ? visual.selected : [pressed.entry];
      const nodes = movable(chosen);
      if (nodes.length === 0) return false;
      if (!visual.selection.hasKey(pressed.entry.key)) visual.select(pressed.entry.path, pressed.by);
      this.#nodes = nodes;
    }
    this.#pointer = { x: event.clientX, y: event.clientY };
    this.#copies = event.ctrlKey || event.metaKey;
    return true;
  }

  /** A pane's answer to where the pointer is: its spots, the nearest first. */
  offer(spots: readonly DropSpot[]): void {
    this.#spot = spots.find((spot) => takes(spot.list, this.#nodes)) ?? null;
  }

  /** The pointer left a pane. */
  leave(pane: DropSpot['pane']): void {
    if (this.#spot?.pane === pane) this.#spot = null;
  }

  /** The pointer was let go: makes the move. True when something was dragged. */
  async drop(): Promise<boolean> {
    const [nodes, spot, copies] = [this.#nodes, this.#spot, this.#copies];
    this.cancel();
    if (nodes.length === 0) return false;
    if (spot) {
      await this.#document.visual.arrange({
        gesture: copies ? 'copy' : 'move',
        nodes: nodes.map((node) => asSteps(node.path)),
        list: asSteps(spot.list),
        index: spot.index,
      });
    }
    return true;
  }

  cancel(): void {
    this.#pressed = null;
    this.#nodes = [];
    this.#pointer = null;
    this.#spot = null;
  }
}
