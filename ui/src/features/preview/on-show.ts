/** The subject of a preview: a draft that it follows and leads, or something that it only shows. */
import type { PreviewSubject } from '../../api/generated/api';
import type { Trouble } from '../../workspace/document/problems';
import type { VisualState } from '../../workspace/tree/VisualState.svelte';

/** The shown document: where selections go, and where troubles are reported. */
export interface ShownDocument {
  readonly id: string;
  readonly visual: VisualState;
  /** Takes in which cards Home Assistant could not draw. */
  troubled(troubles: readonly Trouble[]): void;
}

/** The content of a preview; without `document` nothing follows it and it leads nothing. */
export interface OnShow {
  readonly document?: ShownDocument;
  readonly subject: PreviewSubject;
}

/** The draft of a document, followed and leading. */
export function draftOf(document: ShownDocument): OnShow {
  return { document, subject: { kind: 'draft', id: document.id } };
}
