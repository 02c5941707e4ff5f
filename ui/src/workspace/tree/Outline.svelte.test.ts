import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import type { FakeHost } from '../../host/fake';
import type { DocumentState } from '../document/DocumentState.svelte';
import { openText } from '../document/open-text';

const TEXT = 'views:\n  - title: One\n    cards:\n      - type: tile\n';

let host: FakeHost;
let document: DocumentState;

const titles = () => document.visual.outline.entries.map((entry) => entry.name ?? entry.type);

beforeEach(async () => {
  ({ host, document } = await openText(TEXT));
  document.visual.outline.watch();
  await expect.poll(titles).toEqual(['', 'One', 'tile']);
});

describe('an outline', () => {
  it('has the same nodes as long as each stays in its place, whatever they say', async () => {
    const { outline } = document.visual;
    const [one, tile] = [outline.find(['views', 0]), outline.find(['views', 0, 'cards', 0])];
    let [named, listed] = [0, 0];
    const stop = $effect.root(() => {
      $effect(() => {
        void one?.name;
        named++;
      });
      $effect(() => {
        void outline.entries;
        void tile?.name;
        listed++;
      });
    });
    flushSync();
    document.dispatch({ changes: { from: document.text.indexOf('One'), insert: 'Number ' }, userEvent: 'input' });
    await expect.poll(titles).toContain('Number One');
    flushSync();
    expect(outline.find(['views', 0])).toBe(one);
    // Only readers of that name are notified.
    expect([named, listed]).toEqual([2, 1]);
    stop();
  });

  it('is asked for again when a newer text overtook its answer', async () => {
    let release = () => {};
    const released = new Promise<void>((done) => (release = done));
    host.answerOnce('document_outline', async ({ id }) => {
      const answer = await host.call('document_outline', { id, tree: null, rangesOf: null });
      await released;
      return answer;
    });
    document.dispatch({ changes: { from: 0, insert: '# above\n' }, userEvent: 'input' });
    await expect.poll(() => host.requests('document_outline').length).toBe(3);
    document.dispatch({ changes: { from: document.text.indexOf('One'), insert: 'Number ' }, userEvent: 'input' });
    await document.flush();
    release();
    await expect.poll(titles).toContain('Number One');
  });

  it('moves the places that it has by the shifts of an answer', async () => {
    const { outline } = document.visual;
    const before = await host.call('document_outline', { id: document.id, tree: null, rangesOf: null });
    host.answerOnce('document_outline', async (asked) => {
      expect(asked.rangesOf).toBe(before.revision);
      const answer = await host.call('document_outline', asked);
      const by = (at: number) => (answer.ranges?.[at] ?? 0) - (before.ranges?.[at] ?? 0);
      const all = (answer.ranges ?? []).map((_, from) => ({ from, by: by(from) }));
      return { ...answer, ranges: null, shifts: all.filter((shift) => shift.by !== (all[shift.from - 1]?.by ?? 0)) };
    });
    document.dispatch({ changes: { from: document.text.indexOf('One'), insert: 'Number ' }, userEvent: 'input' });
    await expect.poll(titles).toContain('Number One');
    const whole = await host.call('document_outline', { id: document.id, tree: null, rangesOf: null });
    const ranges = outline.entries.flatMap((entry) => Object.values(outline.rangeOf(entry)));
    expect(ranges).toEqual(whole.ranges);
    expect(ranges).not.toEqual(before.ranges);
  });

  it('finds what is at a place, in whichever order a view has its keys', async () => {
    const text = 'views:\n  - cards:\n      - type: tile\n    badges:\n      - entity: light.a\n';
    document.dispatch({ changes: { from: 0, to: document.text.length, insert: text } });
    await expect.poll(titles).toEqual(['', 'masonry', 'entity', 'tile']);
    const { outline } = document.visual;
    expect(outline.at(text.indexOf('tile'))?.kind).toBe('card');
    expect(outline.at(text.indexOf('light.a'))?.kind).toBe('badge');
    expect(outline.at(text.indexOf('badges'))?.kind).toBe('view');
    for (const entry of outline.entries.slice(1)) expect(outline.startingAt(outline.rangeOf(entry).from)).toBe(entry);
    expect(outline.startingAt(text.indexOf('light.a'))).toBe(null);
  });
});
