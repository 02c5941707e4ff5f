import { fireEvent, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';

import { choose, field, showForm, showFormWithoutHome } from './form-harness';

// Roles are looked up in a whole form: slow where several tests share a processor.
vi.setConfig({ testTimeout: 60_000 });

/** Opens a picker, types, and takes the option with a name. */
async function pick(name: string, typed: string, option: RegExp): Promise<void> {
  const picker = field(name).getByRole('combobox');
  await fireEvent.click(picker);
  await fireEvent.input(picker, { target: { value: typed } });
  // All icons are a large file, which a busy machine reads slowly.
  await fireEvent.click(await screen.findByRole('option', { name: option }, { timeout: 30_000 }));
}

/** The suggestions of an open picker. */
const options = () =>
  [...document.querySelectorAll('[role="option"]')].map((option) => option.textContent.replaceAll(/\s+/g, ' ').trim());

it('entities: by name or id, with area and state; only those that fit', async () => {
  const { text } = await showForm('type: thermostat\nentity: climate.living_room\n');
  await fireEvent.click(field('entity').getByRole('combobox'));
  expect(options()).toEqual([expect.stringMatching(/Living room heating.*Living room · heat/)]);
  expect(text()).toContain('entity: climate.living_room');
});

it('icons: found in the whole set by words', async () => {
  const { text } = await showForm('type: tile\nentity: light.kitchen\n');
  await pick('icon', 'sofa single', /sofa-single$/);
  await expect.poll(text).toContain('icon: mdi:sofa-single');
});

it('areas: by name, written as their id', async () => {
  const { text } = await showForm('type: area\narea: hall\n');
  await pick('area', 'living', /Living room/);
  await expect.poll(text).toContain('area: living_room');
});

it('areas: one that is not there is said beside the field', async () => {
  await showForm('type: area\narea: attic\n');
  expect(field('area').getByTestId('field-problem').textContent).toContain('There is no such area');
});

it('areas: the name stands where the id is written, and is typed over', async () => {
  const { text } = await showForm('type: area\narea: hall\n');
  const picker = field('area').getByRole<HTMLInputElement>('combobox');
  expect(picker.value).toBe('Hall');
  await fireEvent.click(picker);
  expect(options()).toEqual(
    [/^Hall\s*Ground floor$/, /^Kitchen/, /^Living room/].map((name) => expect.stringMatching(name)),
  );
  // Left as it is, nothing is written.
  await fireEvent.keyDown(picker, { key: 'Enter' });
  expect(text()).toContain('area: hall');
  // A typed name stands for its value, without the mouse.
  await fireEvent.input(picker, { target: { value: 'kitchen' } });
  await fireEvent.keyDown(picker, { key: 'Enter' });
  await expect.poll(text).toContain('area: kitchen');
});

it('devices: by name and area, written as their id', async () => {
  const { text } = await showForm(
    'type: tile\nentity: light.kitchen\nvisibility:\n  - condition: device\n    device_id: 5f0c1d7e9a\n',
  );
  await fireEvent.click(screen.getByRole('button', { name: /a device condition is met/ }));
  const picker = field('device_id').getByRole<HTMLInputElement>('combobox');
  expect(picker.value).toBe('Coffee machine');
  await fireEvent.click(picker);
  expect(options()).toContainEqual(expect.stringMatching(/^Front door\s*Hall$/));
  await fireEvent.input(picker, { target: { value: 'hall' } });
  await fireEvent.keyDown(picker, { key: 'ArrowDown' });
  await fireEvent.keyDown(picker, { key: 'Enter' });
  await expect.poll(text).toContain('device_id: b81e22c04d');
});

it('devices: one that is not there is said beside the field', async () => {
  await showForm('type: tile\nentity: light.kitchen\nvisibility:\n  - condition: device\n    device_id: gone\n');
  await fireEvent.click(screen.getByRole('button', { name: /a device condition is met/ }));
  expect(field('device_id').getByTestId('field-problem').textContent).toContain('There is no such device');
});

it('people: by name, written as their id', async () => {
  const { text } = await showForm(
    'type: tile\nentity: light.kitchen\nvisibility:\n  - condition: user\n    users:\n      - u1\n',
  );
  await fireEvent.click(screen.getByRole('button', { name: /the viewer is Robin/ }));
  const [first, adder] = field('users').getAllByRole<HTMLInputElement>('combobox');
  if (!first || !adder) throw new Error('a person, and a place for another');
  expect(first.value).toBe('Robin');
  await fireEvent.click(adder);
  await fireEvent.click(await screen.findByRole('option', { name: /Wall tablet/ }));
  await expect.poll(text).toContain('users:\n      - u1\n      - u2');
});

it.each([
  ['an area', 'kitchen', /^Kitchen.*Area$/, 'area_id: kitchen'],
  ['a floor', 'ground', /^Ground floor.*Floor$/, 'floor_id: ground'],
  ['a label', 'night', /^Night.*Label$/, 'label_id: night'],
  ['a device', 'coffee', /^Coffee machine.*Device$/, 'device_id: 5f0c1d7e9a'],
  ['an entity', 'reading', /^Reading lamp.*light.reading_lamp$/, 'entity_id: light.reading_lamp'],
])('what an action is performed on: %s, by its name', async (_, typed, option, written) => {
  const { text } = await showForm(
    'type: button\nentity: light.kitchen\ntap_action:\n  action: perform-action\n  perform_action: light.turn_on\n',
  );
  const target = field('target').getByRole('combobox', { name: 'Add target' });
  await fireEvent.click(target);
  await fireEvent.input(target, { target: { value: typed } });
  await fireEvent.click(await screen.findByRole('option', { name: option }));
  await expect.poll(text).toContain(`target:\n    ${written}`);
});

it('what an action is performed on, with exceptions', async () => {
  const { text } = await showForm(
    'type: button\nentity: light.kitchen\ntap_action:\n  action: perform-action\n  perform_action: light.turn_on\n' +
      '  target:\n    label_id: night\n',
  );
  const target = field('target').getByRole('combobox', { name: 'Add an exception' });
  await fireEvent.click(target);
  await fireEvent.input(target, { target: { value: 'reading' } });
  await fireEvent.click(await screen.findByRole('option', { name: /^Reading lamp/ }));
  await expect.poll(text).toContain('label_id: night\n    exclude:\n      entity_id: light.reading_lamp');
  expect(screen.getByTestId('action-words').textContent).toContain('on Night except Reading lamp');
  // The last exception takes its key with it.
  await fireEvent.click(field('target').getAllByRole('button', { name: 'Remove' }).at(-1) as HTMLElement);
  await expect.poll(text).not.toContain('exclude');
  expect(text()).toContain('label_id: night');
});

it('what an action is performed on and is not there is said beside it', async () => {
  await showForm(
    'type: button\nentity: light.kitchen\ntap_action:\n  action: perform-action\n  perform_action: light.turn_on\n' +
      '  target:\n    area_id: attic\n    label_id: night\n',
  );
  const words = [...document.querySelectorAll('[data-testid="field-target"] li')].map((item) =>
    item.textContent.replaceAll(/\s+/g, ' ').trim(),
  );
  expect(words).toEqual(['attic No such area in this home', 'Night Label']);
});

it.each([
  ['area', 'type: area\narea: hall\n', 'hall', 'attic'],
  ['entity', 'type: tile\nentity: light.kitchen\n', 'light.kitchen', 'light.attic'],
  ['theme', 'type: entities\ntheme: Midnight\nentities: []\n', 'Midnight', 'Noon'],
  ['image', 'type: picture\nimage: /local/a.png\n', '/local/a.png', '/local/b.png'],
])('without a home: %s shows what is written and takes what is typed', async (name, card, written, typed) => {
  const { text } = await showFormWithoutHome(card);
  const picker = field(name).getByRole<HTMLInputElement>('combobox');
  expect(picker.value).toBe(written);
  await fireEvent.click(picker);
  await fireEvent.input(picker, { target: { value: typed } });
  expect(options()).toEqual(['No matches. What you type is used as it is.']);
  await fireEvent.keyDown(picker, { key: 'Enter' });
  await expect.poll(text).toContain(`${name}: ${typed}`);
  expect(field(name).queryByTestId('field-problem')).toBeNull();
});

it('themes of the home', async () => {
  const { text } = await showForm('type: entities\nentities: []\n');
  await pick('theme', 'mid', /Midnight/);
  await expect.poll(text).toContain('theme: Midnight');
});

it('images that were uploaded, and any other address', async () => {
  const { text } = await showForm('type: picture\nimage: /local/a.png\n');
  await pick('image', 'floor', /floorplan\.png/);
  await expect.poll(text).toContain('image: /api/image/serve/0f3a/original');
  const picker = field('image').getByRole('combobox');
  await fireEvent.input(picker, { target: { value: '/local/b.png' } });
  await fireEvent.keyDown(picker, { key: 'Enter' });
  await expect.poll(text).toContain('image: /local/b.png');
});

it('colors: Home Assistant’s names, or one of one’s own', async () => {
  const { text } = await showForm('type: tile\nentity: light.kitchen\n');
  await pick('color', 'deep or', /Deep orange/);
  await expect.poll(text).toContain('color: deep-orange');
});

it('attributes of the entity that the card is about', async () => {
  const { text } = await showForm('type: entity\nentity: light.kitchen\n');
  await fireEvent.click(field('attribute').getByRole('combobox'));
  expect(options()).toEqual(['brightness', 'effect', 'friendly_name']);
  await fireEvent.click(screen.getByRole('option', { name: 'brightness' }));
  await expect.poll(text).toContain('attribute: brightness');
});

it('an action, with the service, what it is done to, and its data', async () => {
  const { text } = await showForm('type: button\nentity: light.kitchen\n');
  const [action] = field('tap_action').getAllByRole('combobox');
  if (!action) throw new Error('an action is chosen in a list');
  await choose(action, 'Perform action');
  await expect.poll(text).toContain('action: perform-action');
  await pick('perform_action', 'turns on lights', /Turn on.*light\.turn_on/);
  await expect.poll(text).toContain('perform_action: light.turn_on');
  const target = field('target').getByRole('combobox', { name: 'Add target' });
  await fireEvent.click(target);
  await fireEvent.input(target, { target: { value: 'hall' } });
  await fireEvent.click(await screen.findByRole('option', { name: /^Hall/ }));
  await expect.poll(text).toContain('area_id: hall');
  await vi.waitFor(() => expect(screen.getByTestId('field-tap_action').textContent).toContain('Turns on lights'));
});

it('pages to go to', async () => {
  const { text } = await showForm(
    'type: button\nentity: light.kitchen\ntap_action:\n  action: navigate\n  navigation_path: /lovelace\n',
  );
  await pick('navigation_path', 'map', /Map/);
  await expect.poll(text).toContain('navigation_path: /map');
});

it('templates: several lines of code', async () => {
  const { text } = await showForm('type: markdown\ncontent: Hello\n');
  const content = field('content').getByRole<HTMLTextAreaElement>('textbox');
  expect(content.tagName).toBe('TEXTAREA');
  await fireEvent.input(content, { target: { value: '{{ now() }}\n# Title' } });
  await expect.poll(text).toContain('content: |-\n  {{ now() }}\n  # Title');
});

it('numbers: what is no number is said beside the field, and kept', async () => {
  const { text } = await showForm('type: gauge\nentity: sensor.power\n');
  await fireEvent.input(field('max').getByRole('textbox'), { target: { value: '12,5' } });
  await expect.poll(text).toContain('max: 12.5');
  await fireEvent.input(field('max').getByRole('textbox'), { target: { value: 'lots' } });
  await vi.waitFor(() => expect(field('max').getByTestId('field-problem').textContent).toContain('must be a number'));
});
