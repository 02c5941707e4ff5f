/** The keys of `grid_options`: how large a card is in its section. */
import type { Field } from '../../workspace/tree/Catalogue.svelte';

function field(name: string, label: string, rest: Partial<Field>): Field {
  return {
    name,
    label,
    kind: 'number',
    of: null,
    many: false,
    single: false,
    plain: null,
    options: [],
    from: null,
    keys: null,
    open: false,
    domains: [],
    numeric: false,
    min: 1,
    max: null,
    step: 1,
    fields: [],
    required: false,
    default: null,
    defaultWords: null,
    help: null,
    deprecated: null,
    yamlOnly: false,
    group: 'layout',
    ...rest,
  };
}

export const gridFields: readonly Field[] = [
  field('columns', 'Columns', {
    kind: 'choice',
    options: [3, 6, 9, 12, 'full'],
    open: true,
    numeric: true,
    help: 'Of 12; full is the whole width.',
    defaultWords: 'as the card wants',
  }),
  field('rows', 'Rows', {
    kind: 'choice',
    options: ['auto', 1, 2, 3, 4, 6, 8],
    open: true,
    numeric: true,
    defaultWords: 'as the card wants',
  }),
  field('min_columns', 'Fewest columns', { max: 12 }),
  field('max_columns', 'Most columns', { max: 12 }),
  field('min_rows', 'Fewest rows', {}),
  field('max_rows', 'Most rows', {}),
];
