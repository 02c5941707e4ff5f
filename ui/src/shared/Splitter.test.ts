import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import Splitter from './Splitter.svelte';

const onresize = vi.fn();
const border = () => screen.getByRole('separator', { name: 'Width of it' });

function show(more: { edge?: 'left' | 'right' | 'top'; most?: number } = {}) {
  onresize.mockClear();
  render(Splitter, { label: 'Width of it', size: 200, usual: 240, least: 120, onresize, ...more });
}

async function drag(from: [number, number], ...to: [number, number][]): Promise<void> {
  const at = ([clientX, clientY]: [number, number]) => ({ clientX, clientY, pointerId: 1 });
  await fireEvent.pointerDown(border(), at(from));
  for (const point of to) await fireEvent.pointerMove(border(), at(point));
  await fireEvent.pointerUp(border());
}

describe('the border of a pane', () => {
  // jsdom has no capture of pointers; it is there so that the drag is not lost over other panes.
  beforeAll(() => void (Element.prototype.setPointerCapture = vi.fn()));

  it.each([
    ['right', [300, 0], [330, 0], 230],
    ['left', [300, 0], [330, 0], 170],
    ['top', [0, 300], [0, 250], 250],
  ] as const)('follows the pointer: at the %s', async (edge, from, to, size) => {
    show({ edge });
    await drag([...from], [...to]);
    expect(onresize).toHaveBeenLastCalledWith(size);
    await fireEvent.pointerMove(border(), { clientX: 0, clientY: 0 });
    expect(onresize).toHaveBeenCalledOnce();
  });

  it('stays within its limits, and with the pointer when that comes back', async () => {
    show({ most: 260 });
    await drag([300, 0], [900, 0], [0, 0], [310, 0]);
    expect(onresize.mock.calls.flat()).toEqual([260, 120, 210]);
  });

  it('moves with the keys', async () => {
    show({ most: 260 });
    for (const key of ['ArrowRight', 'ArrowLeft', 'Home', 'End', 'Enter']) await fireEvent.keyDown(border(), { key });
    expect(onresize.mock.calls.flat()).toEqual([216, 184, 120, 260, 240]);
    expect(await fireEvent.keyDown(border(), { key: 'ArrowDown' })).toBe(true);
  });

  it('moves to where the arrow points, whichever side its pane is on', async () => {
    show({ edge: 'left' });
    await fireEvent.keyDown(border(), { key: 'ArrowLeft' });
    expect(onresize).toHaveBeenLastCalledWith(216);
    // Without a most there is no end to go to.
    expect(await fireEvent.keyDown(border(), { key: 'End' })).toBe(true);
  });

  it('is put back by a double click, and says where it is', async () => {
    show({ most: 260 });
    await fireEvent.dblClick(border());
    expect(onresize).toHaveBeenLastCalledWith(240);
    expect(['now', 'min', 'max'].map((name) => border().getAttribute(`aria-value${name}`))).toEqual([
      '200',
      '120',
      '260',
    ]);
  });
});
