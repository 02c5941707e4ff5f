import { describe, expect, it } from 'vitest';

import type { DiffHunk, DiffRow } from '../../api/generated/api';
import { asPatch, fold, rowOfLine, screenOf, segmentsOf, type ScreenRow } from './rows';

const line = (number: number, text = `line ${number}`) => ({ number, text, marks: [] });
const same = (old: number, mine: number): DiffRow => ({ kind: 'context', old: line(old), new: line(mine) });
const added = (number: number): DiffRow => ({ kind: 'added', old: null, new: line(number) });
const removed = (number: number): DiffRow => ({ kind: 'removed', old: line(number), new: null });
const changed = (old: number, mine: number): DiffRow => ({ kind: 'changed', old: line(old), new: line(mine) });

/** Rows in few letters: `3|4` a pair, `-3` and `+4` one above the other, `…5` a gap of five. */
function short(rows: readonly ScreenRow[]): string {
  return rows
    .map((row) => {
      if (row.kind === 'gap') return `…${row.count ?? '?'}`;
      if (row.kind === 'pair') return `${row.old?.number ?? ''}|${row.new?.number ?? ''}`;
      return { old: '-', new: '+', both: '=' }[row.side] + String(row.line.number);
    })
    .join(' ');
}

const hunks: DiffHunk[] = [
  { oldStart: 5, newStart: 5, rows: [same(5, 5), changed(6, 6), changed(7, 7), added(8), same(8, 9)] },
  { oldStart: 20, newStart: 21, rows: [same(20, 21), removed(21), same(22, 22), same(23, 23), same(24, 24)] },
];

describe('screenOf', () => {
  it('puts two lines side by side and says how many are left out', () => {
    expect(short(screenOf(hunks, 'sideBySide', false).rows)).toBe(
      '…4 5|5 6|6 7|7 |8 8|9 …11 20|21 21| 22|22 23|23 24|24 …?',
    );
  });

  it('shows what went of a run before what came, one above the other', () => {
    expect(short(screenOf(hunks, 'unified', true).rows)).toBe('…4 =5 -6 -7 +6 +7 +8 =9 …11 =21 -21 =22 =23 =24');
  });

  it('knows where each run of changes starts', () => {
    const { rows, runs } = screenOf(hunks, 'sideBySide', true);
    expect(runs.map((index) => rows[index]?.key)).toEqual(['6|6', '21|']);
  });

  it('shows no gap after a text that ends with its last hunk', () => {
    expect(short(screenOf([{ oldStart: 1, newStart: 1, rows: [same(1, 1), added(2)] }], 'unified', false).rows)).toBe(
      '=1 +2',
    );
  });

  it('shows nothing for texts that are the same', () => {
    expect(screenOf([], 'unified', false)).toEqual({ rows: [], runs: [] });
  });

  it('gives every row its own key', () => {
    for (const layout of ['sideBySide', 'unified'] as const) {
      const keys = screenOf(hunks, layout, false).rows.map((row) => row.key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe('fold', () => {
  const whole = [...Array.from({ length: 10 }, (_, index) => same(index + 1, index + 1)), added(11), same(11, 12)];

  it('leaves out what is far from a change', () => {
    expect(
      short(
        screenOf(
          fold(whole, 2, () => false),
          'unified',
          true,
        ).rows,
      ),
    ).toBe('…8 =9 =10 +11 =12');
  });

  it('keeps what was unfolded', () => {
    const kept = fold(whole, 2, (number) => number < 3);
    expect(short(screenOf(kept, 'unified', true).rows)).toBe('=1 =2 …6 =9 =10 +11 =12');
  });

  it('counts the start of a hunk that begins with an added line', () => {
    expect(fold(whole, 0, () => false)).toMatchObject([{ oldStart: 11, newStart: 11 }]);
  });
});

describe('rowOfLine', () => {
  it('finds a line on either side, and the next one when it is left out', () => {
    const screen = screenOf(hunks, 'sideBySide', true);
    expect(screen.rows[rowOfLine(screen, 'old', 21)]?.key).toBe('21|');
    expect(screen.rows[rowOfLine(screen, 'new', 8)]?.key).toBe('|8');
    expect(screen.rows[rowOfLine(screen, 'new', 15)]?.key).toBe('20|21');
    expect(rowOfLine(screen, 'new', 999)).toBe(screen.rows.length - 1);
  });
});

describe('segmentsOf', () => {
  it('splits a line at its marks', () => {
    const marks: [number, number][] = [
      [0, 4],
      [6, 9],
    ];
    expect(segmentsOf({ number: 1, text: 'name: old', marks })).toEqual([
      { text: 'name', isMarked: true },
      { text: ': ', isMarked: false },
      { text: 'old', isMarked: true },
    ]);
  });

  it('gives an empty line no segment', () => {
    expect(segmentsOf({ number: 1, text: '', marks: [] })).toEqual([]);
  });
});

describe('asPatch', () => {
  it('writes what patch reads', () => {
    const parts: DiffHunk[] = [{ oldStart: 1, newStart: 1, rows: [same(1, 1), changed(2, 2), added(3)] }];
    expect(asPatch(parts, 'old', 'new')).toBe(
      '--- old\n+++ new\n@@ -1,2 +1,3 @@\n line 1\n-line 2\n+line 2\n+line 3\n',
    );
  });

  it('names the line before where nothing stands on a side', () => {
    expect(asPatch([{ oldStart: 4, newStart: 4, rows: [added(4)] }], 'a', 'b')).toContain('@@ -3,0 +4,1 @@');
  });
});
