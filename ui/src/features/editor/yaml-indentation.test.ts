import { describe, expect, it } from 'vitest';

import { newLineColumn } from './yaml-indentation';

describe('a new line', () => {
  it.each([
    ['views:', 2],
    ['  cards:  # the list', 4],
    ['  - title: Kitchen', 4],
    ['- type: grid', 2],
    ['  - entities:', 6],
    ['  - light.ceiling', 2],
    ['    name: Lamp', 4],
    ['  content: |', 4],
    ['  content: >-', 4],
    ['  - |', 6],
    ['  # a note with a colon:', 2],
    ['  time: 12:30', 2],
    ['  - - name: nested', 6],
    ['  "quoted key": value', 2],
    ['  - "12:30"', 2],
    ['  anchors: &a', 4],
  ])('after %j starts at %i', (before, column) => {
    expect(newLineColumn(before, 2)).toBe(column);
  });

  it('leaves flow collections to their brackets', () => {
    expect(newLineColumn('  data: {', 2)).toBeNull();
  });
});
