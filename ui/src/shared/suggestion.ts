/** Something that a field can be filled with. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
  /** Stands muted after the label. */
  readonly detail?: string;
  /** `mdi:…`. */
  readonly icon?: string;
  /** A colour to show. */
  readonly swatch?: string;
  /** The value says nothing to a person: the label is shown in its place. */
  readonly isInternal?: boolean;
  /** More words to find it by. */
  readonly words?: string;
}

const SHOWN = 60;

/** The suggestions that have all words of a query; those that start with it come first. */
export function found(suggestions: readonly Suggestion[], query: string): readonly Suggestion[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return suggestions.slice(0, SHOWN);
  const hits: { suggestion: Suggestion; rank: number }[] = [];
  for (const suggestion of suggestions) {
    const label = suggestion.label.toLowerCase();
    const value = suggestion.value.toLowerCase();
    const all = `${label} ${value} ${suggestion.detail?.toLowerCase() ?? ''} ${suggestion.words?.toLowerCase() ?? ''}`;
    if (!words.every((word) => all.includes(word))) continue;
    const first = words[0] ?? '';
    hits.push({
      suggestion,
      rank: label.startsWith(first) || value.startsWith(first) ? 0 : label.includes(first) ? 1 : 2,
    });
  }
  return hits
    .sort((left, right) => left.rank - right.rank)
    .slice(0, SHOWN)
    .map((hit) => hit.suggestion);
}
