import { describe, expect, it } from 'vitest';

import { find, fuzzyMatch } from './find';

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

describe('find', () => {
  const suggestions = [
    { value: 'light.kitchen', label: 'Kitchen light', detail: 'Kitchen' },
    { value: 'light.bed', label: 'Bed light', detail: 'Bedroom' },
    { value: 'sensor.kitchen', label: 'Temperature', detail: 'Kitchen' },
  ];
  const values = (query: string, most?: number) => find(suggestions, query, most).map(({ item }) => item.value);

  it('needs all words, in any order; labels come before what stands around them', () => {
    expect(values('light bed')).toEqual(['light.bed']);
    expect(values('kitchen')).toEqual(['light.kitchen', 'sensor.kitchen']);
    expect(values('temp')).toEqual(['sensor.kitchen']);
  });

  it('puts the start of a value before words that stand anywhere else', () => {
    const items = [
      { value: 'group.a', label: 'Everything', detail: 'light.' },
      { value: 'light.b', label: 'Ceiling' },
    ];
    expect(find(items, 'light.').map(({ item }) => item.value)).toEqual(['light.b', 'group.a']);
  });

  it('takes scattered letters only where no label has the words', () => {
    const labels = (query: string) =>
      find([{ label: 'Living room thermostat' }, { label: 'Ceiling light' }], query).map(({ item }) => item.label);
    expect(labels('light')).toEqual(['Ceiling light']);
    expect(labels('lrt')).toEqual(['Living room thermostat']);
  });

  it('says where a label matches', () => {
    expect(find(suggestions, 'kit')[0]?.ranges).toEqual([[0, 3]]);
  });

  it('gives all when nothing is asked, and never more than asked for', () => {
    expect(values('')).toHaveLength(3);
    expect(values('', 2)).toHaveLength(2);
    expect(values('i', 1)).toHaveLength(1);
  });

  it('looks through ten thousand items between two frames', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      value: `sensor.device_${index}_power`,
      label: `Device ${index} power consumption`,
      detail: 'Living room',
    }));
    const start = performance.now();
    expect(find(many, 'device power 99')).toHaveLength(60);
    // Twenty times the time of a desktop: a busy machine is slow.
    expect(performance.now() - start).toBeLessThan(500);
  });
});
