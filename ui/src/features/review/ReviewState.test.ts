import { history } from '@codemirror/commands';
import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import type { DocumentTarget } from '../../api/generated/api';
import { fail, FakeHost } from '../../host/fake';
import { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { keyOf, ReviewState, sideOf } from './ReviewState.svelte';

let host: FakeHost;
let document: DocumentState;
let review: ReviewState;

async function open(target: DocumentTarget): Promise<void> {
  const client = new Client(host);
  document = new DocumentState(client, await client.call('document_open', { target }), () => history());
  review = new ReviewState(client, document);
}

async function edit(insert = '# mine\n'): Promise<void> {
  document.dispatch({ changes: { from: 0, insert } });
  await document.flush();
}

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  await open({ kind: 'dashboard', instance: 'demo', urlPath: 'energy-and-water' });
});

describe('the review', () => {
  it('shows what saving would change', async () => {
    await edit();
    await review.load();
    expect(review.isUsual).toBe(true);
    expect(review.comparison.review).toMatchObject({ added: 1, removed: 0 });
    expect(host.requests('document_compare').at(-1)).toMatchObject({
      old: { side: 'base' },
      new: { side: 'mine' },
      context: 3,
    });
  });

  it('takes one of my changes back as a step of undo, or says why not', async () => {
    await edit();
    expect(review.canTakeBack).toBe(true);
    const before = document.text;
    const done = await review.takeBack(0);
    expect(host.requests('history_undo_change')).toMatchObject([{ old: null, new: null, change: 0 }]);
    expect(done.isDone).toBe(true);
    expect(document.text).not.toBe(before);
    document.undo();
    expect(document.text).toBe(before);
    await review.choose('version:6', 'version:7');
    expect(review.canTakeBack).toBe(false);
  });

  it('depends on the draft, so that typing asks again', async () => {
    const before = review.dependsOn;
    await edit();
    expect(review.dependsOn).not.toBe(before);
  });

  it('does not depend on the draft while two versions are compared', async () => {
    await review.choose('version:6', 'version:7');
    const before = review.dependsOn;
    await edit();
    expect(review.dependsOn).toBe(before);
  });

  it('offers theirs once the server has something else, and says what the base is', async () => {
    expect(review.options.map((option) => option.label)).toEqual(['My draft', 'On Home Assistant']);
    host.saveByOthers(document.id, 'views: []\n', ['Removed everything']);
    document.standing.remoteIs(await new Client(host).call('document_refresh', { id: document.id }));
    expect(review.options.map((option) => option.value)).toEqual(['mine', 'base', 'theirs']);
    expect(review.options[1]?.label).toBe('What I started from');
  });

  it('keeps a side that is shown among the choices, even when it is no news any more', async () => {
    await review.choose('base', 'theirs');
    expect(review.options.map((option) => option.value)).toContain('theirs');
  });

  it('offers the kept versions of a dashboard', async () => {
    await review.loadVersions();
    const versions = review.options.filter((option) => option.group === 'Kept versions');
    expect(versions.map((option) => option.value)).toEqual([7, 6, 5, 4, 3, 2].map((id) => `version:${id}`));
    expect(versions[1]?.label).toMatch(/Before the new heating$/);
  });

  it('works without the versions when they cannot be read', async () => {
    host.answer('dashboard_versions', () => fail('storage', 'The history could not be read.'));
    await review.loadVersions();
    expect(review.versionsFailure?.message).toBe('The history could not be read.');
    expect(review.options).toHaveLength(2);
  });

  it('is one of its document until the panel is closed, so that others can have it show two sides', async () => {
    const client = new Client(host);
    const asked = ReviewState.of(client, document);
    await asked.comparison.compare({ side: 'base' }, { side: 'theirs' });
    expect(ReviewState.of(client, document)).toBe(asked);
    const close = asked.open();
    expect(ReviewState.of(client, document).new).toBe('theirs');
    close();
    expect(ReviewState.of(client, document).isUsual).toBe(true);
  });

  it('swaps the sides', async () => {
    await review.swap();
    expect([review.old, review.new]).toEqual(['mine', 'base']);
    expect(host.requests('document_compare').at(-1)).toMatchObject({ old: { side: 'mine' }, new: { side: 'base' } });
  });

  it('says why there are no sentences', async () => {
    await edit('name: "open\n');
    expect(review.noSentences).toMatch(/has problems/);
    await review.choose('version:6', 'version:7');
    expect(review.noSentences).toMatch(/mean is the same/);
  });

  it('says that only comments differ', async () => {
    host.answer('document_edit', ({ revision }) => ({
      revision: revision + 1,
      problems: [],
      difference: 'formatting',
    }));
    await edit();
    expect(review.noSentences).toMatch(/Only comments or formatting differ/);
  });

  it('has nothing to compare a text with that was never saved, and asks for nothing', async () => {
    host.answer('document_open', () => ({
      ...structuredClone([...host.documents.values()][0]?.document ?? fail('internal', 'none')),
      target: { kind: 'untitled', number: 1 },
      base: null,
    }));
    await open({ kind: 'untitled', number: 0 });
    await review.load();
    await review.loadVersions();
    expect(review.hasBase).toBe(false);
    expect(host.requests('document_compare')).toEqual([]);
    expect(host.requests('dashboard_versions')).toEqual([]);
  });
});

describe('sides', () => {
  it.each(['base', 'mine', 'theirs', 'version:12'] as const)('survive the list as %s', (key) => {
    expect(keyOf(sideOf(key))).toBe(key);
  });
});
