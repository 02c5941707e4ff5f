/**
 * A few strokes that distinguish cards at a glance: paths in a box of 64 by 40, drawn in the interface's colors.
 * `line` is stroked, `fill` filled in the accent, `faint` filled faintly.
 */
export interface Sketch {
  readonly line?: string;
  readonly fill?: string;
  readonly faint?: string;
}

const box = (x: number, y: number, width: number, height: number): string => `M${x} ${y}h${width}v${height}h${-width}z`;
const dot = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

const SKETCHES: Readonly<Record<string, Sketch>> = {
  tile: { fill: dot(14, 20, 6), faint: box(25, 14, 26, 4) + box(25, 22, 16, 3) },
  list: {
    fill: dot(10, 10, 3) + dot(10, 20, 3) + dot(10, 30, 3),
    faint:
      box(18, 8, 26, 4) +
      box(18, 18, 20, 4) +
      box(18, 28, 30, 4) +
      box(50, 8, 6, 4) +
      box(50, 18, 6, 4) +
      box(50, 28, 6, 4),
  },
  button: { fill: dot(32, 15, 8), faint: box(20, 29, 24, 4) },
  dial: {
    line: 'M18 32a16 16 0 1 1 28 0',
    fill: 'M18 32a16 16 0 0 1 10-24l1 4a12 12 0 0 0-8 18z',
    faint: box(26, 20, 12, 5),
  },
  graph: { line: 'M6 30l10-8 10 4 10-14 10 6 12-10', faint: 'M6 30l10-8 10 4 10-14 10 6 12-10v28H6z' },
  bars: { fill: box(12, 20, 7, 14) + box(36, 12, 7, 22), faint: box(24, 26, 7, 8) + box(48, 17, 7, 17) },
  text: { faint: box(8, 8, 28, 5) + box(8, 18, 48, 3) + box(8, 24, 44, 3) + box(8, 30, 30, 3) },
  picture: { faint: box(6, 6, 52, 28), fill: 'M6 34l16-16 10 10 8-8 18 14z', line: dot(46, 14, 3) },
  map: { line: 'M6 12l16-5 20 6 16-5v22l-16 5-20-6-16 5z M22 7v22 M42 13v22', fill: dot(33, 19, 4) },
  columns: { line: box(7, 8, 14, 24) + box(25, 8, 14, 24) + box(43, 8, 14, 24) },
  rows: { line: box(12, 5, 40, 8) + box(12, 16, 40, 8) + box(12, 27, 40, 8) },
  grid: { line: box(10, 5, 20, 13) + box(34, 5, 20, 13) + box(10, 22, 20, 13) + box(34, 22, 20, 13) },
  glance: {
    fill: dot(12, 16, 5) + dot(32, 16, 5) + dot(52, 16, 5),
    faint: box(6, 26, 12, 3) + box(26, 26, 12, 3) + box(46, 26, 12, 3),
  },
  heading: { faint: box(8, 16, 34, 7), fill: dot(53, 19, 4) },
  condition: { line: `M10 20h14 M24 20l12-10h18 M24 20l12 10h18`, fill: dot(24, 20, 3) },
  flow: { faint: 'M8 8C30 8 34 14 56 14v6C34 20 30 18 8 18z', fill: 'M8 22C30 22 34 26 56 26v6C34 32 30 32 8 32z' },
  media: { faint: box(8, 6, 48, 18), fill: 'M29 10l8 5-8 5z', line: 'M10 31h44' },
  calendar: {
    line: box(12, 7, 40, 27) + 'M12 15h40',
    fill: box(18, 20, 6, 5) + box(40, 26, 6, 5),
    faint: box(29, 20, 6, 5) + box(18, 28, 6, 4),
  },
  weather: {
    fill: dot(20, 16, 7),
    faint: box(36, 10, 20, 6) + box(8, 30, 8, 4) + box(22, 30, 8, 4) + box(36, 30, 8, 4) + box(50, 30, 8, 4),
  },
  chip: {
    faint: 'M12 14h14a6 6 0 0 1 0 12H12a6 6 0 0 1 0-12z M40 14h12a6 6 0 0 1 0 12H40a6 6 0 0 1 0-12z',
    fill: dot(13, 20, 3) + dot(41, 20, 3),
  },
  code: { line: 'M24 10l-12 10 12 10 M40 10l12 10-12 10' },
};

const RULES: readonly (readonly [RegExp, keyof typeof SKETCHES])[] = [
  [/chips/, 'chip'],
  [/sankey|flow|distribution/, 'flow'],
  [/gauge|thermostat|humidifier|^light$|dial/, 'dial'],
  [/date|calendar|clock/, 'calendar'],
  [/bars|usage-graph|gas-graph|water-graph|solar-graph|devices|statistics-graph/, 'bars'],
  [/graph|apexcharts|sensor$|statistic$/, 'graph'],
  [/horizontal-stack|swipe/, 'columns'],
  [/vertical-stack|stack-in|expander/, 'rows'],
  [/grid$|layout|mod-card/, 'grid'],
  [/conditional|filter|auto-entities/, 'condition'],
  [/glance/, 'glance'],
  [/picture|iframe|plant/, 'picture'],
  [/^map/, 'map'],
  [/markdown|logbook|decluttering|streamline/, 'text'],
  [/heading|title/, 'heading'],
  [/media/, 'media'],
  [/weather/, 'weather'],
  [/entities|todo|shopping|table|toggle-group/, 'list'],
  [/button/, 'button'],
  [/alarm/, 'grid'],
];

/** The sketch of a card; the tile's for everything that is one thing with a name. */
export function sketchOf(name: string): Sketch {
  const found = RULES.find(([pattern]) => pattern.test(name))?.[1] ?? 'tile';
  return SKETCHES[found] ?? {};
}

export const codeSketch: Sketch = SKETCHES['code'] ?? {};
