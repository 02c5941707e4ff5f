import type { Version, VersionOrigin } from '../../api/generated/api';

/** How a kept version came about, in words. */
export const originWords: Record<VersionOrigin, string> = {
  fetched: 'Read from Home Assistant',
  savedByUs: 'Saved with Bobbin',
  savedByOthers: 'Saved by somebody else',
  displaced: 'Displaced by a save, kept here',
  putBack: 'Put back after a save had met it',
  deleted: 'Last one before the dashboard was deleted',
  discardedDraft: 'Draft that was given up',
};

/** A version as an option of a list: when, and how it came about. */
export function versionLabel({ at, origin, name }: Version): string {
  const when = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return `${when} · ${name ?? originWords[origin]}`;
}

/** A size as people read it: “940 B”, “12.4 kB”. */
export function byteWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toLocaleString('en', { maximumFractionDigits: size < 100 ? 1 : 0 })} ${unit}`;
}
