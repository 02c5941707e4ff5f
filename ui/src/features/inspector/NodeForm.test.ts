import { fireEvent, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { field, showForm, type ShownForm } from './form-harness';

// Roles are looked up in a whole form: slow where several tests share a processor.
vi.setConfig({ testTimeout: 60_000 });

let form: ShownForm;
const text = () => form.text();

async function show(...cards: string[]): Promise<void> {
  form = await showForm(...cards);
}

beforeEach(() => vi.clearAllMocks());

describe('the form of a card', () => {
  it('writes a text, shows defaults as placeholders and never writes them', async () => {
    await show('type: tile\nentity: light.kitchen\n');
    expect(text()).not.toContain('vertical');
    const name = field('name').getByRole('textbox');
    await fireEvent.input(name, { target: { value: 'Lamp' } });
    await expect.poll(text).toContain('name: Lamp');
    await fireEvent.input(name, { target: { value: 'Lamp ' } });
    await fireEvent.input(name, { target: { value: 'Lamp of mine' } });
    await expect.poll(text).toContain('name: Lamp of mine');
    const position = field('features_position').getByRole('combobox');
    expect(position.textContent.trim()).toBe('Bottom (default)');
    expect(text()).not.toContain('features_position');
  });

  it('chooses an entity of the home, by name', async () => {
    await show('type: tile\nentity: light.kitchen\n');
    const entity = field('entity').getByRole('combobox');
    await fireEvent.click(entity);
    await fireEvent.input(entity, { target: { value: 'reading' } });
    const option = await screen.findByRole('option', { name: /Reading lamp.*Living room/ });
    await fireEvent.click(option);
    await expect.poll(text).toContain('entity: light.reading_lamp');
  });

  it('says what is wrong beside the field', async () => {
    await show('type: thermostat\nentity: light.kitchen\n');
    expect(field('entity').getByTestId('field-problem').textContent).toContain('Meant for climate or water_heater');
    await fireEvent.click(field('entity').getByRole('button', { name: /Remove Entity/ }));
    await vi.waitFor(() => expect(field('entity').getByTestId('field-problem').textContent).toContain('is required'));
  });

  it('switches and takes the switch back', async () => {
    await show('type: tile\nentity: light.kitchen\n');
    await fireEvent.click(field('vertical').getByRole('switch'));
    await expect.poll(text).toContain('vertical: true');
    await fireEvent.click(field('vertical').getByRole('button', { name: /Remove/ }));
    await expect.poll(text).not.toContain('vertical');
  });

  it('lists the keys that it does not know, and keeps them', async () => {
    await show('type: tile\nentity: light.kitchen\nmy_key: 7\n');
    const key = screen.getByDisplayValue('my_key');
    expect(key).toBeTruthy();
    const value = await screen.findByLabelText('my_key');
    await vi.waitFor(() => expect((value as HTMLInputElement).value).toBe('7'));
    await fireEvent.input(value, { target: { value: '[1, 2]' } });
    await fireEvent.keyDown(value, { key: 'Enter' });
    await expect
      .poll(() => form.host.requests('document_apply').at(-1)?.ops)
      .toEqual([{ op: 'set', path: ['views', 0, 'cards', 0, 'my_key'], value: [1, 2] }]);
  });

  it('is keys and values for a card that nobody knows', async () => {
    await show('type: custom:unheard-of\nspeed: fast\n');
    expect(screen.getByRole('button', { name: /^Keys/ })).toBeTruthy();
    expect(screen.getByDisplayValue('speed')).toBeTruthy();
  });
});

describe('the form of several cards', () => {
  it('says that they differ, not that something is missing, and sets what is chosen in each', async () => {
    await show('type: tile\nentity: light.kitchen\nname: A\n', 'type: tile\nentity: light.ceiling\n');
    expect(field('entity').queryByTestId('field-problem')).toBeNull();
    expect(screen.getByTestId('field-entity').textContent).toContain('The values differ.');
    expect(field('name').getByRole<HTMLInputElement>('textbox').placeholder).toBe('Different values');
    await fireEvent.input(field('name').getByRole('textbox'), { target: { value: 'Lamp' } });
    await expect.poll(() => text().match(/name: Lamp/g)).toHaveLength(2);
    await vi.waitFor(() => expect(screen.getByTestId('field-name').textContent).not.toContain('The values differ'));
    expect(text()).toContain('light.kitchen');
  });

  it('says what is missing in all of them', async () => {
    await show('type: tile\nname: A\n', 'type: tile\n');
    expect(field('entity').getByTestId('field-problem').textContent).toContain('is required');
  });
});

describe('lists inside a card', () => {
  const ROWS = 'type: entities\nentities:\n  - light.ceiling\n  - entity: light.kitchen\n    name: K\n';

  it('are put in order by keyboard', async () => {
    await show(ROWS);
    await fireEvent.keyDown(field('entities').getByRole('button', { name: /^Ceiling/ }), {
      key: 'ArrowDown',
      altKey: true,
    });
    await expect
      .poll(() => form.host.requests('document_apply').at(-1)?.ops)
      .toEqual([
        { op: 'move', from: ['views', 0, 'cards', 0, 'entities', 0], to: ['views', 0, 'cards', 0, 'entities', 1] },
      ]);
  });

  it('have a form for each item; a plain entity becomes a mapping when it gets a name', async () => {
    await show(ROWS);
    await fireEvent.click(field('entities').getByRole('button', { name: /^Ceiling/ }));
    await fireEvent.input(field('name').getByRole('textbox'), { target: { value: 'Top' } });
    await expect.poll(text).toContain('- entity: light.ceiling\n    name: Top');
  });

  it('offer features that suit the entity first', async () => {
    await show('type: tile\nentity: light.kitchen\n');
    await fireEvent.click(field('features').getByRole('combobox'));
    const first = screen.getAllByRole('option')[0];
    expect(first?.textContent).toContain('Light');
    if (first) await fireEvent.click(first);
    await expect.poll(text).toContain('features:\n  - type: light-');
  });
});

describe('interactions and visibility', () => {
  it('say in words what happens', async () => {
    await show('type: tile\nentity: light.kitchen\ntap_action:\n  action: navigate\n  navigation_path: /map\n');
    expect(field('tap_action').getByTestId('action-words').textContent).toBe('Goes to /map');
  });

  it('say in words when it is shown', async () => {
    await show(
      'type: tile\nentity: light.kitchen\nvisibility:\n  - condition: state\n    entity: light.ceiling\n    state: "on"\n',
    );
    expect(screen.getByTestId('condition-words').textContent).toBe('Shown when Ceiling is on.');
  });

  it('add a condition and remove it with its list', async () => {
    await show('type: tile\nentity: light.kitchen\n');
    const add = field('visibility').getByRole('combobox', { name: 'Add a condition' });
    await fireEvent.click(add);
    await fireEvent.click(screen.getByRole('option', { name: /^Any of/ }));
    await expect.poll(text).toContain('visibility:\n  - condition: or');
    await fireEvent.click(await field('visibility').findByRole('button', { name: 'Remove condition' }));
    await expect.poll(text).not.toContain('visibility');
  });
});
