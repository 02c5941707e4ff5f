import { describe, expect, it } from 'vitest';

import type { OutlineNode } from '../../api/generated/api';
import { outlineOf } from '../../host/fake/tree';
import { entriesOf, type OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { pathText } from '../../workspace/tree/paths';
import { keeping, layoutView, mapOf } from './layout';
import type { NodeBox } from './node-map';
import { placeAfter, stepPlace, takes } from '../../workspace/tree/places';
import { boxesIn, neighbour, spotsAt } from './spots';

function outline(text: string): OutlineEntry[] {
  return entriesOf(outlineOf(text)?.nodes ?? []);
}
function find(entries: readonly OutlineEntry[], path: string): OutlineEntry {
  const found = entries.find((entry) => pathText(entry.path) === path);
  if (!found) throw new Error(`no ${path}`);
  return found;
}
const boxOf = (boxes: readonly NodeBox[], entry: OutlineEntry): NodeBox => {
  const found = boxes.find((box) => box.entry === entry);
  if (!found) throw new Error(`no box of ${pathText(entry.path)}`);
  return found;
};

const SECTIONS = `views:
  - type: sections
    max_columns: 2
    badges:
      - light.a
    sections:
      - cards:
          - type: heading
            heading: A
          - type: tile
            entity: light.a
          - type: tile
            entity: light.b
          - type: tile
            entity: light.c
            grid_options: {columns: full, rows: 2}
      - cards:
          - type: vertical-stack
            cards:
              - type: button
              - type: button
      - column_span: 2
        cards: []
`;

it('keeps the boxes that are the same as before', () => {
  const entries = outline(SECTIONS);
  const view = find(entries, 'views[0]');
  const first = layoutView(view, 900);
  const same = keeping(first, layoutView(view, 900));
  expect(same.boxes.every((box, at) => box === first.boxes[at])).toBe(true);
  // Only the badge is as wide as its words.
  const wider = keeping(first, layoutView(view, 1000));
  expect(wider.boxes.map((box) => first.boxes.includes(box))).toEqual(wider.boxes.map((box) => box.look === 'badge'));
});

describe('a view of sections', () => {
  const entries = outline(SECTIONS);
  const view = find(entries, 'views[0]');
  const { boxes } = layoutView(view, 700);
  const box = (path: string) => boxOf(boxes, find(entries, `views[0].sections${path}`));

  it('puts half-wide tiles side by side and gives rows what they ask for', () => {
    const [one, two, wide] = [box('[0].cards[1]'), box('[0].cards[2]'), box('[0].cards[3]')];
    expect(two.y).toBe(one.y);
    expect(two.x).toBeGreaterThan(one.x + one.width);
    expect(wide.y).toBeGreaterThan(one.y);
    expect(wide.height).toBeGreaterThan(one.height * 2);
    expect(wide.width).toBeCloseTo(one.width * 2 + 4, -1);
  });

  it('puts sections in columns, and a wide one below', () => {
    expect(box('[1]').y).toBe(box('[0]').y);
    expect(box('[1]').x).toBeGreaterThan(box('[0]').x + box('[0]').width);
    expect(box('[2]').y).toBeGreaterThan(box('[0]').y + box('[0]').height);
    expect(box('[2]').width).toBeGreaterThan(box('[0]').width * 1.9);
  });

  it('has one column where there is no room for two', () => {
    const narrow = layoutView(view, 300).boxes;
    const at = (path: string) => boxOf(narrow, find(entries, `views[0].sections${path}`));
    expect(at('[1]').x).toBe(at('[0]').x);
    expect(at('[2]').width).toBe(at('[0]').width);
  });

  it('draws nested cards inside their stack', () => {
    const [stack, first, second] = [box('[1].cards[0]'), box('[1].cards[0].cards[0]'), box('[1].cards[0].cards[1]')];
    expect(second.y).toBeGreaterThan(first.y + first.height);
    expect(first.x).toBeGreaterThan(stack.x);
    expect(second.y + second.height).toBeLessThan(stack.y + stack.height);
  });

  it('lets nothing lie over anything else', () => {
    const tiles = boxes.filter((other) => other.look === 'tile' || other.look === 'badge');
    for (const [index, one] of tiles.entries()) {
      for (const two of tiles.slice(index + 1)) {
        const apart =
          one.x + one.width <= two.x + 0.01 ||
          two.x + two.width <= one.x + 0.01 ||
          one.y + one.height <= two.y ||
          two.y + two.height <= one.y;
        expect(apart, `${pathText(one.entry.path)} and ${pathText(two.entry.path)}`).toBe(true);
      }
    }
  });

  it('finds the place to drop: beside a tile, into an empty section, between sections', () => {
    const spot = (x: number, y: number, nodes: OutlineEntry[]) =>
      spotsAt(mapOf(view, 700, { boxes, height: 0, leftoverTop: null }), { x, y }).find((candidate) =>
        takes(candidate.list, nodes),
      );
    const tile = find(entries, 'views[0].sections[0].cards[1]');
    const other = box('[0].cards[2]');
    const after = spot(other.x + other.width - 3, other.y + 10, [tile]);
    expect([pathText(after?.list ?? []), after?.index]).toEqual(['views[0].sections[0].cards', 3]);
    const empty = box('[2]');
    const into = spot(empty.x + 100, empty.y + 40, [tile]);
    expect([pathText(into?.list ?? []), into?.index]).toEqual(['views[0].sections[2].cards', 0]);
    const section = find(entries, 'views[0].sections[1]');
    const between = spot(box('[0]').x + 5, box('[0]').y + 60, [section]);
    expect([pathText(between?.list ?? []), between?.index]).toEqual(['views[0].sections', 0]);
  });

  it('is walked with the arrows by what is where', () => {
    const go = (from: string, key: string) => {
      const to = neighbour(boxes, box(from), key);
      return to ? pathText(to.entry.path) : null;
    };
    expect(go('[0].cards[1]', 'ArrowRight')).toBe('views[0].sections[0].cards[2]');
    expect(go('[0].cards[1]', 'ArrowDown')).toBe('views[0].sections[0].cards[3]');
    // Right and left go in the order of the text, past holders, to the cards; from a frame into it.
    expect(go('[0].cards[2]', 'ArrowRight')).toBe('views[0].sections[0].cards[3]');
    expect(go('[0].cards[3]', 'ArrowRight')).toBe('views[0].sections[1].cards[0].cards[0]');
    expect(go('[1].cards[0]', 'ArrowDown')).toBe('views[0].sections[1].cards[0].cards[0]');
    expect(go('[1].cards[0].cards[1]', 'ArrowDown')).toBe('views[0].sections[2]');
  });

  it('selects with a rubber band what it touches, and a stack only when it is all inside', () => {
    const stack = box('[1].cards[0]');
    const paths = (area: Parameters<typeof boxesIn>[1]) =>
      boxesIn(boxes, area).map((found) => pathText(found.entry.path));
    const part = { x: stack.x + 12, y: stack.y + 30, width: 20, height: 20 };
    expect(paths(part)).toEqual(['views[0].sections[1].cards[0].cards[0]']);
    const whole = { x: stack.x - 1, y: stack.y - 1, width: stack.width + 2, height: stack.height + 2 };
    expect(paths(whole)).toHaveLength(3);
  });
});

it('fills the columns of a masonry view as Home Assistant does: to five first, then the shortest', () => {
  const cards = Array.from({ length: 12 }, (_, at) => `      - {type: tile, entity: light.l${at}}`).join('\n');
  const entries = outline(`views:\n  - cards:\n${cards}\n`);
  const { boxes } = layoutView(find(entries, 'views[0]'), 380);
  const columns = [...new Set(boxes.map((box) => box.x))];
  expect(columns).toHaveLength(2);
  expect(boxes.slice(0, 5).every((box) => box.x === columns[0])).toBe(true);
  expect(boxes.slice(5, 10).every((box) => box.x === columns[1])).toBe(true);
  expect(boxes.slice(10).map((box) => box.x)).toEqual(columns);
});

it('lays out a thousand cards in a moment, each at a place of its own', () => {
  const nodes = outlineOf('views:\n  - cards:\n      - type: button\n')?.nodes ?? [];
  const card = nodes.at(-1);
  const more = Array.from({ length: 999 }, (_, at) => ({ ...card, steps: ['cards', at + 1] }) as OutlineNode);
  const entries = entriesOf([...nodes, ...more]);
  const { boxes } = layoutView(find(entries, 'views[0]'), 900);
  expect(new Set(boxes.map((box) => `${box.x},${box.y}`)).size).toBe(1000);
});

it('shows the cards of a sidebar view in two columns, and leftover cards of the others apart', () => {
  const sidebar = outline(
    'views:\n  - type: sidebar\n    cards:\n      - type: a\n      - type: b\n        view_layout: {position: sidebar}\n',
  );
  const [main, side] = layoutView(find(sidebar, 'views[0]'), 600).boxes;
  expect(side?.x).toBeGreaterThan((main?.x ?? 0) + (main?.width ?? 0));
  const panel = outline('views:\n  - type: panel\n    cards:\n      - type: a\n      - type: b\n');
  const layout = layoutView(find(panel, 'views[0]'), 600);
  expect(layout.leftoverTop).not.toBeNull();
  expect(layout.boxes).toHaveLength(2);
});

describe('places', () => {
  const entries = outline(SECTIONS);
  const at = (path: string) => find(entries, path);
  const text = (place: { list: readonly (string | number)[]; index: number } | null) =>
    place && `${pathText(place.list)} ${place.index}`;

  it('go after the selection, else to the end of the view', () => {
    const view = at('views[0]');
    expect(text(placeAfter(at('views[0].sections[0].cards[1]'), view, 'card'))).toBe('views[0].sections[0].cards 2');
    expect(text(placeAfter(at('views[0].sections[1].cards[0]'), view, 'card'))).toBe('views[0].sections[1].cards 1');
    expect(text(placeAfter(null, view, 'card'))).toBe('views[0].sections[2].cards 0');
    expect(text(placeAfter(at('views[0].sections[0].cards[1]'), view, 'badge'))).toBe('views[0].badges 1');
    expect(text(placeAfter(view, view, 'view'))).toBe('views 1');
  });

  it('of a step go on to the next section at the end of one', () => {
    expect(text(stepPlace(at('views[0].sections[0].cards[1]'), 1))).toBe('views[0].sections[0].cards 3');
    expect(text(stepPlace(at('views[0].sections[0].cards[3]'), 1))).toBe('views[0].sections[1].cards 0');
    expect(text(stepPlace(at('views[0].sections[1].cards[0]'), -1))).toBe('views[0].sections[0].cards 4');
    expect(stepPlace(at('views[0].sections[0].cards[0]'), -1)).toBeNull();
  });

  it('take only what fits, and nothing inside itself', () => {
    const stack = at('views[0].sections[1].cards[0]');
    expect(takes([...stack.path, 'cards'], [stack])).toBe(false);
    expect(takes(['views', 0, 'badges'], [stack])).toBe(false);
    expect(takes(['views', 0, 'sections'], [stack])).toBe(true);
    expect(takes(['views'], [at('views[0]')])).toBe(true);
  });
});
