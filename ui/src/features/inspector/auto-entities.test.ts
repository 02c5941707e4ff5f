import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';

import { field, showForm } from './form-harness';

vi.setConfig({ testTimeout: 60_000 });

const options = () =>
  [...document.querySelectorAll('[role="option"]')].map((option) => option.textContent.replaceAll(/\s+/g, ' ').trim());
const card = (filter: string) => `type: custom:auto-entities\ncard:\n  type: entities\nfilter:\n${filter}`;

/** The rules of a list, in words. */
const rules = (list: string) =>
  [...field(list).getByRole('list', { name: list === 'include' ? 'Include' : 'Exclude' }).children].map((rule) =>
    (rule.querySelector('.title')?.textContent ?? '').trim(),
  );

async function openRule(name: RegExp): Promise<void> {
  await fireEvent.click(screen.getByRole('button', { name, expanded: false }));
}

async function choose(name: string, option: RegExp): Promise<void> {
  await fireEvent.click(field(name).getByRole('combobox'));
  await fireEvent.click(await screen.findByRole('option', { name: option }));
}

it('tells rules in words, with the names of what they are about', async () => {
  await showForm(
    card(
      '  include:\n' +
        '    - domain: light\n      area: living_room\n      state: "on"\n' +
        '    - label: night\n      device: 5f0c1d7e9a\n' +
        '    - attributes:\n        battery_level: < 20\n      not:\n        entity_id: sensor.*_phone\n' +
        '    - or:\n        - floor: ground\n        - integration: hue\n' +
        '    - state 1: "> 100"\n      state 2: "< 200"\n' +
        '    - {}\n' +
        '  exclude:\n    - options: {}\n      last_changed: < 5\n',
    ),
  );
  expect(rules('include')).toEqual([
    'Domain light · State on · Area Living room',
    'Device Coffee machine · Label Night',
    'battery_level < 20 · But not (Entity sensor.*_phone)',
    'And any of (Floor Ground floor; Integration hue)',
    'state 1 > 100 · state 2 < 200',
    'Rule',
  ]);
  expect(rules('exclude')).toEqual(['Shown with (Options) · Last changed < 5']);
});

it('makes a rule of what is chosen', async () => {
  const { text } = await showForm(card('  exclude:\n    - domain: zone\n'));
  await fireEvent.click(field('include').getByRole('button', { name: 'Add to Include' }));
  await expect.poll(text).toContain('include:');
  await choose('domain', /^Light/);
  await choose('label', /Night/);
  await choose('area', /Kitchen/);
  await choose('state', /^on/);
  await expect.poll(text).toContain('include:\n    - {domain: light, label: night, area: kitchen, state: on}');
  expect(rules('include')).toEqual(['Domain light · State on · Area Kitchen · Label Night']);
  expect(text()).toContain('exclude:\n    - domain: zone');
});

it('offers the domains and integrations of the home, and the states of the rule’s domain', async () => {
  await showForm(card('  include:\n    - domain: cover\n'));
  await openRule(/Domain cover/);
  await fireEvent.click(field('domain').getByRole('combobox'));
  expect(options()).toEqual(expect.arrayContaining(['Light light 3 entities', 'Switch switch 1 entity']));
  await fireEvent.keyDown(field('domain').getByRole('combobox'), { key: 'Escape' });
  await fireEvent.click(field('integration').getByRole('combobox'));
  expect(options()).toEqual(['Hue hue 3 entities', 'Sonos sonos 1 entity', 'Tado tado 1 entity']);
  await fireEvent.keyDown(field('integration').getByRole('combobox'), { key: 'Escape' });
  await fireEvent.click(field('state').getByRole('combobox'));
  expect(options()).toContain('opening');
});

it('patterns are no mistakes, an area that is not there is one', async () => {
  await showForm(
    card('  include:\n    - area: /Bath.*/\n      entity_id: "*_battery"\n      label: Night*\n      floor: attic\n'),
  );
  await openRule(/Area/);
  for (const name of ['area', 'entity_id', 'label']) expect(field(name).queryByTestId('field-problem')).toBeNull();
  expect(field('floor').getByTestId('field-problem').textContent).toContain('There is no such floor');
});

it('keeps what it has no field for, to be changed as data', async () => {
  const { text } = await showForm(
    card('  include:\n    - domain: light\n      custom_rule: 7 # mine\n    - type: section\n      label: Lamps\n'),
  );
  await openRule(/custom_rule 7/);
  await fireEvent.change(screen.getByLabelText('State', { selector: 'input' }), { target: { value: 'on' } });
  const other = screen.getByRole('textbox', { name: 'custom_rule' });
  await fireEvent.input(other, { target: { value: '8' } });
  await fireEvent.keyDown(other, { key: 'Enter' });
  await expect.poll(text).toContain('custom_rule: 8 # mine');
  expect(text()).toContain('- type: section\n      label: Lamps');
});

it('a list of rules that is none, and a rule that is none, are data', async () => {
  await showForm(card('  include: lights\n  exclude:\n    - lights\n'));
  const include = await field('include').findByRole<HTMLInputElement>('textbox', { name: 'Include' });
  await expect.poll(() => include.value).toBe('lights');
});

it('sorts: by what, which way, how many', async () => {
  const { text } = await showForm(card('  include: []\n') + 'sort:\n  method: friendly_name\n');
  await fireEvent.click(field('sort').getByRole('button', { name: /^By friendly name/ }));
  const inner = within(screen.getByTestId('field-method').closest<HTMLElement>('.inner') ?? document.body);
  await fireEvent.click(inner.getByRole('switch', { name: 'Reverse' }));
  await fireEvent.input(inner.getByRole('textbox', { name: 'At most' }), { target: { value: '5' } });
  await expect.poll(text).toContain('sort:\n  method: friendly_name\n  reverse: true\n  count: 5');
});

it('tells the card about each entity in a form', async () => {
  const { text } = await showForm(card('  include:\n    - domain: light\n      options:\n        icon: mdi:lamp\n'));
  await openRule(/Domain light/);
  await fireEvent.click(screen.getByRole('button', { name: /^Icon mdi:lamp/ }));
  const name = within(screen.getByTestId('field-options')).getByTestId('field-name');
  await fireEvent.input(within(name).getByRole('textbox'), { target: { value: 'Lamp' } });
  await expect.poll(text).toContain('options:\n        icon: mdi:lamp\n        name: Lamp');
});
