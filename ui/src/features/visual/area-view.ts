/**
 * A view for an area, made of the home's entities there: measurements as badges, the rest as tiles in sections by
 * purpose. Pure; the result is a start to build on.
 */
import type { HomeArea, HomeEntity } from '../../api/generated/api';

interface Group {
  readonly title: string;
  readonly icon: string;
  readonly domains: readonly string[];
  /** Kinds of binary sensors and sensors that belong here. */
  readonly classes?: readonly string[];
}

const GROUPS: readonly Group[] = [
  { title: 'Lights', icon: 'mdi:lamps', domains: ['light'] },
  {
    title: 'Climate',
    icon: 'mdi:home-thermometer',
    domains: ['climate', 'humidifier', 'fan', 'water_heater'],
  },
  { title: 'Covers', icon: 'mdi:window-shutter', domains: ['cover', 'valve'] },
  { title: 'Entertainment', icon: 'mdi:multimedia', domains: ['media_player', 'remote'] },
  {
    title: 'Security',
    icon: 'mdi:shield-home',
    domains: ['lock', 'alarm_control_panel', 'camera'],
    classes: [
      'door',
      'window',
      'garage_door',
      'opening',
      'motion',
      'occupancy',
      'presence',
      'smoke',
      'gas',
      'moisture',
    ],
  },
  { title: 'Switches', icon: 'mdi:toggle-switch', domains: ['switch', 'input_boolean', 'vacuum', 'lawn_mower'] },
  { title: 'Scenes', icon: 'mdi:palette', domains: ['scene'] },
  { title: 'Sensors', icon: 'mdi:eye', domains: ['sensor', 'binary_sensor', 'weather', 'todo'] },
];

/** The measurements that characterize an area at a glance. */
const BADGES = ['temperature', 'humidity', 'carbon_dioxide'];

const FEATURES: Readonly<Record<string, (entity: HomeEntity) => string | null>> = {
  light: ({ lists }) => (lists['supported_color_modes']?.some((mode) => mode !== 'onoff') ? 'light-brightness' : null),
  climate: () => 'target-temperature',
  cover: ({ attributes }) => (attributes.includes('current_position') ? 'cover-position' : 'cover-open-close'),
  fan: ({ attributes }) => (attributes.includes('percentage') ? 'fan-speed' : null),
  lock: () => 'lock-commands',
};

const domainOf = (entity: HomeEntity): string => entity.id.split('.')[0] ?? '';

function isBadge(entity: HomeEntity): boolean {
  return domainOf(entity) === 'sensor' && BADGES.includes(entity.deviceClass ?? '');
}

function belongs(entity: HomeEntity, group: Group): boolean {
  const domain = domainOf(entity);
  if (group.domains.includes(domain)) return true;
  return domain === 'binary_sensor' && (group.classes?.includes(entity.deviceClass ?? '') ?? false);
}

/** The entities of an area that a view shows, in its sections. */
export function areaGroups(area: string, entities: readonly HomeEntity[]): { group: Group; entities: HomeEntity[] }[] {
  const left = new Set(
    entities.filter((entity) => entity.area === area && !entity.hidden && !entity.upkeep && !isBadge(entity)),
  );
  return GROUPS.flatMap((group) => {
    const own = [...left].filter((entity) => belongs(entity, group));
    for (const entity of own) left.delete(entity);
    return own.length > 0 ? [{ group, entities: own.toSorted((a, b) => a.name.localeCompare(b.name)) }] : [];
  });
}

/** The view. */
export function areaView(area: HomeArea, entities: readonly HomeEntity[]): Record<string, unknown> {
  const badges = entities.filter((entity) => entity.area === area.id && !entity.hidden && isBadge(entity));
  const sections = areaGroups(area.id, entities).map((part) => ({
    type: 'grid',
    cards: [{ type: 'heading', heading: part.group.title, icon: part.group.icon }, ...part.entities.map(tile)],
  }));
  return {
    title: area.name,
    path: area.id.replaceAll('_', '-'),
    ...(area.icon === null ? {} : { icon: area.icon }),
    type: 'sections',
    ...(badges.length > 0 ? { badges: badges.map((entity) => ({ type: 'entity', entity: entity.id })) } : {}),
    sections: sections.length > 0 ? sections : [{ type: 'grid', cards: [] }],
  };
}

function tile(entity: HomeEntity): Record<string, unknown> {
  const feature = FEATURES[domainOf(entity)]?.(entity) ?? null;
  return {
    type: 'tile',
    entity: entity.id,
    ...(feature === null ? {} : { features: [{ type: feature }] }),
  };
}
