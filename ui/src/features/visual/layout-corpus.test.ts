import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { outlineOf } from '../../host/fake/tree';
import { entriesOf, type OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { isWithin, pathText } from '../../workspace/tree/paths';
import { layoutView } from './layout';
import type { NodeBox } from './node-map';
import { neighbour } from './spots';

/** The real-world corpus, if present: next to the repository, or at the path in the environment. */
const CORPUS = process.env['BOBBIN_CORPUS'] ?? resolve(import.meta.dirname, '../../../../../shared/corpus');

function dashboards(): { name: string; entries: OutlineEntry[] }[] {
  const files = ['yaml', 'storage'].flatMap((folder) => {
    const path = join(CORPUS, folder);
    return existsSync(path) ? readdirSync(path, { withFileTypes: true }).map((file) => ({ path, file })) : [];
  });
  return files.flatMap(({ path, file }) => {
    if (!file.isFile()) return [];
    const text = readFileSync(join(path, file.name), 'utf8');
    const outline = outlineOf(file.name.endsWith('.json') ? configOf(text) : text);
    const entries = entriesOf(outline?.nodes ?? []);
    return entries.some((entry) => entry.kind === 'view') ? [{ name: file.name, entries }] : [];
  });
}

/** The config in a file as Home Assistant stores it. */
function configOf(text: string): string {
  const stored = JSON.parse(text) as { data?: { config?: unknown } };
  return stringify(stored.data?.config ?? {});
}

const found = dashboards();

describe.skipIf(found.length === 0)('the canvas of every dashboard of the corpus', () => {
  it.each([160, 420, 1400])('shows every card, each in a place of its own, %i px wide', (width) => {
    let cards = 0;
    for (const { name, entries } of found) {
      for (const view of entries.filter((entry) => entry.kind === 'view')) {
        const { boxes, height } = layoutView(view, width);
        const inside = entries.filter((entry) => entry !== view && isWithin(entry.path, view.path));
        const drawn = new Set(boxes.map((box) => box.entry));
        const missing = inside.filter((entry) => !drawn.has(entry)).map((entry) => pathText(entry.path));
        expect(missing, `${name}, ${pathText(view.path)}`).toEqual([]);
        const where = (box: NodeBox) => `${name}, ${pathText(box.entry.path)} at ${width}`;
        const bad = boxes.filter(
          (box) =>
            !(box.width > 0 && box.height > 0 && box.x >= 0 && box.y >= 0 && box.y + box.height <= height + 0.5) ||
            box.x + box.width > Math.max(width, 160) + 0.5,
        );
        expect(bad.map(where)).toEqual([]);
        expect(overlapping(boxes).map(where), 'cards that lie on each other').toEqual([]);
        cards += inside.length;
      }
    }
    expect(cards).toBeGreaterThan(found.length * 10);
  });

  it('lets the arrow keys reach every card, and Escape what holds it', () => {
    for (const { name, entries } of found) {
      for (const view of entries.filter((entry) => entry.kind === 'view')) {
        const { boxes } = layoutView(view, 900);
        if (boxes.length === 0 || boxes.length > 400) continue;
        const reached = new Set<NodeBox>();
        const open = boxes.slice(0, 1);
        for (let box = open.pop(); box; box = open.pop()) {
          if (reached.has(box)) continue;
          reached.add(box);
          for (const key of ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft']) {
            const next = neighbour(boxes, box, key);
            if (next && !reached.has(next)) open.push(next);
          }
          const { entry } = box;
          const holder = boxes.find((other) => other.entry === entry.parent);
          if (holder) open.push(holder);
        }
        const stranded = boxes.filter((box) => !reached.has(box)).map((box) => pathText(box.entry.path));
        expect(stranded, `${name}, ${pathText(view.path)}`).toEqual([]);
      }
    }
  });
});

/** Boxes that lie on a sibling. */
function overlapping(boxes: readonly NodeBox[]): NodeBox[] {
  const families = new Map<OutlineEntry | null, NodeBox[]>();
  for (const box of boxes) families.set(box.entry.parent, [...(families.get(box.entry.parent) ?? []), box]);
  return [...families.values()].flatMap((family) =>
    family.filter((one, at) =>
      family
        .slice(at + 1, at + 40)
        .some(
          (other) =>
            one.x < other.x + other.width - 0.5 &&
            other.x < one.x + one.width - 0.5 &&
            one.y < other.y + other.height - 0.5 &&
            other.y < one.y + one.height - 0.5,
        ),
    ),
  );
}
