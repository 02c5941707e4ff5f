import type { Command } from '../../workspace/window/CommandTable.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { placeFor, put } from '../../workspace/document/putting';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import Gallery from './Gallery.svelte';
import { keepTemplate, type GalleryKind } from './GalleryState.svelte';
import KeepDialog from './KeepDialog.svelte';

/** The commands that open the gallery and add the choice after the selection. */
export function contributeGallery(): void {
  const workspace = useWorkspace();
  const { commands, tabs, dialogs, session, notices, preferences } = workspace;

  const blocked = () => (tabs.document ? tabs.document.visual.blocked : 'No document is in front');

  async function add(document: DocumentState, kind: GalleryKind, text: string | null = null): Promise<void> {
    const { visual } = document;
    await visual.outline.refresh();
    if (text === null && !placeFor(document, kind)) {
      notices.say('This dashboard has no view yet. Add a view first.', {
        action: { label: 'Add a view', run: () => void commands.run('visual.addView') },
      });
      return;
    }
    const instance = document.target.kind === 'dashboard' ? document.target.instance : (session.current?.id ?? null);
    const nodes = await dialogs.open(Gallery, { kind, instance, where: whereOf(document, kind), text });
    if (!nodes || nodes.values.length === 0) return;
    await put(document, nodes);
  }

  async function keep(document: DocumentState): Promise<void> {
    const cards = document.visual.selected.filter((entry) => entry.kind === 'card');
    const [first] = cards;
    if (!first) return;
    const yaml = await document.visual.yamlOf(cards);
    const name = await dialogs.open(KeepDialog, {
      name: first.name ?? first.entity ?? first.type,
      count: cards.length,
    });
    if (name === null) return;
    keepTemplate(preferences, { name, yaml, type: first.type });
    notices.say(`“${name}” is kept: it is in the gallery under “Your own”.`);
  }

  const about = (run: (document: DocumentState) => Promise<void>) => async () => {
    if (tabs.document) await run(tabs.document);
  };
  const keeping: Command = {
    id: 'card.keep',
    title: 'Keep as a template…',
    group: 'Card',
    words: 'own favourite reuse save',
    blocked: () =>
      tabs.document?.visual.selected.some((entry) => entry.kind === 'card') ? null : 'No card is selected',
    run: about(keep),
  };
  commands.register([
    {
      id: 'card.add',
      title: 'Add a card…',
      group: 'Card',
      keys: ['Insert'],
      scope: 'visual',
      words: 'new insert gallery',
      blocked,
      run: about((document) => add(document, 'card')),
    },
    {
      id: 'badge.add',
      title: 'Add a badge…',
      group: 'Card',
      words: 'new insert gallery',
      blocked,
      run: about((document) => add(document, 'badge')),
    },
    {
      id: 'yaml.add',
      title: 'Add from YAML…',
      group: 'Card',
      words: 'paste card view dashboard import',
      blocked,
      run: about((document) => add(document, 'card', '')),
    },
    keeping,
  ]);
}

/** Where it will be, in words. */
function whereOf({ visual: { lead, view } }: DocumentState, kind: GalleryKind): string {
  if (lead?.kind === kind) return `behind “${lead.name ?? lead.entity ?? lead.type}”`;
  if (lead?.kind === 'section' && kind === 'card') return `to ${lead.name ? `“${lead.name}”` : 'the section'}`;
  return `to ${view?.name ? `“${view.name}”` : 'the view'}`;
}
