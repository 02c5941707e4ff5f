/** Edits by hand, as the fake host makes them: the outline, operations on nodes, the catalogue, values as YAML. */
import { parse, stringify } from 'yaml';

import type { CatalogueContents, CatalogueEntry } from '../../api/generated/api';
import catalogue from './catalogue.json';
import { demoContents } from './home';
import { newNode } from './nodes';
import { offerFor } from './offers';
import { edited, fail } from './refusal';
import { applyOps, arrangeText, identifyText, outlineOf, valueAt } from './tree';
import type { Handlers } from './handlers';
import type { FakeWorld } from './world';

type Name =
  | 'document_apply'
  | 'document_arrange'
  | 'document_copy'
  | 'yaml_identify'
  | 'document_outline'
  | 'document_node'
  | 'document_node_write'
  | 'catalogue'
  | 'catalogue_suiting'
  | 'node_new'
  | 'home_contents'
  | 'yaml_read'
  | 'yaml_write';

export function editingHandlers(world: FakeWorld): Handlers<Name> {
  return {
    document_apply: ({ id, revision, ops }) => {
      const open = world.openAt(id, revision);
      return offerFor(
        open,
        edited(() => applyOps(open.text, ops)),
      );
    },
    document_arrange: ({ id, revision, gesture }) => {
      const open = world.openAt(id, revision);
      const { text, nodes } = edited(() => arrangeText(open.text, gesture));
      return { offer: offerFor(open, text), nodes, notes: [] };
    },
    document_copy: ({ id, revision, nodes }) => {
      const { text } = world.openAt(id, revision);
      const values = nodes.map((path) => valueAt(text, path));
      return { text: stringify(values.length === 1 ? values[0] : values) };
    },
    yaml_identify: ({ text }) => identifyText(text),
    document_outline: ({ id, tree }) => {
      const open = world.open(id);
      const { revision } = open.document;
      const outline = outlineOf(open.text);
      if (!outline) return { revision, tree: null, nodes: null, changed: [], ranges: [], shifts: [] };
      open.sent.take(outline.nodes);
      return { revision, tree: open.sent.number, ...open.sent.since(tree), ranges: outline.ranges, shifts: [] };
    },
    document_node: ({ id, revision, path }) => {
      const value = valueAt(world.openAt(id, revision).text, path);
      if (value === undefined) fail('notFound', 'There is nothing at this place any more.');
      return { revision, value, yaml: stringify(value) };
    },
    document_node_write: ({ id, revision, path, yaml }) => {
      const open = world.openAt(id, revision);
      return offerFor(
        open,
        edited(() => applyOps(open.text, [{ op: 'replace', path, value: parse(yaml) as unknown }])),
      );
    },
    catalogue: () => catalogue as unknown as CatalogueContents,
    catalogue_suiting: ({ kind, domain }) =>
      (catalogue as unknown as CatalogueContents).entries
        .filter((entry) => entry.kind === kind && entry.offered === 'always')
        .filter((entry) => entry.suitsAny || entry.suits.includes(domain))
        .sort((left, right) => breadth(left) - breadth(right))
        .map((entry) => entry.name),
    node_new: (asked) => ({ value: newNode(catalogue as unknown as CatalogueContents, asked) }),
    home_contents: () => demoContents(),
    yaml_read: ({ text }) => {
      try {
        return { value: parse(text) as unknown, problem: null };
      } catch (reason) {
        return { value: null, problem: (reason as Error).message };
      }
    },
    yaml_write: ({ value }) => ({ text: stringify(value) }),
  };
}

/** Cards for one domain come before cards for several, and these before cards for all. */
function breadth(entry: CatalogueEntry): number {
  if (entry.name === 'tile') return 0;
  return (entry.suitsAny ? 100 : entry.suits.length) + (entry.resource === null ? 0 : 1000);
}
