/**
 * The possible states of an entity: those that Home Assistant gives its domain, those that the entity lists, and its
 * present one; for an attribute, its values. The same as in Home Assistant's own picker of states; anything else can
 * be typed.
 */
import type { Suggestion } from '../../shared/suggestion';
import type { Home } from './Homes.svelte';

const ON_OFF = ['on', 'off'];

/** The states of each domain that has just some. */
const OF_DOMAIN: Readonly<Record<string, readonly string[]>> = {
  alarm_control_panel: [
    'disarmed',
    'armed_home',
    'armed_away',
    'armed_night',
    'armed_vacation',
    'armed_custom_bypass',
    'arming',
    'disarming',
    'pending',
    'triggered',
  ],
  alert: ['on', 'off', 'idle'],
  assist_satellite: ['idle', 'listening', 'processing', 'responding'],
  automation: ON_OFF,
  binary_sensor: ON_OFF,
  calendar: ON_OFF,
  camera: ['idle', 'recording', 'streaming'],
  cover: ['open', 'closed', 'opening', 'closing'],
  device_tracker: ['home', 'not_home'],
  fan: ON_OFF,
  group: ['on', 'off', 'home', 'not_home'],
  humidifier: ON_OFF,
  input_boolean: ON_OFF,
  lawn_mower: ['mowing', 'docked', 'paused', 'returning', 'idle', 'error'],
  light: ON_OFF,
  lock: ['locked', 'unlocked', 'locking', 'unlocking', 'jammed', 'open', 'opening'],
  media_player: ['off', 'on', 'idle', 'playing', 'paused', 'standby', 'buffering'],
  person: ['home', 'not_home'],
  plant: ['ok', 'problem'],
  remote: ON_OFF,
  schedule: ON_OFF,
  script: ON_OFF,
  siren: ON_OFF,
  sun: ['above_horizon', 'below_horizon'],
  switch: ON_OFF,
  timer: ['active', 'paused', 'idle'],
  update: ON_OFF,
  vacuum: ['cleaning', 'docked', 'returning', 'paused', 'idle', 'error'],
  valve: ['open', 'closed', 'opening', 'closing'],
  weather: [
    'sunny',
    'clear-night',
    'partlycloudy',
    'cloudy',
    'fog',
    'windy',
    'windy-variant',
    'rainy',
    'pouring',
    'snowy',
    'snowy-rainy',
    'hail',
    'lightning',
    'lightning-rainy',
    'exceptional',
  ],
};

/** The meaning of “on” and “off” for a binary sensor, in Home Assistant's words. */
const OF_CLASS: Readonly<Record<string, readonly [on: string, off: string]>> = {
  battery: ['Low', 'Normal'],
  battery_charging: ['Charging', 'Not charging'],
  carbon_monoxide: ['Detected', 'Clear'],
  cold: ['Cold', 'Normal'],
  connectivity: ['Connected', 'Disconnected'],
  door: ['Open', 'Closed'],
  garage_door: ['Open', 'Closed'],
  gas: ['Detected', 'Clear'],
  heat: ['Hot', 'Normal'],
  light: ['Light detected', 'No light'],
  lock: ['Unlocked', 'Locked'],
  moisture: ['Wet', 'Dry'],
  motion: ['Detected', 'Clear'],
  moving: ['Moving', 'Not moving'],
  occupancy: ['Detected', 'Clear'],
  opening: ['Open', 'Closed'],
  plug: ['Plugged in', 'Unplugged'],
  power: ['Power detected', 'No power'],
  presence: ['Home', 'Away'],
  problem: ['Problem', 'OK'],
  running: ['Running', 'Not running'],
  safety: ['Unsafe', 'Safe'],
  smoke: ['Detected', 'Clear'],
  sound: ['Detected', 'Clear'],
  tamper: ['Tampering detected', 'Clear'],
  update: ['Update available', 'Up-to-date'],
  vibration: ['Detected', 'Clear'],
  window: ['Open', 'Closed'],
};

/** The attribute that lists an entity's states. */
const LISTED: Readonly<Record<string, string>> = {
  climate: 'hvac_modes',
  input_select: 'options',
  select: 'options',
  sensor: 'options',
  water_heater: 'operation_list',
};

/** Values of attributes that no other attribute lists. */
const OF_ATTRIBUTE: Readonly<Record<string, readonly string[]>> = {
  'climate.hvac_action': ['off', 'idle', 'preheating', 'defrosting', 'heating', 'cooling', 'drying', 'fan'],
  'fan.direction': ['forward', 'reverse'],
  'humidifier.action': ['off', 'idle', 'humidifying', 'drying'],
  'media_player.repeat': ['off', 'one', 'all'],
  'device_tracker.source_type': ['gps', 'router', 'bluetooth', 'bluetooth_le'],
  'water_heater.away_mode': ON_OFF,
};

/** States that every entity can have. */
const ALWAYS = ['unavailable', 'unknown'];

/** The entity that a state is asked of. */
export interface Subject {
  readonly entity?: string | null;
  /** The domain of the entities, where it is not about one. */
  readonly domain?: string | null;
  /** The attribute whose value is meant. */
  readonly attribute?: string | null;
}

export function stateSuggestions(
  home: Home,
  { entity = null, domain = null, attribute = null }: Subject,
): Suggestion[] {
  const known = entity === null ? null : home.entity(entity);
  const kind = entity?.split('.')[0] ?? domain ?? '';
  if (attribute !== null) {
    const values = [...(OF_ATTRIBUTE[`${kind}.${attribute}`] ?? []), ...listedValues(known?.lists ?? {}, attribute)];
    return unique(values).map((value) => ({ value, label: value }));
  }
  const listed = known?.lists[LISTED[kind] ?? ''] ?? [];
  const fixed = OF_DOMAIN[kind] ?? (known || listed.length > 0 || kind !== '' ? [] : ON_OFF);
  const now = known ? [known.state] : currentStates(home, kind);
  return unique([...fixed, ...zones(home, kind), ...listed, ...now, ...ALWAYS]).map((value) => {
    const label = fixed.includes(value) ? words(value, known?.deviceClass ?? null) : value;
    return { value, label, ...(known?.state === value ? { detail: 'Now' } : {}) };
  });
}

/** `effect` is listed by `effect_list`, `fan_mode` by `fan_modes`, `mode` by `available_modes`. */
function listedValues(lists: Readonly<Record<string, readonly string[]>>, attribute: string): readonly string[] {
  const plural = `${attribute}s`;
  const names = [`${attribute}_list`, plural, `available_${plural}`, `supported_${plural}`];
  return names.flatMap((name) => lists[name] ?? []);
}

/** People and device trackers can be wherever the home has a zone. */
function zones(home: Home, domain: string): readonly string[] {
  if (domain !== 'person' && domain !== 'device_tracker') return [];
  const others = home.contents.entities.filter(({ id }) => id.startsWith('zone.') && id !== 'zone.home');
  return others.map((zone) => zone.name).sort((left, right) => left.localeCompare(right));
}

/** The present states of a domain's entities; measured numbers are no choice. */
function currentStates(home: Home, domain: string): readonly string[] {
  if (domain === '') return [];
  const ofDomain = home.contents.entities.filter(({ id, unit }) => id.startsWith(`${domain}.`) && unit === null);
  const states = ofDomain.map(({ state }) => state).filter((state) => !/\d/.test(state));
  return unique(states).slice(0, 20);
}

/** A state as people call it, where that differs from the written one. */
function words(state: string, deviceClass: string | null): string {
  const [on, off] = OF_CLASS[deviceClass ?? ''] ?? [];
  if (state === 'on' && on !== undefined) return on;
  if (state === 'off' && off !== undefined) return off;
  if (state === 'not_home') return 'Away';
  const text = state.replaceAll(/[_-]/g, ' ');
  return text === state ? state : text.charAt(0).toUpperCase() + text.slice(1);
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '');
