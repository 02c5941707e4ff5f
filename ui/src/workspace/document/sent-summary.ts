import type { SentLater, Severity } from '../../api/generated/api';
import * as say from '../../words/generated/workspace';

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
    ...(sent.length > 0 ? [say.savesSent({ count: sent.length })] : []),
    ...(open.length > 0 ? [say.toDecide({ count: open.length })] : []),
    ...(waiting.length > 0 ? [say.unknownYet({ count: waiting.length })] : []),
  ];
  const details = items.flatMap((item) => detail(item) ?? []);
  return {
    message: say.connectedAgain({ words: words.join(', ') }),
    severity: open.length > 0 ? 'warning' : null,
    hint: details.length > 0 ? details.join(' ') : null,
    toDecide: open[0] ?? null,
  };
}

function detail({ title, outcome, problem }: SentLater): string | null {
  if (problem !== null) return say.aboutTitle({ title, words: problem });
  switch (outcome?.outcome) {
    case 'saved':
      return outcome.merged ? say.mergedTitle({ title, summary: outcome.merged.summary }) : null;
    case 'changedOnServer': {
      const { merges } = outcome.conflict;
      return merges === null ? say.changedMeanwhile({ title }) : say.changedMeanwhileMerges({ title, merges });
    }
    case 'rejected':
      return say.refusedDraftKept({ title, message: outcome.message });
    case 'notReceived':
      return say.didNotArrive({ title });
    case 'unknown':
      return say.checksWhetherArrived({ title });
    case 'queued':
    case undefined:
      return say.stillWaiting({ title });
  }
}
