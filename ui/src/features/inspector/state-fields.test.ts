import { fireEvent, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';

import { field, showForm } from './form-harness';

// Roles are looked up in a whole form: slow where several tests share a processor.
vi.setConfig({ testTimeout: 60_000 });

const options = () =>
  [...document.querySelectorAll('[role="option"]')].map((option) => option.textContent.replaceAll(/\s+/g, ' ').trim());

/** Opens the last picker of a field: the one that adds, where there are several. */
async function open(name: string): Promise<void> {
  const picker = field(name).getAllByRole('combobox').at(-1);
  if (!picker) throw new Error(`${name} has no picker`);
  await fireEvent.click(picker);
}

const visibility = (condition: string) =>
  `type: tile\nentity: cover.blinds\nvisibility:\n  - condition: state\n    ${condition}\n`;

it('a state is chosen among those that the entity may have, with what it is now', async () => {
  const { text } = await showForm(visibility('entity: binary_sensor.front_door'));
  await fireEvent.click(screen.getByRole('button', { name: /Front door/ }));
  await open('state');
  expect(options()).toEqual(['Open on', 'Closed off Now', 'unavailable', 'unknown']);
  await fireEvent.click(screen.getByRole('option', { name: /^Open/ }));
  await expect.poll(text).toContain('state: on');
});

it('a condition without an entity is about the card’s', async () => {
  await showForm(visibility('state: open'));
  await fireEvent.click(screen.getByRole('button', { name: /open/ }));
  await open('state_not');
  expect(options()).toEqual(expect.arrayContaining(['open Now', 'closing']));
});

it('a state that is typed is taken as it is', async () => {
  const { text } = await showForm(visibility('entity: sensor.power'));
  await fireEvent.click(screen.getByRole('button', { name: /Power/ }));
  const picker = field('state').getByRole('combobox');
  await fireEvent.click(picker);
  expect(options()).toEqual(['412 Now', 'unavailable', 'unknown']);
  await fireEvent.input(picker, { target: { value: 'sensor.limit' } });
  await fireEvent.keyDown(picker, { key: 'Enter' });
  await expect.poll(text).toContain('state: sensor.limit');
});

it('with an attribute, its values', async () => {
  await showForm(visibility('entity: light.ceiling\n    attribute: effect'));
  await fireEvent.click(screen.getByRole('button', { name: /Ceiling/ }));
  await open('state');
  expect(options()).toEqual(['Candle', 'Rainbow']);
});

it('pictures for states: their keys are states', async () => {
  const { text } = await showForm('type: picture-entity\nentity: cover.blinds\n');
  await fireEvent.click(field('state_image').getByRole('combobox'));
  await fireEvent.click(screen.getByRole('option', { name: /^closed/ }));
  await expect.poll(text).toContain('state_image:\n  closed: null');
});

it('states of a button card have forms of their own', async () => {
  const { text } = await showForm(
    'type: custom:button-card\nentity: cover.blinds\nstate:\n  - value: open\n    icon: mdi:blinds-open\n  - operator: default\n    spin: true\n    spin_fast: 1\n',
  );
  const items = () => field('state').getAllByRole('button', { expanded: false });
  expect(items().map((item) => item.textContent.trim())).toEqual(['Value open', 'Operator default · spin_fast 1']);
  const [first] = items();
  if (!first) throw new Error('two states');
  await fireEvent.click(first);
  await fireEvent.click(field('value').getByRole('combobox'));
  expect(options()).toContain('closing');
  await fireEvent.click(screen.getByRole('option', { name: /^closed/ }));
  await expect.poll(text).toContain('state:\n  - value: closed\n    icon: mdi:blinds-open\n  - operator: default');
  await expect.poll(text).toContain('spin_fast: 1');
});
