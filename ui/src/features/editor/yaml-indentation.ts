import { getIndentUnit, indentService } from '@codemirror/language';

/** A line that opens a block: it ends in a colon, or in the sign of a block scalar, before any comment. */
const OPENS = /(?:^|\s|["'\w.\-)])(?:: *(?:[&!][^\s]+ *)*(?:[|>][+-]?\d?)?|- *[|>][+-]?\d?)\s*(?:#.*)?$/;
const DASHES = /^(\s*)((?:- +)*)/;

/**
 * Where a new line starts: deeper after `key:` and `key: |`, under the key after `- key: value`, else where
 * the line before it starts. Existing lines are never moved: in YAML their indentation is their meaning.
 */
export function newLineColumn(before: string, unit: number): number | null {
  const dashes = DASHES.exec(before);
  const indent = dashes?.[1]?.length ?? 0;
  const items = dashes?.[2]?.length ?? 0;
  const text = before.slice(indent + items);
  if (/[{[]\s*$/.test(text)) return null;
  if (text.trimStart().startsWith('#')) return indent;
  if (OPENS.test(before)) return indent + items + unit;
  // A scalar alone in a list is followed by its neighbor; a pair by its sibling key.
  return isPair(text) ? indent + items : indent;
}

function isPair(text: string): boolean {
  return /^(?:"[^"]*"|'[^']*'|[^\s#'"{[][^#]*?):(?:\s|$)/.test(text);
}

export const yamlIndentation = indentService.of((context, position) => {
  if (context.simulatedBreak === null) return null;
  const line = context.lineAt(position, -1);
  const before = line.text.slice(0, Math.max(0, position - line.from));
  if (before.trim() === '') return before.length;
  const column = newLineColumn(before, getIndentUnit(context.state));
  return column ?? undefined;
});
