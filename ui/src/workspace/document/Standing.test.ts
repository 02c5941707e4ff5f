import { history, undo } from '@codemirror/commands';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { SaveOutcome } from '../../api/generated/api';
import { FakeHost } from '../../host/fake';
import type { DocumentState } from './DocumentState.svelte';
import { Workspace } from '../Workspace.svelte';

const target = { kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' } as const;
const lost = { state: 'reconnecting', attempt: 1, retryAt: null, error: 'Lost.' } as const;
let host: FakeHost;
let workspace: Workspace;
let document: DocumentState;

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  workspace = new Workspace(host, () => history());
  await workspace.start();
  const opened = await workspace.tabs.open(target);
  if (!opened) throw new Error('not open');
  document = opened;
});

async function type(): Promise<void> {
  document.dispatch({ changes: { from: 0, insert: '# mine\n' } });
  await document.flush();
}

describe('a save without a connection', () => {
  it('waits, and is taken back', async () => {
    host.setConnection('demo', lost);
    await type();
    expect(await document.save()).toMatchObject({ outcome: 'queued' });
    expect(document.standing.queuedAt).not.toBeNull();
    expect(document.standing.queuedRevision).toBe(document.revision);
    await document.saving.unqueue();
    expect(document.standing.queuedAt).toBeNull();
    expect(document.isDirty).toBe(true);
  });

  it('is reported in one notice when it was sent, and its document has the outcome', async () => {
    host.setConnection('demo', lost);
    await type();
    await document.save();
    const outcome: SaveOutcome = {
      outcome: 'saved',
      sent: true,
      at: 5,
      analysis: { revision: document.revision, problems: [], difference: 'none' },
      readBackDiffers: null,
      merged: null,
    };
    const { id, title } = document;
    host.emit({ event: 'queueSent', instance: 'demo', items: [{ id, target, title, outcome, problem: null }] });
    expect(workspace.notices.list[0]?.message).toBe('Connected again: 1 save sent.');
    expect(document.isDirty).toBe(false);
    expect(document.standing.queuedAt).toBeNull();
  });

  it('that met another version leaves the editor where it is, and offers to merge', async () => {
    await type();
    const conflict = { theirs: 7, at: 5, theirChanges: ['A'], myChanges: [], putBack: false, merges: null };
    const item = {
      id: document.id,
      target,
      title: 'Overview',
      outcome: { outcome: 'changedOnServer', conflict } as const,
    };
    host.emit({ event: 'queueSent', instance: 'demo', items: [{ ...item, problem: null }] });
    expect(document.conflict).toBeNull();
    expect(document.remote).toMatchObject({ state: 'changed', sentences: ['A'] });
    const action = workspace.notices.list[0]?.action;
    expect(action?.label).toBe('Merge now');
    await action?.run();
    expect(document.standing.isMerging).toBe(true);
  });
});

describe('what others save', () => {
  const carried = (changes: { from: number; to: number; insert: string }[], revision = document.revision) =>
    host.emit({
      event: 'remoteCarried',
      id: document.id,
      offer: { revision, changes },
      sentences: ['Changed a title'],
      changes: 1,
      at: 9,
    });

  it('comes into a text without a draft, and the cursor stays', () => {
    const at = document.text.indexOf('Kitchen');
    document.dispatch({ selection: { anchor: at } });
    carried([{ from: 0, to: 0, insert: '# theirs\n' }]);
    expect(document.text.startsWith('# theirs\n')).toBe(true);
    expect(document.editor.selection.main.head).toBe(at + '# theirs\n'.length);
    expect(document.base?.asOf).toBe(9);
    expect(document.standing.carried?.sentences).toEqual(['Changed a title']);
  });

  it('is no step of mine: undo takes back what I did before it', async () => {
    const before = document.text;
    await type();
    document.run(undo);
    await document.flush();
    await vi.waitFor(() => expect(document.isDirty).toBe(false));
    carried([{ from: before.length, to: before.length, insert: '# theirs\n' }]);
    document.run(undo);
    expect(document.text.endsWith('# theirs\n')).toBe(true);
  });

  it('never comes into a draft, nor into a text that has moved on', async () => {
    carried([{ from: 0, to: 0, insert: '# theirs\n' }], document.revision + 1);
    expect(document.text).not.toContain('# theirs');
    await type();
    carried([{ from: 0, to: 0, insert: '# theirs\n' }]);
    expect(document.text).not.toContain('# theirs');
  });
});

it('tells of comments whose card was deleted elsewhere', () => {
  host.emit({ event: 'commentsLost', id: document.id, comments: ['Ask Kim'], version: 4 });
  expect(document.standing.lostComments).toMatchObject({ comments: ['Ask Kim'], version: 4 });
  document.standing.dismissComments();
  expect(document.standing.lostComments).toBeNull();
});

it('takes what a save merged in as one step of undo', async () => {
  await type();
  const mine = document.text;
  host.answerOnce('document_save', () => ({
    outcome: 'saved',
    sent: true,
    at: 5,
    analysis: { revision: document.revision, problems: [], difference: 'none' },
    readBackDiffers: null,
    merged: {
      summary: '1 of their changes merged with 1 of yours',
      theirChanges: ['A'],
      offer: { revision: document.revision, changes: [{ from: 0, to: 0, insert: '# theirs\n' }] },
    },
  }));
  await document.save();
  expect(document.text).toBe(`# theirs\n${mine}`);
  document.run(undo);
  expect(document.text).toBe(mine);
});

it('opens the page of the history once, and again after a restart', async () => {
  workspace.tabs.openPage({ kind: 'history', instance: 'demo' });
  workspace.tabs.openPage({ kind: 'history', instance: 'demo' });
  expect(workspace.tabs.all.filter((tab) => tab.page?.kind === 'history')).toHaveLength(1);
  await workspace.flush();
  const next = new Workspace(host);
  await next.start();
  expect(next.tabs.active?.page).toEqual({ kind: 'history', instance: 'demo' });
});
