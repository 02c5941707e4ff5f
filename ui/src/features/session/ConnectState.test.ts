import { beforeEach, describe, expect, it } from 'vitest';

import { fail, FakeHost } from '../../host/fake';
import { Workspace } from '../../workspace/Workspace.svelte';
import { ConnectState } from './ConnectState.svelte';

let host: FakeHost;
let workspace: Workspace;
let form: ConnectState;

beforeEach(async () => {
  host = new FakeHost();
  workspace = new Workspace(host);
  await workspace.start();
  form = new ConnectState(workspace);
  form.url = ' http://homeassistant.local:8123 ';
  form.token = ' secret ';
});

describe('connecting', () => {
  it('tries first, then adds, shows the instance, and forgets the token', async () => {
    const instance = await form.connect();
    expect(host.calls.map((call) => call.name)).toEqual(
      expect.arrayContaining(['connection_test', 'instance_add', 'dashboard_list']),
    );
    expect(host.requests('instance_add')).toEqual([
      { name: '', url: 'http://homeassistant.local:8123', token: 'secret', trustedFingerprint: null },
    ]);
    expect(workspace.session.current?.id).toBe(instance?.id);
    expect(form.token).toBe('');
  });

  it('adds nothing when the test finds something in the way', async () => {
    form.url = 'http://nowhere.local';
    expect(await form.connect()).toBeNull();
    expect(form.result?.result).toBe('hostNotFound');
    expect(host.requests('instance_add')).toEqual([]);
  });

  it('trusts a certificate for this address only', async () => {
    form.url = 'https://selfsigned.local';
    expect(await form.test()).toBe(false);
    expect(form.result?.result).toBe('certificateUntrusted');
    expect(await form.trust()).toBe(true);
    await form.connect();
    expect(host.requests('instance_add')[0]?.trustedFingerprint).toMatch(/^5E:0B/);
    form.url = 'https://selfsigned.example';
    form.token = 'secret';
    expect(await form.test()).toBe(false);
  });

  it('forgets what a test found when address or token change', async () => {
    await form.test();
    expect(form.result?.result).toBe('works');
    form.token = 'another';
    expect(form.result).toBeNull();
  });

  it('ignores the answer of a test that was let go', async () => {
    let answer = () => {};
    host.answerOnce('connection_test', async () => {
      await new Promise<void>((go) => (answer = go));
      return { result: 'timeout' };
    });
    const test = form.test();
    form.cancel();
    expect(form.work).toBeNull();
    await Promise.resolve();
    answer();
    expect(await test).toBe(false);
    expect(form.result).toBeNull();
  });

  it('says what failed', async () => {
    host.answer('instance_add', () => fail('storage', 'The settings could not be written.'));
    expect(await form.connect()).toBeNull();
    expect(form.failure?.message).toBe('The settings could not be written.');
    expect(form.work).toBeNull();
    expect(form.token).toBe(' secret ');
  });
});
