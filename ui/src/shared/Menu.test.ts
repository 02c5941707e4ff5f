import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import Menu from './Menu.svelte';
import type { MenuEntry, MenuPlace } from './menu';

const open = vi.fn();
const remove = vi.fn();
const onclose = vi.fn();
const entries: MenuEntry[] = [
  { id: 'open', label: 'Open', run: open },
  { kind: 'line' },
  { id: 'copy', label: 'Copy path', run: vi.fn() },
  { id: 'delete', label: 'Delete…', danger: true, blocked: 'It is read-only.', run: remove },
];
const focused = () => document.activeElement?.textContent?.trim();
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });

describe('a menu', () => {
  beforeEach(() => {
    vi.clearAllMocks();
    render(Menu, { entries, place: { x: 10, y: 10 }, label: 'Dashboard', onclose });
  });

  it('starts at its first entry and goes around', async () => {
    expect(focused()).toBe('Open');
    await key('ArrowDown');
    expect(focused()).toBe('Copy path');
    await key('End');
    await key('ArrowDown');
    expect(focused()).toBe('Open');
    await key('ArrowUp');
    expect(focused()).toBe('Delete…');
  });

  it('finds an entry by its first letters', async () => {
    await key('c');
    expect(focused()).toBe('Copy path');
  });

  it('closes before it does what was chosen', async () => {
    await fireEvent.click(screen.getByTestId('menu-open'));
    expect(onclose).toHaveBeenCalledBefore(open);
  });

  it('does nothing where an entry is blocked, and stays', async () => {
    const blocked = screen.getByTestId('menu-delete');
    expect(blocked.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(blocked);
    expect(remove).not.toHaveBeenCalled();
    expect(onclose).not.toHaveBeenCalled();
  });

  it.each(['Escape', 'Tab'])('closes with %s', async (name) => {
    await key(name);
    expect(onclose).toHaveBeenCalledOnce();
  });

  it('closes when something else is pressed or takes the focus', async () => {
    await fireEvent.pointerDown(screen.getByRole('menu', { name: 'Dashboard' }));
    expect(onclose).not.toHaveBeenCalled();
    await fireEvent.pointerDown(document.body);
    expect(onclose).toHaveBeenCalledOnce();
    const other = document.body.appendChild(document.createElement('button'));
    other.focus();
    await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(2));
    other.remove();
  });

  it('closes when something is pressed that keeps the event to itself', async () => {
    const other = document.body.appendChild(document.createElement('button'));
    other.addEventListener('pointerdown', (event) => event.stopPropagation());
    await fireEvent.pointerDown(other);
    expect(onclose).toHaveBeenCalledOnce();
    other.remove();
  });

  it('chooses nothing when the press that opened it ends over an entry', async () => {
    await fireEvent.pointerUp(screen.getByTestId('menu-open'), { button: 2 });
    expect(open).not.toHaveBeenCalled();
    expect(onclose).not.toHaveBeenCalled();
  });

  it('keeps its keys from the window’s shortcuts', async () => {
    const heard = vi.fn();
    window.addEventListener('keydown', heard);
    for (const name of ['c', 'Delete', 'F2', 'Escape']) await key(name);
    window.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('where a menu lies', () => {
  const show = (place: MenuPlace) => render(Menu, { entries, place, label: 'Dashboard', onclose });

  it('is in the page, so that no pane clips it', () => {
    const { container } = show({ x: 10, y: 10 });
    expect(container.contains(screen.getByRole('menu'))).toBe(false);
  });

  it('is in the dialog that is open, which disables everything else', () => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.setAttribute('open', '');
    show({ x: 10, y: 10 });
    expect(dialog.contains(screen.getByRole('menu'))).toBe(true);
    dialog.remove();
  });

  it('gives the focus back, unless what was chosen took it', async () => {
    const button = document.body.appendChild(document.createElement('button'));
    const other = document.body.appendChild(document.createElement('input'));
    for (const taken of [false, true]) {
      button.focus();
      const { unmount } = show({ under: button });
      expect(focused()).toBe('Open');
      if (taken) other.focus();
      unmount();
      await tick();
      expect(document.activeElement).toBe(taken ? other : button);
    }
    button.remove();
    other.remove();
  });
});
