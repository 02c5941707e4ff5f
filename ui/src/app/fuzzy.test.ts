import { describe, expect, it } from 'vitest';

import { fuzzyMatch } from './fuzzy';

const order = (query: string, ...texts: string[]) =>
  texts
    .flatMap((text) => {
      const match = fuzzyMatch(query, text);
      return match ? [{ text, score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);

describe('fuzzyMatch', () => {
  it('finds letters in order and says where', () => {
    expect(fuzzyMatch('ovw', 'Overview')?.ranges).toEqual([
      [0, 2],
      [7, 8],
    ]);
    expect(fuzzyMatch('wo', 'Overview')).toBeNull();
  });

  it('takes every word of the query, in any order', () => {
    expect(fuzzyMatch('house guest', 'The guest house')).not.toBeNull();
    expect(fuzzyMatch('house hotel', 'The guest house')).toBeNull();
  });

  it('puts starts of words and runs first', () => {
    expect(order('gar', 'Sugar', 'Garden', 'Lamp')).toEqual(['Garden', 'Sugar']);
    expect(order('sv', 'Resolve', 'Save view')).toEqual(['Save view', 'Resolve']);
  });

  it('prefers the shorter of two equal matches', () => {
    expect(order('light', 'Lights in the garden', 'Lights')[0]).toBe('Lights');
  });

  it('matches everything when nothing is asked', () => {
    expect(fuzzyMatch('  ', 'Anything')?.ranges).toEqual([]);
  });

  it('survives letters that change length in lower case', () => {
    expect(fuzzyMatch('stanbul', 'İstanbul')).not.toBeNull();
  });
});
