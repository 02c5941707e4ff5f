/** Entities of a home as pickers show them: with name, area, state, and an icon where they have none of their own. */
import type { Suggestion } from '../../shared/suggestion';
import type { Home } from './Homes.svelte';

const DOMAIN_ICONS: Readonly<Record<string, string>> = {
  alarm_control_panel: 'mdi:shield',
  automation: 'mdi:robot',
  binary_sensor: 'mdi:radiobox-blank',
  button: 'mdi:gesture-tap-button',
  calendar: 'mdi:calendar',
  camera: 'mdi:video',
  climate: 'mdi:thermostat',
  cover: 'mdi:window-shutter',
  device_tracker: 'mdi:account-circle',
  fan: 'mdi:fan',
  humidifier: 'mdi:air-humidifier',
  image: 'mdi:image',
  input_boolean: 'mdi:toggle-switch-outline',
  input_number: 'mdi:ray-vertex',
  input_select: 'mdi:format-list-bulleted',
  light: 'mdi:lightbulb',
  lock: 'mdi:lock',
  media_player: 'mdi:cast',
  number: 'mdi:ray-vertex',
  person: 'mdi:account',
  remote: 'mdi:remote',
  scene: 'mdi:palette',
  script: 'mdi:script-text',
  select: 'mdi:format-list-bulleted',
  sensor: 'mdi:eye',
  sun: 'mdi:white-balance-sunny',
  switch: 'mdi:toggle-switch-variant',
  timer: 'mdi:timer-outline',
  todo: 'mdi:clipboard-list',
  update: 'mdi:package-up',
  vacuum: 'mdi:robot-vacuum',
  valve: 'mdi:pipe-valve',
  water_heater: 'mdi:thermometer',
  weather: 'mdi:weather-cloudy',
  zone: 'mdi:map-marker-radius',
};

export function domainIcon(entity: string): string {
  return DOMAIN_ICONS[entity.split('.')[0] ?? ''] ?? 'mdi:bookmark';
}

export function entitySuggestions(home: Home, domains: readonly string[] = []): Suggestion[] {
  const fits = (id: string) => domains.length === 0 || domains.includes(id.split('.')[0] ?? '');
  return home.contents.entities
    .filter((entity) => fits(entity.id))
    .map((entity) => ({
      value: entity.id,
      label: entity.name,
      detail: [home.areaName(entity.area), stateWords(entity.state, entity.unit)].filter(Boolean).join(' · '),
      icon: entity.icon ?? domainIcon(entity.id),
      words: entity.id,
    }));
}

export function stateWords(state: string, unit: string | null): string {
  return unit ? `${state} ${unit}` : state;
}
