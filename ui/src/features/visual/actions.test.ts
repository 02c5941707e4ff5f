import { beforeEach, expect, it } from 'vitest';

import type { Client } from '../../api/client';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { openText } from '../../workspace/document/open-text';
import { pathText, type Path } from '../../workspace/tree/paths';
import { addSection, addView, duplicate, remove, rename, step, unwrap, wrap } from './actions';
import { pasteFrom } from './clipboard';
import { Drag } from './Drag.svelte';
import { OutlineTree } from './OutlineTree.svelte';

const TEXT = `views:
  - title: One
    cards:
      - type: tile
        entity: light.a # kept
      - type: button
        name: Go
  - title: Two
    type: sections
    sections:
      - cards:
          - type: heading
            heading: Top
`;

let client: Client;
let document: DocumentState;

const names = () => document.visual.outline.entries.slice(1).map((entry) => entry.name ?? entry.type);
const selected = () => document.visual.selection.paths.map(pathText);
const choose = (...paths: Path[]) => document.visual.selection.set(paths, 'canvas');
const card = (at: number): Path => ['views', 0, 'cards', at];

beforeEach(async () => {
  ({ client, document } = await openText(TEXT));
  document.visual.outline.watch();
  await expect.poll(names).toEqual(['One', 'tile', 'Go', 'Two', 'grid', 'Top']);
});

it('deletes many as one step, and Undo brings them back', async () => {
  choose(card(0), card(1));
  await remove(document);
  await expect.poll(names).toEqual(['One', 'Two', 'grid', 'Top']);
  document.undo();
  expect(document.text).toBe(TEXT);
});

it('duplicates, and selects the copies', async () => {
  choose(card(1));
  await duplicate(document);
  await expect.poll(names).toEqual(['One', 'tile', 'Go', 'Go', 'Two', 'grid', 'Top']);
  expect(selected()).toEqual(['views[0].cards[2]']);
});

it('wraps and unwraps', async () => {
  choose(card(0), card(1));
  await wrap(document, 'horizontal-stack');
  await expect.poll(names).toEqual(['One', 'horizontal-stack', 'tile', 'Go', 'Two', 'grid', 'Top']);
  await unwrap(document);
  await expect.poll(names).toEqual(['One', 'tile', 'Go', 'Two', 'grid', 'Top']);
});

it('moves a step on', async () => {
  choose(card(0));
  await step(document, 1);
  await expect.poll(names).toEqual(['One', 'Go', 'tile', 'Two', 'grid', 'Top']);
  expect(selected()).toEqual(['views[0].cards[1]']);
  expect(document.text).toContain('entity: light.a # kept');
});

it('renames under the key that names the thing', async () => {
  const entry = (path: Path) => document.visual.outline.find(path);
  const heading = entry(['views', 1, 'sections', 0, 'cards', 0]);
  if (heading) await rename(document, heading, 'Bottom');
  expect(document.text).toContain('heading: Bottom');
  const tile = entry(card(0));
  if (tile) await rename(document, tile, 'Lamp');
  expect(document.text).toContain('name: Lamp');
});

it('adds views and sections', async () => {
  await addView(document);
  await expect.poll(names).toContain('View 3');
  document.visual.showView(['views', 1]);
  await addSection(document);
  await expect.poll(() => names().filter((name) => name === 'grid')).toHaveLength(3);
});

it('pastes a card, entities and a dashboard where they fit', async () => {
  choose(card(0));
  await pasteFrom(client, document, 'type: markdown\ncontent: Hello\n');
  await expect.poll(names).toEqual(['One', 'tile', 'Hello', 'Go', 'Two', 'grid', 'Top']);
  await pasteFrom(client, document, '- light.x\n- light.y\n');
  expect(document.text).toContain('- type: tile\n        entity: light.x');
  await pasteFrom(client, document, 'views:\n  - title: Three\n    cards: []\n');
  await expect.poll(names).toContain('Three');
});

it('says what is wrong with what can’t be pasted', async () => {
  await expect(pasteFrom(client, document, 'hello there')).rejects.toThrow('no card, view or dashboard');
});

it('drags what is selected to a place that takes it', async () => {
  const drag = new Drag(document);
  const entry = document.visual.outline.find(card(0));
  if (!entry) throw new Error('no card');
  const at = (x: number) => new MouseEvent('pointermove', { clientX: x, clientY: 0, button: 0 }) as PointerEvent;
  drag.press(at(0), entry);
  expect(drag.move(at(2))).toBe(false);
  expect(drag.move(at(40))).toBe(true);
  const mark = { x: 0, y: 0, width: 3, height: 3 };
  drag.offer([
    { list: ['views'], index: 0, mark, pane: 'canvas' },
    { list: ['views', 1, 'sections', 0, 'cards'], index: 0, mark, pane: 'canvas' },
  ]);
  expect(drag.spot?.list).toEqual(['views', 1, 'sections', 0, 'cards']);
  await drag.drop();
  await expect.poll(names).toEqual(['One', 'Go', 'Two', 'grid', 'tile', 'Top']);
  expect(document.text).toContain('entity: light.a # kept');
});

it('shows in the outline what a filter leaves, with what it is in', async () => {
  const tree = new OutlineTree(document.visual);
  const shown = () => tree.rows.map((row) => `${row.level} ${row.entry.name ?? row.entry.type}`);
  expect(shown()).toEqual(['1 One', '2 tile', '2 Go', '1 Two']);
  tree.filter = 'top';
  expect(shown()).toEqual(['1 Two', '2 grid', '3 Top']);
  tree.filter = 'LIGHT.A';
  expect(shown()).toEqual(['1 One', '2 tile']);
});
