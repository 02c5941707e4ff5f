import { describe, expect, it } from 'vitest';

import { arranged, LEAST, mostOf, PANES, type PaneName } from './panes';

const ALL = [...PANES];
const at = (width: number, asked: readonly PaneName[] = [], wanted: readonly PaneName[] = ALL) =>
  arranged(wanted, wanted.includes('canvas') ? 'canvas' : 'yaml', asked, width);

describe('panes side by side', () => {
  it('are all there where there is room for each', () => {
    expect(at(1360)).toEqual({ shown: ALL, folded: [], isTabbed: false });
  });

  it('fold where there is not, the outline first', () => {
    expect(at(1160).folded).toEqual(['outline']);
    expect(at(1040, [], ['outline', 'canvas', 'yaml', 'inspector']).folded).toEqual([]);
    expect(at(1000, [], ['outline', 'canvas', 'yaml', 'inspector']).folded).toEqual(['outline']);
    expect(at(760, [], ['outline', 'canvas', 'yaml', 'inspector']).folded).toEqual(['outline', 'inspector']);
  });

  it('come back when they are asked for, and others fold instead', () => {
    const four: readonly PaneName[] = ['outline', 'canvas', 'yaml', 'inspector'];
    expect(at(760, ['inspector'], four)).toEqual({
      shown: ['outline', 'canvas', 'inspector'],
      folded: ['yaml'],
      isTabbed: false,
    });
    expect(at(760, ['yaml', 'inspector'], four).folded).toEqual(['outline', 'inspector']);
  });

  it('are tabs where there is room for one only', () => {
    expect(at(700)).toMatchObject({ isTabbed: true, folded: [] });
  });

  it('each have what they need, whatever is wanted and however wide it is', () => {
    const choices = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bits) => {
      const sides = (['outline', 'inspector', 'preview'] as const).filter((_, bit) => bits & (1 << bit));
      return [['canvas'], ['yaml'], ['canvas', 'yaml']].map((middle) =>
        PANES.filter((name) => [...middle, ...sides].includes(name)),
      );
    });
    expect(choices).toHaveLength(24);
    for (const wanted of choices) {
      for (const asked of [...wanted.map((name) => [name]), []]) {
        for (let width = 720; width <= 2560; width += 20) {
          const { shown, folded } = at(width, asked, wanted);
          if (shown.length + folded.length !== wanted.length) throw new Error(`${wanted.join()} at ${width}`);
          const needed = shown.reduce((sum, name) => sum + LEAST[name], 0);
          if (needed > width) throw new Error(`${shown.join()} need ${needed} of ${width}`);
          // The pane that was opened last is shown, and none folds without need.
          if (asked[0] && !shown.includes(asked[0])) throw new Error(`${asked[0]} is not there at ${width}`);
          const smallest = Math.min(...folded.map((name) => LEAST[name]));
          if (folded.length > 0 && needed + smallest <= width) throw new Error(`${folded.join()} fit in ${width}`);
        }
      }
    }
  });

  it('are resized as far as the others keep what they need', () => {
    expect(mostOf('canvas', ['canvas', 'yaml', 'inspector'], 1000)).toBe(1000 - LEAST.yaml - LEAST.inspector);
    expect(mostOf('canvas', ['canvas', 'yaml'], 500)).toBe(LEAST.canvas);
  });
});
