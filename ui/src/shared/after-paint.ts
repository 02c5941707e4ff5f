/** Does something when the next frame is drawn: what was asked for is on screen first, and what follows it comes then. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
