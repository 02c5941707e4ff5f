import { useWorkspace } from '../../workspace/Workspace.svelte';
import { ReviewState } from './ReviewState.svelte';

/** Lets other features show two sides of a document in the review. */
export function contributeReview(): void {
  const { client, layout, panels } = useWorkspace();
  panels.review = (document, old, newer) => {
    layout.showPanel('review');
    void ReviewState.of(client, document).comparison.compare(old, newer);
  };
}
