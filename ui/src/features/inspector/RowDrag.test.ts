import { expect, it } from 'vitest';

import { RowDrag } from './RowDrag.svelte';

const rows = [0, 32, 64].map((top) => ({ top, height: 32 }));
const made = () => {
  const moves: [from: number, to: number][] = [];
  return { moves, drag: new RowDrag((from, to) => moves.push([from, to])) };
};

it.each([
  [0, 200, 3, 2],
  [0, 40, 1, 0],
  [2, 5, 0, 0],
  [2, 60, 2, 2],
])('drags row %i to the height %i: mark %i, place %i', (from, y, mark, to) => {
  const { drag, moves } = made();
  drag.begin(from);
  drag.pull(y, rows);
  expect([drag.isActive, drag.from, drag.mark]).toEqual([true, from, mark]);
  drag.drop();
  expect(moves).toEqual([[from, to]]);
  expect([drag.isActive, drag.mark]).toEqual([false, -1]);
});

it('moves nothing when it is canceled, or was never begun', () => {
  const { drag, moves } = made();
  drag.pull(40, rows);
  expect(drag.mark).toBe(-1);
  drag.begin(1);
  drag.cancel();
  drag.drop();
  expect(moves).toEqual([]);
});
