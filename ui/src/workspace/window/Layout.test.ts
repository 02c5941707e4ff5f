import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { FakeHost } from '../../host/fake';
import { Layout } from './Layout.svelte';
import { Preferences } from './Preferences.svelte';

let preferences: Preferences;
let layout: Layout;

beforeEach(() => {
  preferences = new Preferences(new Client(new FakeHost()));
  layout = new Layout(preferences);
  layout.setMode('split');
});

const shown = () => layout.panes.shown.join(' ');

describe('the panes of a document', () => {
  it('leave the YAML its 45 characters with everything open at 1600 pixels', () => {
    layout.togglePane('preview');
    layout.documentWidth(1360);
    expect(shown()).toBe('outline canvas yaml inspector preview');
    const least = layout.panes.shown.reduce((sum, name) => sum + layout.paneLeast(name), 0);
    expect([layout.paneLeast('yaml'), least <= 1360]).toEqual([430, true]);
  });

  it('fold and come back: a click on the button of one without room shows it, another one closes it', () => {
    layout.documentWidth(760);
    layout.showTab('yaml');
    expect(shown()).toBe('canvas yaml');
    expect(layout.isFolded('inspector')).toBe(true);
    layout.togglePane('inspector');
    expect(shown()).toBe('outline canvas inspector');
    expect(layout.isFolded('yaml')).toBe(true);
    layout.togglePane('inspector');
    expect([layout.isPaneOpen('inspector'), shown()]).toEqual([false, 'canvas yaml']);
  });

  it('have the YAML in sight when it is asked for beside the canvas', () => {
    layout.setMode('visual');
    layout.documentWidth(760);
    layout.togglePane('inspector', true);
    layout.setMode('split');
    expect(shown()).toBe('canvas yaml');
  });

  it('are as wide as they were made, as far as the others keep what they need', () => {
    layout.documentWidth(1360);
    layout.resizePane('inspector', 5000);
    expect(layout.paneWidth('inspector')).toBe(1360 - 150 - 220 - 430);
    layout.resizePane('inspector', 10);
    expect(layout.paneWidth('inspector')).toBe(240);
  });

  it('stay as they were asked for, in the next window too', () => {
    layout.documentWidth(760);
    layout.togglePane('inspector', true);
    const next = new Layout(preferences);
    next.documentWidth(760);
    expect(next.panes.shown).toEqual(layout.panes.shown);
  });
});
