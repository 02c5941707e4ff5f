export interface SideLine {
  readonly text: string;
  /** Whether the common base lacks it. */
  readonly isOwn: boolean;
}

/** The lines of one side of a conflict, with those marked that the base does not have, counted. */
export function sideLines(text: string, base: string | null): SideLine[] {
  const left = new Map<string, number>();
  for (const line of (base ?? '').split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const count = left.get(line) ?? 0;
      left.set(line, count - 1);
      return { text: line, isOwn: base !== null && count <= 0 };
    });
}
