/** An action in a sentence: “Goes to /lights”. */
import { isMapping } from '../../workspace/tree/Catalogue.svelte';
import type { Home } from '../../workspace/home/Homes.svelte';

export function actionWords(action: unknown, home: Home): string {
  if (!isMapping(action)) return 'As usual';
  const text = (key: string) => (typeof action[key] === 'string' ? (action[key] as string) : '');
  const asks = action['confirmation'] ? ', after asking' : '';
  switch (action['action']) {
    case 'none':
      return 'Does nothing';
    case 'toggle':
      return `Turns it on or off${asks}`;
    case 'more-info':
      return `Shows ${text('entity') ? nameOf(text('entity'), home) : 'its dialog'}${asks}`;
    case 'navigate':
      return `Goes to ${text('navigation_path') || '…'}${asks}`;
    case 'url':
      return `Opens ${text('url_path') || '…'}${asks}`;
    case 'assist':
      return `Opens Assist${action['start_listening'] === true ? ' and listens' : ''}`;
    case 'perform-action':
    case 'call-service': {
      const id = text('perform_action') || text('service');
      const service = home.contents.services.find((one) => one.id === id);
      return `Performs ${service?.name ?? (id || '…')}${targetWords(action['target'], home)}${asks}`;
    }
    case 'fire-dom-event':
      return 'Tells other custom code';
    default:
      return text('action') ? `Does “${text('action')}”` : 'As usual';
  }
}

/** The target of an action: “ on Kitchen light and 2 more”. */
export function targetWords(target: unknown, home: Home): string {
  if (!isMapping(target)) return '';
  const { exclude, ...chosen } = target;
  const names = namesIn(chosen, home);
  const exceptions = namesIn(exclude, home);
  if (names.length === 0) return '';
  return ` on ${fewNames(names)}${exceptions.length > 0 ? ` except ${fewNames(exceptions)}` : ''}`;
}

function namesIn(target: unknown, home: Home): readonly string[] {
  if (!isMapping(target)) return [];
  return Object.entries(target).flatMap(([key, value]) => {
    const ids = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((id) => typeof id === 'string');
    return ids.map((id) => thingName(key, id, home));
  });
}

function fewNames(names: readonly string[]): string {
  const [first = '', second] = names;
  if (names.length === 1) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first} and ${names.length - 1} more`;
}

export function nameOf(entity: string, home: Home): string {
  return home.entity(entity)?.name ?? entity;
}

function thingName(key: string, id: string, home: Home): string {
  const { areas, devices, floors, labels } = home.contents;
  const lists: Record<string, readonly { id: string; name: string }[]> = {
    area_id: areas,
    device_id: devices,
    floor_id: floors,
    label_id: labels,
  };
  return lists[key]?.find((thing) => thing.id === id)?.name ?? nameOf(id, home);
}
