import { history } from '@codemirror/commands';
import { beforeEach, expect, it, vi } from 'vitest';

import { FakeHost } from '../../host/fake';
import type { FakeConflict } from '../../host/fake/open-document';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { Workspace } from '../../workspace/Workspace.svelte';
import { mergeBlock } from './merge-block';
import { MergeActions } from './MergeActions';
import { Merging } from './Merging.svelte';

const conflict = (id: string): FakeConflict => ({
  id,
  kind: 'changedApart',
  sentence: [],
  path: id,
  base: null,
  mine: `${id}: mine\n`,
  theirs: `${id}: theirs\n`,
  canKeepBoth: true,
  at: `${id}: mine\n`,
});

let host: FakeHost;
let workspace: Workspace;
let document: DocumentState;
let merging: Merging;
let actions: MergeActions;
let root: HTMLElement;

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  workspace = new Workspace(host, () => history());
  await workspace.start();
  const opened = await workspace.tabs.open({ kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' });
  if (!opened) throw new Error('not open');
  document = opened;
  document.dispatch({ changes: { from: 0, insert: '# mine\n' } });
  await document.flush();
  host.saveByOthers(document.id, 'views: []\n', ['Removed a view']);
  const text = 'a: mine\nb: mine\n';
  host.merges.set(document.id, {
    text,
    myChanges: ['x'],
    theirChanges: ['y'],
    conflicts: [conflict('a'), conflict('b')],
  });
  merging = new Merging(workspace.client, document);
  actions = new MergeActions(workspace, document, merging);
  root = globalThis.document.createElement('section');
  root.addEventListener('keydown', (event) => actions.key(event));
  globalThis.document.body.append(root);
  document.standing.merge();
  await merging.load();
});

/** Presses a key on an element; true when the screen took it. */
function press(key: string, on: HTMLElement = root, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}
const choices = () => merging.conflicts.map(({ choice }) => choice?.choice ?? null);

it('is decided and finished by keys alone', async () => {
  press('2');
  await vi.waitFor(() => expect(choices()).toEqual(['theirs', null]));
  press('3');
  await vi.waitFor(() => expect(choices()).toEqual(['theirs', 'both']));
  press('Enter');
  await vi.waitFor(() => expect(document.text).toBe('a: theirs\nb: mine\nb: theirs\n'));
  await vi.waitFor(() => expect(workspace.layout.panel).toBe('review'));
  expect(workspace.notices.list[0]?.action?.label).toBe('Undo');
});

it('goes through the places with the arrows, and takes a decision back', async () => {
  press('ArrowDown');
  expect(merging.position).toBe(1);
  press('ArrowUp');
  expect(merging.position).toBe(0);
  press('1');
  await vi.waitFor(() => expect(choices()).toEqual(['mine', null]));
  press('ArrowLeft');
  press('Backspace');
  await vi.waitFor(() => expect(choices()).toEqual([null, null]));
});

it('leaves with Escape, keeping what was decided', async () => {
  press('2');
  await vi.waitFor(() => expect(choices()).toEqual(['theirs', null]));
  press('Escape');
  await vi.waitFor(() => expect(document.standing.isMerging).toBe(false));
  expect(host.requests('document_merge_leave')).toEqual([]);
  expect(document.standing.isMergeStarted).toBe(true);
});

it('leaves the keys to whoever types, and Enter to buttons', () => {
  const editor = globalThis.document.createElement('div');
  editor.className = 'cm-editor';
  const button = globalThis.document.createElement('button');
  const input = globalThis.document.createElement('input');
  root.append(editor, button, input);
  expect(press('1', editor)).toBe(false);
  expect(press('2', input)).toBe(false);
  expect(press('Enter', button)).toBe(false);
  expect(press('1', root, { ctrlKey: true })).toBe(false);
  expect(press('Escape', editor)).toBe(true);
  expect(choices()).toEqual([null, null]);
});

it('saves a clean merge at once, and says so', async () => {
  host.merges.set(document.id, { text: 'a: both\n', myChanges: ['x'], theirChanges: ['y'], conflicts: [] });
  await merging.load();
  const saved = vi.fn();
  workspace.commands.register([{ id: 'document.save', title: 'Save', group: 'Document', run: saved }]);
  await actions.finish('save');
  expect(document.text).toBe('a: both\n');
  expect(saved).toHaveBeenCalledOnce();
});

it('can’t be saved by who may only read', () => {
  expect(actions.saveBlock).toBeNull();
  host.setConnection('demo', { state: 'reconnecting', attempt: 1, retryAt: null, error: 'Lost.' });
  expect(actions.saveBlock).toBeNull();
  host.setConnection('demo', { state: 'tokenRefused', message: 'No.' });
  expect(actions.saveBlock).toMatch(/token/);
});

it('takes theirs as a whole, with a way back', async () => {
  await actions.takeTheirs();
  expect(document.text).toBe('views: []\n');
  expect(document.standing.isMerging).toBe(false);
  expect(workspace.notices.list[0]?.action?.label).toBe('Undo');
});

it('is offered where somebody else changed a dashboard, and nowhere else', async () => {
  expect(mergeBlock(document)).toBe('The merge is in front already');
  await document.saving.leaveMerge();
  expect(mergeBlock(document)).toBeNull();
  document.standing.remoteIs({ state: 'inStep' });
  expect(mergeBlock(document)).toBe('Nobody else has changed it');
  expect(mergeBlock(null)).toBe('No document is in front');
});
