import { history, undo } from '@codemirror/commands';
import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { fail, FakeHost } from '../../host/fake';
import { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { ConflictState } from './ConflictState.svelte';

const THEIRS = 'views:\n  - title: Theirs\n';
let host: FakeHost;
let document: DocumentState;
let state: ConflictState;
let mine: string;

/** A save that has met another version. */
beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  const client = new Client(host);
  const target = { kind: 'dashboard', instance: 'demo', urlPath: 'energy-and-water' } as const;
  document = new DocumentState(client, await client.call('document_open', { target }), () => history());
  document.dispatch({ changes: { from: 0, insert: '# mine\n' } });
  await document.flush();
  mine = document.text;
  host.saveByOthers(document.id, THEIRS, ['Renamed a view']);
  await document.save();
  state = new ConflictState(client, document);
});

describe('a conflict', () => {
  it('starts with what they changed and compares in three ways', async () => {
    await state.comparison.load();
    await state.show('myChanges');
    await state.show('apart');
    expect(host.requests('document_compare').map(({ old, new: newer }) => [old.side, newer.side])).toEqual([
      ['base', 'theirs'],
      ['base', 'mine'],
      ['theirs', 'mine'],
    ]);
    expect(state.look).toBe('apart');
  });

  it('offers merging first, also when it needs decisions', () => {
    const kinds = ['merge', 'takeTheirs', 'overwriteTheirs', 'keepEditing'];
    expect(state.choices.map((choice) => choice.choice)).toEqual(kinds);
    expect(state.choices[0]?.text).toMatch(/touch different things/);
    const { conflict } = document;
    if (conflict) document.saving.settle({ outcome: 'changedOnServer', conflict: { ...conflict, merges: null } });
    expect(state.choices.map((choice) => choice.choice)).toEqual(kinds);
    expect(state.choices[0]?.text).toMatch(/place by place/);
  });

  it('says that a displaced version was put back', () => {
    const { conflict } = document;
    if (conflict) document.saving.settle({ outcome: 'changedOnServer', conflict: { ...conflict, putBack: true } });
    expect(state.safety).toMatch(/put it back/);
  });

  it('takes theirs as one step that can be undone', async () => {
    await state.decide('takeTheirs');
    expect(document.text).toBe(THEIRS);
    expect(document.conflict).toBeNull();
    document.run(undo);
    expect(document.text).toBe(mine);
  });

  it('keeps my text when theirs is to be overwritten, so that the next save sends it', async () => {
    await state.decide('overwriteTheirs');
    expect(document.text).toBe(mine);
    expect(document.conflict).toBeNull();
    expect(await document.save()).toMatchObject({ outcome: 'saved', sent: true });
    expect(host.documents.get(document.id)?.theirs).toBe(mine);
  });

  it('stays when deciding fails', async () => {
    host.answer('document_resolve', () => fail('notConnected', 'There is no connection.'));
    await expect(state.decide('merge')).rejects.toMatchObject({ code: 'notConnected' });
    expect(document.conflict).not.toBeNull();
    expect(state.deciding).toBeNull();
    expect(document.text).toBe(mine);
  });

  it('speaks of the disk when it is about a file', async () => {
    host.files.set('/lights.yaml', 'views: []\n');
    const client = new Client(host);
    const opened = await client.call('document_open', { target: { kind: 'file', path: '/lights.yaml' } });
    const file = new DocumentState(client, opened, () => []);
    const words = new ConflictState(client, file);
    expect(words.title).toBe('“lights.yaml” changed on disk meanwhile');
    expect(words.safety).toMatch(/Nothing was written/);
  });
});
