import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Notices } from './Notices.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Notices', () => {
  it('go after 8 s and stay in the list', () => {
    const notices = new Notices();
    notices.say('Saved.');
    vi.advanceTimersByTime(7_900);
    expect(notices.shown).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(notices.shown).toHaveLength(0);
    expect(notices.list).toHaveLength(1);
    expect(notices.unread).toBe(1);
  });

  it('stay while they are held, and errors until they are closed', () => {
    const notices = new Notices();
    const held = notices.say('Deleted.', { action: { label: 'Undo', run: vi.fn() } });
    const error = notices.say('It failed.', { severity: 'error' });
    notices.hold(held.id);
    vi.advanceTimersByTime(60_000);
    expect(notices.shown.map((notice) => notice.id)).toEqual([held.id, error.id]);
    notices.resume(held.id);
    vi.advanceTimersByTime(8_000);
    notices.dismiss(error.id);
    expect(notices.shown).toEqual([]);
  });

  it('stay where nobody may miss them, whatever else is said', () => {
    const notices = new Notices();
    const kept = notices.say('Damaged data were set aside.', { severity: 'warning', stays: true });
    for (const word of ['one', 'two', 'three', 'four', 'five']) notices.say(word);
    expect(notices.shown.map((notice) => notice.message)).toEqual([kept.message, 'three', 'four', 'five']);
    notices.hold(kept.id);
    notices.resume(kept.id);
    vi.advanceTimersByTime(60_000);
    expect(notices.shown).toEqual([kept]);
    notices.dismiss(kept.id);
    expect(notices.shown).toEqual([]);
  });

  it('say the same thing once at a time', () => {
    const notices = new Notices();
    notices.say('Offline.');
    notices.say('Offline.');
    expect(notices.shown).toHaveLength(1);
    expect(notices.list).toHaveLength(2);
  });
});
