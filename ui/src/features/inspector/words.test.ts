import { describe, expect, it } from 'vitest';

import type { Problem } from '../../api/generated/api';
import { demoContents } from '../../host/fake/home';
import { Home } from '../../workspace/home/Homes.svelte';
import { actionWords } from './action-words';
import { conditionWords, visibilityWords } from './condition-words';
import { groupedProblems } from './problems';

const home = new Home(demoContents());
const condition = (value: unknown) => conditionWords(value, home);
const action = (value: unknown) => actionWords(value, home);

describe('conditions in words', () => {
  it.each([
    [{ condition: 'state', entity: 'light.kitchen', state: 'on' }, 'Kitchen light is on'],
    [{ entity: 'light.kitchen', state_not: ['on', 'off'] }, 'Kitchen light is not on or off'],
    [
      { condition: 'state', entity: 'light.gone', attribute: 'color_mode', state: 'hs' },
      'light.gone’s color mode is hs',
    ],
    [{ condition: 'numeric_state', entity: 'sensor.power', above: 5, below: 9 }, 'Power is above 5 and below 9'],
    [{ condition: 'screen', media_query: '(min-width: 768px)' }, 'the screen is at least 768 px wide'],
    [{ condition: 'user', users: ['u1', 'x'] }, 'Robin or x are looking'],
    [{ condition: 'time', after: '08:00:00', weekdays: ['mon', 'sun'] }, 'it is after 08:00 on Monday or Sunday'],
    [{ condition: 'sun', after: 'sunset' }, 'it is after sunset'],
    [{ condition: 'moon' }, 'the condition “moon” holds'],
    [
      { condition: 'state', entity: 'light.kitchen', state: 'on', enabled: false },
      '(switched off) Kitchen light is on',
    ],
    ['nonsense', 'something that is no condition'],
  ])('%j', (value, words) => {
    expect(condition(value)).toBe(words);
  });

  it('are joined as they are nested', () => {
    const on = { condition: 'state', entity: 'light.kitchen', state: 'on' };
    const wide = { condition: 'screen', media_query: '(min-width: 600px)' };
    const nested = [on, { condition: 'or', conditions: [wide, { condition: 'not', conditions: [on] }] }];
    expect(visibilityWords(nested, home)).toBe(
      'Shown when Kitchen light is on and (the screen is at least 600 px wide or it is not so that Kitchen light is on)',
    );
    expect(visibilityWords([], home)).toBeNull();
    expect(visibilityWords(undefined, home)).toBeNull();
  });
});

describe('actions in words', () => {
  it.each([
    [undefined, 'As usual'],
    [{ action: 'none' }, 'Does nothing'],
    [{ action: 'navigate', navigation_path: '/map' }, 'Goes to /map'],
    [{ action: 'toggle', confirmation: true }, 'Turns it on or off, after asking'],
    [
      {
        action: 'perform-action',
        perform_action: 'light.turn_on',
        target: { area_id: 'kitchen', entity_id: ['light.ceiling', 'light.kitchen'] },
      },
      'Performs Turn on on Kitchen and 2 more',
    ],
    [
      { action: 'call-service', service: 'x.y', target: { entity_id: 'light.kitchen' } },
      'Performs x.y on Kitchen light',
    ],
    [{ action: 'custom-thing' }, 'Does “custom-thing”'],
  ])('%j', (value, words) => {
    expect(action(value)).toBe(words);
  });
});

describe('problems above a form', () => {
  const problem = (message: string, from: number): Problem => ({
    severity: 'error',
    message,
    hint: null,
    fix: null,
    from,
    to: from + 1,
    line: 1,
    column: from,
  });

  it('are listed once when they are alike, with the first of them to go to', () => {
    const { groups, more } = groupedProblems([problem('A', 1), problem('B', 2), problem('A', 3), problem('A', 4)]);
    expect(groups.map(({ first, count }) => [first.message, first.from, count])).toEqual([
      ['A', 1, 3],
      ['B', 2, 1],
    ]);
    expect(more).toBe(0);
  });

  it('are few: what is more is counted', () => {
    const many = ['A', 'B', 'C', 'D', 'E', 'E', 'F'].map(problem);
    expect(groupedProblems(many).groups).toHaveLength(4);
    expect(groupedProblems(many).more).toBe(3);
  });
});
