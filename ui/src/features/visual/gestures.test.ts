/** Gestures on a map of rectangles made by hand: no layout, no element. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { openText } from '../../workspace/document/open-text';
import { pathText, type Path } from '../../workspace/tree/paths';
import { Drag } from './Drag.svelte';
import { Gestures, type Pointer } from './Gestures.svelte';
import type { NodeBox, NodeMap } from './node-map';

const TEXT = `views:
  - title: One
    type: sections
    sections:
      - type: grid
        cards:
          - type: tile
            entity: light.a # kept
          - type: tile
            entity: light.b
          - type: vertical-stack
            cards:
              - type: button
                name: Go
      - type: grid
        cards:
          - type: tile
            entity: light.c
`;

const section = (at: number): Path => ['views', 0, 'sections', at];
const card = (of: number, at: number): Path => [...section(of), 'cards', at];
const GO: Path = [...card(0, 2), 'cards', 0];
const [A, B, STACK, C] = [card(0, 0), card(0, 1), card(0, 2), card(1, 0)];

/** Two sections beside each other; in the first one two tiles in a row above a stack, as the picture could have them. */
const PLACES: readonly [Path, x: number, y: number, width: number, height: number, NodeBox['look'], NodeBox['flow']][] =
  [
    [section(0), 0, 0, 200, 200, 'section', 'grid'],
    [A, 10, 30, 85, 40, 'tile', 'down'],
    [B, 105, 30, 85, 40, 'tile', 'down'],
    [STACK, 10, 80, 180, 100, 'frame', 'down'],
    [GO, 20, 90, 160, 40, 'tile', 'down'],
    [section(1), 220, 0, 200, 200, 'section', 'grid'],
    [C, 230, 30, 85, 40, 'tile', 'down'],
  ];
/** Where the surface begins in the window, and how far it is scrolled. */
const FRAME = { left: 1000, top: 500, right: 1420, bottom: 900 };

let document: DocumentState;
let drag: Drag;
let gestures: Gestures;
let map: NodeMap;
let scrolled: number;

function mapWith(locked: readonly Path[] = []): NodeMap {
  const { outline, view } = document.visual;
  if (!view) throw new Error('no view');
  const isLocked = (path: Path) => locked.some((other) => pathText(other) === pathText(path));
  const boxes = PLACES.map(([path, x, y, width, height, look, flow]): NodeBox => {
    const entry = outline.find(path);
    if (!entry) throw new Error(`nothing at ${pathText(path)}`);
    return { entry, x, y, width, height, look, flow, locked: isLocked(path) };
  });
  return { view, boxes, width: 420, columns: 2, section: { margin: 10, head: 26, row: 50 } };
}

/** The pointer at a point of the surface as it is on screen. */
const at = (x: number, y: number, keys: Partial<Pointer> = {}): Pointer => ({
  clientX: FRAME.left + x,
  clientY: FRAME.top + y,
  button: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...keys,
});
const selected = () => document.visual.selection.paths.map(pathText);
const texts = (...paths: Path[]) => paths.map(pathText);

/** A press, a way, and the release, as surface and drag layer hear of them. */
async function dragged(from: Pointer, ...way: Pointer[]): Promise<void> {
  gestures.press(from);
  for (const pointer of way) {
    drag.move(pointer);
    gestures.move(pointer);
  }
  await drag.drop();
  await gestures.release();
}

beforeEach(async () => {
  ({ document } = await openText(TEXT));
  document.visual.outline.watch();
  await expect.poll(() => document.visual.outline.entries.length).toBe(9);
  map = mapWith();
  scrolled = 0;
  drag = new Drag(document);
  gestures = new Gestures(document, drag, () => map, {
    frame: () => FRAME,
    scrolled: () => ({ left: 0, top: scrolled }),
    scrollBy: (pixels) => (scrolled += pixels),
  });
});

describe('a click', () => {
  it('selects the innermost node, with Ctrl one more, with Shift all on the way', () => {
    gestures.click(at(30, 100));
    expect(selected()).toEqual(texts(GO));
    gestures.click(at(20, 40));
    gestures.click(at(240, 40, { ctrlKey: true }));
    expect(selected()).toEqual(texts(A, C));
    gestures.click(at(20, 40));
    gestures.click(at(30, 85, { shiftKey: true }));
    expect(selected()).toEqual(texts(A, B, STACK));
  });

  it('on the ground selects the view', () => {
    gestures.click(at(210, 300));
    expect(selected()).toEqual(['views[0]']);
  });

  it('counts from where the surface is scrolled to', () => {
    scrolled = 60;
    gestures.click(at(30, 40));
    expect(selected()).toEqual(texts(GO));
  });

  it('that ends a drag is none', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      await dragged(at(20, 40), at(60, 60));
      expect(gestures.endedDrag).toBe(true);
      vi.runAllTimers();
      expect(gestures.endedDrag).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a drag', () => {
  it('drops beside what is under the pointer, by how its neighbors flow', async () => {
    gestures.press(at(240, 40));
    drag.move(at(170, 50));
    gestures.move(at(170, 50));
    // B is narrow in a grid: its right half means after it.
    expect(drag.spot).toMatchObject({ list: card(0, 0).slice(0, -1), index: 2 });
    drag.move(at(30, 125));
    gestures.move(at(30, 125));
    // A stack flows down: the lower half means after it.
    expect(drag.spot).toMatchObject({ list: GO.slice(0, -1), index: 1 });
    await drag.drop();
    await expect.poll(() => document.visual.outline.find([...card(0, 2), 'cards', 1])?.entity).toBe('light.c');
  });

  it('keeps comments, and is one step of undo', async () => {
    await dragged(at(20, 40), at(300, 60));
    await expect.poll(() => document.visual.outline.find(card(1, 1))?.entity).toBe('light.a');
    expect(document.text).toContain('entity: light.a # kept');
    document.undo();
    expect(document.text).toBe(TEXT);
  });

  it('has no place outside what is seen of the surface', () => {
    gestures.press(at(20, 40));
    drag.move(at(150, 50));
    gestures.move(at(150, 50));
    expect(drag.spot).not.toBeNull();
    gestures.move(at(150, -20));
    expect(drag.spot).toBeNull();
  });

  it('near the edge scrolls on, and offers what comes under the pointer', async () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
    try {
      gestures.press(at(240, 40));
      drag.move(at(30, 385));
      gestures.move(at(30, 385));
      expect(frames).toHaveLength(1);
      scrolled = -300;
      frames.shift()?.(0);
      expect(scrolled).toBeGreaterThan(-300);
      expect(drag.spot?.list).toEqual(STACK.concat('cards'));
      drag.cancel();
      const before = scrolled;
      frames.shift()?.(0);
      expect([scrolled, frames.length]).toEqual([before, 0]);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('a band', () => {
  it('selects what it touches, frames only when they are inside, sections never', async () => {
    gestures.press(at(205, 20));
    gestures.move(at(100, 95));
    expect(selected()).toEqual(texts(B, GO));
    gestures.move(at(5, 190));
    expect(selected()).toEqual(texts(A, B, STACK, GO));
    expect(gestures.band.area).toEqual({ x: 5, y: 20, width: 200, height: 170 });
    await gestures.release();
    expect([gestures.band.area, gestures.endedDrag]).toEqual([null, true]);
  });

  it('begins on a section below its head, and adds to the selection with Ctrl', () => {
    document.visual.select(C, 'canvas');
    gestures.press(at(5, 60, { ctrlKey: true }));
    gestures.move(at(30, 65));
    expect(selected()).toEqual(texts(C, A));
  });

  it('of a few pixels is a click', async () => {
    document.visual.select(C, 'canvas');
    gestures.press(at(5, 60));
    gestures.move(at(8, 62));
    await gestures.release();
    expect(selected()).toEqual(texts(C));
    expect(gestures.endedDrag).toBe(false);
  });
});

describe('resizing', () => {
  it('writes columns in steps of three, and rows', async () => {
    document.visual.select(A, 'canvas');
    expect(gestures.resizable?.entry.path).toEqual(A);
    gestures.grab();
    gestures.move(at(10 + 15 * 8.4, 30 + 100));
    expect(gestures.resize.size).toMatchObject({ columns: 9, rows: 2 });
    gestures.move(at(10 + 15 * 8.4, 30 + 100, { altKey: true }));
    expect(gestures.resize.size).toMatchObject({ columns: 8, rows: 2 });
    await gestures.release();
    await expect.poll(() => document.visual.outline.find(A)?.layout).toMatchObject({ columns: 8, rows: 2 });
  });

  it('gives a section columns of the view', async () => {
    document.visual.select(section(0), 'canvas');
    gestures.grab();
    gestures.move(at(400, 100));
    expect(gestures.resize.size).toMatchObject({ columns: 2, rows: null });
    await gestures.release();
    expect(document.text).toContain('column_span: 2');
  });

  it('is not for cards outside a grid', () => {
    document.visual.select(GO, 'canvas');
    expect(gestures.resizable).toBeNull();
  });
});

describe('a locked node', () => {
  it('is selected, and neither dragged nor resized', () => {
    map = mapWith([A]);
    gestures.press(at(20, 40));
    drag.move(at(150, 50));
    gestures.move(at(150, 50));
    expect(drag.isActive).toBe(false);
    gestures.click(at(20, 40));
    expect(selected()).toEqual(texts(A));
    expect(gestures.resizable).toBeNull();
  });

  it('takes nothing in', () => {
    map = mapWith([section(0), STACK]);
    gestures.press(at(240, 40));
    drag.move(at(30, 120));
    gestures.move(at(30, 120));
    expect(drag.isActive).toBe(true);
    expect(drag.spot?.list).not.toEqual(STACK.concat('cards'));
    expect(drag.spot?.list).not.toEqual(section(0).concat('cards'));
  });
});

it('walks with the arrows, extends with Shift, and goes up with Escape', () => {
  document.visual.select(null, 'canvas');
  expect(gestures.walk('ArrowDown', { extending: false })?.entry.path).toEqual(section(0));
  gestures.walk('ArrowDown', { extending: false });
  expect(selected()).toEqual(texts(A));
  gestures.walk('ArrowRight', { extending: true });
  expect(selected()).toEqual(texts(A, B));
  gestures.walk('ArrowDown', { extending: false });
  expect(selected()).toEqual(texts(GO));
  gestures.up();
  gestures.up();
  gestures.up();
  gestures.up();
  expect(selected()).toEqual(['views[0]']);
});
