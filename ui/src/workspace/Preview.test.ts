import { beforeEach, expect, it, vi } from 'vitest';

import { Client } from '../api/client';
import { FakeHost } from '../host/fake';
import { Preview } from './Preview.svelte';
import { Selection } from './Selection.svelte';

const ORIGIN = 'http://abc.localhost:4000';

let host: FakeHost;
let selection: Selection;
let preview: Preview;
const page = { postMessage: vi.fn() };

function says(said: unknown, origin = ORIGIN, source: unknown = page): void {
  preview.message({ source: source as Window, origin, data: { bobbin: said } });
}

function asked(): unknown[] {
  return page.postMessage.mock.calls.map(([message, origin]: unknown[]) => {
    expect(origin).toBe(ORIGIN);
    return (message as { bobbin: unknown }).bobbin;
  });
}

beforeEach(async () => {
  page.postMessage.mockClear();
  host = new FakeHost();
  host.answer('preview_start', () => ({
    preview: 'preview-1',
    url: `${ORIGIN}/wall/0#bobbin=1`,
    origin: ORIGIN,
    urlPath: 'wall',
    themes: ['green'],
    showing: { revision: 1, behind: null },
  }));
  for (const command of ['preview_look', 'preview_stop', 'preview_control'] as const) host.answer(command, () => null);
  selection = new Selection();
  preview = new Preview(new Client(host), 'dashboard:home:wall', selection);
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

it('follows the selection and leads it without an echo that scrolls', () => {
  selection.select(['views', 0, 'cards', 3], 'yaml');
  preview.follow();
  says({ kind: 'picked', path: ['views', 0, 'cards', 1] });
  preview.follow();
  expect(asked()).toEqual([
    { kind: 'select', path: ['views', 0, 'cards', 3], scroll: true },
    { kind: 'select', path: ['views', 0, 'cards', 1], scroll: false },
  ]);
});

it('switches views from either side, once', () => {
  preview.goTo('kitchen');
  says({ kind: 'view', dashboard: 'wall', view: 'kitchen' });
  preview.goTo('kitchen');
  says({ kind: 'view', dashboard: 'other', view: 'x' });
  says({ kind: 'view', dashboard: 'wall', view: 'garden' });
  expect(preview.view).toBe('garden');
  expect(asked()).toEqual([{ kind: 'navigate', to: '/wall/kitchen' }]);
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
  expect(preview.size).toBeNull();
  preview.width = 'phone';
  expect(preview.size).toEqual([360, 740]);
  preview.isTurned = true;
  expect(preview.size).toEqual([740, 360]);
});
