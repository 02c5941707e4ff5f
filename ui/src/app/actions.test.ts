import { beforeEach, describe, expect, it } from 'vitest';

import CloseDialog from '../features/editor/CloseDialog.svelte';
import { editorExtensions } from '../features/editor/extensions';
import { fail, FakeHost } from '../host/fake';
import type { DocumentState } from '../workspace/document/DocumentState.svelte';
import { Workspace } from '../workspace/Workspace.svelte';
import { Actions } from './actions';

let host: FakeHost;
let workspace: Workspace;
let actions: Actions;

const overview = { kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' } as const;
const said = () => workspace.notices.list.map((notice) => notice.message);
const type = (document: DocumentState, insert: string) => document.dispatch({ changes: { from: 0, insert } });

async function open(target: Parameters<Workspace['tabs']['open']>[0]): Promise<DocumentState> {
  const document = await workspace.tabs.open(target);
  return document ?? fail('notFound', 'It did not open.');
}

/** Answers the dialog that is open as its buttons do. */
function answer(choice: 'save' | 'keep' | 'discard' | null): void {
  const { current } = workspace.dialogs;
  expect(current?.component).toBe(CloseDialog);
  (current?.props['close'] as (answer: typeof choice) => void)(choice);
}

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  host.files.set('/a.yaml', 'views: []\n');
  workspace = new Workspace(host, editorExtensions);
  actions = new Actions(workspace);
  await workspace.start();
});

describe('saving', () => {
  it('says where it went', async () => {
    const document = await open(overview);
    type(document, '# x\n');
    expect(await actions.save(document)).toBe(true);
    expect(said()).toEqual(['Saved “Overview” to Home Assistant.']);
  });

  it('says when nothing had to be sent', async () => {
    const document = await open(overview);
    host.answerOnce('document_save', () => ({
      outcome: 'saved',
      sent: false,
      at: 1,
      analysis: document.analysis,
      readBackDiffers: null,
      merged: null,
    }));
    await actions.save(document);
    expect(said()).toEqual(['Nothing to send: “Overview” means what Home Assistant has already.']);
  });

  it('warns when reading back showed something else', async () => {
    const document = await open(overview);
    host.answerOnce('document_save', () => ({
      outcome: 'saved',
      sent: true,
      at: 1,
      analysis: document.analysis,
      readBackDiffers: 'Somebody saved right after you.',
      merged: null,
    }));
    await actions.save(document);
    expect(workspace.notices.list[0]).toMatchObject({
      message: 'Somebody saved right after you.',
      severity: 'warning',
    });
  });

  it('says nothing about a conflict: its screen does', async () => {
    const document = await open(overview);
    type(document, '# x\n');
    host.saveByOthers(document.id, 'views: []\n', []);
    expect(await actions.save(document)).toBe(false);
    expect(document.conflict).not.toBeNull();
    expect(said()).toEqual([]);
  });

  it('asks an untitled text where to, and takes no for an answer', async () => {
    const document = await open({ kind: 'untitled', number: 0 });
    type(document, 'views: []\n');
    host.answerOnce('file_choose_save', () => ({ path: null }));
    expect(await actions.save(document)).toBe(false);
    host.chosenPath = '/home/me/new.yaml';
    expect(await actions.save(document)).toBe(true);
    expect(workspace.tabs.document?.title).toBe('new.yaml');
    expect(workspace.recentFiles[0]).toBe('/home/me/new.yaml');
  });
});

describe('closing', () => {
  const closing = async () => {
    const tab = workspace.tabs.active ?? fail('notFound', 'No tab.');
    const closed = actions.close(tab);
    await Promise.resolve();
    return { closed };
  };

  it('keeps a dashboard’s draft without a question', async () => {
    type(await open(overview), '# x\n');
    const { closed } = await closing();
    await closed;
    expect(workspace.dialogs.current).toBeNull();
    expect(host.requests('document_close')).toMatchObject([{ discard: false }]);
  });

  it('asks about a file that was just typed in, and never mind leaves it open', async () => {
    type(await open({ kind: 'file', path: '/a.yaml' }), '# x\n');
    const { closed } = await closing();
    answer(null);
    await closed;
    expect(workspace.tabs.all).toHaveLength(1);
    expect(host.requests('document_close')).toEqual([]);
  });

  it.each([
    ['discard', true],
    ['keep', false],
  ] as const)('does what was chosen: %s', async (choice, discard) => {
    type(await open({ kind: 'file', path: '/a.yaml' }), '# x\n');
    const { closed } = await closing();
    answer(choice);
    await closed;
    expect(host.requests('document_close')).toMatchObject([{ discard }]);
    expect(workspace.tabs.all).toEqual([]);
  });

  it('stays open when saving runs into a conflict', async () => {
    const document = await open({ kind: 'file', path: '/a.yaml' });
    type(document, '# x\n');
    host.saveByOthers(document.id, 'views: [1]\n', []);
    const { closed } = await closing();
    answer('save');
    await closed;
    expect(workspace.tabs.all).toHaveLength(1);
    expect(document.conflict).not.toBeNull();
  });
});

it('gives up a draft with a way back', async () => {
  const document = await open(overview);
  const original = document.text;
  type(document, '# x\n');
  await actions.revert(document);
  expect(document.text).toBe(original);
  await workspace.notices.list[0]?.action?.run();
  expect(document.text).toBe(`# x\n${original}`);
});
