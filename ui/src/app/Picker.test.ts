import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';

import Picker, { type PickerItem } from './Picker.svelte';

function show(items: readonly PickerItem[], query = '') {
  const onclose = vi.fn();
  // jsdom lays nothing out, so there is nothing to scroll.
  Element.prototype.scrollIntoView = vi.fn();
  render(Picker, { label: 'Commands', placeholder: '', query, term: query, items, emptyText: 'Nothing.', onclose });
  const field = screen.getByRole('combobox', { name: 'Commands' });
  const names = () =>
    screen.queryAllByRole('option').map((option) => option.textContent.trim().replaceAll(/\s+/g, ' '));
  const chosen = () => screen.getByRole('option', { selected: true }).textContent.trim();
  return { field, names, chosen, onclose };
}

const item = (label: string, rest: Partial<PickerItem> = {}): PickerItem => ({
  key: label,
  label,
  run: vi.fn(),
  ...rest,
});

describe('Picker', () => {
  it('has the focus and names its choice to screen readers', () => {
    const { field } = show([item('Save'), item('Open')]);
    expect(document.activeElement).toBe(field);
    const active = field.getAttribute('aria-activedescendant');
    expect(document.getElementById(active ?? '')?.textContent).toContain('Save');
  });

  it('moves with the arrows, around, and takes the choice with Enter', async () => {
    const [save, open] = [item('Save'), item('Open')];
    const { field, chosen, onclose } = show([save, open]);
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
    const { field, names, onclose } = show([save]);
    expect(names()).toEqual(['Save There is nothing to save.']);
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(save.run).not.toHaveBeenCalled();
    expect(onclose).not.toHaveBeenCalled();
  });

  it('narrows to what is looked for, titles before words around them', () => {
    const { names } = show([item('Light colours', { words: 'theme' }), item('Theme gallery'), item('Save')], 'theme');
    expect(names()).toEqual(['Theme gallery', 'Light colours']);
  });

  it('says so when nothing fits, and closes with Escape', async () => {
    const { field, onclose } = show([item('Save')], 'xyz');
    expect(screen.getByText('Nothing.')).toBeTruthy();
    await fireEvent.keyDown(field, { key: 'Escape' });
    expect(onclose).toHaveBeenCalledOnce();
  });
});
