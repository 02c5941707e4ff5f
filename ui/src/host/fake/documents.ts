/** Open documents, as the fake host answers for them: text, comparison, saving, and the places they go to. */
import { analyse } from './analyse';
import { compareLines } from './compare';
import { versionText } from './history';
import { applyChanges, offerFor } from './offers';
import { fail } from './refusal';
import { fileName } from './world';
import type { Handlers } from './handlers';
import type { FakeWorld } from './world';

type Name =
  | 'document_open'
  | 'document_close'
  | 'document_edit'
  | 'document_sync'
  | 'document_view_state'
  | 'document_compare'
  | 'document_save'
  | 'document_resolve'
  | 'document_revert'
  | 'document_restore'
  | 'document_refresh'
  | 'document_save_as'
  | 'document_send';

export function documentHandlers(world: FakeWorld): Handlers<Name> {
  return {
    document_open: ({ target }) => world.openTarget(target),
    document_close: ({ id, discard }) => {
      const open = world.documents.get(id);
      if (open && discard) open.text = open.base;
      return null;
    },
    document_edit: ({ id, revision, changes, length }) => {
      const open = world.open(id);
      if (revision !== open.document.revision) fail('outOfStep', 'The two sides are out of step.');
      const text = applyChanges(open.text, changes);
      if (text.length !== length) fail('outOfStep', 'The two sides are out of step.');
      return world.setText(open, text);
    },
    document_sync: ({ id, text }) => world.setText(world.open(id), text),
    document_view_state: ({ id, viewState }) => {
      const open = world.open(id);
      open.document = { ...open.document, viewState };
      return null;
    },
    document_compare: ({ id, old, new: mine, context }) => {
      const open = world.open(id);
      const side = (which: typeof old) => {
        if (which.side === 'version') return versionText(which.version, open.base);
        return which.side === 'mine' ? open.text : which.side === 'base' ? open.base : open.theirs;
      };
      const label = (which: typeof old) => ({
        title: {
          mine: 'My draft',
          base: 'What I started from',
          theirs: 'On Home Assistant now',
          version: 'Kept version',
        }[which.side],
        at: Date.now() - 60_000,
        origin: null,
      });
      const compared = compareLines(side(old), side(mine), context ?? Number.MAX_SAFE_INTEGER);
      return { revision: open.document.revision, old: label(old), new: label(mine), ...compared };
    },
    document_save: ({ id }) => {
      const open = world.open(id);
      const errors = analyse(open.text).filter((problem) => problem.severity === 'error');
      if (errors[0]) fail('invalidText', `Line ${errors[0].line}: ${errors[0].message}`);
      const { target } = open.document;
      if (target.kind === 'dashboard' && world.instance(target.instance).connection.state !== 'connected') {
        open.document = { ...open.document, queuedAt: Date.now() };
        world.emit({ event: 'queueChanged', id, queuedAt: Date.now() });
        return { outcome: 'queued', at: Date.now() };
      }
      if (open.theirs !== open.base) {
        return {
          outcome: 'changedOnServer',
          conflict: {
            theirs: 7,
            at: Date.now() - 90_000,
            theirChanges: ['Added the card “Dishwasher” to Kitchen'],
            myChanges: ['Changed 1 card in Living room'],
            putBack: false,
            merges: '1 of their changes merged with 1 of yours',
          },
        };
      }
      const sent = open.base !== open.text;
      open.base = open.text;
      open.theirs = open.text;
      return {
        outcome: 'saved',
        sent,
        at: Date.now(),
        analysis: world.analysis(open),
        readBackDiffers: null,
        merged: null,
      };
    },
    document_resolve: ({ id, choice }) => {
      const open = world.open(id);
      open.base = open.theirs;
      const target = choice === 'takeTheirs' ? open.theirs : open.text;
      open.document = { ...open.document, remote: { state: 'inStep' } };
      const document = { ...open.document, text: open.text, analysis: world.analysis(open) };
      return { document, offer: offerFor(open, target) };
    },
    document_revert: ({ id }) => offerFor(world.open(id), world.open(id).base),
    document_restore: ({ id, version }) => offerFor(world.open(id), versionText(version, world.open(id).base)),
    document_refresh: ({ id }) => world.open(id).document.remote,
    document_save_as: ({ id, path, adopt }) => {
      const open = world.open(id);
      world.files.set(path, open.text);
      if (!adopt) return open.document;
      open.base = open.text;
      open.theirs = open.text;
      open.document = {
        ...open.document,
        target: { kind: 'file', path },
        title: fileName(path),
        icon: null,
        format: { encoding: 'UTF-8', lineEnding: 'LF' },
        base: { asOf: Date.now(), live: true, noConfig: false },
        analysis: world.analysis(open),
      };
      return open.document;
    },
    document_send: ({ id, instance, urlPath }) => {
      const { text } = world.open(id);
      const document = world.openTarget({ kind: 'dashboard', instance, urlPath });
      return { document, offer: offerFor(world.open(document.id), text) };
    },
  };
}
