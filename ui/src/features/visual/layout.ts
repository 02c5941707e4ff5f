/**
 * The position of every node of a view on the canvas: Home Assistant's rules for sections, masonry, sidebar and
 * panel, drawn smaller, with sizes known before anything is drawn. So only the visible part has to be drawn.
 */
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import type { NodeBox, NodeMap } from './node-map';

export interface CanvasLayout {
  readonly boxes: readonly NodeBox[];
  readonly height: number;
  /** Where things stand that the view has but does not show, as leftover cards beside sections. */
  readonly leftoverTop: number | null;
}

const GAP = 6;
const SECTION_GAP = 14;
const PADDING = 8;
/** One row of the grid of a section. */
export const ROW = 42;
const HEAD = 26;
/** The line at the end of a section that adds a card to it. */
export const ADD_LINE = 26;
const BADGE = 28;
const SECTION_LEAST = 190;
const COLUMN_LEAST = 170;
const GRID = 12;
const SIDEBAR_FROM = 460;

/** Columns and rows of a card in a section that writes none, by type. */
const DEFAULT_SIZE: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  tile: [6, 1],
  heading: [12, 1],
  button: [6, 2],
  sensor: [6, 2],
  entity: [6, 2],
  statistic: [6, 2],
  gauge: [12, 3],
  light: [12, 5],
  thermostat: [12, 5],
  humidifier: [12, 5],
  area: [6, 3],
  'weather-forecast': [12, 3],
  'media-control': [12, 3],
  map: [12, 4],
  iframe: [12, 4],
  'history-graph': [12, 3],
  'statistics-graph': [12, 4],
  'picture-entity': [12, 3],
  'picture-glance': [12, 3],
  'picture-elements': [12, 4],
  picture: [12, 3],
  calendar: [12, 5],
  markdown: [12, 2],
  'todo-list': [12, 3],
  logbook: [12, 3],
  glance: [12, 2],
  clock: [6, 2],
  shortcut: [6, 1],
  alert: [6, 1],
};

/** The size of a card in the columns of a masonry view. */
function masonrySize(entry: OutlineEntry): number {
  if (entry.children.length > 0) {
    const sizes = entry.children.map(masonrySize);
    return isAcross(entry) ? Math.max(...sizes) : sizes.reduce((sum, size) => sum + size, 0);
  }
  if (entry.type === 'entities') return Math.max(1, entry.entities) + (entry.name ? 1 : 0);
  return DEFAULT_SIZE[entry.type]?.[1] ?? 3;
}

export function layoutView(view: OutlineEntry, width: number): CanvasLayout {
  const canvas = new Canvas(Math.max(width, 160));
  canvas.view(view);
  return { boxes: canvas.boxes, height: canvas.bottom + PADDING, leftoverTop: canvas.leftoverTop };
}

/** A layout that reuses equal boxes of the last one, so that boxes that did not move are not drawn again. */
export function keeping(last: CanvasLayout | null, layout: CanvasLayout): CanvasLayout {
  if (!last) return layout;
  const known = new Map(last.boxes.map((box) => [box.entry, box]));
  const boxes = layout.boxes.map((box) => {
    const before = known.get(box.entry);
    return before && isSameBox(before, box) ? before : box;
  });
  return { ...layout, boxes };
}

/** The layout as gestures know it. */
export function mapOf(view: OutlineEntry, width: number, { boxes }: CanvasLayout): NodeMap {
  const section = { margin: PADDING, head: HEAD, row: ROW + GAP };
  return { view, boxes, width, columns: sectionColumns(view, width), section };
}

function isSameBox(left: NodeBox, right: NodeBox): boolean {
  const isSamePlace = left.x === right.x && left.y === right.y;
  const isSameSize = left.width === right.width && left.height === right.height;
  return isSamePlace && isSameSize && left.look === right.look && left.flow === right.flow;
}

/** Columns that a view's sections have at a width. */
export function sectionColumns(view: OutlineEntry, width: number): number {
  const fit = Math.floor((width - 2 * PADDING + SECTION_GAP) / (SECTION_LEAST + SECTION_GAP));
  return Math.max(1, Math.min(view.layout?.columns ?? 4, fit));
}

/** Columns, of 12, that a card takes in its section; null for one that grows with its content. */
export function gridSize(entry: OutlineEntry, columns = GRID): { columns: number; rows: number | null } {
  const usual = DEFAULT_SIZE[entry.type];
  const own = entry.layout?.full ? columns : entry.layout?.columns;
  const isGrid = entry.type === 'grid';
  return {
    columns: Math.min(columns, Math.max(1, (isGrid && entry.children.length > 0 ? null : own) ?? usual?.[0] ?? GRID)),
    rows: entry.layout?.rows ?? usual?.[1] ?? null,
  };
}

function isAcross(entry: OutlineEntry): boolean {
  return entry.type.includes('horizontal');
}

class Canvas {
  readonly boxes: NodeBox[] = [];
  readonly #width: number;
  bottom = PADDING;
  leftoverTop: number | null = null;

  constructor(width: number) {
    this.#width = width;
  }

  view(view: OutlineEntry): void {
    const holds = (key: string) => view.children.filter((child) => child.steps[0] === key);
    for (const header of holds('header')) this.#top(header);
    this.#badges(holds('badges'));
    if (view.type === 'sections') {
      this.#sections(view, [...holds('sections'), ...view.children.filter((child) => child.steps[1] === 'sections')]);
      this.#leftover(holds('cards'));
    } else if (view.type === 'panel') {
      const [first, ...rest] = holds('cards');
      if (first) this.#top(first);
      this.#leftover(rest);
    } else if (view.type === 'sidebar') {
      this.#sidebar(holds('cards'));
    } else {
      this.#masonry(holds('cards'), PADDING, this.#width - 2 * PADDING);
    }
    for (const footer of holds('footer')) this.#top(footer);
  }

  #top(entry: OutlineEntry): void {
    const height = this.#card(entry, PADDING, this.bottom, this.#width - 2 * PADDING);
    this.bottom += height + GAP;
  }

  #leftover(entries: readonly OutlineEntry[]): void {
    if (entries.length === 0) return;
    this.leftoverTop = this.bottom;
    this.bottom += HEAD;
    this.#masonry(entries, PADDING, this.#width - 2 * PADDING);
  }

  #badges(badges: readonly OutlineEntry[]): void {
    let x = PADDING;
    for (const entry of badges) {
      const label = entry.name ?? entry.entity ?? entry.type;
      const width = Math.min(170, this.#width - 2 * PADDING, 40 + label.length * 6);
      if (x > PADDING && x + width > this.#width - PADDING) {
        x = PADDING;
        this.bottom += BADGE + GAP;
      }
      this.boxes.push({ entry, x, y: this.bottom, width, height: BADGE, look: 'badge', flow: 'across', locked: false });
      x += width + GAP;
    }
    if (badges.length > 0) this.bottom += BADGE + SECTION_GAP;
  }

  #sections(view: OutlineEntry, sections: readonly OutlineEntry[]): void {
    const columns = sectionColumns(view, this.#width);
    const unit = (this.#width - 2 * PADDING - (columns - 1) * SECTION_GAP) / columns;
    const cells = new Cells(columns, view.layout?.dense ?? false);
    const placed = sections.map((entry) => {
      const span = Math.min(columns, entry.layout?.columnSpan ?? 1);
      const rows = entry.layout?.rowSpan ?? 1;
      return { entry, span, rows, ...cells.place(span, rows) };
    });
    const heights: number[] = [];
    const tops: number[] = [];
    const drawn = placed.map((place) => {
      const width = place.span * unit + (place.span - 1) * SECTION_GAP;
      const at = this.boxes.length;
      const x = PADDING + place.column * (unit + SECTION_GAP);
      return { ...place, at, height: this.#section(place.entry, x, 0, width, place.span), end: this.boxes.length };
    });
    for (const { row, rows, height } of drawn) if (rows === 1) heights[row] = Math.max(heights[row] ?? 0, height);
    // A box that spans rows makes the last of them as high as it needs.
    for (const { row, rows, height } of drawn) {
      let rest = height;
      for (let at = row; at < row + rows - 1; at++) rest -= (heights[at] ??= 0) + SECTION_GAP;
      heights[row + rows - 1] = Math.max(heights[row + rows - 1] ?? 0, rest);
    }
    let top = this.bottom;
    for (let row = 0; row < heights.length; row++) {
      tops[row] = top;
      top += (heights[row] ?? 0) + SECTION_GAP;
    }
    for (const { at, end, row } of drawn) this.#shift(at, end, tops[row] ?? 0);
    this.bottom = top;
  }

  #shift(from: number, to: number, by: number): void {
    for (let at = from; at < to; at++) {
      const box = this.boxes[at];
      if (box) this.boxes[at] = { ...box, y: box.y + by };
    }
  }

  #section(entry: OutlineEntry, x: number, y: number, width: number, span: number): number {
    const at = this.boxes.length;
    const frame = { entry, x, y, width, look: 'section', flow: 'grid', locked: false } as const;
    this.boxes.push({ ...frame, height: 0 });
    const cards = entry.children.filter((child) => child.kind === 'card');
    const inner = this.#grid(cards, x + PADDING, y + HEAD, width - 2 * PADDING, GRID * span);
    const height = HEAD + inner + (inner > 0 ? GAP / 2 : 0) + ADD_LINE + PADDING / 2;
    this.boxes[at] = { ...frame, height };
    return height;
  }

  /** The grid of a section: cards fill rows from the left; the answer is its height. */
  #grid(cards: readonly OutlineEntry[], x: number, y: number, width: number, columns: number): number {
    const unit = (width - (columns - 1) * (GAP / 3)) / columns;
    const cells = new Cells(columns, false);
    let bottom = 0;
    for (const entry of cards) {
      const size = gridSize(entry, columns);
      const cardWidth = size.columns * unit + (size.columns - 1) * (GAP / 3) - GAP / 3;
      const at = this.boxes.length;
      const natural = entry.children.length > 0 ? this.#card(entry, 0, 0, cardWidth) : null;
      const rows = natural === null ? (size.rows ?? autoRows(entry)) : Math.ceil((natural + GAP) / (ROW + GAP));
      const place = cells.place(size.columns, rows);
      const left = x + place.column * (unit + GAP / 3);
      const top = y + place.row * (ROW + GAP);
      const height = rows * (ROW + GAP) - GAP;
      if (natural === null) this.#tile(entry, left, top, cardWidth, height);
      else this.#place(at, left, top);
      bottom = Math.max(bottom, top - y + height);
    }
    return bottom;
  }

  #place(from: number, x: number, y: number): void {
    for (let at = from; at < this.boxes.length; at++) {
      const box = this.boxes[at];
      if (box) this.boxes[at] = { ...box, x: box.x + x, y: box.y + y };
    }
  }

  #masonry(cards: readonly OutlineEntry[], x: number, width: number): void {
    const columns = Math.max(1, Math.min(4, Math.floor((width + GAP) / (COLUMN_LEAST + GAP))));
    const unit = (width - (columns - 1) * GAP) / columns;
    const sizes = Array.from({ length: columns }, () => 0);
    const bottoms = Array.from({ length: columns }, () => this.bottom);
    for (const entry of cards) {
      // Home Assistant fills a column up to five before it looks for the shortest.
      let column = sizes.findIndex((size) => size < 5);
      if (column < 0) column = sizes.indexOf(Math.min(...sizes));
      sizes[column] = (sizes[column] ?? 0) + masonrySize(entry);
      const top = bottoms[column] ?? this.bottom;
      bottoms[column] = top + this.#card(entry, x + column * (unit + GAP), top, unit) + GAP;
    }
    this.bottom = Math.max(this.bottom, ...bottoms);
  }

  #sidebar(cards: readonly OutlineEntry[]): void {
    const isWide = this.#width >= SIDEBAR_FROM;
    const whole = this.#width - 2 * PADDING;
    const main = isWide ? Math.round((whole - GAP) * 0.68) : whole;
    let left = this.bottom;
    let right = this.bottom;
    for (const entry of cards.filter((card) => !card.layout?.inSidebar)) {
      left += this.#card(entry, PADDING, left, main) + GAP;
    }
    if (!isWide) right = left;
    for (const entry of cards.filter((card) => card.layout?.inSidebar)) {
      const x = isWide ? PADDING + main + GAP : PADDING;
      right += this.#card(entry, x, right, isWide ? whole - main - GAP : whole) + GAP;
    }
    this.bottom = Math.max(left, right);
  }

  /** A card in a column as high as it needs; the answer is its height. */
  #card(entry: OutlineEntry, x: number, y: number, width: number): number {
    if (entry.children.length === 0) {
      const height = ROW + Math.min(5, masonrySize(entry) - 1) * 14;
      this.#tile(entry, x, y, width, height);
      return height;
    }
    const at = this.boxes.length;
    const flow = isAcross(entry) ? 'across' : entry.type === 'grid' ? 'grid' : 'down';
    const frame = { entry, x, y, width, look: 'frame', flow, locked: false } as const;
    this.boxes.push({ ...frame, height: 0 });
    const inner = { x: x + PADDING, y: y + HEAD, width: Math.max(24, width - 2 * PADDING) };
    const columns =
      flow === 'across' ? entry.children.length : flow === 'grid' ? Math.min(12, entry.layout?.columns ?? 3) : 1;
    const unit = Math.max(8, (inner.width - (columns - 1) * GAP) / columns);
    let bottom = inner.y;
    for (let row = 0; row < entry.children.length; row += columns) {
      let height = 0;
      for (const [column, child] of entry.children.slice(row, row + columns).entries()) {
        height = Math.max(height, this.#card(child, inner.x + column * (unit + GAP), bottom, unit));
      }
      bottom += height + GAP;
    }
    const height = bottom - GAP - y + PADDING;
    this.boxes[at] = { ...frame, height };
    return height;
  }

  #tile(entry: OutlineEntry, x: number, y: number, width: number, height: number): void {
    this.boxes.push({ entry, x, y, width, height, look: 'tile', flow: 'down', locked: false });
  }
}

function autoRows(entry: OutlineEntry): number {
  return Math.max(1, Math.min(8, masonrySize(entry)));
}

/** The cells of a grid as CSS fills it: forwards only, or back into gaps when dense. */
class Cells {
  readonly #columns: number;
  readonly #isDense: boolean;
  readonly #taken = new Set<number>();
  #cursor = 0;

  constructor(columns: number, isDense: boolean) {
    this.#columns = columns;
    this.#isDense = isDense;
  }

  place(columns: number, rows: number): { row: number; column: number } {
    for (let at = this.#isDense ? 0 : this.#cursor; ; at++) {
      const row = Math.floor(at / this.#columns);
      const column = at % this.#columns;
      if (column + columns > this.#columns || !this.#isFree(row, column, columns, rows)) continue;
      for (let r = row; r < row + rows; r++) {
        for (let c = column; c < column + columns; c++) this.#taken.add(r * this.#columns + c);
      }
      this.#cursor = at + columns;
      return { row, column };
    }
  }

  #isFree(row: number, column: number, columns: number, rows: number): boolean {
    for (let r = row; r < row + rows; r++) {
      for (let c = column; c < column + columns; c++) if (this.#taken.has(r * this.#columns + c)) return false;
    }
    return true;
  }
}
