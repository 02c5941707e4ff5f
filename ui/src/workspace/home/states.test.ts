import { describe, expect, it } from 'vitest';

import type { HomeContents, HomeEntity } from '../../api/generated/api';
import { demoContents } from '../../host/fake/home';
import { Home } from './Homes.svelte';
import { stateSuggestions, type Subject } from './states';

function homeWith(...entities: readonly Partial<HomeEntity>[]): Home {
  const [usual] = demoContents().entities;
  if (!usual) throw new Error('the demo home has entities');
  const contents: HomeContents = {
    ...demoContents(),
    entities: entities.map((entity) => ({ ...usual, deviceClass: null, unit: null, lists: {}, ...entity })),
  };
  return new Home(contents);
}

const HOME = homeWith(
  { id: 'binary_sensor.door', deviceClass: 'door', state: 'off' },
  { id: 'climate.hall', state: 'heat', lists: { hvac_modes: ['off', 'heat', 'cool'], fan_modes: ['low', 'high'] } },
  { id: 'cover.blinds', state: 'open' },
  { id: 'input_select.mode', state: 'Party', lists: { options: ['Party', 'Cleaning day'] } },
  { id: 'light.desk', state: 'on', lists: { effect_list: ['Candle', 'Rainbow'] } },
  { id: 'person.robin', state: 'Work' },
  { id: 'sensor.power', state: '412', unit: 'W' },
  { id: 'sensor.washer', state: 'rinse', deviceClass: 'enum', lists: { options: ['wash', 'rinse', 'spin'] } },
  { id: 'vacuum.bot', state: 'mopping' },
  { id: 'zone.home', name: 'Home', state: '1' },
  { id: 'zone.work', name: 'Work', state: '1' },
);

const values = (subject: Subject) => stateSuggestions(HOME, subject).map(({ value }) => value);

describe('the states that an entity may have', () => {
  it.each<[string, readonly string[]]>([
    ['cover.blinds', ['open', 'closed', 'opening', 'closing', 'unavailable', 'unknown']],
    ['input_select.mode', ['Party', 'Cleaning day', 'unavailable', 'unknown']],
    ['sensor.washer', ['wash', 'rinse', 'spin', 'unavailable', 'unknown']],
    ['sensor.power', ['412', 'unavailable', 'unknown']],
    ['climate.hall', ['off', 'heat', 'cool', 'unavailable', 'unknown']],
    ['person.robin', ['home', 'not_home', 'Work', 'unavailable', 'unknown']],
    // A home's own states, in addition to Home Assistant's.
    ['vacuum.bot', ['cleaning', 'docked', 'returning', 'paused', 'idle', 'error', 'mopping', 'unavailable', 'unknown']],
    // An entity that is not in the home: the states of its domain.
    [
      'lock.gone',
      ['locked', 'unlocked', 'locking', 'unlocking', 'jammed', 'open', 'opening', 'unavailable', 'unknown'],
    ],
  ])('%s', (entity, states) => {
    expect(values({ entity })).toEqual(states);
  });

  it('says what on and off mean, and what it is now', () => {
    expect(stateSuggestions(HOME, { entity: 'binary_sensor.door' }).slice(0, 2)).toEqual([
      { value: 'on', label: 'Open' },
      { value: 'off', label: 'Closed', detail: 'Now' },
    ]);
    // Names that somebody gave appear unchanged.
    expect(stateSuggestions(HOME, { entity: 'input_select.mode' })[0]).toEqual({
      value: 'Party',
      label: 'Party',
      detail: 'Now',
    });
  });

  it('knows a domain without an entity, and what its entities are now, but no measurements', () => {
    expect(values({ domain: 'light' })).toEqual(['on', 'off', 'unavailable', 'unknown']);
    expect(values({ domain: 'sensor' })).toEqual(['rinse', 'unavailable', 'unknown']);
    expect(values({ domain: 'climate' })).toEqual(['heat', 'unavailable', 'unknown']);
  });

  it('offers what is usual where nothing is known', () => {
    expect(values({})).toEqual(['on', 'off', 'unavailable', 'unknown']);
  });

  it.each<[string, string, readonly string[]]>([
    ['light.desk', 'effect', ['Candle', 'Rainbow']],
    ['climate.hall', 'fan_mode', ['low', 'high']],
    ['climate.hall', 'hvac_action', ['off', 'idle', 'preheating', 'defrosting', 'heating', 'cooling', 'drying', 'fan']],
    ['light.desk', 'brightness', []],
  ])('of %s: the values of %s', (entity, attribute, expected) => {
    expect(values({ entity, attribute })).toEqual(expected);
  });
});
