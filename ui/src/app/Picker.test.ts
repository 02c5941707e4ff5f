import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import Picker, { type PickerItem } from './Picker.svelte';

/** jsdom lays nothing out, so no size ever changes. */
class NoResizes {
  observe(): void {}
  disconnect(): void {}
}

beforeEach(() => void Object.assign(document.defaultView ?? {}, { ResizeObserver: NoResizes }));

async function show(items: readonly PickerItem[], query = '') {
  const onclose = vi.fn();
  const { unmount } = render(Picker, {
    label: 'Commands',
    placeholder: '',
    query,
    term: query,
    items,
    emptyText: 'Nothing.',
    onclose,
  });
  const field = screen.getByRole('combobox', { name: 'Commands' });
  const names = () =>
    screen.queryAllByRole('option').map((option) => option.textContent.trim().replaceAll(/\s+/g, ' '));
  const chosen = () => screen.getByRole('option', { selected: true }).textContent.trim();
  // The first one is chosen as soon as it is drawn.
  await tick();
  return { field, names, chosen, onclose, unmount };
}

const item = (label: string, rest: Partial<PickerItem> = {}): PickerItem => ({
  key: label,
  label,
  run: vi.fn(),
  ...rest,
});

describe('Picker', () => {
  it('has the focus and names its choice to screen readers', async () => {
    const { field } = await show([item('Save'), item('Open')]);
    expect(document.activeElement).toBe(field);
    const active = field.getAttribute('aria-activedescendant');
    expect(document.getElementById(active ?? '')?.textContent).toContain('Save');
  });

  it('moves with the arrows, around, and takes the choice with Enter', async () => {
    const [save, open] = [item('Save'), item('Open')];
    const { field, chosen, onclose } = await show([save, open]);
    await fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(chosen()).toBe('Open');
    await fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(chosen()).toBe('Save');
    await fireEvent.keyDown(field, { key: 'ArrowUp' });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(onclose).toHaveBeenCalledOnce();
    expect(open.run).toHaveBeenCalledOnce();
    expect(save.run).not.toHaveBeenCalled();
  });

  it('shows why something can’t be done, and does not do it', async () => {
    const save = item('Save', { blocked: 'There is nothing to save.' });
    const { field, names, onclose } = await show([save]);
    expect(names()).toEqual(['Save There is nothing to save.']);
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(save.run).not.toHaveBeenCalled();
    expect(onclose).not.toHaveBeenCalled();
  });

  it('narrows to what is looked for, titles before words around them', async () => {
    const { names } = await show(
      [item('Light theme', { words: 'theme' }), item('Theme gallery'), item('Save')],
      'theme',
    );
    expect(names()).toEqual(['Theme gallery', 'Light theme']);
  });

  it('says so when nothing fits, and closes with Escape', async () => {
    const { field, onclose } = await show([item('Save')], 'xyz');
    expect(screen.getByText('Nothing.')).toBeTruthy();
    await fireEvent.keyDown(field, { key: 'Escape' });
    expect(onclose).toHaveBeenCalledOnce();
  });

  it('ends a page at the end, and chooses what is pressed', async () => {
    const items = Array.from({ length: 25 }, (_, index) => item(`Item ${index}`));
    const { field, chosen, onclose } = await show(items);
    for (let page = 0; page < 4; page++) await fireEvent.keyDown(field, { key: 'PageDown' });
    expect(chosen()).toBe('Item 24');
    await fireEvent.keyDown(field, { key: 'PageUp' });
    expect(chosen()).toBe('Item 14');
    const third = screen.getByRole('option', { name: 'Item 2' });
    await fireEvent.pointerDown(third);
    await fireEvent.pointerUp(third);
    await fireEvent.click(third);
    expect(onclose).toHaveBeenCalledOnce();
    expect(items[2]?.run).toHaveBeenCalledOnce();
  });

  it('starts over with what is typed', async () => {
    const { field, chosen } = await show([item('Open'), item('Save'), item('Save as…')]);
    await fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(chosen()).toBe('Save as…');
    await fireEvent.input(field, { target: { value: 's' } });
    await vi.waitFor(() => expect(chosen()).toBe('Open'));
  });

  it('stays at what is blocked, by keys and by pointer', async () => {
    const items = [item('Save', { blocked: 'There is nothing to save.' }), item('Open')];
    const { field, chosen } = await show(items);
    await fireEvent.keyDown(field, { key: 'Enter' });
    const blocked = screen.getByRole('option', { name: /^Save/ });
    await fireEvent.pointerDown(blocked);
    await fireEvent.pointerUp(blocked);
    await fireEvent.click(blocked);
    expect(chosen()).toContain('Save');
    expect(items[0]?.run).not.toHaveBeenCalled();
    await fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(chosen()).toBe('Open');
  });

  it('gives the focus back', async () => {
    const before = document.body.appendChild(document.createElement('button'));
    before.focus();
    const { field, unmount } = await show([item('Save')]);
    expect(document.activeElement).toBe(field);
    unmount();
    await tick();
    expect(document.activeElement).toBe(before);
    before.remove();
  });
});
