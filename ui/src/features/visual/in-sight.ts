/** How far a row is scrolled for a part of it to be seen, whole if there is room: no farther than that takes. */
export function scrolledTo(scroll: number, room: number, start: number, size: number): number {
  if (start < scroll || size > room) return start;
  return Math.max(scroll, start + size - room);
}
