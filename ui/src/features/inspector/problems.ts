/** Problems of a field, shown next to it. Nothing here forbids anything: the text is the user's. */
import type { Problem } from '../../api/generated/api';
import type { Entry, Field } from '../../workspace/tree/Catalogue.svelte';
import { isMapping } from '../../workspace/tree/Catalogue.svelte';
import type { Home } from '../../workspace/home/Homes.svelte';

export interface FieldProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

const error = (message: string): FieldProblem => ({ severity: 'error', message });
const warning = (message: string): FieldProblem => ({ severity: 'warning', message });

export function problemOf(field: Field, value: unknown, home: Home): FieldProblem | null {
  const isEmpty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return field.required && !(Array.isArray(value) && field.kind !== 'entity') ? missing(field) : null;
  for (const item of field.many && Array.isArray(value) ? (value as unknown[]) : [value]) {
    const problem = problemOfItem(field, item, home);
    if (problem) return problem;
  }
  return field.deprecated === null ? null : warning(`Old: ${field.deprecated}.`);
}

function missing(field: Field): FieldProblem {
  return error(`${field.label} is missing: Home Assistant can’t show this without it.`);
}

/** Where patterns are allowed, anything that is no id is a pattern, or a name. */
const isId = (value: unknown): boolean => typeof value === 'string' && /^[a-z0-9_]+(\.[a-z0-9_]+)?$/.test(value);

function problemOfItem(field: Field, value: unknown, home: Home): FieldProblem | null {
  if (field.open && !isId(value)) return null;
  switch (field.kind) {
    case 'entity': {
      if (typeof value !== 'string') return isMapping(value) ? null : error('This is no entity.');
      if (!/^[a-z0-9_]+\.[\w-]+$/.test(value))
        return value.includes(':') ? null : error('An entity reads like light.kitchen.');
      const domain = value.split('.')[0] ?? '';
      if (field.domains.length > 0 && !field.domains.includes(domain))
        return warning(`Meant for ${orList(field.domains)}, not for ${domain}.`);
      return home.isKnown && !home.entity(value) ? warning('There is no such entity in this home.') : null;
    }
    case 'number': {
      if (typeof value !== 'number')
        return typeof value === 'string' && value.includes('{') ? null : error('This has to be a number.');
      if (field.min !== null && value < field.min) return error(`At least ${field.min}.`);
      if (field.max !== null && value > field.max) return error(`At most ${field.max}.`);
      return null;
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : warning('This should be true or false.');
    case 'choice':
      if (field.open || field.options.length === 0 || field.options.includes(value)) return null;
      return isMapping(value) ? null : warning(`Home Assistant knows ${orList(field.options.map(String))}.`);
    case 'icon':
      return typeof value === 'string' && !value.includes(':')
        ? warning(`Home Assistant writes it mdi:${value}.`)
        : null;
    case 'service':
      return typeof value === 'string' && !value.includes('.') ? error('An action reads like light.turn_on.') : null;
    case 'url':
      return typeof value === 'string' && /^javascript:/i.test(value)
        ? error('Home Assistant refuses such addresses.')
        : null;
    case 'area':
    case 'device':
    case 'floor':
    case 'label': {
      const known = home.contents[`${field.kind}s`];
      return typeof value === 'string' && known.length > 0 && !known.some((thing) => thing.id === value)
        ? warning(`There is no such ${field.kind} in this home.`)
        : null;
    }
    default:
      return null;
  }
}

/** Keys of which one is required, when none is written. */
export function missingOneOf(entry: Entry | null, value: unknown): string | null {
  if (!entry || entry.oneOf.length === 0 || !isMapping(value)) return null;
  if (entry.oneOf.some((key) => value[key] !== undefined && value[key] !== null)) return null;
  const labels = entry.oneOf.map((key) => entry.fields.find((field) => field.name === key)?.label ?? key);
  return `One of these is needed: ${orList(labels)}.`;
}

/** Home Assistant's objections to a view's path; `others` are those of the other views. */
export function viewPathProblem(path: string, others: readonly string[]): string | null {
  if (!/^[\w-]+$/.test(path)) return 'Only letters, digits, - and _ are possible.';
  if (/^\d+$/.test(path)) return 'Digits alone mean a view’s position: add a letter.';
  return others.includes(path) ? 'Another view of this dashboard has this path.' : null;
}

export function orList(words: readonly string[]): string {
  return words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** How many different problems are listed above a form. */
const LISTED = 4;

/** Problems of a node: equal ones once, with their number; the rest as a number. */
export function groupedProblems(problems: readonly Problem[]): {
  readonly groups: readonly { readonly first: Problem; readonly count: number }[];
  readonly more: number;
} {
  const alike = new Map<string, { first: Problem; count: number }>();
  for (const problem of problems) {
    const known = alike.get(problem.message);
    if (known) known.count += 1;
    else alike.set(problem.message, { first: problem, count: 1 });
  }
  const all = [...alike.values()];
  const more = all.slice(LISTED).reduce((sum, { count }) => sum + count, 0);
  return { groups: all.slice(0, LISTED), more };
}
