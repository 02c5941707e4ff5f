import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { fail, FakeHost } from '../../host/fake';
import { ResourcesState } from './ResourcesState.svelte';

let host: FakeHost;
let resources: ResourcesState;
const urls = () => resources.shown.map((resource) => resource.url.split('/').at(-1)?.split('?')[0]);

beforeEach(async () => {
  host = new FakeHost();
  host.addDemo();
  resources = new ResourcesState(new Client(host), 'demo');
  await resources.load();
});

describe('resources', () => {
  it('are filtered by all the words, in address, type and keeper', () => {
    resources.filter = 'hacs button';
    expect(urls()).toEqual(['button-card.js']);
    resources.filter = 'CSS';
    expect(urls()).toEqual(['fonts.css']);
    resources.filter = '';
    expect(urls()).toHaveLength(4);
  });

  it('are added and changed', async () => {
    const added = await resources.write(null, 'module', '/local/new.js');
    expect(urls()).toContain('new.js');
    await resources.write(added.id, 'module', '/local/newer.js');
    expect(urls()).toContain('newer.js');
    expect(urls()).not.toContain('new.js');
  });

  it('are removed, and come back', async () => {
    const undo = await resources.remove('r3');
    expect(urls()).not.toContain('clock-card.js');
    await undo();
    expect(urls()).toContain('clock-card.js');
  });

  it('stay in sight when reading them anew fails', async () => {
    host.answer('resource_list', () => fail('timeout', 'No answer in time.'));
    await resources.load();
    expect(resources.failure?.message).toBe('No answer in time.');
    expect(urls()).toHaveLength(4);
    expect(resources.isLoading).toBe(false);
  });

  it('stay as they are when a change is refused', async () => {
    host.answer('resource_create', () => fail('notAllowed', 'This user is not an administrator.'));
    await expect(resources.write(null, 'css', '/local/a.css')).rejects.toMatchObject({ code: 'notAllowed' });
    expect(urls()).toHaveLength(4);
  });
});
