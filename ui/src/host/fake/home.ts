/** The contents of the demo home. */
import type { HomeContents, HomeEntity } from '../../api/generated/api';

/** The integrations that the demo home's entities come from. */
const INTEGRATIONS: Readonly<Record<string, string>> = { climate: 'tado', light: 'hue', media_player: 'sonos' };

function entity(
  id: string,
  name: string,
  state: string,
  area: string | null,
  rest: Partial<HomeEntity> = {},
): HomeEntity {
  return {
    id,
    name,
    state,
    unit: null,
    icon: null,
    deviceClass: null,
    area,
    device: null,
    integration: INTEGRATIONS[id.split('.')[0] ?? ''] ?? null,
    hidden: false,
    upkeep: false,
    attributes: ['friendly_name'],
    lists: {},
    ...rest,
  };
}

export function demoContents(): HomeContents {
  const effects = {
    attributes: ['brightness', 'effect', 'friendly_name'],
    lists: { effect_list: ['Candle', 'Rainbow'] },
  };
  return {
    entities: [
      entity('binary_sensor.front_door', 'Front door', 'off', 'hall', { deviceClass: 'door' }),
      entity('camera.front_door', 'Front door camera', 'idle', 'hall'),
      entity('climate.living_room', 'Living room heating', 'heat', 'living_room', {
        lists: { hvac_modes: ['heat', 'auto', 'off'], preset_modes: ['eco', 'comfort'] },
      }),
      entity('cover.blinds', 'Blinds', 'open', 'living_room'),
      entity('light.ceiling', 'Ceiling', 'on', 'living_room', effects),
      entity('light.kitchen', 'Kitchen light', 'off', 'kitchen', effects),
      entity('light.reading_lamp', 'Reading lamp', 'off', 'living_room', effects),
      entity('media_player.living_room', 'Living room speaker', 'playing', 'living_room', {
        lists: { source_list: ['Radio', 'TV'] },
      }),
      entity('person.robin', 'Robin', 'home', null),
      entity('sensor.living_room_temperature', 'Living room temperature', '21.4', 'living_room', {
        unit: '°C',
        deviceClass: 'temperature',
      }),
      entity('sensor.power', 'Power', '412', null, { unit: 'W', deviceClass: 'power' }),
      entity('switch.coffee', 'Coffee machine', 'off', 'kitchen'),
      entity('weather.home', 'Home', 'sunny', null),
    ],
    areas: [
      { id: 'hall', name: 'Hall', icon: null, floor: 'ground' },
      { id: 'kitchen', name: 'Kitchen', icon: 'mdi:stove', floor: 'ground' },
      { id: 'living_room', name: 'Living room', icon: 'mdi:sofa', floor: 'ground' },
    ],
    floors: [{ id: 'ground', name: 'Ground floor', icon: null }],
    devices: [
      { id: '5f0c1d7e9a', name: 'Coffee machine', area: 'kitchen' },
      { id: 'b81e22c04d', name: 'Front door', area: 'hall' },
    ],
    labels: [{ id: 'night', name: 'Night', icon: 'mdi:weather-night' }],
    themes: ['Midnight', 'Paper'],
    images: [{ id: '/api/image/serve/0f3a/original', name: 'floorplan.png', icon: null }],
    users: [
      { id: 'u1', name: 'Robin', icon: null },
      { id: 'u2', name: 'Wall tablet', icon: null },
    ],
    services: [
      {
        id: 'light.turn_on',
        name: 'Turn on',
        description: 'Turns on lights and sets how they shine.',
        target: true,
        fields: [{ name: 'brightness_pct', description: 'How bright, in percent.', required: false, example: 50 }],
      },
      { id: 'scene.turn_on', name: 'Activate', description: 'Activates a scene.', target: true, fields: [] },
    ],
    pages: [
      { path: '/lovelace', title: 'Overview', icon: 'mdi:view-dashboard' },
      { path: '/map', title: 'Map', icon: 'mdi:map' },
    ],
    asOf: Date.now(),
    live: true,
  };
}
