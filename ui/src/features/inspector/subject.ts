/** The subject of a field: the entity of its node, or of the node's holder; a rule may have a whole domain. */
import { isMapping } from '../../workspace/tree/Catalogue.svelte';
import type { Path } from '../../workspace/tree/paths';
import type { Subject } from '../../workspace/home/states';

/** The entity of a node, if the node names it itself. */
export function entityOf(node: unknown): string | null {
  if (!isMapping(node)) return null;
  for (const key of ['entity', 'entity_id', 'camera_image', 'image_entity']) {
    if (typeof node[key] === 'string') return node[key];
  }
  const first = Array.isArray(node['entities']) ? (node['entities'] as unknown[])[0] : undefined;
  return typeof first === 'string' ? first : isMapping(first) ? entityOf(first) : null;
}

/** The subject of the fields of the node at `path`. A condition without an entity has its card's. */
export function subjectOf(form: { at(path: Path): unknown }, path: Path): Subject {
  const own = form.at(path);
  const attribute = isMapping(own) && typeof own['attribute'] === 'string' ? own['attribute'] : null;
  for (let length = path.length; length >= 0; length--) {
    const node = form.at(path.slice(0, length));
    if (!isMapping(node)) continue;
    const entity = entityOf(node) ?? firstTarget(node['target']);
    const domain = typeof node['domain'] === 'string' ? node['domain'] : null;
    if (entity !== null || domain !== null) return { entity, domain, attribute };
  }
  return { entity: null, domain: null, attribute };
}

function firstTarget(target: unknown): string | null {
  const ids: unknown = isMapping(target) ? target['entity_id'] : null;
  const first: unknown = Array.isArray(ids) ? (ids as unknown[])[0] : ids;
  return typeof first === 'string' ? first : null;
}
