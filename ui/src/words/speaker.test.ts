import { describe, expect, it } from 'vitest';

import { code, name, speaker, wordsOf } from './speaker';

const say = speaker({
  en: [
    'moved = { $count ->',
    '    [one] One card',
    '   *[other] { $count } cards',
    ' } moved to { $place }',
    'both = { $one }, { $two }',
  ].join('\n'),
});

describe('a speaker', () => {
  it('chooses the plural by the number', () => {
    expect(say.text('moved', { count: 1, place: 'Kitchen' })).toBe('One card moved to Kitchen');
    expect(say.text('moved', { count: 12000, place: 'Kitchen' })).toBe('12,000 cards moved to Kitchen');
  });

  it('keeps the style of pieces wherever they stand', () => {
    expect(say.sentence('moved', { count: 2, place: name('Kitchen') })).toEqual([
      { style: 'plain', text: '2 cards moved to ' },
      { style: 'name', text: 'Kitchen' },
    ]);
  });

  it('takes no piece from a text that holds a mark', () => {
    const said = say.sentence('both', { one: code('light.a'), two: 'a\ufdd0\ufdd5b' });
    expect(wordsOf(said)).toBe('light.a, ab');
  });
});
