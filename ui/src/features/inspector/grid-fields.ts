/** The keys of `grid_options`: how large a card is in its section. */
import type { Field } from '../../workspace/tree/Catalogue.svelte';
import { DEFAULT_SIZE } from '../../workspace/tree/card-sizes';
import * as say from '../../words/generated/inspector';

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

/** The fields for a card of this type, with the size that it has by itself. */
export function gridFields(type: unknown): readonly Field[] {
  const usual = typeof type === 'string' ? DEFAULT_SIZE[type] : undefined;
  const words = usual ? say.size({ columns: usual[0], rows: usual[1] }) : say.sizeFull();
  return [
    field('columns', say.columns(), {
      kind: 'choice',
      options: [3, 6, 9, 12, 'full'],
      open: true,
      numeric: true,
      help: say.columnsHelp(),
      defaultWords: words,
    }),
    field('rows', say.rows(), {
      kind: 'choice',
      options: ['auto', 1, 2, 3, 4, 6, 8],
      open: true,
      numeric: true,
      defaultWords: words,
    }),
    field('min_columns', say.minColumns(), { max: 12 }),
    field('max_columns', say.maxColumns(), { max: 12 }),
    field('min_rows', say.minRows(), {}),
    field('max_rows', say.maxRows(), {}),
  ];
}
