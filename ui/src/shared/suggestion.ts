import type { Findable } from './find';

/** Something that a field can be filled with. */
export interface Suggestion extends Findable {
  readonly value: string;
  /** Stands muted after the label. */
  readonly detail?: string;
  /** `mdi:…`. */
  readonly icon?: string;
  /** A color to show. */
  readonly swatch?: string;
  /** The value means nothing to a person: the label is shown in its place. */
  readonly isInternal?: boolean;
}
