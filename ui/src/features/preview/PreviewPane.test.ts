import { render } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';

import { FakeHost } from '../../host/fake';
import { Workspace } from '../../workspace/Workspace.svelte';
import PreviewHarness from './PreviewHarness.test.svelte';

it('draws one page, or one for each width side by side', async () => {
  // jsdom lays nothing out.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  const host = new FakeHost();
  host.addDemo();
  host.instances = host.instances.map((instance) => ({ ...instance, demo: false }));
  host.answer('preview_start', () => ({
    preview: 'preview-1',
    url: 'http://a1.localhost:1/lovelace/0',
    origin: 'http://a1.localhost:1',
    urlPath: 'lovelace',
    themes: [],
    takesPictures: true,
    showing: { revision: 1, behind: null },
  }));
  const workspace = new Workspace(host);
  await workspace.start();
  const document = await workspace.tabs.open({ kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' });
  if (!document) throw new Error('not open');
  const { findAllByTestId, findByTestId, getByTestId } = render(PreviewHarness, { workspace, document });
  expect(await findAllByTestId('preview-frame')).toHaveLength(1);
  expect(await findByTestId('preview-width')).toBeTruthy();
  getByTestId('preview-compare').click();
  await expect.poll(async () => (await findAllByTestId('preview-frame')).length).toBe(3);
  vi.unstubAllGlobals();
});
