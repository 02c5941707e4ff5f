import type { Dashboard, Instance, Resource, Version } from '../../api/generated/api';

const HOUR = 3_600_000;

export function demoHome(): Instance {
  return {
    id: 'demo',
    name: 'Demo home',
    url: 'http://demo.invalid',
    demo: true,
    token: 'thisRun',
    connection: {
      state: 'connected',
      haVersion: '2026.11.0',
      user: 'Robin',
      isAdmin: true,
      latencyMs: 12,
      latencyGood: true,
      polling: null,
    },
  };
}

function dashboard(urlPath: string, title: string, icon: string | null, rest: Partial<Dashboard> = {}): Dashboard {
  return {
    urlPath,
    id: urlPath.replaceAll('-', '_'),
    title,
    icon,
    requireAdmin: false,
    showInSidebar: true,
    isDefault: false,
    mode: 'storage',
    filename: null,
    content: { kind: 'cards', views: 3 },
    hasDraft: false,
    ...rest,
  };
}

export function demoDashboards(): Dashboard[] {
  return [
    dashboard('lovelace', 'Overview', 'mdi:view-dashboard', { id: null, isDefault: true }),
    dashboard('energy-and-water', 'Energy & water', 'mdi:lightning-bolt', { content: { kind: 'cards', views: 2 } }),
    dashboard('wall-tablet', 'Wall tablet', 'mdi:tablet-dashboard', { requireAdmin: true, hasDraft: true }),
    dashboard('map-areas', 'Areas', 'mdi:map', { content: { kind: 'strategy', strategy: 'areas' } }),
    dashboard('garden-yaml', 'Garden', 'mdi:flower', { id: null, mode: 'yaml', filename: 'dashboards/garden.yaml' }),
    dashboard('guest-house', 'The guest house with the very long name that nobody shortened', null, {
      showInSidebar: false,
      content: { kind: 'noConfig' },
    }),
  ];
}

export const demoTexts: Readonly<Record<string, string>> = {
  lovelace: `title: Maple Street
views:
  # The first thing seen in the morning.
  - title: Living room
    path: living
    icon: mdi:sofa
    type: sections
    max_columns: 3
    badges:
      - type: entity
        entity: sensor.living_room_temperature
      - type: entity
        entity: person.robin
    sections:
      - type: grid
        cards:
          - type: heading
            heading: Lights
            icon: mdi:lightbulb-group
          - type: tile
            entity: light.ceiling
            features:
              - type: light-brightness
          - type: tile
            entity: light.reading_lamp
            name: Reading lamp
            color: amber
      - type: grid
        cards:
          - type: heading
            heading: Climate
          - type: thermostat
            entity: climate.living_room
          - type: history-graph
            hours_to_show: 24
            entities:
              - sensor.living_room_temperature
              - sensor.living_room_humidity
  - title: Kitchen
    path: kitchen
    icon: mdi:silverware-fork-knife
    cards:
      - type: entities
        title: Appliances
        show_header_toggle: false
        entities:
          - entity: switch.coffee_machine
            name: Coffee machine
          - entity: sensor.dishwasher_remaining
            name: Dishwasher
  - title: Garden
    path: garden
    icon: mdi:flower
    cards:
      - type: weather-forecast
        entity: weather.home
        forecast_type: daily
`,
  'energy-and-water': `views:
  - title: Energy
    cards:
      - type: energy-distribution
      - type: energy-usage-graph
`,
  'map-areas': `strategy:
  type: areas
  areas_display:
    hidden:
      - attic
`,
};

export function demoResources(): Resource[] {
  return [
    { id: 'r1', kind: 'module', url: '/hacsfiles/button-card/button-card.js?hacstag=146194325501', hacs: true },
    { id: 'r2', kind: 'module', url: '/hacsfiles/lovelace-mushroom/mushroom.js?hacstag=444350375470', hacs: true },
    { id: 'r3', kind: 'module', url: '/local/clock-card.js?v=12', hacs: false },
    { id: 'r4', kind: 'css', url: '/local/fonts.css', hacs: false },
  ];
}

export function demoVersions(): Version[] {
  const now = Date.now();
  const version = (id: number, hours: number, origin: Version['origin'], rest: Partial<Version> = {}): Version => ({
    id,
    at: now - hours * HOUR,
    origin,
    haVersion: '2026.11.0',
    size: 4096 + id * 311,
    name: null,
    ...rest,
  });
  return [
    version(7, 0.1, 'savedByOthers'),
    version(6, 2, 'savedByUs', { name: 'Before the new heating' }),
    version(5, 26, 'displaced'),
    version(4, 27, 'savedByUs'),
    version(3, 72, 'discardedDraft'),
    version(2, 73, 'fetched', { haVersion: '2026.10.3' }),
  ];
}
