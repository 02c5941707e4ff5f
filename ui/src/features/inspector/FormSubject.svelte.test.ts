import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { FakeHost } from '../../host/fake';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { openText } from '../../workspace/document/open-text';
import { FormSubject } from './FormSubject.svelte';

const TEXT = 'views:\n  - title: One\n    cards:\n      - type: tile\n      - type: map\n';
const CARDS = [0, 1].map((index) => ['views', 0, 'cards', index]);
const [TILE = [], MAP = []] = CARDS;

let host: FakeHost;
let document: DocumentState;
let subject: FormSubject;
let stop: () => void;

beforeEach(async () => {
  ({ host, document } = await openText(TEXT));
  const { visual } = document;
  visual.select(TILE, 'canvas');
  subject = new FormSubject(visual);
  stop = $effect.root(() => {
    $effect(() => {
      void visual.selection.paths;
      return subject.follow();
    });
  });
  flushSync();
});
afterEach(() => stop());

/** Lets the next reading wait until the answer is called. */
function held(): () => void {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  host.answerOnce('document_node', async (asked) => {
    await released;
    return host.call('document_node', asked);
  });
  return release;
}

describe('what the inspector is about', () => {
  it('stays what it was until the next is read', async () => {
    const release = held();
    document.visual.select(MAP, 'canvas');
    flushSync();
    expect([subject.paths, subject.isPresent]).toEqual([[TILE], false]);
    release();
    await expect.poll(() => subject.paths).toEqual([MAP]);
    expect(subject.content?.value).toEqual({ type: 'map' });
    expect(subject.isPresent).toBe(true);
  });

  it('is the last that was selected, whichever is read first', async () => {
    const release = held();
    document.visual.select(MAP, 'canvas');
    flushSync();
    document.visual.select(['views', 0], 'canvas');
    flushSync();
    await expect.poll(() => subject.paths).toEqual([['views', 0]]);
    release();
    await document.visual.read(MAP);
    expect(subject.paths).toEqual([['views', 0]]);
  });

  it('turns without what takes long to read', () => {
    vi.useFakeTimers();
    held();
    document.visual.select(MAP, 'canvas');
    flushSync();
    vi.advanceTimersByTime(500);
    expect([subject.paths, subject.content]).toEqual([[MAP], null]);
    vi.useRealTimers();
  });

  it('turns at once to several, and to what an edit selects', () => {
    document.visual.selection.set(CARDS, 'canvas');
    flushSync();
    expect(subject.paths).toEqual(CARDS);
    document.visual.select(MAP, 'edit');
    flushSync();
    expect([subject.paths, subject.content]).toEqual([[MAP], null]);
  });

  it('is there with what cannot be read', async () => {
    document.visual.select(['views', 7], 'canvas');
    flushSync();
    await expect.poll(() => subject.paths).toEqual([['views', 7]]);
    expect(subject.content).toBe(null);
  });
});
