import { expect, it } from 'vitest';

import { demoContents } from '../../host/fake/home';
import { areaGroups, areaView } from './area-view';

const { areas, entities } = demoContents();
const living = areas.find((area) => area.id === 'living_room');
if (!living) throw new Error('the demo has a living room');

it('groups what is in an area by what it is for, and what is measured becomes badges', () => {
  const view = areaView(living, entities);
  expect(view).toMatchObject({ title: living.name, path: 'living-room', type: 'sections' });
  expect(view['badges']).toEqual([{ type: 'entity', entity: 'sensor.living_room_temperature' }]);
  expect(
    areaGroups('living_room', entities)
      .map(({ group }) => group.title)
      .slice(0, 4),
  ).toEqual(['Lights', 'Climate', 'Covers', 'Entertainment']);
  const [lights] = view['sections'] as { cards: { type: string; entity?: string }[] }[];
  expect(lights?.cards[0]).toEqual({ type: 'heading', heading: 'Lights', icon: 'mdi:lamps' });
  expect(lights?.cards.slice(1).map((card) => card.entity)).toEqual(['light.ceiling', 'light.reading_lamp']);
});

it('leaves out what is hidden and what is for upkeep', () => {
  const hidden = entities.map((entity) => ({ ...entity, hidden: entity.id === 'light.ceiling' }));
  const upkeep = hidden.map((entity) => ({ ...entity, upkeep: entity.id === 'light.reading_lamp' }));
  expect(areaGroups('living_room', upkeep).map(({ group }) => group.title)).not.toContain('Lights');
});

it('is a view with an empty section where nothing is', () => {
  const empty = { ...living, id: 'attic', name: 'Attic', icon: null };
  expect(areaView(empty, entities)).toEqual({
    title: 'Attic',
    path: 'attic',
    type: 'sections',
    sections: [{ type: 'grid', cards: [] }],
  });
});
