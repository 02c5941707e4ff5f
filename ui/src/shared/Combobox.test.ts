import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import Combobox from './Combobox.svelte';

const onchange = vi.fn();
const suggestions = [
  { value: 'light.kitchen', label: 'Kitchen light', detail: 'Kitchen' },
  { value: 'light.bed', label: 'Bed light', detail: 'Bedroom' },
  { value: 'sensor.kitchen', label: 'Temperature', detail: 'Kitchen' },
];
const field = () => screen.getByRole<HTMLInputElement>('combobox');
const options = () =>
  screen.queryAllByRole('option').map((option) => option.textContent.replaceAll(/\s+/g, ' ').trim());

describe('a field with suggestions', () => {
  beforeEach(() => {
    vi.clearAllMocks();
    Element.prototype.scrollIntoView = vi.fn();
    render(Combobox, { value: 'light.bed', suggestions, onchange, label: 'Entity' });
  });

  it('opens on a click, narrows with typing and takes the choice with Enter', async () => {
    expect(options()).toEqual([]);
    await fireEvent.click(field());
    expect(options()).toHaveLength(3);
    await fireEvent.input(field(), { target: { value: 'kitch' } });
    expect(options()).toHaveLength(2);
    await fireEvent.keyDown(field(), { key: 'ArrowDown' });
    await fireEvent.keyDown(field(), { key: 'Enter' });
    expect(onchange).toHaveBeenCalledExactlyOnceWith('light.kitchen');
  });

  it('takes anything that is typed', async () => {
    await fireEvent.input(field(), { target: { value: 'light.new' } });
    await fireEvent.keyDown(field(), { key: 'Enter' });
    expect(onchange).toHaveBeenCalledExactlyOnceWith('light.new');
  });

  it('keeps the value when it is left with Escape', async () => {
    await fireEvent.input(field(), { target: { value: 'x' } });
    await fireEvent.keyDown(field(), { key: 'Escape' });
    await fireEvent.blur(field());
    expect(onchange).not.toHaveBeenCalled();
    expect(field().value).toBe('light.bed');
  });
});

describe('a field with suggestions in a form that takes each key', () => {
  it('tells what is typed, and leaves Enter to the form', async () => {
    vi.clearAllMocks();
    Element.prototype.scrollIntoView = vi.fn();
    const oninput = vi.fn();
    render(Combobox, {
      value: '',
      suggestions: [{ value: 'off', label: 'Closed' }],
      onchange,
      oninput,
      label: 'State',
    });
    await fireEvent.input(field(), { target: { value: 'clo' } });
    expect(oninput).toHaveBeenLastCalledWith('clo');
    expect(options()).toHaveLength(1);
    // All of it typed, or something else: there is nothing to offer that would lie over what is below.
    for (const typed of ['off', 'something']) {
      await fireEvent.input(field(), { target: { value: typed } });
      expect(options()).toEqual([]);
    }
    await fireEvent.input(field(), { target: { value: 'clo' } });
    // Not prevented: the form is sent.
    expect(await fireEvent.keyDown(field(), { key: 'Enter' })).toBe(true);
    expect(options()).toEqual([]);
    // A choice with the arrows is taken first.
    await fireEvent.keyDown(field(), { key: 'ArrowDown' });
    expect(await fireEvent.keyDown(field(), { key: 'Enter' })).toBe(false);
    expect(onchange).toHaveBeenLastCalledWith('off');
  });
});
