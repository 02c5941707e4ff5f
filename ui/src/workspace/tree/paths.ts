/** Where something is in a dashboard: keys and positions from the top, `['views', 0, 'cards', 2]`. */
export type Path = readonly (string | number)[];

/** A path as a key of maps and lists. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

export function isSamePath(left: Path, right: Path): boolean {
  return left.length === right.length && startsWith(left, right);
}

/** Whether `path` is `above` or lies inside it. */
export function isWithin(path: Path, above: Path): boolean {
  return path.length >= above.length && startsWith(path, above);
}

/** The list or mapping that holds a node. */
export function holderOf(path: Path): Path {
  return path.slice(0, -1);
}

/** The position of a node in its list; null when it stands under a key. */
export function positionOf(path: Path): number | null {
  const last = path.at(-1);
  return typeof last === 'number' ? last : null;
}

/** A path as a person reads it: `views[0].cards[2]`. */
export function pathText(path: Path): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}

/** For the commands, which take lists of their own. */
export function asSteps(path: Path): (string | number)[] {
  return [...path];
}

function startsWith(path: Path, head: Path): boolean {
  return head.every((step, at) => step === path[at]);
}
