/**
 * Problems at places of the text: those that Rust found, moved along with typing, and those that the preview found:
 * cards that Home Assistant could not draw, and files that it could not load. The latter are warnings: they don't
 * block a save.
 */
import type { ChangeSet, EditorState } from '@codemirror/state';

import type { Problem } from '../../api/generated/api';
import type { Outline, OutlineEntry } from '../tree/Outline.svelte';
import type { Path } from '../tree/paths';

export interface Trouble {
  readonly kind: 'card' | 'file';
  readonly message: string;
  readonly url?: string;
  readonly path: Path | null;
}

/** The part of a text that problems need. */
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

/** Problems that were found before these changes, at their places in the text after them. */
export function movedProblems(
  problems: readonly Problem[],
  changes: ChangeSet,
  { doc }: EditorState,
): readonly Problem[] {
  if (problems.length === 0) return problems;
  return problems.map((problem) => {
    const from = changes.mapPos(Math.min(problem.from, changes.length), 1);
    const to = Math.max(from, changes.mapPos(Math.min(problem.to, changes.length), -1));
    const line = doc.lineAt(Math.min(from, doc.length));
    // A fix counts in the text it was made for: the next analysis, a moment away, brings a new one.
    return { ...problem, from, to, line: line.number, column: from - line.from + 1, fix: null };
  });
}
