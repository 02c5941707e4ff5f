/**
 * Icons by the names that Home Assistant gives them, `mdi:sofa`, from the whole Material Design set, which is
 * loaded when the first one is needed. Icons that Bobbin itself uses are imported one by one instead, so that
 * they are there at once and a name that does not exist does not compile.
 */
const cache = new Map<string, string>();
let wholeSet: Promise<Readonly<Record<string, string>>> | null = null;

/** The icon's path if it was looked up before. */
export function knownIcon(name: string): string | null {
  return cache.get(bare(name)) ?? null;
}

/** The path of an icon named as Home Assistant does, `mdi:sofa`; null when there is none of that name. */
export async function findIcon(name: string): Promise<string | null> {
  const known = knownIcon(name);
  if (known !== null) return known;
  if (name.includes(':') && !name.startsWith('mdi:')) return null;
  const path = (await all())[exportName(name)] ?? null;
  if (path !== null) cache.set(bare(name), path);
  return path;
}

/** The names of icons that have all the words of a query, the closest first. */
export async function searchIcons(query: string, limit: number): Promise<string[]> {
  const words = bare(query.trim().toLowerCase())
    .split(/[\s-]+/)
    .filter(Boolean);
  const wanted = words.join('-');
  const found = (await names()).filter((name) => words.every((word) => name.includes(word)));
  const rank = (name: string) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
  return found
    .sort((left, right) => rank(left) - rank(right) || left.length - right.length || left.localeCompare(right))
    .slice(0, limit)
    .map((name) => `mdi:${name}`);
}

let nameList: readonly string[] | null = null;

async function names(): Promise<string[]> {
  nameList ??= Object.keys(await all())
    .filter((key) => key.startsWith('mdi'))
    .map(iconName);
  return [...nameList];
}

/**
 * The whole set, as a chunk of its own. It is the package's CommonJS build on purpose: a module that is
 * imported whole anywhere is bundled whole everywhere, and the named imports above are of the other build.
 */
function all(): Promise<Readonly<Record<string, string>>> {
  wholeSet ??= import('./icons-all').then((module) => module.icons);
  return wholeSet;
}

function bare(name: string): string {
  return name.startsWith('mdi:') ? name.slice(4) : name;
}

/** `mdi:numeric-1-box` → `mdiNumeric1Box`, the name that the package exports. */
function exportName(name: string): string {
  return `mdi${bare(name)
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}`;
}

/** `mdiNumeric1Box` → `numeric-1-box`. */
export function iconName(exported: string): string {
  const name = exported
    .slice(3)
    .replaceAll(/([A-Z]|\d+)/g, '-$1')
    .toLowerCase()
    .slice(1);
  // In a few names a digit stands without a hyphen, or several with one between them; the export hides which.
  return name
    .replace(/^(dice-d|keyboard-f|ev-plug-ccs|ev-plug-type|language-css|language-html|molecule-co)-/, '$1')
    .replace(/^(surround-sound)-(\d+)$/, (_, stem: string, digits: string) => [stem, ...digits].join('-'));
}
