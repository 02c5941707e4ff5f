import { history } from '@codemirror/commands';
import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { fail, type FakeHost } from '../../host/fake';
import { DocumentState } from '../document/DocumentState.svelte';
import { openText } from '../document/open-text';
import { pathText } from './paths';

const TEXT = `views:
  - title: One
    cards:
      - type: tile
        entity: light.a # kept
      - type: vertical-stack
        cards:
          - type: button
            name: Go
  - title: Two
    cards: []
`;

let host: FakeHost;
let document: DocumentState;

const titles = () => document.visual.outline.entries.map((entry) => entry.name ?? entry.type);
const selected = () => document.visual.selection.paths.map(pathText);

beforeEach(async () => {
  ({ host, document } = await openText(TEXT));
  document.visual.outline.watch();
  await expect.poll(titles).toEqual(['', 'One', 'tile', 'vertical-stack', 'Go', 'Two']);
});

describe('the outline', () => {
  it('knows every node by its path and by its place', () => {
    const { outline } = document.visual;
    const button = outline.find(['views', 0, 'cards', 1, 'cards', 0]);
    expect(button?.depth).toBe(3);
    expect(outline.at(TEXT.indexOf('name: Go'))).toBe(button);
    expect(outline.at(TEXT.indexOf('title: Two'))?.name).toBe('Two');
    expect(outline.around(['views', 0, 'cards', 0, 'entity'])?.type).toBe('tile');
  });

  it('is there for everybody who asked for it, whoever asked first', async () => {
    const client = new Client(host);
    const opened = await client.call('document_open', { target: { kind: 'file', path: '/a.yaml' } });
    const { outline } = new DocumentState(client, opened, () => history()).visual;
    outline.watch();
    await outline.refresh();
    expect(outline.views.length).toBe(2);
  });

  it('moves along with what is typed until the next one is there', () => {
    const { outline } = document.visual;
    const tile = outline.find(['views', 0, 'cards', 0]);
    const before = tile && outline.rangeOf(tile);
    document.dispatch({ changes: { from: 0, insert: '# above\n' }, userEvent: 'input' });
    expect(tile && outline.rangeOf(tile)).toEqual({ from: (before?.from ?? 0) + 8, to: (before?.to ?? 0) + 8 });
  });

  it('is asked for again after typing, without its nodes when they are the same', async () => {
    document.dispatch({ changes: { from: 0, insert: '# above\n' }, userEvent: 'input' });
    await expect.poll(() => host.requests('document_outline').length).toBe(2);
    expect(host.requests('document_outline')[1]?.tree).toBe(1);
    document.dispatch({ changes: { from: document.text.indexOf('One'), insert: 'Number ' }, userEvent: 'input' });
    await expect.poll(titles).toContain('Number One');
  });

  it('keeps the last nodes while the text can’t be read, and says that nothing can be edited', async () => {
    document.dispatch({ changes: { from: TEXT.indexOf('One'), insert: '"' }, userEvent: 'input' });
    await expect.poll(() => document.visual.outline.isReadable).toBe(false);
    expect(titles()).toHaveLength(6);
    expect(document.visual.blocked).toContain('problems');
  });
});

describe('the selection', () => {
  it('follows the cursor of the YAML', () => {
    document.dispatch({ selection: { anchor: TEXT.indexOf('light.a') }, userEvent: 'select' });
    expect(selected()).toEqual(['views[0].cards[0]']);
    expect(document.visual.view?.name).toBe('One');
  });

  it('is what the cursor was put on before anything was known of the text', async () => {
    const client = new Client(host);
    const opened = await client.call('document_open', { target: { kind: 'file', path: '/a.yaml' } });
    const early = new DocumentState(client, opened, () => history());
    early.visual.outline.watch();
    early.dispatch({ selection: { anchor: TEXT.indexOf('light.a') }, userEvent: 'select' });
    await expect.poll(() => early.visual.selection.paths.map(pathText)).toEqual(['views[0].cards[0]']);
  });

  it('goes to what is being written, once it is known', async () => {
    document.dispatch({ selection: { anchor: TEXT.indexOf('light.a') }, userEvent: 'select' });
    const card = '      - type: markdown\n';
    const from = TEXT.indexOf('      - type: vertical-stack');
    const [changes, selection] = [{ from, insert: card }, { anchor: from + card.length - 1 }];
    document.dispatch({ changes, selection, userEvent: 'input' });
    await expect.poll(selected).toEqual(['views[0].cards[1]']);
    expect(document.visual.lead?.type).toBe('markdown');
  });

  it('stays where a hand put it while the cursor waited', async () => {
    document.dispatch({ changes: { from: 0, insert: '# above\n' }, selection: { anchor: 3 }, userEvent: 'input' });
    document.visual.select(['views', 1], 'canvas');
    await expect.poll(() => document.visual.outline.isPresent).toBe(true);
    expect(selected()).toEqual(['views[1]']);
  });

  it('puts the cursor where the selected node is', () => {
    document.visual.select(['views', 1], 'outline');
    expect(document.editor.selection.main.head).toBe(TEXT.indexOf('- title: Two'));
    expect(document.visual.view?.name).toBe('Two');
  });

  it('stays with its node when the text above it changes', async () => {
    document.visual.select(['views', 0, 'cards', 1], 'outline');
    const card = '      - type: markdown\n        content: New\n';
    document.dispatch({ changes: { from: TEXT.indexOf('      - type: tile'), insert: card } });
    await expect.poll(selected).toEqual(['views[0].cards[2]']);
  });
});

describe('what is at a place', () => {
  const tile = ['views', 0, 'cards', 0];

  it('is read in the text as it is now when that went on while the question was on its way', async () => {
    host.answerOnce('document_node', async () => {
      document.dispatch({ changes: { from: TEXT.indexOf('light.a'), insert: 'my_' }, userEvent: 'input' });
      await document.flush();
      return fail('outOfStep', 'The text has changed meanwhile.');
    });
    expect((await document.visual.read(tile))?.value).toMatchObject({ entity: 'my_light.a' });
  });

  it('is asked for once by all who want the same, and again after a failure', async () => {
    host.answerOnce('document_node', () => fail('internal', 'It fell over.'));
    const both = [document.visual.read(tile), document.visual.read(tile)];
    await Promise.all(both.map((one) => expect(one).rejects.toMatchObject({ code: 'internal' })));
    expect(host.requests('document_node')).toHaveLength(1);
    expect(await document.visual.read(tile)).toMatchObject({ value: { type: 'tile' } });
  });

  it('is nothing where there is nothing', async () => {
    expect(await document.visual.read(['views', 0, 'cards', 7])).toBeNull();
  });
});

describe('an edit of the tree', () => {
  const remove = { op: 'remove' as const, path: ['views', 0, 'cards', 1] };

  it('is one step of undo, reported to Rust as typing is', async () => {
    await document.visual.apply([
      { op: 'set', path: ['views', 0, 'cards', 0, 'entity'], value: 'light.b' },
      { op: 'set', path: ['views', 0, 'cards', 0, 'name'], value: 'B' },
    ]);
    expect(document.text).toContain('entity: light.b # kept\n        name: B\n');
    await document.flush();
    expect(host.documents.get(document.id)?.text).toBe(document.text);
    document.undo();
    expect(document.text).toBe(TEXT);
  });

  it('selects what it is about', async () => {
    await document.visual.apply([{ op: 'move', from: ['views', 0, 'cards', 0], to: ['views', 1, 'cards', 0] }], {
      select: [['views', 1, 'cards', 0]],
    });
    await expect.poll(titles).toEqual(['', 'One', 'vertical-stack', 'Go', 'Two', 'tile']);
    expect(selected()).toEqual(['views[1].cards[0]']);
    expect(document.visual.view?.name).toBe('Two');
  });

  it('reports why it is refused, and changes nothing', async () => {
    host.answerOnce('document_apply', () => fail('editRefused', 'This can’t be done.'));
    await expect(document.visual.apply([remove])).rejects.toMatchObject({ code: 'editRefused' });
    expect(document.text).toBe(TEXT);
    expect(document.isLocked).toBe(false);
  });

  it('waits for the one before, each in the text that the other left', async () => {
    const set = (value: string) =>
      document.visual.apply([{ op: 'set', path: ['views', 0, 'cards', 0, 'entity'], value }]);
    await Promise.all([set('light.one'), document.visual.apply([remove]), set('light.two')]);
    expect(document.text).toContain('light.two');
    expect(document.text).not.toContain('vertical-stack');
  });

  it('joins with the one before when it is typing in a field', async () => {
    for (const value of ['l', 'li', 'lig']) {
      await document.visual.apply([{ op: 'set', path: ['views', 1, 'title'], value }], { how: 'typing' });
    }
    expect(document.text).toContain('title: lig');
    document.undo();
    expect(document.text).toBe(TEXT);
  });

  it('marks the nodes that it changed, and those that hold them', async () => {
    host.answer('document_compare', () => ({
      revision: 1,
      old: { title: '', at: null, origin: null },
      new: { title: '', at: null, origin: null },
      changes: [{ kind: 'changed', sentence: [], oldLine: 4, newLine: 4 }],
      hunks: [],
      added: 1,
      removed: 1,
    }));
    await document.visual.apply([{ op: 'set', path: ['views', 0, 'cards', 0, 'entity'], value: 'light.b' }]);
    await document.flush();
    await document.refreshReview();
    const mark = (path: (string | number)[]) => {
      const entry = document.visual.outline.find(path);
      return entry ? document.visual.marksOf(entry)?.change : undefined;
    };
    expect([mark(['views', 0, 'cards', 0]), mark(['views', 0]), mark(['views', 1])]).toEqual([
      'changed',
      'inside',
      undefined,
    ]);
  });
});
