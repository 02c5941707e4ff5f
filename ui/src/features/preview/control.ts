/**
 * Takes control of a strategy: turns the output that Home Assistant's frontend wrote into edits that put it in the
 * strategy's place. Pure. The output comes from a page with anybody's cards: it is data, and nothing of it is taken
 * over except the requested place.
 */
import type { EditOp } from '../../api/generated/api';
import { isMapping } from '../../workspace/tree/Catalogue.svelte';
import { isSame, valueAt } from '../../workspace/tree/edits';
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { asSteps, type Path } from '../../workspace/tree/paths';

type Mapping = Record<string, unknown>;

/** The replacement of a strategy. */
export interface Control {
  readonly ops: EditOp[];
  readonly views: number;
  readonly sections: number;
  readonly cards: number;
}

/** The strategy that is closest to a node: its own, its section's, its view's or the dashboard's. */
export function strategyAround(entry: OutlineEntry | null): OutlineEntry | null {
  for (let at = entry; at; at = at.parent) if (at.strategy !== null) return at;
  return null;
}

/** Name, path and visibility of a view or dashboard are its own, whatever the strategy names its output. */
const OWN = new Set(['title', 'path', 'icon', 'theme', 'background', 'subview', 'back_path', 'visible']);

/** The edits for a node that is `present` in the text; null when the output is not the requested one. */
export function controlOf(path: Path, present: unknown, written: string): Control | null {
  const made = valueAt(parsed(written), path);
  if (!isMapping(made) || !isMapping(present) || !isWhole(path, made)) return null;
  const steps = asSteps(path);
  // A strategy gives every view that it makes one path: one that has none is reached by its number, as before.
  const stays = (key: string) => OWN.has(key) && (key in present || key === 'path');
  const ops: EditOp[] = Object.entries(made)
    .filter(([key, value]) => !stays(key) && !isSame(present[key], value))
    .map(([key, value]) => ({ op: 'set', path: [...steps, key], value }));
  const count = { views: 0, sections: 0, cards: 0 };
  tally(made, count);
  return { ops: [...ops, { op: 'remove', path: [...steps, 'strategy'] }], ...count };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Whether no strategy is left in it, and it has the contents of such a node. */
function isWhole(path: Path, made: Mapping): boolean {
  const isListOfMappings = (value: unknown) => Array.isArray(value) && value.every(isMapping);
  if ('strategy' in made) return false;
  if (path.length > 0) return ['cards', 'sections'].some((key) => isListOfMappings(made[key]));
  return isListOfMappings(made['views']) && (made['views'] as Mapping[]).every((view) => !('strategy' in view));
}

function tally(value: unknown, count: { views: number; sections: number; cards: number }): void {
  if (!isMapping(value)) return;
  for (const key of ['views', 'sections', 'cards'] as const) {
    const held = value[key];
    if (!Array.isArray(held)) continue;
    count[key] += held.length;
    for (const one of held as unknown[]) tally(one, count);
  }
}
