/** State that the visual panes of a document share and nobody stores: a name being typed, a drag, a menu. */
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import type { SelectedBy } from '../../workspace/tree/Selection.svelte';
import { Drag } from './Drag.svelte';

export class VisualUi {
  /** The node whose name is being typed, and where. */
  renaming = $state.raw<{ key: string; pane: 'outline' | 'canvas' | 'tabs' } | null>(null);
  menu = $state.raw<{ x: number; y: number } | null>(null);
  readonly drag: Drag;

  constructor(document: DocumentState) {
    this.drag = new Drag(document);
  }

  isRenaming(entry: OutlineEntry, pane: 'outline' | 'canvas' | 'tabs'): boolean {
    return this.renaming?.key === entry.key && this.renaming.pane === pane;
  }

  /** Lets a node's name be typed where it was chosen. */
  rename(entry: OutlineEntry, by: SelectedBy): void {
    const pane = by === 'outline' ? 'outline' : entry.kind === 'view' ? 'tabs' : 'canvas';
    this.renaming = { key: entry.key, pane };
  }
}

const known = new WeakMap<DocumentState, VisualUi>();

export function visualUi(document: DocumentState): VisualUi {
  let ui = known.get(document);
  if (!ui) known.set(document, (ui = new VisualUi(document)));
  return ui;
}

/** Opens the menu of a node at the pointer; a node outside the selection is selected first. */
export function openNodeMenu(event: MouseEvent, document: DocumentState, entry: OutlineEntry, by: SelectedBy): void {
  event.preventDefault();
  const { visual } = document;
  if (!visual.selection.hasKey(entry.key)) visual.select(entry.path, by);
  visualUi(document).menu = { x: event.clientX, y: event.clientY };
}
