import { useWorkspace } from '../../workspace/Workspace.svelte';
import BeforeAfter from './BeforeAfter.svelte';
import CardPicture from './CardPicture.svelte';

/** Provides the pictures that Home Assistant draws. */
export function contributePreview(): void {
  const { pictures } = useWorkspace();
  pictures.beforeAfter = BeforeAfter;
  pictures.card = CardPicture;
}
