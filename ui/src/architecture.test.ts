/** The arrows between modules, read from their imports: no circles, and each folder sees only what it may. */
import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('./**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true });

const names = Object.keys(sources).map((path) => path.slice(2));
const isTest = (name: string) => name.endsWith('.test.ts');

/** The modules that a module needs when it runs: imports of types alone vanish. */
function imports(name: string): string[] {
  const source = sources[`./${name}`] ?? '';
  const folder = name.split('/').slice(0, -1);
  return [...source.matchAll(/^\s*(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)'/gm)].flatMap(([, target]) => {
    const path = [...folder];
    for (const step of (target ?? '').split('/')) {
      if (step === '..') path.pop();
      else if (step !== '.') path.push(step);
    }
    const found = [path.join('/'), `${path.join('/')}.ts`].find((candidate) => names.includes(candidate));
    return found ? [found] : [];
  });
}

const graph = new Map(names.filter((name) => !isTest(name)).map((name) => [name, imports(name)]));

it('reads the modules and their imports', () => {
  expect(graph.size).toBeGreaterThan(80);
  expect(graph.get('app/App.svelte')).toContain('workspace/Workspace.svelte.ts');
});

it('has no circles', () => {
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) throw new Error(`a circle: ${[...way.slice(way.indexOf(name)), name].join(' → ')}`);
    if (done.has(name)) return;
    for (const next of graph.get(name) ?? []) walk(next, [...way, name]);
    done.add(name);
  };
  for (const name of graph.keys()) walk(name, []);
});

const folderOf = (name: string) =>
  name.startsWith('features/') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0];
const mayNeed: Record<string, readonly string[]> = {
  api: ['api', 'host'],
  host: ['host', 'api'],
  shared: ['shared', 'api'],
  workspace: ['workspace', 'api', 'host', 'shared'],
};

it('points only downwards: app → features → workspace → shared, api, host', () => {
  const wrong = [...graph].flatMap(([name, needed]) => {
    const from = folderOf(name) ?? '';
    if (from === 'app' || name === 'main.ts') return [];
    const allowed = mayNeed[from] ?? [from, 'workspace', 'shared', 'api', 'host'];
    return needed.filter((other) => !allowed.includes(folderOf(other) ?? '')).map((other) => `${name} → ${other}`);
  });
  expect(wrong).toEqual([]);
});
