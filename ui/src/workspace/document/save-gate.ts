import type { Instance } from '../../api/generated/api';
import type { DocumentState } from './DocumentState.svelte';
import { count } from '../../shared/names';
import { writeBlock } from '../home/Session.svelte';
import type { Standing } from './Standing.svelte';

/** The label and the action of the save button: saving when nothing is in the way, else the obstacle. */
export interface SaveGate {
  readonly state: 'clean' | 'ready' | 'saving' | 'blocked' | 'queued';
  readonly label: string;
  /** The reason in full, for the tooltip. */
  readonly why: string | null;
  readonly action: 'save' | 'none' | 'showProblems' | 'showConnection' | 'newToken' | 'unqueue';
}

export type SaveGateDocument = Pick<
  DocumentState,
  | 'target'
  | 'readOnly'
  | 'revision'
  | 'isDirty'
  | 'isSaving'
  | 'remote'
  | 'conflict'
  | 'errorCount'
  | 'trouble'
  | 'feedFailure'
> & { readonly standing: Pick<Standing, 'queuedAt' | 'queuedRevision' | 'isMerging'> };

export function saveGate(document: SaveGateDocument, instance: Instance | null): SaveGate {
  const isDashboard = document.target.kind === 'dashboard';
  const gate = (
    state: SaveGate['state'],
    label: string,
    why: string | null = null,
    action: SaveGate['action'] = 'none',
  ): SaveGate => ({ state, label, why, action });

  if (document.isSaving) return gate('saving', 'Saving…');
  if (document.readOnly !== null) return gate('blocked', 'Read-only', document.readOnly);
  if (document.conflict || document.standing.isMerging) {
    return gate('blocked', 'Decide first', 'Choose below what to do with the two versions.');
  }
  if (!document.isDirty && document.target.kind !== 'untitled')
    return gate('clean', 'Save', 'There is nothing to save.');
  if (document.feedFailure) {
    return gate('blocked', 'Save', 'Bobbin could not take in what was typed last. Try again first.');
  }
  if (document.errorCount > 0) {
    return gate(
      'blocked',
      count(document.errorCount, 'problem'),
      'Home Assistant could not read this text.',
      'showProblems',
    );
  }
  const block = isDashboard ? writeBlock(instance) : null;
  if (block?.kind === 'readOnly') return gate('blocked', 'Can’t save: read only', `${block.why} The draft is kept.`);
  if (block?.kind === 'token')
    return gate('blocked', 'Token refused: new token…', `${block.why} The draft is kept.`, 'newToken');
  const { queuedAt, queuedRevision } = document.standing;
  if (queuedAt !== null) {
    if (!block) return gate('saving', 'Being sent…');
    const isSame = queuedRevision === null || queuedRevision === document.revision;
    if (isSame) {
      const why = 'It is checked against what Home Assistant has then, before it is sent.';
      return gate('queued', 'Will be sent when connected', why, 'unqueue');
    }
    return gate(
      'ready',
      'Send this later instead',
      'An earlier text waits to be sent. This one takes its place.',
      'save',
    );
  }
  if (block && !instance) return gate('blocked', 'Offline: draft kept', block.why, 'showConnection');
  if (block) {
    const why = `${block.why} It is kept, checked and sent as soon as there is one.`;
    return gate('ready', 'Offline: send later', why, 'save');
  }
  if (document.trouble?.kind === 'unknown') {
    return gate('ready', 'Save', 'Whether the last save arrived is not known yet. Saving looks first.', 'save');
  }
  if (isDashboard && document.remote.state === 'deleted') {
    return gate(
      'blocked',
      'Deleted: recreate first',
      'It was deleted on Home Assistant. Recreate it, then save. The draft is kept.',
    );
  }
  if (document.remote.state === 'changed') {
    const where = isDashboard ? 'server' : 'disk';
    const label = `Changed on ${where}: ${isDashboard ? 'merge' : 'decide'}…`;
    return gate('ready', label, 'Shows both versions. Nothing is overwritten.', 'save');
  }
  if (document.target.kind === 'untitled') return gate('ready', 'Save as…', null, 'save');
  return gate('ready', 'Save', null, 'save');
}
