import { expect, it } from 'vitest';

import type { SaveOutcome, SentLater } from '../../api/generated/api';
import { sentSummary } from './sent-summary';

const analysis = { revision: 1, problems: [], difference: 'none' as const };
const saved = { outcome: 'saved', sent: true, at: 1, analysis, readBackDiffers: null, merged: null } as const;
const item = (title: string, outcome: SaveOutcome | null, problem: string | null = null): SentLater => ({
  id: title,
  target: { kind: 'dashboard', instance: 'demo', urlPath: title },
  title,
  outcome,
  problem,
});
const conflict = { theirs: 1, at: 1, theirChanges: [], myChanges: [], putBack: false, merges: null };

it('says how many were sent, and nothing more when all went well', () => {
  expect(sentSummary([item('A', saved), item('B', saved)])).toEqual({
    message: 'Connected again: 2 saves sent.',
    severity: null,
    hint: null,
    toDecide: null,
  });
});

it('says what was merged, and what somebody has to decide', () => {
  const merged = { summary: '3 of their changes merged with 5 of yours', theirChanges: [], offer: null };
  const clash = item('B', { outcome: 'changedOnServer', conflict });
  const gone = item('C', null, 'This dashboard was deleted.');
  const summary = sentSummary([item('A', { ...saved, merged }), clash, gone]);
  expect(summary.message).toBe('Connected again: 1 save sent, 2 to decide.');
  expect(summary.hint).toBe(
    '“A”: 3 of their changes merged with 5 of yours. “B” met another version. Nothing was sent, and both are kept. “C”: This dashboard was deleted.',
  );
  expect(summary.severity).toBe('warning');
  expect(summary.toDecide).toBe(clash);
});

it('says of what fits together that it waits to be looked at', () => {
  const fits = { ...conflict, merges: '3 of their changes merged with 5 of yours' };
  const summary = sentSummary([item('A', saved), item('B', { outcome: 'changedOnServer', conflict: fits })]);
  expect(summary).toMatchObject({ message: 'Connected again: 1 save sent, 1 to decide.', severity: 'warning' });
  expect(summary.hint).toBe(
    '“B” met another version that fits: 3 of their changes merged with 5 of yours. Nothing is sent until you save it.',
  );
});

it('says that an outcome is not known yet', () => {
  const summary = sentSummary([item('A', { outcome: 'unknown', message: 'Lost.' })]);
  expect(summary).toMatchObject({ message: 'Connected again: 1 not known yet.', severity: null, toDecide: null });
});
