import type { SentLater, Severity } from '../../api/generated/api';
import { count } from '../../shared/names';

export interface SentSummary {
  readonly message: string;
  readonly severity: Severity | null;
  /** Each that did not simply go through, in a sentence. */
  readonly hint: string | null;
  /** The first one that needs somebody. */
  readonly toDecide: SentLater | null;
}

/** How the saves that waited for a connection ended, in a few words. */
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
      return merges === null
        ? `“${title}” met another version. Nothing was sent, and both are kept.`
        : `“${title}” met another version that fits: ${merges}. Nothing is sent until you save it.`;
    }
    case 'rejected':
      return `“${title}” was refused: ${outcome.message}. The draft is kept.`;
    case 'notReceived':
      return `“${title}” did not reach Home Assistant. The draft is kept.`;
    case 'unknown':
      return `Whether “${title}” arrived is found out by reading.`;
    case 'queued':
    case undefined:
      return `“${title}” still waits.`;
  }
}
