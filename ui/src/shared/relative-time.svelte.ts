/** Points in time as words: “3 min ago”, kept up to date by one shared clock. */
import { createSubscriber } from 'svelte/reactivity';

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
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
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
  if (past < 10 * SECOND) return 'just now';
  if (past < MINUTE) return `${Math.floor(past / (10 * SECOND)) * 10} s ago`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h ago`;
  const days = Math.floor(past / DAY);
  if (days === 1) return '1 day ago';
  if (days < 30) return `${days} days ago`;
  return `on ${new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })}`;
}

/** When the day began that a point in time is in. */
export function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
