/** New nodes as the scripted Bobbin makes them: the type, and required fields as far as they were given. */
import type { CatalogueContents, NodeNew } from '../../api/generated/api';

export function newNode(catalogue: CatalogueContents, { kind, name, entities }: NodeNew): unknown {
  const entry = catalogue.entries.find((one) => one.kind === kind && one.name === name);
  const key = kind === 'condition' || kind === 'action' ? kind : kind === 'item' ? null : 'type';
  const node: Record<string, unknown> = key === null || (kind === 'row' && name === 'entity') ? {} : { [key]: name };
  for (const field of entry?.fields ?? []) {
    const isAsked = field.required || (field.name === 'entity' && kind !== 'condition');
    if (!isAsked || field.name === key) continue;
    if (field.kind === 'entity') {
      if (entities[0] !== undefined) node[field.name] = field.many ? entities : entities[0];
    } else if (field.many || field.kind === 'conditions') {
      node[field.name] = field.plain === 'entity' ? entities : [];
    } else if (field.kind === 'text' || field.kind === 'template') {
      node[field.name] = 'Text';
    }
  }
  return node;
}
