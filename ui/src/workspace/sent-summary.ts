import type { SentLater, Severity } from '../api/generated/api';
import { count } from './names';

export interface SentSummary {
  readonly message: string;
  readonly severity: Severity | null;
  /** Each that did not simply go through, in a sentence. */
  readonly hint: string | null;
  /** The first one that needs somebody. */
  readonly toDecide: SentLater | null;
}

/** What became of the saves that waited for a connection, in a few words. */
export function sentSummary(items: readonly SentLater[]): SentSummary {
  const sent = items.filter((item) => item.outcome?.outcome === 'saved');
  const waiting = items.filter((item) => item.outcome?.outcome === 'unknown');
  const open = items.filter((item) => !sent.includes(item) && !waiting.includes(item));
  const words = [
    ...(sent.length > 0 ? [`${count(sent.length, 'save')} sent`] : []),
    ...(open.length > 0 ? [`${open.length} to decide`] : []),
    ...(waiting.length > 0 ? [`${waiting.length} not known yet`] : []),
  ];
  const details = items.flatMap((item) => detail(item) ?? []);
  return {
    message: `Connected again: ${words.join(', ')}.`,
    severity: open.length > 0 ? 'warning' : null,
    hint: details.length > 0 ? details.join(' ') : null,
    toDecide: open[0] ?? null,
  };
}

function detail({ title, outcome, problem }: SentLater): string | null {
  if (problem !== null) return `“${title}”: ${problem}`;
  switch (outcome?.outcome) {
    case 'saved':
      return outcome.merged ? `“${title}”: ${outcome.merged.summary}.` : null;
    case 'changedOnServer': {
      const { merges } = outcome.conflict;
      const what = merges === null ? 'Nothing was sent' : `Both fit, ${merges}: look it over, then it is sent`;
      return `“${title}” was changed on Home Assistant meanwhile. ${what}, and both versions are kept.`;
    }
    case 'rejected':
      return `“${title}” was refused: ${outcome.message}. The draft is kept.`;
    case 'unknown':
      return `Whether “${title}” arrived is found out by reading.`;
    case 'queued':
    case undefined:
      return `“${title}” still waits.`;
  }
}
