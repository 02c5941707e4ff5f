/** The measures that pages share: the available room, the gap between them, and the height of each label, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly label: number;
}

/** The least that a page is drawn at: there it is still seen where the cards are. */
const LEAST = 0.05;

/**
 * The scale at which pages are largest that are put side by side, in as many rows as that takes. Rows are filled in
 * order, as a line of text is.
 */
export function fitted(sizes: readonly (readonly [number, number])[], room: Room): number {
  const scales = rowsOf(sizes).map((rows) => {
    const across = rows.map((row) => {
      const pages = row.reduce((sum, [width]) => sum + width, 0);
      return (room.width - room.gap * (row.length + 1)) / pages;
    });
    const pages = rows.reduce((sum, row) => sum + Math.max(...row.map(([, height]) => height)), 0);
    const down = (room.height - rows.length * (room.label + room.gap)) / pages;
    const scale = Math.min(1, down, ...across);
    return isFilled(rows, scale, room) ? scale : 0;
  });
  return Math.max(LEAST, ...scales);
}

/** Whether no page would go into the row before its own: there a line of text would have put it. */
function isFilled(rows: readonly (readonly (readonly [number, number])[])[], scale: number, room: Room): boolean {
  return rows.every((row, index) => {
    const next = rows[index + 1]?.[0];
    if (!next) return true;
    const pages = [...row, next];
    return pages.reduce((sum, [width]) => sum + width * scale, 0) + room.gap * (pages.length - 1) > room.width;
  });
}

/** All ways to cut a line into rows. */
function rowsOf<Page>(pages: readonly Page[]): Page[][][] {
  const [first, ...rest] = pages;
  if (first === undefined) return [];
  if (rest.length === 0) return [[[first]]];
  return rowsOf(rest).flatMap((rows) => {
    const [row = [], ...others] = rows;
    return [
      [[first, ...row], ...others],
      [[first], ...rows],
    ];
  });
}
