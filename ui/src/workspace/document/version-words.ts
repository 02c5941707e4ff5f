import type { Version, VersionOrigin } from '../../api/generated/api';
import * as say from '../../words/generated/workspace';
import { LANGUAGE } from '../../words/speaker';

/** How a kept version came about, in words. */
export const originWords: Record<VersionOrigin, string> = {
  fetched: say.readFromHomeAssistant(),
  savedByUs: say.savedWithBobbin(),
  savedByOthers: say.savedByOthers(),
  displaced: say.replacedByASave(),
  putBack: say.restoredAfterASave(),
  deleted: say.lastBeforeDeletion(),
  discardedDraft: say.discardedDraft(),
};

/** A version as an option of a list: when, and how it came about. */
export function versionLabel({ at, origin, name }: Version): string {
  const when = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return `${when} · ${name ?? originWords[origin]}`;
}

/** A size as people read it: “940 B”, “12.4 kB”. */
export function byteWords(bytes: number): string {
  if (bytes < 1_000) return say.bytes({ size: String(bytes) });
  const inWords = (size: number) => size.toLocaleString(LANGUAGE, { maximumFractionDigits: size < 100 ? 1 : 0 });
  return bytes < 1_000_000
    ? say.kilobytes({ size: inWords(bytes / 1_000) })
    : say.megabytes({ size: inWords(bytes / 1_000_000) });
}
