import { describe, expect, it } from 'vitest';

import { agoWords, dayWords } from './relative-time.svelte';

const now = new Date(2026, 10, 21, 12, 0, 0).getTime();

describe('agoWords', () => {
  it.each([
    [-4_000, 'just now'],
    [0, 'just now'],
    [9_999, 'just now'],
    [10_000, '10 s ago'],
    [59_999, '50 s ago'],
    [60_000, '1 min ago'],
    [3_599_000, '59 min ago'],
    [3_600_000, '1 h ago'],
    [86_400_000, '1 day ago'],
    [3 * 86_400_000, '3 days ago'],
  ])('says how long %i ms are', (past, words) => {
    expect(agoWords(now - past, now)).toBe(words);
  });
});

describe('dayWords', () => {
  it('counts days as the calendar does, not by 24 hours', () => {
    expect(dayWords(new Date(2026, 10, 21, 0, 1).getTime(), now)).toBe('Today');
    expect(dayWords(new Date(2026, 10, 20, 23, 59).getTime(), now)).toBe('Yesterday');
  });

  it('names the year only when it is another one', () => {
    expect(dayWords(new Date(2026, 10, 4).getTime(), now)).not.toMatch(/2026/);
    expect(dayWords(new Date(2025, 10, 4).getTime(), now)).toMatch(/2025/);
  });
});
