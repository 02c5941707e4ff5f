/** The search of every list that narrows during typing: which items match, and in which order. */

/** An item that can be looked for. */
export interface Findable {
  /** Matches here count most, and are shown. */
  readonly label: string;
  readonly value?: string;
  readonly detail?: string | undefined;
  /** More words to find it by. */
  readonly words?: string | undefined;
}

/** UTF-16 ranges of a text. */
export type Ranges = readonly (readonly [number, number])[];

export interface Found<Item> {
  readonly item: Item;
  /** The matched characters of the label. */
  readonly ranges: Ranges;
}

/** A candidate that matches, with how well and where. */
export interface Match {
  readonly score: number;
  readonly ranges: Ranges;
}

const IN_LABEL = 1000;
const VALUE_START = -10;
const AROUND = -20;

/**
 * The best matches of a query, at most `most`; every word of it has to match, in any order. Labels that have the
 * words as typed come first, then items that have them in the texts around. Letters scattered over a label count
 * only where no label has the words: in thousands of names they would match too many.
 */
export function find<Item extends Findable>(items: readonly Item[], query: string, most = 60): Found<Item>[] {
  const words = wordsOf(query);
  if (words.length === 0) return items.slice(0, most).map((item) => ({ item, ranges: [] }));
  const match = (how: (item: Item) => Match | null) =>
    items.flatMap((item) => {
      const found = how(item);
      return found ? [{ item, ...found }] : [];
    });
  const typed = match((item) => matchInLabel(words, item) ?? matchAround(words, item));
  const hits = typed.some(({ score }) => score > IN_LABEL / 2)
    ? typed
    : match((item) => fuzzyMatch(query, item.label) ?? matchAround(words, item));
  return hits.sort((a, b) => b.score - a.score).slice(0, most);
}

const wordsOf = (query: string) => query.toLowerCase().split(/\s+/).filter(Boolean);

function matchInLabel(words: readonly string[], { label }: Findable): Match | null {
  const lower = label.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return null;
  const match = fuzzyMatch(words.join(' '), label);
  return match && { ...match, score: IN_LABEL + match.score };
}

function matchAround(
  words: readonly string[],
  { label, value = '', detail = '', words: more = '' }: Findable,
): Match | null {
  const all = `${value} ${label} ${detail} ${more}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return null;
  return { score: all.startsWith(words[0] ?? '') ? VALUE_START : AROUND, ranges: [] };
}

const START = 8;
const WORD_START = 6;
const RUN = 5;
const GAP = -1;

/**
 * Finds the letters of a query in a text, in order, ignoring case. Matches at the start of words and in runs
 * count more. Every word of the query has to match; their order does not matter. Null when one does not.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  let score = 0;
  const ranges: [number, number][] = [];
  for (const word of wordsOf(query)) {
    const match = matchWord(word, text);
    if (!match) return null;
    score += match.score;
    ranges.push(...match.ranges.map(([from, to]): [number, number] => [from, to]));
  }
  return { score: score - text.length / 100, ranges: merged(ranges) };
}

function matchWord(word: string, text: string): Match | null {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return lower.includes(word) ? { score: 0, ranges: [] } : null;
  let best: Match | null = null;
  // The first letter decides where the rest is looked for: every place it stands gets its try.
  for (let start = lower.indexOf(word[0] ?? ''); start >= 0; start = lower.indexOf(word[0] ?? '', start + 1)) {
    const match = matchFrom(word, text, lower, start);
    if (match && (!best || match.score > best.score)) best = match;
  }
  return best;
}

function matchFrom(word: string, text: string, lower: string, start: number): Match | null {
  let score = 0;
  let previous = -2;
  const ranges: [number, number][] = [];
  let at = start;
  for (const letter of word) {
    const run = previous >= 0 && lower.startsWith(letter, previous + 1) ? previous + 1 : -1;
    const found = run >= 0 ? run : lower.indexOf(letter, at);
    if (found < 0) return null;
    if (found === 0) score += START;
    else if (isWordStart(text, found)) score += WORD_START;
    if (found === previous + 1) score += RUN;
    else if (previous >= 0) score += Math.max(GAP * (found - previous), -6);
    const last = ranges.at(-1);
    if (last?.[1] === found) last[1] = found + letter.length;
    else ranges.push([found, found + letter.length]);
    previous = found + letter.length - 1;
    at = found + letter.length;
  }
  return { score, ranges };
}

function isWordStart(text: string, index: number): boolean {
  const before = text[index - 1] ?? ' ';
  const here = text[index] ?? '';
  return /[\s\-_/\\.:&(]/.test(before) || (before === before.toLowerCase() && here !== here.toLowerCase());
}

function merged(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const range of ranges.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else result.push([range[0], range[1]]);
  }
  return result;
}
