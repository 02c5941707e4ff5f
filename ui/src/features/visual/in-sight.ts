/** How far to scroll a row so that a part of it is visible, whole if there is room: no further than needed. */
export function scrolledTo(scroll: number, room: number, start: number, size: number): number {
  if (start < scroll || size > room) return start;
  return Math.max(scroll, start + size - room);
}
