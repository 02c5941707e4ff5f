import { expect, it } from 'vitest';

const sources = import.meta.glob<string>(['./commands.ts', '../features/*/contribute.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

it('gives no key to two commands: the second would keep the window from opening', () => {
  const keys = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/keys: \[([^\]]*)\]/g)].flatMap(([, list]) =>
      [...(list ?? '').matchAll(/'([^']+)'/g)].map(([, key]) => key ?? ''),
    ),
  );
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
