/** Merging as the fake host does it: by runs of lines, or as a test or the demo scripts it. */
import type { MergeChoice, MergeConflict, MergeState, SentencePart } from '../../api/generated/api';
import { analyse } from './analyse';
import { compareLines } from './compare';
import type { Handlers } from './handlers';
import { offerFor } from './offers';
import type { FakeConflict, FakeMerge, OpenDocument } from './open-document';
import type { FakeWorld } from './world';

type Name = 'document_merge' | 'document_merge_choose' | 'document_merge_finish' | 'document_merge_leave';

const plain = (text: string): SentencePart[] => [{ style: 'plain', text }];
const refuse = (code: 'badRequest' | 'outOfStep', message: string): never => {
  throw { code, message, hint: null, details: null };
};

export function mergeHandlers(world: FakeWorld): Handlers<Name> {
  const decisions = new Map<string, Map<string, MergeChoice>>();
  const decided = (id: string) => {
    const known = decisions.get(id) ?? new Map<string, MergeChoice>();
    decisions.set(id, known);
    return known;
  };

  const state = (id: string): MergeState => {
    const open = world.open(id);
    if (open.theirs === open.base) refuse('badRequest', 'There is nothing to merge: nobody else saved.');
    const merge = world.merges.get(id) ?? byLines(open);
    const { remote } = open.document;
    const choices = decided(id);
    let text = merge.text;
    const conflicts = merge.conflicts.map((conflict): MergeConflict => {
      const choice = choices.get(conflict.id) ?? null;
      const problem = choice?.choice === 'edited' ? (analyse(choice.text)[0]?.message ?? null) : null;
      if (choice && problem === null) text = decide(text, conflict, choice);
      const { id: conflictId, kind, path, base, mine, theirs, canKeepBoth } = conflict;
      const sentence = [...conflict.sentence];
      const line = lineOf(text, conflict, choice);
      return { id: conflictId, kind, sentence, path, line, base, mine, theirs, canKeepBoth, choice, problem };
    });
    const openCount = conflicts.filter(({ choice, problem }) => choice === null || problem !== null).length;
    const mine = merge.myChanges.length;
    const theirs = merge.theirChanges.length;
    const places = openCount === 1 ? '1 place has' : `${openCount} places have`;
    return {
      id,
      revision: open.document.revision,
      theirs: remote.state === 'changed' ? remote.version : 7,
      theirsAt: remote.state === 'changed' ? remote.at : Date.now() - 90_000,
      baseAt: Date.now() - 600_000,
      summary: `${theirs} of their changes merged with ${mine} of yours${openCount > 0 ? `; ${places} to be decided` : ''}`,
      myChanges: merge.myChanges.map(plain),
      theirChanges: merge.theirChanges.map(plain),
      conflicts,
      open: openCount,
      text,
      againstTheirs: compareLines(open.theirs, text, 0).changes,
      againstMine: compareLines(open.text, text, 0).changes,
      lostComments: [...(merge.lostComments ?? [])],
    };
  };

  return {
    document_merge: ({ id }) => {
      const open = world.open(id);
      open.document = { ...open.document, mergeStarted: true };
      return state(id);
    },
    document_merge_choose: ({ id, conflicts, choice }) => {
      const known = state(id).conflicts;
      for (const wanted of conflicts) {
        if (!known.some((conflict) => conflict.id === wanted)) {
          refuse('outOfStep', 'This conflict is not there any more: one side changed meanwhile.');
        }
        if (choice) decided(id).set(wanted, choice);
        else decided(id).delete(wanted);
      }
      return state(id);
    },
    document_merge_finish: ({ id, revision, theirs }) => {
      const open = world.open(id);
      const now = state(id);
      if (now.revision !== revision || now.theirs !== theirs) {
        refuse('outOfStep', 'Something changed since the merge was shown. Nothing was merged.');
      }
      if (now.open > 0) refuse('badRequest', `${now.open} of the conflicts are not decided yet.`);
      const offer = offerFor(open, now.text);
      open.base = open.theirs;
      open.document = { ...open.document, remote: { state: 'inStep' }, mergeStarted: false };
      decisions.delete(id);
      return { document: world.view(open), offer };
    },
    document_merge_leave: ({ id }) => {
      decisions.delete(id);
      const open = world.open(id);
      open.document = { ...open.document, mergeStarted: false };
      return null;
    },
  };
}

function indented(text: string, like: string): string {
  const margin = /^ */.exec(like)?.[0] ?? '';
  return text.replaceAll(/^(?=.)/gm, margin);
}

function decide(text: string, { at, after, theirs, canKeepBoth }: FakeConflict, choice: MergeChoice): string {
  const put = (lines: string) =>
    at === '' ? text.replace(after ?? '', (found) => found + lines) : text.replace(at, () => lines);
  const like = at === '' ? (after ?? '') : at;
  const their = theirs === null ? '' : indented(theirs, like);
  if (choice.choice === 'theirs') return put(their);
  if (choice.choice === 'both' && canKeepBoth) return put(at + their);
  if (choice.choice === 'edited') return put(`${indented(choice.text.replace(/\n*$/, ''), like)}\n`);
  return text;
}

function lineOf(text: string, { at, after, theirs }: FakeConflict, choice: MergeChoice | null): number | null {
  const like = at === '' ? (after ?? '') : at;
  const lines = choice?.choice === 'theirs' && theirs !== null ? indented(theirs, like) : like;
  const first = lines.split('\n')[0] ?? '';
  const index = text.split('\n').indexOf(first);
  return index < 0 ? null : index + 1;
}

/** A merge of the one run of lines that each side changed. */
function byLines({ base, theirs, text: mine }: OpenDocument): FakeMerge {
  const [old, their, my] = [base, theirs, mine].map((text) => text.split('\n')) as [string[], string[], string[]];
  const theirRun = run(old, their);
  const myRun = run(old, my);
  const changes = {
    myChanges: mine === base ? [] : ['Changed what you changed'],
    theirChanges: ['Changed what they changed'],
  };
  const splice = (lines: readonly string[], from: number, to: number, other: readonly string[]) =>
    [...lines.slice(0, from), ...other, ...lines.slice(to)].join('\n');
  if (mine === base) return { ...changes, text: theirs, conflicts: [] };
  if (theirRun.to <= myRun.from) {
    return { ...changes, text: splice(my, theirRun.from, theirRun.to, theirRun.lines), conflicts: [] };
  }
  if (myRun.to <= theirRun.from) {
    return { ...changes, text: splice(their, myRun.from, myRun.to, myRun.lines), conflicts: [] };
  }
  const from = Math.min(theirRun.from, myRun.from);
  const to = Math.max(theirRun.to, myRun.to);
  const part = (lines: readonly string[]) => `${lines.slice(from, to + lines.length - old.length).join('\n')}\n`;
  const conflict: FakeConflict = {
    id: 'lines',
    kind: 'changedApart',
    sentence: plain('You and they changed the same lines'),
    path: 'views[0]',
    base: part(old),
    mine: part(my),
    theirs: part(their),
    canKeepBoth: false,
    at: part(my),
  };
  return { ...changes, text: mine, conflicts: [conflict] };
}

function run(old: readonly string[], newer: readonly string[]): { from: number; to: number; lines: string[] } {
  let from = 0;
  while (from < old.length && from < newer.length && old[from] === newer[from]) from++;
  let tail = 0;
  while (tail < old.length - from && tail < newer.length - from && old.at(-1 - tail) === newer.at(-1 - tail)) tail++;
  return { from, to: old.length - tail, lines: newer.slice(from, newer.length - tail) };
}
