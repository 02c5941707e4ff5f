/**
 * Which panes of a document stand side by side, and how wide. Pure. No pane is narrower than it takes to work in it:
 * where there is no room for all wanted panes, those opened longest ago fold, and the answer lists them.
 */

/** The panes of a document, from left to right. */
export const PANES = ['outline', 'canvas', 'yaml', 'inspector', 'preview'] as const;
export type PaneName = (typeof PANES)[number];

/** The least that a pane needs; for YAML some 45 characters beside the numbers of the lines. */
export const LEAST: Readonly<Record<PaneName, number>> = {
  outline: 150,
  canvas: 220,
  yaml: 430,
  inspector: 240,
  preview: 260,
};

export const USUAL: Readonly<Record<PaneName, number>> = {
  outline: 220,
  canvas: 420,
  yaml: 480,
  inspector: 300,
  preview: 420,
};

/** Below this width of the document there is room for one pane only. */
const TABS_BELOW = 720;

/** The panes that stay where nobody chose: the most important first. */
const RANK: readonly PaneName[] = ['canvas', 'yaml', 'inspector', 'preview', 'outline'];

export interface Arrangement {
  /** Side by side, from left to right. */
  readonly shown: readonly PaneName[];
  /** Wanted, and without room. */
  readonly folded: readonly PaneName[];
  /** Whether the panes are tabs, one of them in front. */
  readonly isTabbed: boolean;
}

/**
 * The wanted panes that have room; `main` always has, and the others in the order they were `asked` for, the last
 * first.
 */
export function arranged(
  wanted: readonly PaneName[],
  main: PaneName,
  asked: readonly PaneName[],
  width: number,
): Arrangement {
  if (width < TABS_BELOW) return { shown: [...wanted], folded: [], isTabbed: true };
  const ranked = [main, ...asked, ...RANK].filter((name, at, all) => wanted.includes(name) && all.indexOf(name) === at);
  const shown = new Set<PaneName>();
  let room = width;
  for (const name of ranked) {
    if (name !== main && LEAST[name] > room) continue;
    shown.add(name);
    room -= LEAST[name];
  }
  const inOrder = PANES.filter((name) => wanted.includes(name));
  return {
    shown: inOrder.filter((name) => shown.has(name)),
    folded: inOrder.filter((name) => !shown.has(name)),
    isTabbed: false,
  };
}

/** How wide a pane can be drawn: the others keep what they need. */
export function mostOf(name: PaneName, shown: readonly PaneName[], width: number): number {
  const others = shown.filter((other) => other !== name).reduce((sum, other) => sum + LEAST[other], 0);
  return Math.max(LEAST[name], width - others);
}
