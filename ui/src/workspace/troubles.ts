/**
 * Cards that Home Assistant could not draw, and files that it could not load, as problems at places of the text.
 * They are warnings: what can't be drawn can be saved all the same.
 */
import type { Problem } from '../api/generated/api';
import type { Outline, OutlineEntry } from './Outline.svelte';
import type { Path } from './paths';

export interface Trouble {
  readonly kind: 'card' | 'file';
  readonly message: string;
  readonly url?: string;
  readonly path: Path | null;
}

/** What is asked of a text. */
interface Places {
  readonly outline: Outline;
  /** The line and column of a place, from 1. */
  placeOf(offset: number): { line: number; column: number };
}

/** The problems that troubles are, in the text as it is now. */
export function problemsOf(troubles: readonly Trouble[], { outline, placeOf }: Places): Problem[] {
  return troubles.map((trouble) => {
    const node = nodeOf(trouble, outline);
    const range = node && node.depth > 0 ? outline.rangeOf(node) : { from: 0, to: 0 };
    const message =
      trouble.kind === 'file'
        ? `Home Assistant could not load ${trouble.url ?? 'a file'}`
        : `Home Assistant can’t draw this card: ${trouble.message}`;
    return {
      severity: 'warning',
      ...range,
      ...placeOf(range.from),
      message,
      hint: trouble.kind === 'file' ? 'Cards of this resource can’t be drawn. Look at it under Resources.' : null,
      fix: null,
    };
  });
}

/** Where a trouble is: its card, and for a file the first card that may come from it. */
function nodeOf(trouble: Trouble, outline: Outline): OutlineEntry | null {
  if (trouble.path) return outline.around(trouble.path);
  return outline.entries.find((entry) => entry.type?.startsWith('custom:')) ?? null;
}
