import type { Instance } from '../../api/generated/api';
import type { DocumentState } from './DocumentState.svelte';
import { writeBlock } from '../home/Session.svelte';
import type { Standing } from './Standing.svelte';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/workspace';

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

  if (document.isSaving) return gate('saving', say.saving());
  if (document.readOnly !== null) return gate('blocked', common.readOnly(), document.readOnly);
  if (document.conflict || document.standing.isMerging) {
    return gate('blocked', say.decideFirst(), say.chooseBelow());
  }
  if (!document.isDirty && document.target.kind !== 'untitled')
    return gate('clean', common.save(), say.nothingToSave());
  if (document.feedFailure) {
    return gate('blocked', common.save(), say.editNotTakenIn());
  }
  if (document.errorCount > 0) {
    return gate('blocked', common.problemCount({ count: document.errorCount }), say.textUnreadable(), 'showProblems');
  }
  const block = isDashboard ? writeBlock(instance) : null;
  if (block?.kind === 'readOnly') return gate('blocked', say.cantSaveReadOnly(), say.draftKept({ why: block.why }));
  if (block?.kind === 'token')
    return gate('blocked', say.tokenRefusedNewToken(), say.draftKept({ why: block.why }), 'newToken');
  const { queuedAt, queuedRevision } = document.standing;
  if (queuedAt !== null) {
    if (!block) return gate('saving', say.savingNow());
    const isSame = queuedRevision === null || queuedRevision === document.revision;
    if (isSame) {
      const why = say.checkedBeforeSending();
      return gate('queued', say.willBeSavedWhenReconnected(), why, 'unqueue');
    }
    return gate('ready', say.saveThisLaterInstead(), say.replacesWaitingText(), 'save');
  }
  if (block && !instance) return gate('blocked', say.offlineDraftKept(), block.why, 'showConnection');
  if (block) {
    const why = say.keptUntilReconnected({ why: block.why });
    return gate('ready', say.offlineSaveLater(), why, 'save');
  }
  if (document.trouble?.kind === 'unknown') {
    return gate('ready', common.save(), say.lastSaveUnknown(), 'save');
  }
  if (isDashboard && document.remote.state === 'deleted') {
    return gate('blocked', say.deletedRecreateFirst(), say.deletedRecreateThenSave());
  }
  if (document.remote.state === 'changed') {
    const label = isDashboard ? say.changedOnServerMerge() : say.changedOnDiskDecide();
    return gate('ready', label, say.showsBothVersions(), 'save');
  }
  if (document.target.kind === 'untitled') return gate('ready', common.saveAs(), null, 'save');
  return gate('ready', common.save(), null, 'save');
}
