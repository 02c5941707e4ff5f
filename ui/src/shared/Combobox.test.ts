import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
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
    // All of it typed, or something else: a list would only cover the fields below.
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

describe('the list of a field with suggestions', () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ value: `light.l${index}`, label: `Light ${index}` }));
  const active = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent.trim();
  const key = (name: string, more = {}) => fireEvent.keyDown(field(), { key: name, ...more });

  beforeEach(() => {
    vi.clearAllMocks();
    render(Combobox, { value: '', suggestions: many, onchange, label: 'Entity' });
  });

  it('shows the best of thousands, and moves around them by line and by page', async () => {
    await fireEvent.click(field());
    expect(options()).toHaveLength(60);
    expect(active()).toBeUndefined();
    await key('ArrowDown');
    expect(active()).toMatch(/^Light 0/);
    await key('ArrowUp');
    expect(active()).toMatch(/^Light 59/);
    await key('ArrowDown');
    await key('PageDown');
    expect(active()).toMatch(/^Light 10/);
    for (let page = 0; page < 7; page++) await key('PageDown');
    expect(active()).toMatch(/^Light 59/);
    for (let page = 0; page < 7; page++) await key('PageUp');
    expect(active()).toMatch(/^Light 0/);
  });

  it('leaves Home, End and shortcuts to the text and the window', async () => {
    for (const [name, more] of [['Home'], ['End'], ['s', { ctrlKey: true }], ['z', { ctrlKey: true }]] as const) {
      expect(await key(name, more)).toBe(true);
      expect(options()).toEqual([]);
    }
  });

  it('takes what is pressed with a pointer once, and keeps the focus', async () => {
    field().focus();
    await fireEvent.click(field());
    const option = screen.getByRole('option', { name: /Light 7 / });
    expect(await fireEvent.pointerDown(option)).toBe(false);
    await fireEvent.pointerUp(option);
    await fireEvent.click(option);
    expect(onchange).toHaveBeenCalledExactlyOnceWith('light.l7');
    expect(document.activeElement).toBe(field());
    expect(options()).toEqual([]);
  });

  it('is in the page, so that no pane clips it, and names itself', async () => {
    await fireEvent.click(field());
    const list = screen.getByRole('listbox', { name: 'Entity' });
    expect(field().closest('body > div')?.contains(list)).toBe(false);
    expect(field().getAttribute('aria-controls')).toBe(list.id);
  });

  it('closes with Escape alone: what is around it hears only the next one', async () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    await fireEvent.click(field());
    await key('Escape');
    expect(options()).toEqual([]);
    expect(heard).not.toHaveBeenCalled();
    await key('Escape');
    expect(heard).toHaveBeenCalledOnce();
    document.removeEventListener('keydown', heard);
  });

  it('takes what was typed when the field is left', async () => {
    await fireEvent.input(field(), { target: { value: 'light.new' } });
    await fireEvent.blur(field());
    expect(onchange).toHaveBeenCalledExactlyOnceWith('light.new');
  });

  it('goes with its field', async () => {
    await fireEvent.click(field());
    cleanup();
    expect(document.querySelector('[role="listbox"]')).toBeNull();
  });
});
