import type { Change, DiffHunk, DiffLine, DiffRow } from '../../api/generated/api';

interface Compared {
  changes: Change[];
  hunks: DiffHunk[];
  added: number;
  removed: number;
}

/** One run of changed lines between the common start and the common end: enough to look at. */
export function compareLines(oldText: string, newText: string, context: number): Compared {
  if (oldText === newText) return { changes: [], hunks: [], added: 0, removed: 0 };
  const old = oldText.split('\n');
  const mine = newText.split('\n');
  let head = 0;
  while (head < old.length && head < mine.length && old[head] === mine[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < mine.length - head && old.at(-1 - tail) === mine.at(-1 - tail)) tail++;

  const start = Math.max(0, head - context);
  const rows: DiffRow[] = [];
  const same = (oldIndex: number, newIndex: number) =>
    rows.push({ kind: 'context', old: line(old, oldIndex), new: line(mine, newIndex) });
  for (let index = start; index < head; index++) same(index, index);
  const oldEnd = old.length - tail;
  const newEnd = mine.length - tail;
  for (let index = 0; index < Math.max(oldEnd - head, newEnd - head); index++) {
    const left = head + index < oldEnd ? line(old, head + index) : null;
    const right = head + index < newEnd ? line(mine, head + index) : null;
    if (left && right) {
      const [leftMarks, rightMarks] = marks(left.text, right.text);
      rows.push({ kind: 'changed', old: { ...left, marks: leftMarks }, new: { ...right, marks: rightMarks } });
    } else {
      rows.push({ kind: left ? 'removed' : 'added', old: left, new: right });
    }
  }
  for (let index = 0; index < Math.min(context, tail); index++) same(oldEnd + index, newEnd + index);

  const added = newEnd - head;
  const removed = oldEnd - head;
  const kind = removed === 0 ? 'added' : added === 0 ? 'removed' : 'changed';
  const verb = { added: 'Added', removed: 'Removed', changed: 'Changed' }[kind];
  return {
    changes: [
      {
        kind,
        sentence: [
          { style: 'plain', text: `${verb} the card ` },
          { style: 'name', text: nameNear(mine, head) },
          { style: 'plain', text: ' in ' },
          { style: 'name', text: 'Living room' },
        ],
        oldLine: head + 1,
        newLine: head + 1,
      },
    ],
    hunks: [{ oldStart: start + 1, newStart: start + 1, rows }],
    added,
    removed,
  };
}

function line(lines: readonly string[], index: number): DiffLine {
  return { number: index + 1, text: lines[index] ?? '', marks: [] };
}

function marks(left: string, right: string): [[number, number][], [number, number][]] {
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < left.length - head && tail < right.length - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const range = (text: string): [number, number][] => (text.length - tail > head ? [[head, text.length - tail]] : []);
  return [range(left), range(right)];
}

function nameNear(lines: readonly string[], index: number): string {
  for (let at = Math.min(index, lines.length - 1); at >= 0; at--) {
    const found = /(?:name|title|type): *(.+)$/.exec(lines[at] ?? '');
    if (found?.[1]) return found[1];
  }
  return 'card';
}
