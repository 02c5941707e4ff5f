import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import Select from './Select.svelte';

const options = [
  { value: '', label: 'Default' },
  { value: 'top', label: 'Top' },
  { value: 'bottom', label: 'Bottom', disabled: true },
  { value: 'kept', label: 'Yesterday', group: 'Kept versions' },
  { value: 'older', label: 'Last week', group: 'Kept versions' },
];

function show(value = 'top') {
  const props = $state({ value, options, 'aria-label': 'Position' });
  render(Select, { props });
  const list = screen.getByRole('combobox', { name: 'Position' });
  const key = (name: string) => fireEvent.keyDown(list, { key: name });
  const highlighted = () => document.querySelector('[data-highlighted]')?.textContent.trim();
  return { props, list, key, highlighted };
}

const shown = () => screen.queryAllByRole('option').map((option) => option.textContent.trim());

describe('a list to choose from', () => {
  it('shows its value, and all options when it is clicked, the value among them selected', async () => {
    const { list } = show();
    expect(list.textContent.trim()).toBe('Top');
    expect(shown()).toEqual([]);
    await fireEvent.click(list);
    expect(shown()).toEqual(['Default', 'Top', 'Bottom', 'Yesterday', 'Last week']);
    expect(screen.getByRole('option', { selected: true }).textContent.trim()).toBe('Top');
    expect(screen.getByRole('group', { name: 'Kept versions' }).textContent).toContain('Last week');
  });

  it('chooses, also nothing, and closes', async () => {
    const { props, list } = show();
    await fireEvent.click(list);
    await fireEvent.click(screen.getByRole('option', { name: 'Default' }));
    expect(props.value).toBe('');
    expect(list.textContent.trim()).toBe('Default');
    expect(shown()).toEqual([]);
  });

  it('does not choose what is disabled', async () => {
    const { props, list } = show();
    await fireEvent.click(list);
    await fireEvent.click(screen.getByRole('option', { name: 'Bottom' }));
    expect(props.value).toBe('top');
    expect(shown()).toHaveLength(5);
  });

  it('opens at its value, moves with the keys past what is disabled, and takes with Enter', async () => {
    const { props, key, highlighted } = show();
    await key('ArrowDown');
    await expect.poll(highlighted).toBe('Top');
    await key('ArrowDown');
    await expect.poll(highlighted).toBe('Yesterday');
    await key('End');
    await expect.poll(highlighted).toBe('Last week');
    await key('Home');
    await key('PageDown');
    await expect.poll(highlighted).toBe('Last week');
    await key('Enter');
    expect(props.value).toBe('older');
    expect(shown()).toEqual([]);
  });

  it('takes letters, open or not', async () => {
    const { props, key, highlighted } = show('');
    await key('y');
    expect(props.value).toBe('kept');
    await key('Enter');
    await expect.poll(highlighted).toBe('Yesterday');
    await key('l');
    await expect.poll(highlighted).toBe('Last week');
  });

  it('closes with Escape, which goes no further, and keeps its value', async () => {
    const { props, list, key } = show();
    const heard: string[] = [];
    const hear = (event: KeyboardEvent) => void heard.push(event.key);
    document.addEventListener('keydown', hear);
    await fireEvent.click(list);
    await key('Escape');
    await tick();
    expect(shown()).toEqual([]);
    expect(heard).toEqual([]);
    // There is nothing left to close: whatever is around the list may.
    await key('Escape');
    expect(heard).toEqual(['Escape']);
    document.removeEventListener('keydown', hear);
    expect(props.value).toBe('top');
  });
});
