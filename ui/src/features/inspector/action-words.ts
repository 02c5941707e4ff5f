/** An action in a sentence: “Goes to /lights”. */
import { isMapping, type Mapping } from '../../workspace/tree/Catalogue.svelte';
import type { Home } from '../../workspace/home/Homes.svelte';
import * as say from '../../words/generated/inspector';

export function actionWords(action: unknown, home: Home): string {
  if (!isMapping(action)) return say.defaultAction();
  const words = wordsOf(action, home);
  return action['confirmation'] && ASKS.has(String(action['action'])) ? say.afterAsking({ words }) : words;
}

/** Actions that can ask before they do something. */
const ASKS = new Set(['toggle', 'more-info', 'navigate', 'url', 'perform-action', 'call-service']);

function wordsOf(action: Mapping, home: Home): string {
  const text = (key: string) => (typeof action[key] === 'string' ? (action[key] as string) : '');
  switch (action['action']) {
    case 'none':
      return say.doesNothing();
    case 'toggle':
      return say.turnsOnOrOff();
    case 'more-info':
      return text('entity') ? say.showsEntity({ name: nameOf(text('entity'), home) }) : say.showsDialog();
    case 'navigate':
      return say.goesTo({ path: text('navigation_path') || '…' });
    case 'url':
      return say.opens({ path: text('url_path') || '…' });
    case 'assist':
      return action['start_listening'] === true ? say.opensAssistAndListens() : say.opensAssist();
    case 'perform-action':
    case 'call-service': {
      const id = text('perform_action') || text('service');
      const service = home.contents.services.find((one) => one.id === id)?.name ?? (id || '…');
      const target = targetWords(action['target'], home);
      return target === '' ? say.performs({ action: service }) : say.performsOn({ action: service, target });
    }
    case 'fire-dom-event':
      return say.sendsEvent();
    default:
      return text('action') ? say.does({ action: text('action') }) : say.defaultAction();
  }
}

/** The target of an action: “Kitchen light and 2 more”. */
export function targetWords(target: unknown, home: Home): string {
  if (!isMapping(target)) return '';
  const { exclude, ...chosen } = target;
  const names = namesIn(chosen, home);
  const exceptions = namesIn(exclude, home);
  if (names.length === 0) return '';
  const words = fewNames(names);
  return exceptions.length > 0 ? say.exceptNames({ names: words, exceptions: fewNames(exceptions) }) : words;
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
  return names.length === 2 && second !== undefined
    ? say.andSecond({ first, second })
    : say.andMore({ first, count: names.length - 1 });
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
