import { fireEvent } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { tooltip } from './tooltip';

const shown = () => [...document.querySelectorAll('.tooltip')].map((bubble) => bubble.textContent);
const taken: (() => void)[] = [];

function element(text: string | null, options = {}, parent: Element = document.body): HTMLElement {
  const button = parent.appendChild(document.createElement('button'));
  const leave = tooltip(text, options)(button);
  taken.push(() => {
    if (leave) leave();
    button.remove();
  });
  return button;
}

describe('a tooltip', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    for (const take of taken.splice(0)) take();
    vi.useRealTimers();
    expect(shown()).toEqual([]);
  });

  it('comes when the pointer rests, and goes with it', async () => {
    const button = element('Save (Ctrl+S)');
    await fireEvent.pointerEnter(button);
    expect(shown()).toEqual([]);
    vi.advanceTimersByTime(450);
    expect(shown()).toEqual(['Save (Ctrl+S)']);
    await fireEvent.pointerLeave(button);
    expect(shown()).toEqual([]);
  });

  it('is there at once beside the next element, one at a time', async () => {
    const [first, second] = [element('First'), element('Second')];
    await fireEvent.pointerEnter(first);
    vi.advanceTimersByTime(450);
    await fireEvent.pointerEnter(second);
    vi.advanceTimersByTime(0);
    expect(shown()).toEqual(['Second']);
    await fireEvent.pointerLeave(first);
    expect(shown()).toEqual(['Second']);
  });

  it('does not come for a press, an empty text, or words that fit', async () => {
    const pressed = element('Pressed');
    await fireEvent.pointerEnter(pressed);
    await fireEvent.pointerDown(pressed);
    await fireEvent.pointerEnter(element(null));
    await fireEvent.pointerEnter(element('Fits', { onlyWhenCut: true }));
    vi.advanceTimersByTime(2000);
    expect(shown()).toEqual([]);
  });

  it('goes with Escape wherever the focus is, which goes on', async () => {
    const button = element('Close');
    await fireEvent.pointerEnter(button);
    vi.advanceTimersByTime(450);
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    expect(await fireEvent.keyDown(document.body, { key: 'Escape' })).toBe(true);
    document.removeEventListener('keydown', heard);
    expect(heard).toHaveBeenCalledOnce();
    expect(shown()).toEqual([]);
  });

  it('goes with its element', async () => {
    await fireEvent.pointerEnter(element('Gone'));
    vi.advanceTimersByTime(450);
    taken.pop()?.();
    expect(shown()).toEqual([]);
  });

  it('lies in what is over the page, with its element', async () => {
    const list = document.body.appendChild(document.createElement('div'));
    list.setAttribute('popover', 'auto');
    await fireEvent.pointerEnter(element('Inside', {}, list));
    vi.advanceTimersByTime(450);
    expect(list.textContent).toContain('Inside');
    list.remove();
  });
});
