import { history, redo, undo } from '@codemirror/commands';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { Client } from '../../api/client';
import type { Problem } from '../../api/generated/api';
import { fail, FakeHost } from '../../host/fake';
import { DocumentState } from './DocumentState.svelte';

const target = { kind: 'dashboard', instance: 'demo', urlPath: 'energy-and-water' } as const;

let host: FakeHost;
let document: DocumentState;
let original: string;

async function open(): Promise<DocumentState> {
  const client = new Client(host);
  return new DocumentState(client, await client.call('document_open', { target }), () => history());
}

const type = (at: number, text: string) =>
  document.dispatch({ changes: { from: at, insert: text }, userEvent: 'input' });
const rustText = () => host.documents.get(document.id)?.text;

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  document = await open();
  original = document.text;
});

describe('typing', () => {
  it('reaches Rust in order and makes the document dirty', async () => {
    expect(document.isDirty).toBe(false);
    type(0, '# a\n');
    type(4, '# b\n');
    await document.flush();
    expect(rustText()).toBe(`# a\n# b\n${original}`);
    expect(document.isDirty).toBe(true);
  });

  it('can be undone and redone while no editor shows the document', async () => {
    type(0, '# a\n');
    document.run(undo);
    expect(document.text).toBe(original);
    document.run(redo);
    expect(document.text).toBe(`# a\n${original}`);
    await document.flush();
    expect(rustText()).toBe(document.text);
  });

  it('moves the problems along until the next analysis is there', async () => {
    type(0, 'show: on\n');
    await document.flush();
    const [before] = document.problems as [Problem];
    expect([before.line, before.from, before.to]).toEqual([1, 6, 8]);
    let release = () => {};
    host.answerOnce('document_edit', async () => {
      await new Promise<void>((go) => (release = go));
      return fail('outOfStep', 'once more');
    });
    type(0, '# note\n');
    const [moved] = document.problems as [Problem];
    expect([moved.line, moved.from, moved.to]).toEqual([2, 13, 15]);
    expect(moved.fix).toBeNull();
    release();
    await document.flush();
    expect(document.problems[0]?.fix?.changes[0]?.from).toBe(13);
  });

  it('says when Rust can’t take it in, and goes on when it can', async () => {
    host.answer('document_edit', () => fail('storage', 'The disk is full.'));
    host.answer('document_sync', () => fail('storage', 'The disk is full.'));
    type(0, 'x');
    await vi.waitFor(() => expect(document.feedFailure?.message).toBe('The disk is full.'));
    host.answer('document_sync', ({ text }) => {
      expect(text).toBe(`x${original}`);
      return { revision: 9, problems: [], difference: 'meaning' };
    });
    document.retryFeed();
    await vi.waitFor(() => expect(document.feedFailure).toBeNull());
    expect(document.revision).toBe(9);
  });

  it('knows whether the draft is on disk', async () => {
    type(0, 'x');
    expect(document.draft.state).toBe('writing');
    await document.flush();
    document.draftSaved(document.revision - 1, 100);
    expect(document.draft.state).toBe('writing');
    document.draftSaved(document.revision, 200);
    expect(document.draft).toEqual({ state: 'saved', at: 200 });
    document.draftFailed('The disk is full.');
    expect(document.draft).toEqual({ state: 'failed', message: 'The disk is full.' });
  });

  it('knows that the draft is on disk when this is reported before the analysis', async () => {
    type(0, 'x');
    document.draftSaved(document.revision + 1, 300);
    expect(document.draft.state).toBe('writing');
    await document.flush();
    expect(document.draft).toEqual({ state: 'saved', at: 300 });
  });
});

describe('a fix', () => {
  it('is one step of undo', async () => {
    type(0, 'show: on\n');
    await document.flush();
    const fix = document.problems[0]?.fix;
    if (!fix) throw new Error('there is a fix');
    document.applyFix(fix);
    expect(document.text.startsWith('show: "on"\n')).toBe(true);
    document.undo();
    expect(document.text.startsWith('show: on\n')).toBe(true);
    await document.flush();
    expect(rustText()).toBe(document.text);
  });
});

describe('an offer', () => {
  it('is one step of undo, apart from what was typed before', async () => {
    type(0, '# mine\n');
    await document.revert();
    expect(document.text).toBe(original);
    document.undo();
    expect(document.text).toBe(`# mine\n${original}`);
    await document.flush();
    expect(rustText()).toBe(document.text);
  });

  it('holds typing while it is on its way, so that it fits', async () => {
    type(0, '# mine\n');
    let release = () => {};
    host.answerOnce('document_revert', async ({ id }) => {
      await new Promise<void>((go) => (release = go));
      const text = host.documents.get(id)?.text ?? '';
      return { revision: 2, changes: [{ from: 0, to: text.length, insert: original }] };
    });
    const reverted = document.revert();
    await vi.waitFor(() => expect(host.requests('document_revert')).toHaveLength(1));
    expect(document.isLocked).toBe(true);
    type(0, 'lost');
    expect(document.text).toBe(`# mine\n${original}`);
    release();
    await reverted;
    expect(document.text).toBe(original);
    expect(document.isLocked).toBe(false);
    type(0, 'again');
    expect(document.text).toBe(`again${original}`);
  });

  it('lets go of the text when it fails', async () => {
    type(0, 'x');
    host.answerOnce('document_revert', () => fail('notFound', 'There is no base.'));
    await expect(document.revert()).rejects.toMatchObject({ code: 'notFound' });
    expect(document.isLocked).toBe(false);
  });
});

describe('saving', () => {
  it('sends what was typed last first, and is clean afterwards', async () => {
    type(0, '# mine\n');
    const outcome = await document.save();
    expect(outcome).toMatchObject({ outcome: 'saved', sent: true });
    expect(host.calls.map((call) => call.name).slice(-2)).toEqual(['document_edit', 'document_save']);
    expect(document.isDirty).toBe(false);
    expect(document.changeCount).toBe(0);
  });

  it('stays dirty for what was typed while it was saving', async () => {
    type(0, '# mine\n');
    host.answerOnce('document_save', async ({ id }) => {
      const open = host.documents.get(id);
      if (open) open.base = open.theirs = open.text;
      type(0, '# later\n');
      return {
        outcome: 'saved',
        sent: true,
        at: 1,
        analysis: { revision: 2, problems: [], difference: 'none' },
        readBackDiffers: null,
        merged: null,
      };
    });
    await document.save();
    await document.flush();
    expect(document.isDirty).toBe(true);
    expect(rustText()).toBe(document.text);
  });

  it('shows a conflict and lets me go on editing', async () => {
    type(0, '# mine\n');
    host.saveByOthers(document.id, 'views: []\n', ['Removed everything']);
    document.standing.remoteIs({ state: 'changed', version: 7, at: 1, sentences: ['Removed everything'], changes: 1 });
    await document.save();
    expect(document.conflict?.myChanges).toHaveLength(1);
    document.saving.leaveConflict();
    expect(document.conflict).toBeNull();
    expect(document.text).toBe(`# mine\n${original}`);
  });

  it('takes theirs as a step that can be undone', async () => {
    type(0, '# mine\n');
    host.saveByOthers(document.id, 'views: []\n', []);
    await document.save();
    await document.saving.resolve('takeTheirs');
    await document.flush();
    expect(document.text).toBe('views: []\n');
    expect(document.conflict).toBeNull();
    expect(document.remote.state).toBe('inStep');
    expect(document.isDirty).toBe(false);
    document.undo();
    expect(document.text).toBe(`# mine\n${original}`);
  });

  it('is taken back in one order with typing, edits by hand, merges and restored versions', async () => {
    const { id } = document;
    const texts = [document.text];
    const did = async (step: () => unknown): Promise<void> => {
      await step();
      await document.flush();
      expect(document.text).not.toBe(texts.at(-1));
      texts.push(document.text);
    };
    await did(() => type(0, '# mine\n'));
    await did(() => document.visual.apply([{ op: 'set', path: ['title'], value: 'By hand' }]));
    await did(() => document.restore(4));
    await did(() => type(0, '# more\n'));
    host.saveByOthers(id, `${original}# theirs\n`, ['A']);
    const merged = `# merged\n${original}`;
    host.merges.set(id, { text: merged, conflicts: [], myChanges: ['Mine'], theirChanges: ['A'] });
    await did(async () => {
      await document.save();
      const merge = await new Client(host).call('document_merge', { id });
      await document.saving.finishMerge(merge.revision, merge.theirs);
    });
    host.saveByOthers(id, 'views: []\n', []);
    await did(async () => {
      await document.save();
      await document.saving.resolve('takeTheirs');
    });
    await did(() => document.revert().then(() => type(0, '# on top\n')));
    for (const text of texts.slice(0, -1).toReversed()) {
      document.undo();
      expect(document.text).toBe(text);
    }
  });

  it('keeps Home Assistant’s words when it refuses, until the next save', async () => {
    type(0, '# mine\n');
    host.answerOnce('document_save', () => ({ outcome: 'rejected', code: 'unauthorized', message: 'Unauthorized' }));
    await document.save();
    expect(document.trouble).toEqual({ kind: 'rejected', message: 'Unauthorized', code: 'unauthorized' });
    await document.save();
    expect(document.trouble).toBeNull();
  });

  it('settles an unknown outcome later', async () => {
    type(0, '# mine\n');
    host.answerOnce('document_save', () => ({ outcome: 'unknown', message: 'The connection was lost.' }));
    await document.save();
    expect(document.trouble?.kind).toBe('unknown');
    document.saving.settle({
      outcome: 'saved',
      sent: true,
      at: 1,
      analysis: { revision: document.revision, problems: [], difference: 'none' },
      readBackDiffers: null,
      merged: null,
    });
    expect(document.trouble).toBeNull();
    expect(document.isDirty).toBe(false);
  });

  it('does not run twice at once', async () => {
    type(0, 'x');
    const first = document.save();
    expect(await document.save()).toBeNull();
    await first;
    expect(host.requests('document_save')).toHaveLength(1);
  });
});

describe('the remote side', () => {
  it('never replaces the text, and a dismissed banner comes back with the next change', () => {
    document.standing.remoteIs({ state: 'changed', version: 1, at: 1, sentences: [], changes: 1 });
    document.standing.dismissRemote();
    expect(document.standing.isRemoteDismissed).toBe(true);
    expect(document.text).toBe(original);
    document.standing.remoteIs({ state: 'changed', version: 2, at: 2, sentences: [], changes: 2 });
    expect(document.standing.isRemoteDismissed).toBe(false);
  });
});

describe('where the cursor was', () => {
  it('is written once for many moves, and comes back', async () => {
    vi.useFakeTimers();
    try {
      document.keepViewState(() => ({ anchor: 1, head: 1, top: 0, folds: [] }));
      document.keepViewState(() => ({ anchor: 3, head: 5, top: 2, folds: [[1, 4]] }));
      expect(document.viewState?.anchor).toBe(3);
      await vi.runAllTimersAsync();
    } finally {
      vi.useRealTimers();
    }
    expect(host.requests('document_view_state')).toHaveLength(1);
    const again = await open();
    expect(again.viewState).toEqual({ anchor: 3, head: 5, top: 2, folds: [[1, 4]] });
    expect(again.editor.selection.main.head).toBe(5);
  });

  it('is forgotten when it makes no sense', async () => {
    for (const nonsense of [7, 'x', { anchor: -1, head: 2 }, { anchor: 1e9, head: 1e9 }]) {
      const open = host.documents.get(document.id);
      if (open) open.document = { ...open.document, viewState: nonsense };
      const client = new Client(host);
      const again = new DocumentState(client, await client.call('document_open', { target }), () => []);
      expect(again.editor.selection.main.head).toBeLessThanOrEqual(original.length);
    }
  });
});

it('keeps lone carriage returns of a mixed file as they are', async () => {
  const text = 'a: 1\r\nb: 2\n';
  host.files.set('/x.yaml', text);
  const client = new Client(host);
  const file = await client.call('document_open', { target: { kind: 'file', path: '/x.yaml' } });
  const mixed = new DocumentState(client, file, () => []);
  expect(mixed.text).toBe(text);
  expect(mixed.editor.doc.length).toBe(text.length);
});
