import { describe, expect, it } from 'vitest';

import { applied, opsFor, valueAt, type Edit } from './edits';

const CARD = {
  type: 'tile',
  entity: 'light.a',
  tap_action: { action: 'none' },
  features: [{ type: 'x' }],
  grid_options: { rows: 1 },
};

const ops = (edit: Edit, value: unknown = CARD) => opsFor(value, edit);

describe('setting a place', () => {
  it('is one operation where its holder is there', () => {
    expect(ops({ kind: 'set', at: ['name'], value: 'A' })).toEqual([{ op: 'set', path: ['name'], value: 'A' }]);
    expect(ops({ kind: 'set', at: ['tap_action', 'action'], value: 'toggle' })).toEqual([
      { op: 'set', path: ['tap_action', 'action'], value: 'toggle' },
    ]);
  });

  it('makes the mapping or the list that would hold it', () => {
    expect(ops({ kind: 'set', at: ['hold_action', 'data', 'x'], value: 1 })).toEqual([
      { op: 'set', path: ['hold_action'], value: { data: { x: 1 } } },
    ]);
    expect(ops({ kind: 'set', at: ['grid_options', 'x'], value: 1 }, { grid_options: null })).toEqual([
      { op: 'set', path: ['grid_options'], value: { x: 1 } },
    ]);
    expect(ops({ kind: 'insert', at: ['badges', 0], value: 'a' })).toEqual([
      { op: 'set', path: ['badges'], value: ['a'] },
    ]);
  });

  it('changes nothing where it is so already', () => {
    expect(ops({ kind: 'set', at: ['entity'], value: 'light.a' })).toEqual([]);
  });

  it('makes a mapping of a plain entity when another key is set', () => {
    const value = { entities: ['light.a', 'light.b'] };
    const edit = { kind: 'set', at: ['entities', 1, 'name'], value: 'B', plainKey: 'entity' } as const;
    expect(ops(edit, value)).toEqual([{ op: 'set', path: ['entities', 1], value: { entity: 'light.b', name: 'B' } }]);
    const same = { kind: 'set', at: ['entities', 1, 'entity'], value: 'light.c', plainKey: 'entity' } as const;
    expect(ops(same, value)).toEqual([{ op: 'set', path: ['entities', 1], value: 'light.c' }]);
  });
});

describe('taking away', () => {
  it('takes what holds nothing else along, but never an item of a list', () => {
    expect(ops({ kind: 'remove', at: ['grid_options', 'rows'], prune: true })).toEqual([
      { op: 'remove', path: ['grid_options'] },
    ]);
    expect(ops({ kind: 'remove', at: ['features', 0, 'type'], prune: true })).toEqual([
      { op: 'remove', path: ['features', 0, 'type'] },
    ]);
  });

  it('does nothing where nothing is', () => {
    expect(ops({ kind: 'remove', at: ['name'], prune: true })).toEqual([]);
  });
});

describe('a value after operations', () => {
  it('is what the text will mean', () => {
    const value = { list: ['a', 'b', 'c'], x: 1 };
    const move = ops({ kind: 'move', from: ['list', 0], to: ['list', 2] }, value);
    expect(applied(value, move)).toEqual({ list: ['b', 'c', 'a'], x: 1 });
    expect(applied(value, ops({ kind: 'insert', at: ['list', 3], value: 'd' }, value))).toEqual({
      list: ['a', 'b', 'c', 'd'],
      x: 1,
    });
    const renamed = applied(value, ops({ kind: 'rename', at: ['list'], key: 'items' }, value));
    expect(Object.keys(renamed as object)).toEqual(['items', 'x']);
    expect(valueAt(renamed, ['items', 1])).toBe('b');
  });
});
