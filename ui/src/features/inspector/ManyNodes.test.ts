import { beforeEach, expect, it } from 'vitest';

import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { openText } from '../../workspace/document/open-text';
import { FormState } from './FormState.svelte';
import { alike, ManyNodes } from './ManyNodes.svelte';

const TEXT = `views:
  - cards:
      - type: tile
        entity: light.a # one
        color: red
      - type: tile
        entity: light.b
        color: red
        grid_options:
          columns: 6
`;

let document: DocumentState;
let form: FormState;

beforeEach(async () => {
  ({ document } = await openText(TEXT));
  document.visual.outline.watch();
  await expect.poll(() => document.visual.outline.isKnown).toBe(true);
  const paths = [0, 1].map((at) => ['views', 0, 'cards', at]);
  form = new FormState(new ManyNodes(document.visual, paths), []);
  await form.refresh();
});

it('shows what all have in common', () => {
  expect(form.value).toEqual({ type: 'tile', color: 'red' });
  expect(alike([])).toEqual({});
});

it('sets a key in each, as one step of undo', async () => {
  form.set(['name'], 'Lamp');
  await form.flushed();
  expect(document.text.match(/name: Lamp/g)).toHaveLength(2);
  expect(document.text).toContain('entity: light.a # one');
  document.undo();
  expect(document.text).toBe(TEXT);
});

it('sets a key deeper down where one has what holds it and the other has not', async () => {
  form.set(['grid_options', 'rows'], 2);
  await form.flushed();
  expect(document.text.match(/rows: 2/g)).toHaveLength(2);
  expect(document.text).toContain('columns: 6');
});

it('takes a key away from each', async () => {
  form.remove(['color']);
  await form.flushed();
  expect(document.text).not.toContain('color');
});
