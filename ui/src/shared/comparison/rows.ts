/**
 * The lines of a comparison as they stand on screen, from the hunks that Rust computed. Nothing is compared
 * here: rows are put in order, gaps are marked where unchanged lines are left out, and runs of changes are
 * counted for stepping through them.
 */
import type { DiffHunk, DiffLine, DiffRow } from '../../api/generated/api';

export type DiffLayout = 'sideBySide' | 'unified';

/** Unchanged lines that are left out. */
export interface GapRow {
  readonly kind: 'gap';
  readonly key: string;
  /** The first one left out on the new side, from 1. */
  readonly from: number;
  /** How many; null when the end of the text is not known. */
  readonly count: number | null;
}

/** Two lines side by side. */
export interface PairRow {
  readonly kind: 'pair';
  readonly key: string;
  readonly old: DiffLine | null;
  readonly new: DiffLine | null;
  readonly isChange: boolean;
  /** The run of changes it belongs to. */
  readonly run: number | null;
}

/** One line, of one side or of both. */
export interface SingleRow {
  readonly kind: 'single';
  readonly key: string;
  readonly side: 'old' | 'new' | 'both';
  readonly line: DiffLine;
  readonly oldNumber: number | null;
  readonly newNumber: number | null;
  readonly run: number | null;
}

export type ScreenRow = GapRow | PairRow | SingleRow;

export interface Screen {
  readonly rows: readonly ScreenRow[];
  /** The index of the first row of each run of changes. */
  readonly runs: readonly number[];
}

/** How many unchanged lines a review asks for around a change. */
export const CONTEXT = 3;

/** Puts hunks in rows. `isWhole` means that they end where the texts end, so that no gap follows. */
export function screenOf(hunks: readonly DiffHunk[], layout: DiffLayout, isWhole: boolean): Screen {
  const rows: ScreenRow[] = [];
  const runs: number[] = [];
  let next = 1;
  for (const hunk of hunks) {
    if (hunk.newStart > next) rows.push(gap(next, hunk.newStart - next));
    for (const part of runsOf(hunk.rows)) {
      const isChange = part[0]?.kind !== 'context';
      const run = isChange ? runs.push(rows.length) - 1 : null;
      rows.push(...(layout === 'sideBySide' ? pairs(part, run) : singles(part, run)));
    }
    next = Math.max(next, hunk.newStart + hunk.rows.filter((row) => row.new !== null).length);
  }
  if (!isWhole && endsInContext(hunks)) rows.push(gap(next, null));
  return { rows, runs };
}

/** Leaves out unchanged lines far from any change, except those that `shown` keeps. */
export function fold(rows: readonly DiffRow[], context: number, shown: (newLine: number) => boolean): DiffHunk[] {
  const keep = new Array<boolean>(rows.length).fill(false);
  rows.forEach((row, index) => {
    if (row.kind === 'context') {
      keep[index] ||= shown(row.new?.number ?? 0);
      return;
    }
    keep.fill(true, Math.max(0, index - context), Math.min(rows.length, index + context + 1));
  });
  const hunks: DiffHunk[] = [];
  let open: DiffHunk | null = null;
  let oldNext = 1;
  let newNext = 1;
  rows.forEach((row, index) => {
    if (!keep[index]) {
      open = null;
    } else {
      if (!open) hunks.push((open = { oldStart: oldNext, newStart: newNext, rows: [] }));
      open.rows.push(row);
    }
    if (row.old) oldNext = row.old.number + 1;
    if (row.new) newNext = row.new.number + 1;
  });
  return hunks;
}

/** The row that shows a line, or the one before which it is left out. */
export function rowOfLine(screen: Screen, side: 'old' | 'new', line: number): number {
  const number = (row: ScreenRow): number | null => {
    if (row.kind === 'gap') return null;
    if (row.kind === 'pair') return row[side]?.number ?? null;
    return side === 'old' ? row.oldNumber : row.newNumber;
  };
  const index = screen.rows.findIndex((row) => (number(row) ?? -1) >= line);
  return index < 0 ? Math.max(0, screen.rows.length - 1) : index;
}

/** A piece of a line, marked when its words changed. */
export interface Segment {
  readonly text: string;
  readonly isMarked: boolean;
}

export function segmentsOf({ text, marks }: DiffLine): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  const push = (to: number, isMarked: boolean) => {
    if (to > at) segments.push({ text: text.slice(at, to), isMarked });
    at = Math.max(at, to);
  };
  for (const [from, to] of marks) {
    push(from, false);
    push(to, true);
  }
  push(text.length, false);
  return segments;
}

/** The comparison as a patch, to be copied. */
export function asPatch(hunks: readonly DiffHunk[], oldName: string, newName: string): string {
  const lines = [`--- ${oldName}`, `+++ ${newName}`];
  for (const { oldStart, newStart, rows } of hunks) {
    const oldCount = rows.filter((row) => row.old).length;
    const newCount = rows.filter((row) => row.new).length;
    lines.push(`@@ -${range(oldStart, oldCount)} +${range(newStart, newCount)} @@`);
    for (const part of runsOf(rows)) {
      for (const row of singles(part, null)) {
        lines.push({ old: '-', new: '+', both: ' ' }[row.side] + row.line.text);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Where nothing stands on a side, a patch names the line before. */
function range(start: number, count: number): string {
  return count === 0 ? `${start - 1},0` : `${start},${count}`;
}

function gap(from: number, count: number | null): GapRow {
  return { kind: 'gap', key: `gap-${from}`, from, count };
}

/** Neighbouring rows that are all changes or all unchanged. */
function runsOf(rows: readonly DiffRow[]): DiffRow[][] {
  const runs: DiffRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && (last[0]?.kind === 'context') === (row.kind === 'context')) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

function pairs(part: readonly DiffRow[], run: number | null): PairRow[] {
  return part.map((row) => ({
    kind: 'pair',
    key: `${row.old?.number ?? ''}|${row.new?.number ?? ''}`,
    old: row.old,
    new: row.new,
    isChange: run !== null || row.kind !== 'context',
    run,
  }));
}

/** One above the other: the removed lines of a run, then the added ones. */
function singles(part: readonly DiffRow[], run: number | null): SingleRow[] {
  const rows: SingleRow[] = [];
  const push = (side: SingleRow['side'], line: DiffLine, oldNumber: number | null, newNumber: number | null) =>
    rows.push({ kind: 'single', key: `${oldNumber ?? ''}|${newNumber ?? ''}`, side, line, oldNumber, newNumber, run });
  if (part[0]?.kind === 'context') {
    for (const row of part) if (row.old && row.new) push('both', row.new, row.old.number, row.new.number);
    return rows;
  }
  for (const row of part) if (row.old) push('old', row.old, row.old.number, null);
  for (const row of part) if (row.new) push('new', row.new, null, row.new.number);
  return rows;
}

function endsInContext(hunks: readonly DiffHunk[]): boolean {
  const rows = hunks.at(-1)?.rows ?? [];
  return rows.length >= CONTEXT && rows.slice(-CONTEXT).every((row) => row.kind === 'context');
}
