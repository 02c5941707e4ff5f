import { expect, it } from 'vitest';

import { outlineOf } from '../../host/fake/tree';
import { entriesOf, type OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { pathText } from '../../workspace/tree/paths';
import { outlineSpots } from './outline-spots';

const entries = entriesOf(
  outlineOf(
    'views:\n  - sections:\n      - cards:\n          - type: tile\n          - type: button\n      - cards: []\n',
  )?.nodes ?? [],
);
const find = (path: string): OutlineEntry => {
  const found = entries.find((entry) => pathText(entry.path) === path);
  if (!found) throw new Error(`no ${path}`);
  return found;
};

/** The first place at a part of a row's height, as `views[0].sections 1`. */
function place(path: string, part: number, dragged: OutlineEntry['kind'], isOpen = true): string {
  const row = { entry: find(path), isOpen, x: 20, y: 100, width: 200, height: 26 };
  const [spot] = outlineSpots(row, 100 + 26 * part, dragged);
  return spot ? `${pathText(spot.list)} ${spot.index}` : 'nowhere';
}

it('drops before a row, after it, or into its node', () => {
  const card = 'views[0].sections[0].cards[0]';
  expect(place(card, 0.1, 'card')).toBe('views[0].sections[0].cards 0');
  expect(place(card, 0.9, 'card')).toBe('views[0].sections[0].cards 1');
  expect(place('views[0].sections[0]', 0.9, 'card')).toBe('views[0].sections[0].cards 0');
  expect(place('views[0].sections[0]', 0.5, 'card', false)).toBe('views[0].sections[0].cards 2');
  expect(place('views[0].sections[1]', 0.9, 'section')).toBe('views[0].sections 2');
  expect(place('views[0].sections[0]', 0.1, 'section')).toBe('views[0].sections 0');
});
