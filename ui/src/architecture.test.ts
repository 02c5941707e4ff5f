/** The arrows between modules, types included: no circles, and each part uses only those below it. */
import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('./**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true });

const names = Object.keys(sources).map((path) => path.slice(2));
const isTest = (name: string) => name.includes('.test.');

const IMPORTS = [
  /^\s*(?:import|export)\s[^;]*?from\s+'(\.[^']+)'/gm,
  /^\s*import\s+'(\.[^']+)'/gm,
  /\bimport\('(\.[^']+)'\)/g,
];

/** The modules that a module names: to run, for their types, or to load them later. */
function imports(name: string): string[] {
  const source = sources[`./${name}`] ?? '';
  const folder = name.split('/').slice(0, -1);
  const targets = IMPORTS.flatMap((pattern) => [...source.matchAll(pattern)].map(([, target]) => target ?? ''));
  const found = targets.flatMap((target) => {
    const path = [...folder];
    for (const step of target.split('/')) {
      if (step === '..') path.pop();
      else if (step !== '.') path.push(step);
    }
    const module = [path.join('/'), `${path.join('/')}.ts`].find((candidate) => names.includes(candidate));
    return module ? [module] : [];
  });
  return [...new Set(found)];
}

type Graph = ReadonlyMap<string, readonly string[]>;
const modules: Graph = new Map(names.filter((name) => !isTest(name)).map((name) => [name, imports(name)]));

/** The part of the interface that a module belongs to: a feature, a folder of the workspace, a folder of `src`. */
function partOf(name: string): string {
  if (name.startsWith('api/generated/')) return 'api/generated';
  const steps = name.split('/');
  const isSplit = steps[0] === 'features' || (steps[0] === 'workspace' && steps.length > 2);
  return steps.slice(0, isSplit ? 2 : 1).join('/');
}
const parts: Graph = [...modules].reduce((graph, [name, needed]) => {
  const part = partOf(name);
  const others = needed.map(partOf).filter((other) => other !== part);
  return graph.set(part, [...new Set([...(graph.get(part) ?? []), ...others])]);
}, new Map<string, readonly string[]>());

/** A way that leads back to where it began. */
function circle(graph: Graph): readonly string[] | null {
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (done.has(name)) return null;
    for (const next of graph.get(name) ?? []) {
      const found = walk(next, [...way, name]);
      if (found) return found;
    }
    done.add(name);
    return null;
  };
  for (const name of graph.keys()) {
    const found = walk(name, []);
    if (found) return found;
  }
  return null;
}

it('reads the modules and their imports', () => {
  expect(modules.size).toBeGreaterThan(80);
  expect(modules.get('app/App.svelte')).toContain('workspace/Workspace.svelte.ts');
  expect(modules.get('workspace/Workspace.svelte.ts')).toContain('workspace/document/Pictures.ts');
  expect(parts.get('workspace/document')).toContain('workspace/tree');
});

it('finds a circle', () => {
  const arrows = (...list: [string, string[]][]) => new Map(list);
  expect(circle(arrows(['a', ['b']], ['b', ['c']], ['c', ['b']]))).toEqual(['b', 'c', 'b']);
  expect(circle(arrows(['a', ['b', 'c']], ['b', ['c']], ['c', []]))).toBeNull();
});

it('has no circle of modules, and none of parts', () => {
  expect(circle(modules)).toBeNull();
  expect(circle(parts)).toBeNull();
});

const WORKSPACE = ['api/generated', 'api', 'host', 'shared'];
/** The parts that each part uses beside itself; a feature uses {@link FEATURE}, and `app` everything. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  'api/generated': [],
  host: ['api/generated'],
  api: ['api/generated', 'host'],
  shared: ['api/generated', 'api'],
  'workspace/tree': ['api/generated', 'api', 'shared'],
  'workspace/window': ['api/generated', 'api', 'shared'],
  'workspace/home': ['api/generated', 'api', 'shared', 'workspace/window'],
  'workspace/document': [...WORKSPACE, 'workspace/tree', 'workspace/window', 'workspace/home'],
  workspace: [...WORKSPACE, 'workspace/tree', 'workspace/window', 'workspace/home', 'workspace/document'],
};
const FEATURE = [...(BELOW['workspace'] ?? []), 'workspace'];

it('points only downwards: app → features → workspace → shared, api, host', () => {
  const wrong = [...modules].flatMap(([name, needed]) => {
    const from = partOf(name);
    if (from === 'app' || name === 'main.ts') return [];
    const allowed = from.startsWith('features/') ? FEATURE : BELOW[from];
    const isSeen = (other: string) => partOf(other) === from || (allowed?.includes(partOf(other)) ?? false);
    return needed.filter((other) => !isSeen(other)).map((other) => `${name} → ${other}`);
  });
  expect(wrong).toEqual([]);
});

it('has no module in the workspace outside its folders but the one that composes them', () => {
  const inWorkspace = [...parts.keys()].filter((part) => part.startsWith('workspace'));
  expect(inWorkspace.filter((part) => !(part in BELOW))).toEqual([]);
  const outside = [...modules.keys()].filter((name) => partOf(name) === 'workspace');
  expect(outside).toEqual(['workspace/Workspace.svelte.ts']);
});
