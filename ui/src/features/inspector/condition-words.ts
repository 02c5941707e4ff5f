/** Conditions in plain words: “*Kitchen light* is on and the screen is at least 600 px wide”. */
import { isMapping, type Mapping } from '../../workspace/tree/Catalogue.svelte';
import type { Home } from '../../workspace/home/Homes.svelte';
import { nameOf } from './action-words';
import { orList } from './problems';
import * as say from '../../words/generated/inspector';

const DAYS: Readonly<Record<string, string>> = {
  mon: say.monday(),
  tue: say.tuesday(),
  wed: say.wednesday(),
  thu: say.thursday(),
  fri: say.friday(),
  sat: say.saturday(),
  sun: say.sunday(),
};

/** When something is shown; null when always. */
export function visibilityWords(conditions: unknown, home: Home): string | null {
  const list = listOf(conditions);
  return list.length === 0 ? null : say.shownWhen({ conditions: joined(list, home, 'and') });
}

export function conditionWords(condition: unknown, home: Home): string {
  if (!isMapping(condition)) return say.invalidCondition();
  const words = wordsOf(condition, home);
  return condition['enabled'] === false ? say.disabled({ words }) : words;
}

function wordsOf(condition: Mapping, home: Home): string {
  const text = (key: string) => (typeof condition[key] === 'string' ? (condition[key] as string) : '');
  const subject = text('entity') ? nameOf(text('entity'), home) : say.theEntity();
  const attribute = text('attribute')
    ? say.attributeOf({ name: subject, attribute: text('attribute').replaceAll('_', ' ') })
    : subject;
  const type = text('condition') || ('conditions' in condition ? 'and' : 'state');
  switch (type) {
    case 'state': {
      if (condition['state_not'] !== undefined)
        return say.isNot({ name: attribute, value: either(condition['state_not'], home) });
      return say.is({ name: attribute, value: either(condition['state'], home) });
    }
    case 'numeric_state': {
      const bounds = [
        condition['above'] === undefined ? '' : say.above({ value: one(condition['above'], home) }),
        condition['below'] === undefined ? '' : say.below({ value: one(condition['below'], home) }),
      ].filter(Boolean);
      return say.is({ name: attribute, value: andList(bounds) });
    }
    case 'screen':
      return screenWords(text('media_query'));
    case 'user': {
      const users = listOf(condition['users']).map(
        (id) => home.contents.users.find((user) => user.id === id)?.name ?? String(id),
      );
      return users.length === 0 ? say.noViewer() : say.looking({ users: orList(users) });
    }
    case 'time': {
      const hours = [
        text('after') && say.after({ time: short(text('after')) }),
        text('before') && say.before({ time: short(text('before')) }),
      ];
      const days = listOf(condition['weekdays']).map((day) => DAYS[String(day)] ?? String(day));
      const parts = [...hours.filter(Boolean), days.length > 0 ? say.onDays({ days: orList(days) }) : ''].filter(
        Boolean,
      );
      return say.itIs({ parts: parts.join(' ') || '…' });
    }
    case 'location': {
      const places = listOf(condition['locations']).map((place) => String(place));
      if (places.length > 0) return say.viewerAt({ places: orList(places) });
      return condition['away'] === true ? say.viewerAway() : say.viewerInZone();
    }
    case 'view_columns': {
      const least = condition['min'] === undefined ? '' : say.atLeast({ value: one(condition['min'], home) });
      const most = condition['max'] === undefined ? '' : say.atMost({ value: one(condition['max'], home) });
      return say.viewColumns({ bounds: andList([least, most].filter(Boolean)) });
    }
    case 'and':
      return grouped(condition['conditions'], home, 'and');
    case 'or':
      return grouped(condition['conditions'], home, 'or');
    case 'not':
      return say.notSo({ conditions: grouped(condition['conditions'], home, 'and') });
    case 'template':
      return say.templateTrue();
    case 'sun': {
      const parts = [
        text('after') && say.after({ time: text('after') }),
        text('before') && say.before({ time: text('before') }),
      ];
      return say.itIs({ parts: andList(parts.filter(Boolean)) });
    }
    case 'zone':
      return say.isIn({ name: either(condition['entity_id'], home), zone: either(condition['zone'], home) });
    case 'device':
      return say.deviceCondition();
    default:
      return say.conditionHolds({ type });
  }
}

/** Widths in words; anything else as it is. */
function screenWords(query: string): string {
  const least = /min-width:\s*(\d+)px/.exec(query)?.[1];
  const most = /max-width:\s*(\d+)px/.exec(query)?.[1];
  const isPlain = !query.includes(',') && !query.includes('not');
  if (isPlain && least && most) return say.screenBetween({ least, most });
  if (isPlain && least) return say.screenAtLeast({ least });
  if (isPlain && most) return say.screenAtMost({ most });
  return query ? say.screenFits({ query }) : say.theScreenIs();
}

function grouped(conditions: unknown, home: Home, word: 'and' | 'or'): string {
  const list = listOf(conditions);
  if (list.length === 0) return '…';
  const words = joined(list, home, word);
  return list.length > 1 ? `(${words})` : words;
}

function joined(list: readonly unknown[], home: Home, word: 'and' | 'or'): string {
  const words = list.map((condition) => conditionWords(condition, home));
  return words.reduce((left, right) =>
    word === 'and' ? say.bothHold({ left, right }) : say.oneHolds({ left, right }),
  );
}

function andList(words: readonly string[]): string {
  return words.length === 0 ? '…' : words.reduce((left, right) => say.bothHold({ left, right }));
}

function either(value: unknown, home: Home): string {
  const values = listOf(value).map((item) => one(item, home));
  return values.length === 0 ? '…' : orList(values);
}

function one(value: unknown, home: Home): string {
  return typeof value === 'string' && /^[a-z_]+\.\w+$/.test(value) ? nameOf(value, home) : String(value);
}

function short(time: string): string {
  return time.replace(/^(\d\d:\d\d):00$/, '$1');
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
