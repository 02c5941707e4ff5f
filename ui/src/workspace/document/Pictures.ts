/**
 * Pictures of dashboards for any feature that shows one, provided by the features that draw them: Home Assistant's
 * own by the preview, the sketch by the canvas.
 */
import type { Component } from 'svelte';

import type { Side } from '../../api/generated/api';
import type { DocumentState } from './DocumentState.svelte';

export interface Pictures {
  /** Two sides of a document, one over the other, with a slider between them. */
  beforeAfter?: Component<{ document: DocumentState; old: Side; newer: Side; names?: readonly [string, string] }>;
  /** A card by itself. */
  card?: Component<{ instance: string; card: unknown }>;
  /** The view of a document in outlines, at a width in pixels, for when there is nobody to draw it. */
  sketch?: Component<{ document: DocumentState; instance: string | null; width: number }>;
}
