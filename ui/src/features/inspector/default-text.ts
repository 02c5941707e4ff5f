/** The value of a field that is not written, as a placeholder. */
import type { Field } from '../../workspace/tree/Catalogue.svelte';
import { isMapping } from '../../workspace/tree/Catalogue.svelte';
import { inWords } from './suggestions';

export function defaultText(field: Field): string {
  if (field.defaultWords !== null) return field.defaultWords;
  const { default: value } = field;
  if (value === null || value === undefined) return '';
  if (isMapping(value)) return typeof value['action'] === 'string' ? inWords(value['action']) : '';
  if (Array.isArray(value)) return (value as unknown[]).map(String).join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return field.kind === 'choice' ? inWords(String(value)) : String(value);
}
