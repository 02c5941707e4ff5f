import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { FakeHost } from '../../host/fake';
import { Catalogue } from '../../workspace/tree/Catalogue.svelte';
import { Preferences } from '../../workspace/window/Preferences.svelte';
import { GalleryState, keepTemplate } from './GalleryState.svelte';

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

  it('has what the user keeps, the last one first and each name once', () => {
    keepTemplate(preferences, { name: 'Lamp', yaml: 'type: tile\n', type: 'tile' });
    keepTemplate(preferences, { name: 'Door', yaml: 'type: button\n', type: 'button' });
    keepTemplate(preferences, { name: 'Lamp', yaml: 'type: light # mine\n', type: 'light' });
    expect(gallery.templates.map(({ name, type }) => `${name} ${type}`)).toEqual(['Lamp light', 'Door button']);
    gallery.query = 'lam li';
    expect(gallery.ownFound.map(({ name }) => name)).toEqual(['Lamp']);
    gallery.query = 'nothing';
    expect(gallery.ownFound).toEqual([]);
    gallery.query = '';
    gallery.dropTemplate('Door');
    expect(gallery.templates).toHaveLength(1);
    expect(new GalleryState('badge', client, new Catalogue(client), preferences).templates).toEqual([]);
  });
});
