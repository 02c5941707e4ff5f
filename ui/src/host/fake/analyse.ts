import type { Problem } from '../../api/generated/api';

/** A few problems that can be seen line by line, to have something to show. */
export function analyse(text: string): Problem[] {
  const problems: Problem[] = [];
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const tab = /^ *\t/.exec(line);
    const at = (column: number, width: number) => ({
      from: start + column,
      to: start + column + width,
      line: index + 1,
      column: column + 1,
    });
    if (tab) {
      problems.push({
        severity: 'error',
        ...at(tab[0].length - 1, 1),
        message: 'A tab can’t indent: YAML allows only spaces here.',
        hint: 'Use two spaces for each level.',
        fix: {
          title: 'Use spaces',
          changes: [{ from: start + tab[0].length - 1, to: start + tab[0].length, insert: '  ' }],
        },
      });
    }
    const word = /^(\s*(?:- )?\w+: +)(on|off|yes|no)\s*$/.exec(line);
    if (word?.[1] !== undefined && word[2] !== undefined) {
      const column = word[1].length;
      problems.push({
        severity: 'warning',
        ...at(column, word[2].length),
        message: `“${word[2]}” means ${/on|yes/.test(word[2]) ? 'true' : 'false'} here, not the word.`,
        hint: 'Older versions of Home Assistant read it as a word. Quotes make it one everywhere.',
        fix: {
          title: 'Quote it',
          changes: [{ from: start + column, to: start + column + word[2].length, insert: `"${word[2]}"` }],
        },
      });
    }
    const open = /: *(["'])(?:(?!\1).)*$/.exec(line);
    if (open) {
      problems.push({
        severity: 'error',
        ...at(open.index + 2, Math.max(1, line.length - open.index - 2)),
        message: 'This quoted text has no closing quote.',
        hint: null,
        fix: {
          title: 'Close the quote',
          changes: [{ from: start + line.length, to: start + line.length, insert: open[1] ?? '' }],
        },
      });
    }
    start += line.length + 1;
  }
  return problems;
}
