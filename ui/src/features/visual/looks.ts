/** How types are called and drawn in outline and canvas, where a dashboard names and draws nothing itself. */
import {
  mdiAlertOutline,
  mdiBadgeAccountHorizontalOutline,
  mdiCalendar,
  mdiCardOutline,
  mdiChartBar,
  mdiChartLine,
  mdiClockOutline,
  mdiCounter,
  mdiEye,
  mdiEyeOutline,
  mdiFlash,
  mdiFormatHeaderPound,
  mdiFormatListBulleted,
  mdiGauge,
  mdiGestureTapButton,
  mdiGraphOutline,
  mdiHelpCircleOutline,
  mdiImage,
  mdiLanguageMarkdown,
  mdiLightbulb,
  mdiLink,
  mdiMapMarker,
  mdiPlay,
  mdiPuzzleOutline,
  mdiSelectGroup,
  mdiShieldHome,
  mdiSofa,
  mdiTextBoxOutline,
  mdiTextRecognition,
  mdiThermostat,
  mdiViewArrayOutline,
  mdiViewColumnOutline,
  mdiViewDashboardOutline,
  mdiViewGridOutline,
  mdiViewQuiltOutline,
  mdiViewSequentialOutline,
  mdiViewSplitVertical,
  mdiWaterPercent,
  mdiWeatherPartlyCloudy,
  mdiWeb,
} from '@mdi/js';

import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';

const CARDS: Readonly<Record<string, string>> = {
  'alarm-panel': mdiShieldHome,
  alert: mdiAlertOutline,
  area: mdiSofa,
  button: mdiGestureTapButton,
  calendar: mdiCalendar,
  clock: mdiClockOutline,
  conditional: mdiEyeOutline,
  date: mdiCalendar,
  entities: mdiFormatListBulleted,
  entity: mdiTextBoxOutline,
  'entity-filter': mdiFormatListBulleted,
  gauge: mdiGauge,
  glance: mdiEye,
  grid: mdiViewGridOutline,
  heading: mdiFormatHeaderPound,
  'history-graph': mdiChartLine,
  'horizontal-stack': mdiViewColumnOutline,
  humidifier: mdiWaterPercent,
  iframe: mdiWeb,
  light: mdiLightbulb,
  logbook: mdiTextRecognition,
  map: mdiMapMarker,
  markdown: mdiLanguageMarkdown,
  'media-control': mdiPlay,
  picture: mdiImage,
  'picture-elements': mdiImage,
  'picture-entity': mdiImage,
  'picture-glance': mdiImage,
  sensor: mdiGraphOutline,
  shortcut: mdiLink,
  statistic: mdiCounter,
  'statistics-graph': mdiChartBar,
  thermostat: mdiThermostat,
  tile: mdiCardOutline,
  'todo-list': mdiFormatListBulleted,
  'vertical-stack': mdiViewSequentialOutline,
  'weather-forecast': mdiWeatherPartlyCloudy,
};

const VIEWS: Readonly<Record<string, string>> = {
  sections: mdiViewGridOutline,
  masonry: mdiViewQuiltOutline,
  sidebar: mdiViewSplitVertical,
  panel: mdiViewArrayOutline,
};

const DOMAINS: Readonly<Record<string, string>> = {
  light: 'mdi:lightbulb',
  switch: 'mdi:toggle-switch-variant',
  sensor: 'mdi:eye',
  binary_sensor: 'mdi:radiobox-blank',
  climate: 'mdi:thermostat',
  cover: 'mdi:window-shutter',
  fan: 'mdi:fan',
  lock: 'mdi:lock',
  media_player: 'mdi:cast',
  person: 'mdi:account',
  device_tracker: 'mdi:account',
  camera: 'mdi:video',
  vacuum: 'mdi:robot-vacuum',
  weather: 'mdi:weather-partly-cloudy',
  automation: 'mdi:robot',
  script: 'mdi:script-text',
  scene: 'mdi:palette',
  alarm_control_panel: 'mdi:shield',
  humidifier: 'mdi:air-humidifier',
  input_boolean: 'mdi:toggle-switch-variant',
  sun: 'mdi:white-balance-sunny',
};

/** The icon of an entity's domain, `mdi:lightbulb`; null for domains without one. */
export function domainIcon(entity: string | null): string | null {
  return entity === null ? null : (DOMAINS[entity.split('.')[0] ?? ''] ?? null);
}

export function typeIcon({ kind, type }: Pick<OutlineEntry, 'kind' | 'type'>): string {
  switch (kind) {
    case 'dashboard':
      return mdiViewDashboardOutline;
    case 'view':
      return VIEWS[type] ?? mdiPuzzleOutline;
    case 'section':
      return mdiSelectGroup;
    case 'badge':
      return mdiBadgeAccountHorizontalOutline;
    case 'card':
      if (type.startsWith('energy-')) return mdiFlash;
      if (type.startsWith('custom:')) return mdiPuzzleOutline;
      return CARDS[type] ?? (type === '' ? mdiHelpCircleOutline : mdiCardOutline);
  }
}

/** `custom:mushroom-light-card` → `Mushroom light card`; `history-graph` → `History graph`. */
export function typeLabel({ kind, type, path }: Pick<OutlineEntry, 'kind' | 'type' | 'path'>): string {
  const index = path.at(-1);
  const number = typeof index === 'number' ? ` ${index + 1}` : '';
  switch (kind) {
    case 'dashboard':
      return 'Dashboard';
    case 'view':
      return `View${number}`;
    case 'section':
      return `Section${number}`;
    case 'badge':
    case 'card': {
      const words = type.replace(/^custom:/, '').replaceAll(/[-_]/g, ' ');
      if (words === '') return kind === 'card' ? 'Card without a type' : 'Badge';
      return words.charAt(0).toUpperCase() + words.slice(1);
    }
  }
}

/** The name of a node: its own, else its type. */
export function nameOf(entry: OutlineEntry): string {
  return entry.name ?? (entry.kind === 'view' ? (entry.urlPart ?? typeLabel(entry)) : typeLabel(entry));
}
