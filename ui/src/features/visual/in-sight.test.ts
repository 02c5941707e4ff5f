import { expect, it } from 'vitest';

import { scrolledTo } from './in-sight';

it.each([
  ['in sight already', 100, 300, 150, 80, 100],
  ['to the left of it', 100, 300, 40, 80, 40],
  ['cut at its left edge', 100, 300, 90, 80, 90],
  ['cut at its right edge', 100, 300, 350, 80, 130],
  ['far to the right', 0, 300, 900, 80, 680],
  ['wider than the room: its start', 0, 60, 200, 80, 200],
])('%s', (_, scroll, room, start, size, expected) => {
  expect(scrolledTo(scroll, room, start, size)).toBe(expected);
});
