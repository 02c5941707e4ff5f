import { expect, it } from 'vitest';

import { pathText, type Path } from './paths';
import { Selection } from './Selection.svelte';

const card = (...steps: number[]): Path => steps.flatMap((step) => ['cards', step]);
const order = [card(0), card(1), card(1, 0), card(1, 1), card(2)];
const shown = (selection: Selection) => selection.paths.map(pathText).join(' ');

it('has one node after a click, more with Ctrl', () => {
  const selection = new Selection();
  selection.select(card(0), 'canvas');
  selection.toggle(card(2), 'canvas');
  expect(shown(selection)).toBe('cards[0] cards[2]');
  expect(selection.isLead(card(2))).toBe(true);
  selection.toggle(card(2), 'canvas');
  expect(shown(selection)).toBe('cards[0]');
  expect(selection.has(card(2))).toBe(false);
});

it('reaches from the anchor to a click with Shift, back and forth', () => {
  const selection = new Selection();
  selection.select(card(1), 'canvas');
  selection.extend(card(2), order, 'canvas');
  expect(shown(selection)).toBe('cards[1] cards[2]');
  selection.extend(card(0), order, 'canvas');
  expect(shown(selection)).toBe('cards[0] cards[1]');
});

it('starts anew with Shift when there is no anchor', () => {
  const selection = new Selection();
  selection.extend(card(1, 1), order, 'outline');
  expect(shown(selection)).toBe('cards[1].cards[1]');
  expect(selection.by).toBe('outline');
});
