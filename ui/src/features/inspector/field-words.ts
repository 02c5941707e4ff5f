/** Names for nodes that have none: the values of their fields, “Domain light · State on”. */
import type { Catalogue, Entry, Field } from '../../workspace/tree/Catalogue.svelte';
import { isMapping } from '../../workspace/tree/Catalogue.svelte';
import type { Home } from '../../workspace/home/Homes.svelte';
import { inWords, thingSuggestions } from './suggestions';

/** A node by its subject; its looks only where there is nothing else. */
export function fieldWords(entry: Entry, node: unknown, catalogue: Catalogue, home: Home): string {
  if (!isMapping(node)) return entry.label;
  const written = (fields: readonly Field[]) =>
    fields.flatMap((field) => wordsOf(field, node[field.name], catalogue, home) ?? []);
  const content = written(entry.fields.filter((field) => field.group === 'content'));
  const more = content.length > 0 ? [] : written(entry.fields.filter((field) => field.group !== 'content'));
  // The same key again, as in `state 2: "< 50"`, or one that Bobbin has no field for.
  const known = new Set(entry.fields.map((field) => field.name));
  const others = Object.entries(node).flatMap(([key, value]) =>
    !known.has(key) && isPlain(value) ? [`${key} ${String(value)}`] : [],
  );
  const words = [...content, ...more, ...others];
  return words.length === 0 ? entry.label : words.join(' · ');
}

function wordsOf(field: Field, value: unknown, catalogue: Catalogue, home: Home): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? field.label : null;
  if (isPlain(value)) return `${field.label} ${nameOf(field, String(value), home)}`;
  const inner = field.of === null ? null : catalogue.target(field.of);
  const entry = inner?.item ? catalogue.find(inner.kind, inner.item) : null;
  if (entry?.byFields) {
    const items = Array.isArray(value) ? (value as unknown[]) : [value];
    return `${field.label} (${items.map((item) => fieldWords(entry, item, catalogue, home)).join('; ')})`;
  }
  if (field.kind === 'map' && isMapping(value)) {
    const pairs = Object.entries(value).filter(([, one]) => isPlain(one));
    return pairs.map(([key, one]) => `${key} ${String(one)}`).join(' · ') || null;
  }
  return field.label;
}

function nameOf(field: Field, value: string, home: Home): string {
  switch (field.kind) {
    case 'area':
    case 'device':
    case 'floor':
    case 'label':
      return thingSuggestions(field.kind, home).find((thing) => thing.value === value)?.label ?? value;
    case 'entity':
      return home.entity(value)?.name ?? value;
    case 'choice':
      return inWords(value).toLowerCase();
    default:
      return value;
  }
}

const isPlain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
