import { describe, expect, it } from 'vitest';

import type { Review, Side } from '../../api/generated/api';
import { fail } from '../../host/fake';
import { compareLines } from '../../host/fake/compare';
import { Comparison } from './Comparison.svelte';

const lines = (count: number, change?: [number, string]) =>
  Array.from({ length: count }, (_, index) => (change?.[0] === index + 1 ? change[1] : `line ${index + 1}`)).join('\n');

function texts(old: string, mine: string) {
  const asked: (number | null)[] = [];
  const ask = async (_old: Side, _new: Side, context: number | null): Promise<Review> => {
    asked.push(context);
    const label = (title: string) => ({ title, at: null, origin: null });
    return {
      revision: 1,
      old: label('Old'),
      new: label('New'),
      ...compareLines(old, mine, context ?? Number.MAX_SAFE_INTEGER),
    };
  };
  return { asked, comparison: new Comparison(ask, { side: 'base' }, { side: 'mine' }) };
}

const gaps = ({ screen }: Comparison) => screen.rows.filter((row) => row.kind === 'gap');

describe('Comparison', () => {
  it('asks for the changes with a little around them', async () => {
    const { comparison, asked } = texts(lines(200), lines(200, [100, 'other']));
    await comparison.load();
    expect(asked).toEqual([3]);
    expect(comparison.review?.added).toBe(1);
    expect(gaps(comparison).map((gap) => gap.count)).toEqual([96, null]);
  });

  it('unfolds a long gap from both ends and asks for the lines once', async () => {
    const { comparison, asked } = texts(lines(400), lines(400, [390, 'other']));
    await comparison.load();
    const [first] = gaps(comparison);
    if (first) await comparison.unfold(first);
    expect(gaps(comparison).map((gap) => gap.count)).toEqual([366, 7]);
    const last = gaps(comparison)[1];
    if (last) await comparison.unfold(last);
    expect(gaps(comparison).map((gap) => gap.count)).toEqual([366]);
    expect(asked).toEqual([3, null]);
  });

  it('shows every line when asked to, and the changes alone again', async () => {
    const { comparison } = texts(lines(50), lines(50, [25, 'other']));
    await comparison.load();
    await comparison.showAll(true);
    expect(gaps(comparison)).toEqual([]);
    expect(comparison.screen.rows).toHaveLength(50);
    await comparison.showAll(false);
    expect(gaps(comparison)).toHaveLength(2);
  });

  it('steps through the changes and around', async () => {
    const { comparison } = texts(lines(50), lines(50, [25, 'other']));
    await comparison.load();
    const rows: number[] = [];
    const disconnect = comparison.attach((row) => rows.push(row));
    comparison.step(-1);
    expect(comparison.run).toBe(0);
    expect(rows).toHaveLength(1);
    expect(comparison.screen.rows[rows[0] ?? -1]).toMatchObject({ old: { number: 25 } });
    disconnect();
    comparison.step(1);
    expect(comparison.run).toBe(0);
  });

  it('brings the lines of a sentence in sight', async () => {
    const { comparison } = texts(lines(50), lines(50, [25, 'other']));
    await comparison.load();
    const change = comparison.review?.changes[0];
    const rows: number[] = [];
    comparison.attach((row) => rows.push(row));
    if (change) comparison.reveal(change);
    expect(rows).toEqual([4]);
  });

  it('is laid out as what shows it says, as long as that is there', async () => {
    const { comparison } = texts(lines(50), lines(50, [25, 'other']));
    await comparison.load();
    const kinds = () => new Set(comparison.screen.rows.map((row) => row.kind));
    expect([...kinds()]).toContain('pair');
    const stop = comparison.laidOutBy(() => 'unified');
    expect([...kinds()]).not.toContain('pair');
    stop();
    expect(comparison.layout).toBe('sideBySide');
  });

  it('keeps the last answer when the next question fails', async () => {
    let broken = false;
    const { comparison: working } = texts('a', 'b');
    await working.load();
    const answer = working.review;
    const comparison = new Comparison(
      async () => (broken ? fail('storage', 'The version could not be read.') : (answer as Review)),
      { side: 'base' },
      { side: 'mine' },
    );
    await comparison.load();
    broken = true;
    await comparison.load();
    expect(comparison.failure?.message).toBe('The version could not be read.');
    expect(comparison.review).toBe(answer);
  });

  it('heeds the later of two questions only', async () => {
    const waiting: ((review: Review) => void)[] = [];
    const comparison = new Comparison(
      () => new Promise((answer) => waiting.push(answer)),
      { side: 'base' },
      { side: 'mine' },
    );
    const { comparison: other } = texts('a', 'b');
    await other.load();
    const first = comparison.load();
    const second = comparison.load();
    const review = other.review as Review;
    waiting[1]?.({ ...review, revision: 2 });
    waiting[0]?.({ ...review, revision: 1 });
    await Promise.all([first, second]);
    expect(comparison.review?.revision).toBe(2);
    expect(comparison.isLoading).toBe(false);
  });

  it('copies the changes as a patch', async () => {
    const { comparison } = texts(lines(9), lines(9, [5, 'other']));
    await comparison.load();
    expect(comparison.patch()).toBe(
      ['--- Old', '+++ New', '@@ -2,7 +2,7 @@', ' line 2', ' line 3', ' line 4', '-line 5', '+other']
        .concat([' line 6', ' line 7', ' line 8', ''])
        .join('\n'),
    );
  });
});
