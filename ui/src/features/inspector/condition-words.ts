/** Conditions in plain words: “*Kitchen light* is on and the screen is at least 600 px wide”. */
import { isMapping, type Mapping } from '../../workspace/tree/Catalogue.svelte';
import type { Home } from '../../workspace/home/Homes.svelte';
import { nameOf } from './action-words';

const DAYS: Readonly<Record<string, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** When something is shown; null when always. */
export function visibilityWords(conditions: unknown, home: Home): string | null {
  const list = listOf(conditions);
  return list.length === 0 ? null : `Shown when ${joined(list, home, 'and')}`;
}

export function conditionWords(condition: unknown, home: Home): string {
  if (!isMapping(condition)) return 'something that is no condition';
  const words = wordsOf(condition, home);
  return condition['enabled'] === false ? `(switched off) ${words}` : words;
}

function wordsOf(condition: Mapping, home: Home): string {
  const text = (key: string) => (typeof condition[key] === 'string' ? (condition[key] as string) : '');
  const subject = text('entity') ? nameOf(text('entity'), home) : 'the entity';
  const attribute = text('attribute') ? `${subject}’s ${text('attribute').replaceAll('_', ' ')}` : subject;
  const type = text('condition') || ('conditions' in condition ? 'and' : 'state');
  switch (type) {
    case 'state': {
      if (condition['state_not'] !== undefined) return `${attribute} is not ${either(condition['state_not'], home)}`;
      return `${attribute} is ${either(condition['state'], home)}`;
    }
    case 'numeric_state': {
      const bounds = [
        condition['above'] === undefined ? '' : `above ${one(condition['above'], home)}`,
        condition['below'] === undefined ? '' : `below ${one(condition['below'], home)}`,
      ].filter(Boolean);
      return `${attribute} is ${bounds.join(' and ') || '…'}`;
    }
    case 'screen':
      return screenWords(text('media_query'));
    case 'user': {
      const users = listOf(condition['users']).map(
        (id) => home.contents.users.find((user) => user.id === id)?.name ?? String(id),
      );
      return users.length === 0
        ? 'nobody in particular is looking'
        : `${orList(users)} ${users.length === 1 ? 'is' : 'are'} looking`;
    }
    case 'time': {
      const hours = [
        text('after') && `after ${short(text('after'))}`,
        text('before') && `before ${short(text('before'))}`,
      ];
      const days = listOf(condition['weekdays']).map((day) => DAYS[String(day)] ?? String(day));
      const parts = [...hours.filter(Boolean), days.length > 0 ? `on ${orList(days)}` : ''].filter(Boolean);
      return `it is ${parts.join(' ') || '…'}`;
    }
    case 'location': {
      const places = listOf(condition['locations']).map((place) => String(place));
      return `whoever looks is ${places.length > 0 ? `at ${orList(places)}` : condition['away'] === true ? 'away' : 'in a zone'}`;
    }
    case 'view_columns': {
      const least = condition['min'] === undefined ? '' : `at least ${one(condition['min'], home)}`;
      const most = condition['max'] === undefined ? '' : `at most ${one(condition['max'], home)}`;
      return `the view has ${[least, most].filter(Boolean).join(' and ') || '…'} columns`;
    }
    case 'and':
      return grouped(condition['conditions'], home, 'and');
    case 'or':
      return grouped(condition['conditions'], home, 'or');
    case 'not':
      return `it is not so that ${grouped(condition['conditions'], home, 'and')}`;
    case 'template':
      return 'a template gives true';
    case 'sun': {
      const parts = [text('after') && `after ${text('after')}`, text('before') && `before ${text('before')}`];
      return `it is ${parts.filter(Boolean).join(' and ') || '…'}`;
    }
    case 'zone':
      return `${either(condition['entity_id'], home)} is in ${either(condition['zone'], home)}`;
    case 'device':
      return 'a device says so';
    default:
      return `the condition “${type}” holds`;
  }
}

/** Widths in words; anything else as it is. */
function screenWords(query: string): string {
  const least = /min-width:\s*(\d+)px/.exec(query)?.[1];
  const most = /max-width:\s*(\d+)px/.exec(query)?.[1];
  const isPlain = !query.includes(',') && !query.includes('not');
  if (isPlain && least && most) return `the screen is ${least} to ${most} px wide`;
  if (isPlain && least) return `the screen is at least ${least} px wide`;
  if (isPlain && most) return `the screen is at most ${most} px wide`;
  return query ? `the screen fits ${query}` : 'the screen is …';
}

function grouped(conditions: unknown, home: Home, word: 'and' | 'or'): string {
  const list = listOf(conditions);
  if (list.length === 0) return '…';
  const words = joined(list, home, word);
  return list.length > 1 ? `(${words})` : words;
}

function joined(list: readonly unknown[], home: Home, word: 'and' | 'or'): string {
  return list.map((condition) => conditionWords(condition, home)).join(` ${word} `);
}

function either(value: unknown, home: Home): string {
  const values = listOf(value).map((item) => one(item, home));
  return values.length === 0 ? '…' : orList(values);
}

function one(value: unknown, home: Home): string {
  return typeof value === 'string' && /^[a-z_]+\.\w+$/.test(value) ? nameOf(value, home) : String(value);
}

function orList(words: readonly string[]): string {
  return words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function short(time: string): string {
  return time.replace(/^(\d\d:\d\d):00$/, '$1');
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
