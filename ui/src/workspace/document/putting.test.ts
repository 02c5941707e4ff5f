import { beforeEach, describe, expect, it } from 'vitest';

import type { DocumentState } from './DocumentState.svelte';
import { openText } from './open-text';
import { pathText, type Path } from '../tree/paths';
import { placeFor, put } from './putting';

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

let document: DocumentState;

async function open(text: string): Promise<void> {
  ({ document } = await openText(text));
  document.visual.outline.watch();
  await expect.poll(() => document.visual.outline.isKnown).toBe(true);
}

/** Where something of a kind goes when this is selected, as `views[0].cards 2`. */
function placeOf(kind: 'card' | 'badge' | 'section' | 'view', selected: Path | null): string | null {
  document.visual.select(selected, 'canvas');
  const place = placeFor(document, kind);
  return place && `${pathText(place.list)} ${place.index}`;
}

describe('the place of something new', () => {
  beforeEach(() => open(TEXT));

  it('is after the selected card, wherever it stands', () => {
    expect(placeOf('card', ['views', 1, 'cards', 0, 'cards', 0])).toBe('views[1].cards[0].cards 1');
  });

  it('is at the end of the selected section, and of the last one of a view', () => {
    expect(placeOf('card', ['views', 0, 'sections', 0])).toBe('views[0].sections[0].cards 2');
    expect(placeOf('card', ['views', 0])).toBe('views[0].sections[1].cards 0');
    expect(placeOf('card', ['views', 1])).toBe('views[1].cards 1');
    expect(placeOf('badge', ['views', 0, 'sections', 0])).toBe('views[0].badges 0');
    expect(placeOf('view', ['views', 0])).toBe('views 1');
  });

  it('is a section of its own in a view that has none', async () => {
    document.visual.select(['views', 2], 'canvas');
    await put(document, { kind: 'card', values: [{ type: 'tile', entity: 'light.x' }] });
    await expect
      .poll(() => document.visual.outline.find(['views', 2, 'sections', 0, 'cards', 0])?.entity)
      .toBe('light.x');
  });

  it('takes the cards of a section into a view without sections', async () => {
    document.visual.select(['views', 1], 'canvas');
    await put(document, {
      kind: 'section',
      values: [{ type: 'grid', cards: [{ type: 'button' }, { type: 'gauge' }] }],
    });
    await expect.poll(() => document.visual.outline.find(['views', 1, 'cards', 2])?.type).toBe('gauge');
  });
});

it('says that a view is needed first', async () => {
  await open('views: []\n');
  expect(placeFor(document, 'card')).toBeNull();
  await expect(put(document, { kind: 'card', values: [{ type: 'tile' }] })).rejects.toThrow('add a view first');
});
