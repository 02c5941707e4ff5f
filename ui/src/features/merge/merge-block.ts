import type { DocumentState } from '../../workspace/document/DocumentState.svelte';

/** Why a document can't be merged; null when it can. */
export function mergeBlock(document: DocumentState | null): string | null {
  if (!document) return 'No document is in front';
  if (document.target.kind !== 'dashboard') return 'Only dashboards are merged';
  if (document.readOnly !== null) return document.readOnly;
  if (document.standing.isMerging) return 'The merge is in front already';
  if (document.remote.state !== 'changed') return 'Nobody else has changed it';
  return document.errorCount > 0 ? 'Mend the problems of the text first' : null;
}
