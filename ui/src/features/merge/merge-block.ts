import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/merge';

/** Why a document can't be merged; null when it can. */
export function mergeBlock(document: DocumentState | null): string | null {
  if (!document) return common.noDocumentOpen();
  if (document.target.kind !== 'dashboard') return say.onlyDashboards();
  if (document.readOnly !== null) return document.readOnly;
  if (document.standing.isMerging) return say.alreadyOpen();
  if (document.remote.state !== 'changed') return say.unchanged();
  return document.errorCount > 0 ? say.fixProblemsFirst() : null;
}
