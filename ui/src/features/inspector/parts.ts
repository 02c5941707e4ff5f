/**
 * The two components that hold each other: a form holds fields, and a field can hold forms. They reach each other through
 * the form's context, so that no module needs itself; their properties stand here for the same reason.
 */
import type { Component } from 'svelte';

import type { Field, Kind } from '../../workspace/tree/Catalogue.svelte';
import type { Path } from '../../workspace/tree/paths';

export interface NodeFormProps {
  kind: Kind;
  /** Where it is, as seen from the form's node. */
  at?: Path;
  /** The item's name, for nodes that have no type of their own. */
  item?: string | null;
  /** The key that a plain text in the node's place stands for. */
  plainKey?: string | null;
  /** Keys shown elsewhere. */
  without?: readonly string[];
  /** Less room: the form is inside another one. */
  compact?: boolean;
}

export interface FieldControlProps {
  field: Field;
  /** Where the field is, as seen from the form's node. */
  at: Path;
  plainKey?: string | null;
  /** The entity that the node is about. */
  entity: string | null;
  /** The value of the node. */
  value: unknown;
  /** The value when nothing is written, where that depends on the node's other keys. */
  usual?: string | null;
}

export interface FormParts {
  readonly NodeForm: Component<NodeFormProps>;
  readonly FieldControl: Component<FieldControlProps>;
}
