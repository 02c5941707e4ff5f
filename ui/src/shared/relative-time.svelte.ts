/** Points in time as words: “3 min ago”, kept up to date by one shared clock. */
import { createSubscriber } from 'svelte/reactivity';
import * as say from '../words/generated/shared';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = createSubscriber((update) => {
  const timer = setInterval(update, 10 * SECOND);
  return () => clearInterval(timer);
});

/** How long ago, in words. Read in a template or an effect it stays true as time goes by. */
export function timeAgo(at: number): string {
  clock();
  return agoWords(at, Date.now());
}

/** A point in time to read on hover: date and time in full. */
export function fullTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' });
}

/** The time of day: “14:05”. */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** The day in words: “Today”, “Yesterday”, “Wednesday 4 November”. */
export function dayWords(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0) return say.today();
  if (days === 1) return say.yesterday();
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Date(at).toLocaleDateString(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: sameYear ? undefined : 'numeric',
  });
}

export function agoWords(at: number, now: number): string {
  // Clocks of two machines differ a little: a moment in the future is now.
  const past = Math.max(0, now - at);
  if (past < 10 * SECOND) return say.justNow();
  if (past < MINUTE) return say.secondsAgo({ count: Math.floor(past / (10 * SECOND)) * 10 });
  if (past < HOUR) return say.minutesAgo({ count: Math.floor(past / MINUTE) });
  if (past < DAY) return say.hoursAgo({ count: Math.floor(past / HOUR) });
  const days = Math.floor(past / DAY);
  if (days < 30) return say.daysAgo({ count: days });
  return say.onDate({
    date: new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' }),
  });
}

/** When the day began that a point in time is in. */
export function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
