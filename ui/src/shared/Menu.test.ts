import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import Menu from './Menu.svelte';
import { placeMenu, type MenuEntry } from './menu';

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
    await fireEvent.pointerDown(screen.getByLabelText('Dashboard'));
    expect(onclose).not.toHaveBeenCalled();
    await fireEvent.pointerDown(document.body);
    expect(onclose).toHaveBeenCalledOnce();
    const other = document.body.appendChild(document.createElement('button'));
    other.focus();
    expect(onclose).toHaveBeenCalledTimes(2);
    other.remove();
  });
});

const area = { width: 1000, height: 700 };
const size = { width: 200, height: 150 };

function under(left: number, top: number): { under: Element } {
  const element = document.createElement('button');
  element.getBoundingClientRect = () => new DOMRect(left, top, 30, 20);
  return { under: element };
}

describe('placeMenu', () => {
  it('opens at the pointer', () => {
    expect(placeMenu({ x: 100, y: 80 }, size, area)).toEqual({ left: 100, top: 80 });
  });

  it('opens to the left and upwards where there is no room', () => {
    expect(placeMenu({ x: 950, y: 690 }, size, area)).toEqual({ left: 750, top: 540 });
  });

  it('opens under its button, and above it at the bottom', () => {
    expect(placeMenu(under(100, 80), size, area)).toEqual({ left: 100, top: 104 });
    expect(placeMenu(under(960, 650), size, area)).toEqual({ left: 790, top: 496 });
  });

  it('stays on a area that is too small for it', () => {
    expect(placeMenu({ x: 5, y: 5 }, { width: 400, height: 800 }, { width: 300, height: 300 })).toEqual({
      left: 8,
      top: 8,
    });
  });
});
