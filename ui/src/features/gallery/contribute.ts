import type { Command } from '../../workspace/window/CommandTable.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { placeFor, put } from '../../workspace/document/putting';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import Gallery from './Gallery.svelte';
import { keepTemplate, type GalleryKind } from './GalleryState.svelte';
import KeepDialog from './KeepDialog.svelte';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/gallery';

/** The commands that open the gallery and add the choice after the selection. */
export function contributeGallery(): void {
  const workspace = useWorkspace();
  const { commands, tabs, dialogs, session, notices, preferences } = workspace;

  const blocked = () => (tabs.document ? tabs.document.visual.blocked : common.noDocumentOpen());

  async function add(document: DocumentState, kind: GalleryKind, text: string | null = null): Promise<void> {
    const { visual } = document;
    await visual.outline.refresh();
    if (text === null && !placeFor(document, kind)) {
      notices.say(say.noViewYet(), {
        action: { label: common.addView(), run: () => void commands.run('visual.addView') },
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
    notices.say(say.templateSaved({ name }));
  }

  const about = (run: (document: DocumentState) => Promise<void>) => async () => {
    if (tabs.document) await run(tabs.document);
  };
  const keeping: Command = {
    id: 'card.keep',
    title: say.saveAsTemplateCommand(),
    group: common.card(),
    words: say.saveAsTemplateSearch(),
    blocked: () =>
      tabs.document?.visual.selected.some((entry) => entry.kind === 'card') ? null : say.noCardSelected(),
    run: about(keep),
  };
  commands.register([
    {
      id: 'card.add',
      title: say.addCard(),
      group: common.card(),
      keys: ['Insert'],
      scope: 'visual',
      words: say.newInsertGallery(),
      blocked,
      run: about((document) => add(document, 'card')),
    },
    {
      id: 'badge.add',
      title: say.addBadge(),
      group: common.card(),
      words: say.newInsertGallery(),
      blocked,
      run: about((document) => add(document, 'badge')),
    },
    {
      id: 'yaml.add',
      title: say.addFromYaml2(),
      group: common.card(),
      words: say.pasteCardViewDashboardImport(),
      blocked,
      run: about((document) => add(document, 'card', '')),
    },
    keeping,
  ]);
}

/** Where it will be, in words. */
function whereOf({ visual: { lead, view } }: DocumentState, kind: GalleryKind): string {
  if (lead?.kind === kind) {
    const name = lead.name ?? lead.entity ?? lead.type ?? '';
    return kind === 'card' ? say.addCardAfter({ name }) : say.addBadgeAfter({ name });
  }
  if (lead?.kind === 'section' && kind === 'card') {
    return lead.name ? say.addCardTo({ name: lead.name }) : say.addCardToSection();
  }
  if (!view?.name) return kind === 'card' ? say.addCardToView() : say.addBadgeToView();
  return kind === 'card' ? say.addCardTo({ name: view.name }) : say.addBadgeTo({ name: view.name });
}
