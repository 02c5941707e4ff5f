import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { FakeHost } from '../../host/fake';
import { Catalogue } from '../../workspace/Catalogue.svelte';
import { Outline } from '../../workspace/Outline.svelte';
import { Preferences } from '../../workspace/Preferences.svelte';
import { GalleryState, nodesOf, opsToAdd, placeFor } from './GalleryState.svelte';

let host: FakeHost;
let client: Client;
let preferences: Preferences;
let gallery: GalleryState;

beforeEach(async () => {
  host = new FakeHost();
  client = new Client(host);
  preferences = new Preferences(client);
  const catalogue = new Catalogue(client);
  await catalogue.load();
  gallery = new GalleryState('card', client, catalogue, preferences);
});

const titles = () => gallery.shelves.map((shelf) => shelf.title);
const names = (title: string) =>
  gallery.shelves.find((shelf) => shelf.title === title)?.entries.map((entry) => entry.name);

describe('the gallery', () => {
  it('starts with what was asked for by name and has every card that is offered', () => {
    expect(names('One click')).toEqual([
      'custom:button-card',
      'custom:mushroom-entity-card',
      'custom:mushroom-template-card',
    ]);
    expect(titles()).toEqual(['One click', 'Cards', 'Cards that hold cards', 'Energy', 'Custom cards']);
    expect(names('Cards')).toContain('tile');
    expect(names('Cards')).not.toContain('error');
  });

  it('finds cards by what they are for', () => {
    gallery.query = 'drops nothing';
    expect(gallery.shelves).toEqual([]);
    gallery.query = 'thermo';
    expect(names('Found')?.[0]).toBe('thermostat');
    gallery.query = 'old name';
    expect(names('Found')).toContain('entity-button');
  });

  it('knows what suits an entity', async () => {
    await gallery.chooseEntities(['climate.living_room']);
    expect(names('For this entity')?.slice(0, 2)).toEqual(['tile', 'thermostat']);
  });

  it('says which custom cards the instance does not load', () => {
    const card = gallery.shelves.find((shelf) => shelf.title === 'One click')?.entries[0];
    if (!card) throw new Error('there is a button card');
    expect(gallery.isInstalled(card)).toBeNull();
    gallery.resources = ['/hacsfiles/button-card/button-card.js?hacstag=1'];
    expect(gallery.isInstalled(card)).toBe(true);
    gallery.resources = [];
    expect(gallery.isInstalled(card)).toBe(false);
  });

  it('makes one card each where a card shows one entity, and one card where it shows all', async () => {
    await gallery.chooseEntities(['light.a', 'light.b']);
    expect(await gallery.make('tile')).toHaveLength(2);
    expect(await gallery.make('entities')).toHaveLength(1);
    gallery.oneEach = true;
    expect(await gallery.make('entities')).toHaveLength(2);
    expect(names('Used lately')).toEqual(['entities', 'tile']);
  });
});

describe('the place of something new', () => {
  const TEXT = `views:
  - type: sections
    sections:
      - type: grid
        cards:
          - type: tile
          - type: button
      - type: grid
        cards: []
  - type: masonry
    cards:
      - type: vertical-stack
        cards:
          - type: tile
  - type: sections
    sections: []
`;

  async function outlined(): Promise<Outline> {
    host.files.set('/a.yaml', TEXT);
    const { id, revision } = await client.call('document_open', { target: { kind: 'file', path: '/a.yaml' } });
    const outline = new Outline(client, { id, isInStep: true, revision });
    await outline.refresh();
    return outline;
  }

  it('is behind the selected card, wherever it stands', async () => {
    const outline = await outlined();
    const inner = outline.find(['views', 1, 'cards', 0, 'cards', 0]);
    expect(placeFor('card', inner, null)).toMatchObject({ list: ['views', 1, 'cards', 0, 'cards'], index: 1 });
  });

  it('is at the end of the selected section, and of the view’s last one', async () => {
    const outline = await outlined();
    const section = outline.find(['views', 0, 'sections', 0]);
    expect(placeFor('card', section, null)).toMatchObject({ list: ['views', 0, 'sections', 0, 'cards'], index: 2 });
    const [first, second, third] = outline.views;
    expect(placeFor('card', null, first ?? null)).toMatchObject({
      list: ['views', 0, 'sections', 1, 'cards'],
      index: 0,
    });
    expect(placeFor('card', null, second ?? null)).toMatchObject({ list: ['views', 1, 'cards'], index: 1 });
    expect(placeFor('badge', section, first ?? null)).toMatchObject({
      list: ['views', 0, 'badges'],
      index: 0,
      exists: false,
    });
    const made = placeFor('card', null, third ?? null);
    expect(made && opsToAdd(made, [{ type: 'tile' }])).toEqual({
      ops: [{ op: 'set', path: ['views', 2, 'sections'], value: [{ type: 'grid', cards: [{ type: 'tile' }] }] }],
      paths: [['views', 2, 'sections', 0, 'cards', 0]],
    });
    expect(placeFor('card', null, null)).toBeNull();
  });
});

describe('written YAML', () => {
  it('is a card, a list of cards, or a section’s cards', () => {
    const card = { type: 'custom:x' };
    expect(nodesOf(card)).toEqual([card]);
    expect(nodesOf([card, card])).toEqual([card, card]);
    expect(nodesOf({ cards: [card] })).toEqual([card]);
    expect(nodesOf({ entity: 'light.a' })).toBeNull();
    expect(nodesOf('text')).toBeNull();
  });
});
