import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { fileName, folderName } from '../../shared/names';
import type { Tab } from '../../workspace/document/Tabs.svelte';

/** A file as the sidebar lists it. */
export interface FileEntry {
  readonly key: string;
  readonly title: string;
  /** The folder, where two files have the same name. */
  readonly folder: string | undefined;
  /** None before it is saved for the first time. */
  readonly path: string | null;
  readonly tab: Tab | null;
  readonly document: DocumentState | null;
  readonly isInFront: boolean;
}

const SHOWN = 12;

/** The open files in the order of their tabs, then recent ones. */
export function fileEntries(tabs: readonly Tab[], active: Tab | null, recent: readonly string[]): FileEntry[] {
  const open = tabs.flatMap((tab) => {
    const { target } = tab;
    if (target.kind !== 'file' && target.kind !== 'untitled') return [];
    return { tab, path: target.kind === 'file' ? target.path : null };
  });
  const closed = recent
    .filter((path) => !open.some((entry) => entry.path === path))
    .slice(0, Math.max(0, SHOWN - open.length))
    .map((path) => ({ tab: null, path }));
  const all = [...open, ...closed].map(({ tab, path }) => ({
    tab,
    path,
    title: path === null ? (tab?.document?.title ?? 'Untitled') : fileName(path),
  }));
  return all.map(({ tab, path, title }) => {
    const isTwice = all.filter((other) => other.title === title).length > 1;
    return {
      key: tab?.key ?? `recent:${path}`,
      title,
      folder: isTwice && path !== null ? fileName(folderName(path)) : undefined,
      path,
      tab,
      document: tab?.document ?? null,
      isInFront: tab !== null && tab === active,
    };
  });
}
