import { fireEvent, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';

import { choose, field, showViewForm } from './form-harness';

// Roles are looked up in a whole form: slow where several tests share a processor.
vi.setConfig({ testTimeout: 60_000 });

const type = (name: string, value: string) => fireEvent.input(field(name).getByRole('textbox'), { target: { value } });

it('a view has a title and a path', async () => {
  const { document } = await showViewForm('cards: []\n');
  await type('title', 'Kitchen');
  await type('path', 'kitchen');
  for (const line of ['title: Kitchen', 'path: kitchen'])
    await expect.poll(() => document.text).toMatch(new RegExp(`^ {4}${line}$|^ {2}- ${line}$`, 'm'));
});

it.each([
  ['my view', 'Only letters, digits, - and _ are allowed.'],
  ['7', 'Digits alone mean a view’s position: add a letter.'],
  ['taken', 'Another view of this dashboard has this path.'],
])('the path %s is said to be wrong, beside the field', async (path, words) => {
  await showViewForm('path: a\ncards: []\n');
  await type('path', path);
  await vi.waitFor(() => expect(field('path').getByTestId('field-problem').textContent).toContain(words));
});

it.each([
  ['cards: []', 'Masonry'],
  ['title: Empty', 'Sections'],
  ['panel: true', 'Panel'],
])('of a view with %s the type without one is said', async (text, type) => {
  await showViewForm(`${text}\n`);
  expect(field('type').getByRole('combobox').getAttribute('placeholder')).toBe(type);
});

it('a view of sections has columns and dense placement, a subview its way back', async () => {
  const { document } = await showViewForm('type: sections\nsections: []\n');
  await type('max_columns', '3');
  await fireEvent.click(field('dense_section_placement').getByRole('switch'));
  await fireEvent.click(field('subview').getByRole('switch'));
  await expect.poll(() => document.text).toContain('dense_section_placement: true');
  const back = field('back_path').getByRole('combobox');
  await fireEvent.click(back);
  await fireEvent.click(await screen.findByRole('option', { name: /^Map/ }));
  for (const line of ['max_columns: 3', 'subview: true', 'back_path: /map'])
    await expect.poll(() => document.text).toContain(`    ${line}\n`);
});

it('is shown to everybody, nobody, or some users', async () => {
  const { document } = await showViewForm('cards: []\n');
  const visibleTo = (name: string) => choose(field('visible').getByRole('combobox', { name: 'Visible to' }), name);
  await visibleTo('No one');
  await expect.poll(() => document.text).toContain('visible: false');
  await visibleTo('Some users');
  await fireEvent.click(await field('visible').findByRole('checkbox', { name: 'Wall tablet' }));
  await expect.poll(() => document.text).toMatch(/visible:\n\s+- user: u2\n/);
  await visibleTo('Everyone');
  await expect.poll(() => document.text).not.toContain('visible');
});
