/**
 * How a feature has the panel of another one show something, provided by the features that draw the panels: each brings
 * its panel to the front and shows it there.
 */
import type { Side } from '../../api/generated/api';
import type { DocumentState } from './DocumentState.svelte';

export interface Panels {
  /** Two sides of a document, compared. */
  review?(document: DocumentState, old: Side, newer: Side): void;
  /** One version in the history of a document. */
  history?(document: DocumentState, version: number): void;
}
