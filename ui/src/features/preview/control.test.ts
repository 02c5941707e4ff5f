import { expect, it } from 'vitest';

import { controlOf } from './control';
import { applied } from '../../workspace/tree/edits';

const TILE = { type: 'tile', entity: 'light.a' };
const MADE = { views: [{ title: 'All', cards: [TILE, { type: 'grid', cards: [TILE] }] }], extra: 1 };

it('puts what a strategy made in its place, and keeps what else there is', () => {
  const present = { title: 'Home', strategy: { type: 'areas' } };
  const control = controlOf([], present, JSON.stringify(MADE));
  expect(applied(present, control?.ops ?? [])).toEqual({ title: 'Home', ...MADE });
  expect(control).toMatchObject({ views: 1, sections: 0, cards: 3 });
});

it('takes over one view of a dashboard alone', () => {
  const view = { title: 'Made', path: 'made', strategy: { type: 'area' } };
  const written = {
    views: [{ title: 'Other' }, { title: 'Made', path: 'made', type: 'sections', sections: [{ cards: [TILE] }] }],
  };
  const control = controlOf(['views', 1], view, JSON.stringify(written));
  expect(control?.ops.map((op) => ('path' in op ? op.path.join('.') : ''))).toEqual([
    'views.1.type',
    'views.1.sections',
    'views.1.strategy',
  ]);
});

it('leaves a view its own title and address, and gives it no address that others may have', () => {
  const made = { title: 'Home', path: 'default_view', icon: 'mdi:home', cards: [TILE] };
  const take = (view: object) => {
    const control = controlOf(['views', 0], view, JSON.stringify({ views: [made] }));
    return control?.ops.map((op) => ('path' in op ? op.path.slice(2).join('.') : ''));
  };
  expect(take({ title: 'Mine', path: 'mine', strategy: { type: 'a' } })).toEqual(['icon', 'cards', 'strategy']);
  expect(take({ strategy: { type: 'a' } })).toEqual(['title', 'icon', 'cards', 'strategy']);
});

it.each([
  ['no JSON', '{'],
  ['no dashboard', '[]'],
  ['views that are none', '{"views":[1]}'],
  ['a strategy that is left', '{"views":[],"strategy":{"type":"areas"}}'],
  ['a view that is left to a strategy', '{"views":[{"strategy":{"type":"area"}}]}'],
])('takes nothing from %s', (_, written) => {
  expect(controlOf([], { strategy: { type: 'areas' } }, written)).toBeNull();
});
