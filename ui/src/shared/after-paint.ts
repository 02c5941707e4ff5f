/**
 * Does something when the next frame is drawn: the requested content is on screen first, and its consequences come
 * then.
 */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
