import type { DocumentState } from '../../workspace/DocumentState.svelte';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import Gallery from './Gallery.svelte';
import { opsToAdd, placeFor, type GalleryKind } from './GalleryState.svelte';

/** The commands that open the gallery and add what is chosen there, behind what is selected. */
export function contributeGallery(): void {
  const workspace = useWorkspace();
  const { commands, tabs, dialogs, session } = workspace;

  const blocked = () => (tabs.document ? tabs.document.visual.blocked : 'No document is in front');

  async function add(document: DocumentState, kind: GalleryKind): Promise<void> {
    const { visual } = document;
    await visual.outline.refresh();
    const place = placeFor(kind, visual.lead, visual.view);
    if (!place) {
      workspace.notices.say('This dashboard has no view yet. Add a view first.');
      return;
    }
    const instance = document.target.kind === 'dashboard' ? document.target.instance : (session.current?.id ?? null);
    const where = visual.lead?.kind === kind ? 'behind the selected one' : `to ${visual.view?.name ?? 'the view'}`;
    const nodes = await dialogs.open(Gallery, { kind, instance, where });
    if (!nodes || nodes.length === 0) return;
    const { ops, paths } = opsToAdd(place, nodes);
    await visual.apply(ops, { select: paths });
  }

  const about = (kind: GalleryKind) => async () => {
    if (tabs.document) await add(tabs.document, kind);
  };
  commands.register([
    { id: 'card.add', title: 'Add a card…', group: 'Card', words: 'new insert gallery', blocked, run: about('card') },
    {
      id: 'badge.add',
      title: 'Add a badge…',
      group: 'Card',
      words: 'new insert gallery',
      blocked,
      run: about('badge'),
    },
  ]);
}
