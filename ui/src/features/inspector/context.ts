/** Everything that the parts of a form share: the form's edits, the catalogue, the home, and the way to other nodes. */
import { createContext } from 'svelte';

import type { Suggestion } from '../../shared/suggestion';
import type { Catalogue } from '../../workspace/tree/Catalogue.svelte';
import type { Home } from '../../workspace/home/Homes.svelte';
import type { Path } from '../../workspace/tree/paths';
import type { FormState } from './FormState.svelte';
import type { FormParts } from './parts';

export interface FormContext {
  readonly parts: FormParts;
  readonly form: FormState;
  readonly catalogue: Catalogue;
  readonly home: Home;
  /** Whether a form about several nodes has none of their values at a place because they differ. */
  differs(at: Path): boolean;
  /** Why nothing can be edited; null when it can. */
  readonly blocked: string | null;
  /** Pages of this dashboard, to navigate to. */
  readonly pages: readonly Suggestion[];
  /** The paths of the dashboard's other views. */
  readonly otherViewPaths: readonly string[];
  /** Reads the home again if it is old. */
  look(): void;
  /** Shows another node: a card inside this one. */
  open(path: Path): void;
  /** A new node of a kind, as Rust makes it. */
  make(kind: string, name: string, entity: string | null): Promise<unknown>;
  /** The meaning of a YAML text. */
  readYaml(text: string): Promise<{ value: unknown; problem: string | null }>;
  /** How a value is written. */
  writeYaml(value: unknown): Promise<string>;
}

const [useForm, provideForm] = createContext<FormContext>();
export { provideForm, useForm };
