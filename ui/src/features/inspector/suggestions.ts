/** The suggestions of a field's picker, from the home, the document and the catalogue. */
import type { Entry, Field } from '../../workspace/tree/Catalogue.svelte';
import { domainIcon, entitySuggestions } from '../../workspace/home/entities';
import type { Home } from '../../workspace/home/Homes.svelte';
import { stateSuggestions, type Subject } from '../../workspace/home/states';
import type { Suggestion } from '../../shared/suggestion';
import * as say from '../../words/generated/inspector';

/** Home Assistant's names for colors, with their look in its own theme. */
export const COLOURS: Readonly<Record<string, string>> = {
  primary: '#03a9f4',
  accent: '#ff9800',
  red: '#f44336',
  pink: '#e91e63',
  purple: '#926bc7',
  'deep-purple': '#6e41ab',
  indigo: '#3f51b5',
  blue: '#2196f3',
  'light-blue': '#03a9f4',
  cyan: '#00bcd4',
  teal: '#009688',
  green: '#4caf50',
  'light-green': '#8bc34a',
  lime: '#cddc39',
  yellow: '#ffeb3b',
  amber: '#ffc107',
  orange: '#ff9800',
  'deep-orange': '#ff6f22',
  brown: '#795548',
  'light-grey': '#bdbdbd',
  grey: '#9e9e9e',
  'dark-grey': '#606060',
  'blue-grey': '#607d8b',
  black: '#000000',
  white: '#ffffff',
};

interface Surroundings {
  /** The subject of the field. */
  readonly subject: Subject;
  /** Pages of this dashboard: `/lovelace/kitchen`. */
  readonly pages: readonly Suggestion[];
}

/** The choices for a field; none for fields that are only typed. */
export function suggestionsFor(field: Field, home: Home, around: Surroundings): readonly Suggestion[] {
  const { contents } = home;
  switch (field.kind) {
    case 'entity':
      return entitySuggestions(home, field.domains);
    case 'area':
    case 'device':
    case 'floor':
    case 'label':
      return thingSuggestions(field.kind, home);
    case 'user':
      return contents.users.map((user) => ({
        value: user.id,
        label: user.name,
        icon: 'mdi:account',
        isInternal: true,
      }));
    case 'image':
      return contents.images.map((image) => ({
        value: image.id,
        label: image.name || image.id,
        icon: 'mdi:image',
        isInternal: true,
      }));
    case 'theme':
      return ['default', ...contents.themes].map((theme) => ({ value: theme, label: theme, icon: 'mdi:palette' }));
    case 'service':
      return contents.services.map((service) => ({
        value: service.id,
        label: service.name ?? service.id,
        icon: domainIcon(service.id),
        words: service.description ?? '',
      }));
    case 'navigation':
      return [
        ...around.pages,
        ...contents.pages.map((page) => ({
          value: page.path,
          label: page.title,
          icon: page.icon ?? 'mdi:page-layout-body',
        })),
      ];
    case 'attribute': {
      const attributes = attributesOf(around.subject, home);
      return attributes.map((attribute) => ({ value: attribute, label: attribute }));
    }
    case 'state': {
      const [domain] = field.domains;
      return stateSuggestions(home, domain === undefined ? around.subject : { domain });
    }
    case 'domain':
      return counted(contents.entities.map(({ id }) => id.split('.')[0] ?? '')).map((one) => ({
        ...one,
        icon: domainIcon(`${one.value}.`),
      }));
    case 'integration':
      return counted(contents.entities.flatMap(({ integration }) => integration ?? []));
    case 'color':
      return [
        ...field.options.map(String).map((option) => ({ value: option, label: inWords(option) })),
        ...Object.entries(COLOURS).map(([name, swatch]) => ({ value: name, label: inWords(name), swatch })),
      ];
    default:
      return [];
  }
}

/** The attributes of the entity, or of all entities of the domain. */
function attributesOf({ entity, domain }: Subject, home: Home): readonly string[] {
  const known = entity ? home.entity(entity) : null;
  if (known) return known.attributes;
  const prefix = `${entity?.split('.')[0] ?? domain ?? ''}.`;
  const names = home.contents.entities.filter(({ id }) => id.startsWith(prefix)).flatMap((one) => one.attributes);
  return prefix === '.' ? [] : [...new Set(names)].sort();
}

/** Each name once, with how many entities have it. */
function counted(names: readonly string[]): Suggestion[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([left], [right]) => left.localeCompare(right));
  return sorted.map(([value, count]) => ({
    value,
    label: inWords(value),
    detail: say.entities({ count }),
  }));
}

/** The contents of a home besides entities, by name; the written value is an id. */
export type ThingKind = 'area' | 'device' | 'floor' | 'label';

export function thingSuggestions(kind: ThingKind, home: Home): readonly Suggestion[] {
  const { contents } = home;
  const usual = {
    area: 'mdi:texture-box',
    device: 'mdi:devices',
    floor: 'mdi:home-floor-1',
    label: 'mdi:label-outline',
  }[kind];
  const things: readonly { id: string; name: string; icon?: string | null; detail?: string | null }[] = {
    area: () =>
      contents.areas.map((area) => ({
        ...area,
        detail: contents.floors.find((floor) => floor.id === area.floor)?.name ?? null,
      })),
    device: () => contents.devices.map((device) => ({ ...device, detail: home.areaName(device.area) })),
    floor: () => contents.floors,
    label: () => contents.labels,
  }[kind]();
  return things.map(({ id, name, icon, detail }) => ({
    value: id,
    label: name,
    icon: icon ?? usual,
    isInternal: true,
    ...(detail ? { detail } : {}),
  }));
}

/** The choices for a `choice`: the options, and those that the entity itself lists. */
export function choicesOf(
  field: Field,
  home: Home,
  entity: string | null,
): readonly { value: unknown; label: string }[] {
  const listed = field.from && entity ? (home.entity(entity)?.lists[field.from] ?? []) : [];
  const values = [...field.options, ...listed.filter((item) => !field.options.includes(item))];
  return values.map((value) => ({ value, label: typeof value === 'string' ? inWords(value) : String(value) }));
}

/** `arm_away` as “Arm away”. Names that are more than plain words stay as they are. */
export function inWords(value: string): string {
  if (!/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(value)) return value;
  const words = value.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a typed text names an entry. */
export function matches(entry: Entry, query: string): boolean {
  const text = `${entry.label} ${entry.name} ${entry.sentence}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
