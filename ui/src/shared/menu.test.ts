import { describe, expect, it } from 'vitest';

import { placeMenu } from './menu';

const screen = { width: 1000, height: 700 };
const menu = { width: 200, height: 150 };

function under(left: number, top: number): { under: Element } {
  const element = document.createElement('button');
  element.getBoundingClientRect = () => new DOMRect(left, top, 30, 20);
  return { under: element };
}

describe('placeMenu', () => {
  it('opens at the pointer', () => {
    expect(placeMenu({ x: 100, y: 80 }, menu, screen)).toEqual({ left: 100, top: 80 });
  });

  it('opens to the left and upwards where there is no room', () => {
    expect(placeMenu({ x: 950, y: 690 }, menu, screen)).toEqual({ left: 750, top: 540 });
  });

  it('opens under its button, and above it at the bottom', () => {
    expect(placeMenu(under(100, 80), menu, screen)).toEqual({ left: 100, top: 104 });
    expect(placeMenu(under(960, 650), menu, screen)).toEqual({ left: 790, top: 496 });
  });

  it('stays on a screen that is too small for it', () => {
    expect(placeMenu({ x: 5, y: 5 }, { width: 400, height: 800 }, { width: 300, height: 300 })).toEqual({
      left: 8,
      top: 8,
    });
  });
});
