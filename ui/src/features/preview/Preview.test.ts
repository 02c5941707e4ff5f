import { beforeEach, describe, expect, it, vi } from 'vitest';

import { Client } from '../../api/client';
import { FakeHost } from '../../host/fake';
import { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { draftOf } from './on-show';
import { Preview } from './Preview.svelte';
import type { Selection } from '../../workspace/tree/Selection.svelte';

const ORIGIN = 'http://abc.localhost:4000';

const TEXT = `views:
  - title: One
    cards:
      - type: tile
        entity: light.a
      - type: entities
        entities:
          - light.a
      - type: custom:lost-card
  - title: Two
    path: kitchen
  - title: Three
    path: garden
`;

let host: FakeHost;
let document: DocumentState;
let selection: Selection;
let preview: Preview;
const page = { postMessage: vi.fn() };

function says(said: unknown, origin = ORIGIN, source: unknown = page): void {
  preview.message({ source: source as Window, origin, data: { bobbin: said } });
}

function asked(of = page): unknown[] {
  return of.postMessage.mock.calls.map(([message, origin]: unknown[]) => {
    expect(origin).toBe(ORIGIN);
    return (message as { bobbin: unknown }).bobbin;
  });
}

beforeEach(async () => {
  host = new FakeHost();
  host.files.set('/a.yaml', TEXT);
  host.answer('preview_start', () => ({
    preview: 'preview-1',
    url: `${ORIGIN}/wall/0#bobbin=1`,
    origin: ORIGIN,
    urlPath: 'wall',
    themes: ['green'],
    showing: { revision: 1, behind: null },
    takesPictures: true,
  }));
  for (const command of ['preview_look', 'preview_stop', 'preview_control'] as const) host.answer(command, () => null);
  const client = new Client(host);
  const opened = await client.call('document_open', { target: { kind: 'file', path: '/a.yaml' } });
  document = new DocumentState(client, opened, () => []);
  document.visual.outline.watch();
  await expect.poll(() => document.visual.outline.views.length).toBe(3);
  selection = document.visual.selection;
  preview = new Preview(client, draftOf(document));
  await preview.start('0');
  preview.attach(page as unknown as Window);
  says({ kind: 'ready' });
  page.postMessage.mockClear();
});

it('believes the page only, and only what it may say', () => {
  const picked = { kind: 'picked', path: ['views', 0, 'cards', 1] };
  says(picked, 'http://evil.example');
  says(picked, ORIGIN, {});
  says({ kind: 'picked', path: [{}] });
  says({ kind: 'picked', path: 'views' });
  says(null);
  expect(selection.isEmpty).toBe(true);
  says(picked);
  expect(selection.lead).toEqual(['views', 0, 'cards', 1]);
  expect(selection.by).toBe('preview');
});

it('asks about each path of a custom integration once, and loads again when it is allowed', async () => {
  const allowed: unknown[] = [];
  host.answer('preview_allow', (request) => (allowed.push(request), null));
  preview.heard({ event: 'previewWants', preview: 'preview-2', paths: ['/api/other/'] });
  expect(preview.wanted).toEqual([]);
  preview.heard({ event: 'previewWants', preview: 'preview-1', paths: ['/api/garden/', '/api/pool/'] });
  preview.decline('/api/pool/');
  expect(preview.wanted).toEqual(['/api/garden/']);
  const reloads = preview.reloads;
  await preview.allow('/api/garden/');
  expect(allowed).toEqual([{ preview: 'preview-1', path: '/api/garden/' }]);
  expect([preview.wanted, preview.reloads]).toEqual([[], reloads + 1]);
  // A card that goes on asking is no reason to ask again.
  preview.heard({ event: 'previewWants', preview: 'preview-1', paths: ['/api/garden/', '/api/pool/'] });
  expect(preview.wanted).toEqual([]);
});

it('follows the selection and leads it without an echo that scrolls', () => {
  selection.select(['views', 0, 'cards', 2], 'yaml');
  preview.follow();
  says({ kind: 'picked', path: ['views', 0, 'cards', 1] });
  preview.follow();
  expect(asked()).toEqual([
    { kind: 'select', path: ['views', 0, 'cards', 2], scroll: true },
    { kind: 'select', path: ['views', 0, 'cards', 1], scroll: false },
  ]);
});

it('selects the card that a picked row is part of, and puts the cursor there', () => {
  says({ kind: 'picked', path: ['views', 0, 'cards', 1, 'entities', 0] });
  expect(selection.lead).toEqual(['views', 0, 'cards', 1]);
  expect(document.editor.selection.main.head).toBe(TEXT.indexOf('- type: entities'));
});

it('switches views from either side, once', () => {
  preview.goTo('1');
  says({ kind: 'view', dashboard: 'wall', view: 'kitchen' });
  preview.goTo('1');
  expect(asked()).toEqual([{ kind: 'navigate', to: '/wall/1' }]);
  selection.select(['views', 1], 'outline');
  says({ kind: 'view', dashboard: 'other', view: 'garden' });
  expect(document.visual.view?.name).toBe('Two');
  says({ kind: 'view', dashboard: 'wall', view: 'garden' });
  expect(document.visual.view?.name).toBe('Three');
  expect(selection.lead).toEqual(['views', 2]);
  preview.goTo('2');
  expect(asked()).toHaveLength(1);
});

it('talks with all pages that stand side by side, and opens more at the view of now', () => {
  preview.compare(true);
  const second = { postMessage: vi.fn() };
  const detach = preview.attach(second as unknown as Window);
  says({ kind: 'ready' }, ORIGIN, second);
  second.postMessage.mockClear();
  preview.pick(true);
  expect(asked(second)).toEqual([{ kind: 'pick', on: true }]);
  expect(asked()).toContainEqual({ kind: 'pick', on: true });
  detach();
  says({ kind: 'picked', path: ['views', 0, 'cards', 0] }, ORIGIN, second);
  expect(selection.isEmpty).toBe(true);
  says({ kind: 'view', dashboard: 'wall', view: 'garden' });
  preview.reload();
  expect(preview.url).toBe(`${ORIGIN}/wall/garden#bobbin=1`);
});

it('makes problems of cards in trouble, at their places in the text', async () => {
  const lost = { kind: 'card', message: 'Unknown type: lost-card', path: ['views', 0, 'cards', 2] };
  says({ kind: 'troubles', troubles: [lost, lost, { kind: 'file', message: 'x', url: '/local/lost.js', path: null }] });
  expect(document.problems.map((problem) => [problem.line, problem.severity])).toEqual([
    [9, 'warning'],
    [9, 'warning'],
  ]);
  expect(document.errorCount).toBe(0);
  document.dispatch({ changes: { from: 0, insert: '# above\n' }, userEvent: 'input' });
  expect(document.problems.map((problem) => problem.line)).toEqual([10, 10]);
  await preview.stop();
  expect(document.problems).toEqual([]);
});

it('lists what if, and clears it with one call', async () => {
  await preview.suppose('light.a', 'on');
  await preview.suppose('light.b', null, { brightness: 9 });
  await preview.suppose('light.a', 'off');
  expect(preview.whatIf.map((one) => [one.entity, one.state])).toEqual([
    ['light.b', null],
    ['light.a', 'off'],
  ]);
  await preview.suppose('light.b', null);
  expect(host.requests('preview_look').at(-1)?.look.whatIf).toHaveLength(1);
  await preview.clearWhatIf();
  expect(host.requests('preview_look').at(-1)?.look.whatIf).toEqual([]);
});

describe('what was chosen stays', () => {
  const asChosen = {
    ordinary: true,
    language: 'de',
    theme: 'green',
    dark: true,
    kiosk: false,
    ignoreVisibility: true,
    whatIf: [{ entity: 'light.a', state: 'on', attributes: { brightness: 9 } }],
  };

  beforeEach(async () => {
    preview.screen.type(1024);
    preview.screen.isTurned = true;
    preview.shade = 'dark';
    [preview.theme, preview.language] = ['green', 'de'];
    [preview.isOrdinary, preview.isKiosk, preview.ignoresVisibility] = [true, false, true];
    await preview.suppose('light.a', 'on', { brightness: 9 });
    says({ kind: 'view', dashboard: 'wall', view: 'garden' });
  });

  function expectChosen(): void {
    expect(preview.view).toBe('garden');
    expect([preview.screen.size, preview.screen.isTurned]).toEqual([[1024, 1024], true]);
    expect([preview.shade, preview.theme, preview.language]).toEqual(['dark', 'green', 'de']);
    expect(preview.whatIf).toEqual(asChosen.whatIf);
  }

  it('when it is loaded again because a resource failed', () => {
    says({ kind: 'troubles', troubles: [{ kind: 'file', message: 'x', url: '/local/lost.js', path: null }] });
    const started = host.requests('preview_start').length;
    preview.reload();
    expect([preview.url, preview.reloads, preview.troubles]).toEqual([`${ORIGIN}/wall/garden#bobbin=1`, 1, []]);
    // The stage is the same: it shows the subject that it got last.
    expect(host.requests('preview_start')).toHaveLength(started);
    expect(host.requests('preview_look').at(-1)?.look).toEqual(asChosen);
    expectChosen();
    // The page that comes up gets the selection, and is in the view of its address.
    says({ kind: 'ready' });
    says({ kind: 'view', dashboard: 'wall', view: 'garden' });
    expectChosen();
  });

  it('when Home Assistant went away, and it is started again', async () => {
    preview.heard({ event: 'previewEnded', preview: 'preview-1' });
    expect(preview.phase).toBe('ended');
    expectChosen();
    await preview.start(preview.view);
    expect(host.requests('preview_start').at(-1)).toMatchObject({ view: 'garden', look: asChosen });
    expectChosen();
  });

  it('when another dashboard is shown in the same page', async () => {
    host.answer('preview_show', () => null);
    await preview.show({ kind: 'draft', id: 'document-9' });
    preview.reload();
    expect(host.requests('preview_show').at(-1)?.subject).toEqual({ kind: 'draft', id: 'document-9' });
    expect(preview.url).toBe(`${ORIGIN}/wall/garden#bobbin=1`);
    await preview.look('reload');
    expect(host.requests('preview_look').at(-1)?.look).toEqual(asChosen);
    await preview.stop();
    await preview.start('0');
    expect(host.requests('preview_start').at(-1)).toMatchObject({ look: asChosen });
  });
});

it('says when the last valid version is shown, and when it ended', () => {
  const behind = 'Line 3: a key stands twice';
  preview.heard({ event: 'previewShows', preview: 'preview-1', showing: { revision: 1, behind } });
  expect(preview.behind).toBe(behind);
  preview.heard({ event: 'previewShows', preview: 'preview-2', showing: { revision: 1, behind: 'other' } });
  expect(preview.behind).toBe(behind);
  preview.heard({ event: 'previewEnded', preview: 'preview-1' });
  expect(preview.phase).toBe('ended');
  expect(preview.url).toBeNull();
});

it('may not control the home until it is said, and not after a new start', async () => {
  expect(preview.isControlled).toBe(false);
  await preview.control(true);
  expect(preview.isControlled).toBe(true);
  await preview.stop();
  await preview.start('0');
  expect(preview.isControlled).toBe(false);
});

it('takes true sizes, turned as the device is', () => {
  expect(preview.screen.size).toBeNull();
  preview.screen.width = 'phone';
  expect(preview.screen.size).toEqual([360, 740]);
  preview.screen.isTurned = true;
  expect(preview.screen.size).toEqual([740, 360]);
});

it('is as wide as is typed, within what devices are', () => {
  preview.screen.type(1024);
  expect(preview.screen.width).toBe('typed');
  expect(preview.screen.size).toEqual([1024, 1024]);
  preview.screen.type(99_999);
  expect(preview.screen.size).toEqual([7680, 1080]);
  preview.screen.type(Number.NaN);
  expect(preview.screen.size?.[0]).toBe(7680);
});

it('takes a picture of the view at the width that is chosen, whatever is on screen', async () => {
  let asked: unknown = null;
  host.answer('preview_picture', (request) => {
    asked = request;
    expect(preview.isTaking).toBe(true);
    return { kind: 'copied', width: 360, height: 2000 };
  });
  preview.screen.width = 'phone';
  const taken = await preview.picture({ kind: 'clipboard' }, [999, 600]);
  expect(taken).toEqual({ kind: 'copied', width: 360, height: 2000 });
  expect(asked).toMatchObject({ width: 360, height: 740, to: { kind: 'clipboard' }, start: { view: '0' } });
  expect(preview.isTaking).toBe(false);
  preview.screen.width = 'free';
  await preview.picture({ kind: 'file', name: 'wall.png' }, [999.4, 600]);
  expect(asked).toMatchObject({ width: 999, height: 600 });
});

it('has the page write out what strategies make, once and when it is asked', async () => {
  says({ kind: 'written', config: '{"views":[1]}' });
  const written = preview.writeOut();
  expect(asked()).toEqual([{ kind: 'write' }]);
  says({ kind: 'written', config: '{}' }, 'http://evil.example');
  says({ kind: 'written', config: '{"views":[]}' });
  expect(await written).toBe('{"views":[]}');
  const unwritten = preview.writeOut();
  says({ kind: 'unwritten', message: 'No such strategy' });
  await expect(unwritten).rejects.toThrow('No such strategy');
});
