import { expect, it } from 'vitest';

import { fitted } from './fitted';

const PAGES = [
  [360, 740],
  [768, 1024],
  [1280, 800],
] as const;
const between = { gap: 16, label: 24 };

it('puts pages side by side where there is width for them', () => {
  const scale = fitted(PAGES, { width: 1264, height: 700, ...between });
  expect(scale).toBeCloseTo((1264 - 64) / 2408);
});

it('puts them in rows where there is more height than width', () => {
  const scale = fitted(PAGES, { width: 419, height: 540, ...between });
  expect(scale).toBeCloseTo((540 - 80) / 1824);
  // In one row they would be little more than half as large.
  expect(scale).toBeGreaterThan((1.5 * (419 - 64)) / 2408);
});

it('draws no page larger than it is, and none as nothing', () => {
  expect(fitted(PAGES, { width: 9_000, height: 9_000, ...between })).toBe(1);
  expect(fitted(PAGES, { width: 0, height: 0, ...between })).toBe(0.05);
});
