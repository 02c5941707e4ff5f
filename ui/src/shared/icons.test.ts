import { mdiZodiacLeo } from '@mdi/js';
import { describe, expect, it } from 'vitest';

import { findIcon, iconName, knownIcon, searchIcons } from './icons';
import { icons } from './icons-all';

describe('icons', () => {
  it('finds an icon by its name and knows it from then on', async () => {
    expect(knownIcon('mdi:zodiac-leo')).toBeNull();
    expect(await findIcon('mdi:zodiac-leo')).toBe(mdiZodiacLeo);
    expect(knownIcon('mdi:zodiac-leo')).toBe(mdiZodiacLeo);
  });

  it('knows no icon of another set or of no name', async () => {
    expect(await findIcon('hass:sofa')).toBeNull();
    expect(await findIcon('mdi:no-such-icon')).toBeNull();
  });

  it.each([
    ['mdiNumeric1Box', 'numeric-1-box'],
    ['mdiVideo4kBox', 'video-4k-box'],
    ['mdiLanguageHtml5', 'language-html5'],
    ['mdiMoleculeCo2', 'molecule-co2'],
    ['mdiSurroundSound512', 'surround-sound-5-1-2'],
  ])('spells %s as Home Assistant does', (exported, name) => {
    expect(iconName(exported)).toBe(name);
  });

  it('finds every icon by the name that the search shows', async () => {
    for (const exported of Object.keys(icons).filter((key) => key.startsWith('mdi')))
      expect(await findIcon(`mdi:${iconName(exported)}`), exported).not.toBeNull();
  });

  it('lists the closest name first', async () => {
    expect((await searchIcons('sofa', 3))[0]).toBe('mdi:sofa');
    expect((await searchIcons('mdi:tablet dash', 3))[0]).toBe('mdi:tablet-dashboard');
    expect(await searchIcons('qqqq', 3)).toEqual([]);
  });
});
