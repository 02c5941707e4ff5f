import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { CommandFailed } from '../api/client';
import { Answer, resource, whenever } from './resource.svelte';

/** Answers by hand, in any order. */
function asker() {
  const asked: { key: string; answer: (value: string) => void; fail: (reason: unknown) => void }[] = [];
  const ask = (key: string) =>
    new Promise<string>((resolve, reject) => {
      asked.push({ key, answer: resolve, fail: reject });
    });
  return { asked, ask };
}

const roots: (() => void)[] = [];
function inComponent<Made>(make: () => Made): Made {
  let made: Made | undefined;
  roots.push($effect.root(() => void (made = make())));
  flushSync();
  return made as Made;
}
afterEach(() => roots.splice(0).forEach((end) => end()));

const settled = () => new Promise<void>((done) => void setTimeout(done));

describe('resource', () => {
  it('loads by its key, and again when the key changes; the last answer stays meanwhile', async () => {
    const { asked, ask } = asker();
    let key = $state('a');
    const found = inComponent(() => resource(() => key, ask));
    expect([found.value, found.isLoading]).toEqual([undefined, true]);
    asked[0]?.answer('A');
    await settled();
    expect([found.value, found.isLoading]).toEqual(['A', false]);
    key = 'b';
    flushSync();
    expect(asked.map((one) => one.key)).toEqual(['a', 'b']);
    expect([found.value, found.isLoading]).toEqual(['A', true]);
    asked[1]?.answer('B');
    await settled();
    expect(found.value).toBe('B');
  });

  it('drops an answer that comes after a later question, and a failure too', async () => {
    const { asked, ask } = asker();
    let key = $state('a');
    const found = inComponent(() => resource(() => key, ask));
    for (const next of ['b', 'c']) {
      key = next;
      flushSync();
    }
    asked[2]?.answer('C');
    await settled();
    asked[0]?.answer('A');
    asked[1]?.fail(new Error('too late'));
    await settled();
    expect([found.value, found.failure, found.isLoading]).toEqual(['C', null, false]);
  });

  it('keeps why it failed until it is loaded again, and what it had', async () => {
    const { asked, ask } = asker();
    const found = inComponent(() => resource(() => 'a', ask));
    asked[0]?.answer('A');
    await settled();
    void found.load();
    asked[1]?.fail(new CommandFailed({ code: 'notConnected', message: 'Not connected.', hint: null, details: null }));
    await settled();
    expect(found.failure?.message).toBe('Not connected.');
    expect(found.value).toBe('A');
    void found.load();
    asked[2]?.answer('again');
    await settled();
    expect([found.value, found.failure]).toEqual(['again', null]);
  });

  it('asks nothing without a key, and nothing once its component is gone', () => {
    const { asked, ask } = asker();
    let key: string | null = $state(null);
    inComponent(() => resource(() => key, ask));
    expect(asked).toEqual([]);
    key = 'a';
    flushSync();
    expect(asked).toHaveLength(1);
    roots.splice(0).forEach((end) => end());
    key = 'b';
    flushSync();
    expect(asked).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('that is set is newer than one under way', async () => {
    const { asked, ask } = asker();
    const found = new Answer(() => ask('a'));
    const loading = found.load();
    found.set('mine');
    asked[0]?.answer('old');
    await loading;
    expect([found.value, found.isLoading]).toEqual(['mine', false]);
  });
});

describe('whenever', () => {
  it('acts for the key alone: not for what it reads, and not for the same key', () => {
    let base = $state(1);
    let read = $state(1);
    const act = vi.fn((_: readonly [string, boolean]) => void read);
    inComponent(() => whenever(() => ['list', base > 2] as const, act));
    read = 2;
    flushSync();
    base = 2;
    flushSync();
    expect(act).toHaveBeenCalledOnce();
    base = 3;
    flushSync();
    expect(act).toHaveBeenLastCalledWith(['list', true]);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('ends what it began before it begins again, and with its component', () => {
    let key = $state('a');
    const ended: string[] = [];
    inComponent(() =>
      whenever(
        () => key,
        (now) => () => void ended.push(now),
      ),
    );
    key = 'b';
    flushSync();
    expect(ended).toEqual(['a']);
    roots.splice(0).forEach((end) => end());
    expect(ended).toEqual(['a', 'b']);
  });
});
