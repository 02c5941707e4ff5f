/**
 * Puts something new into a document: pasted, chosen in the gallery, or made for an area. The place is decided here,
 * for all of them alike.
 */
import type { NodeKind } from '../../api/generated/api';
import type { DocumentState } from './DocumentState.svelte';
import { asSteps, positionOf, type Path } from '../tree/paths';
import { holdsMany, placeAfter, type Place } from '../tree/places';

/** New nodes of one kind; a dashboard comes as its views. */
export interface NewNodes {
  readonly kind: NodeKind;
  readonly values: readonly unknown[];
  /** The texts that they were copied from, so that comments come along. */
  readonly texts?: readonly string[];
}

/** Puts new nodes where they fit: after the selection, or at the end of the view. One step of undo. */
export async function put(document: DocumentState, { kind, values, texts = [] }: NewNodes, at?: Place): Promise<void> {
  const { visual } = document;
  const target = at ?? placeFor(document, kind);
  if (!target) throw new Error('There is no place for it here: add a view first, or select one');
  await visual.arrange({
    gesture: 'insert',
    values: asFor(target.list, kind, values),
    list: asSteps(target.list),
    index: target.index,
    texts: [...texts],
  });
}

/** Where something new of a kind goes; null where nothing takes it. */
export function placeFor(document: DocumentState, kind: NodeKind): Place | null {
  const { lead, view, outline } = document.visual;
  if (kind === 'view') {
    const index = view ? (positionOf(view.path) ?? 0) + 1 : outline.views.length;
    return { list: ['views'], index };
  }
  if (kind === 'card' && lead?.kind === 'card' && holdsMany(lead) && lead.children.length === 0) {
    return { list: [...lead.path, 'cards'], index: 0 };
  }
  if (kind === 'section' && view && view.type !== 'sections') return placeAfter(lead, view, 'card');
  return placeAfter(lead, view, kind);
}

/** Nodes as the list wants them: entities become tiles among cards, cards get a section among sections. */
function asFor(list: Path, kind: NodeKind, values: readonly unknown[]): unknown[] {
  const key = list.at(-1);
  if (key === 'sections' && kind !== 'section') return [{ type: 'grid', cards: asCards(kind, values) }];
  if (key === 'cards') return asCards(kind, values);
  return [...values];
}

function asCards(kind: NodeKind, values: readonly unknown[]): unknown[] {
  if (kind === 'badge') {
    return values.map((value) =>
      typeof value === 'string' ? { type: 'tile', entity: value } : { type: 'tile', ...(value as object) },
    );
  }
  // A section among cards becomes its cards.
  if (kind === 'section') return values.flatMap((value) => (value as { cards?: unknown[] }).cards ?? []);
  return [...values];
}
