import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { strategyAround } from './control';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import BeforeAfter from './BeforeAfter.svelte';
import CardPicture from './CardPicture.svelte';
import TakeControlDialog from './TakeControlDialog.svelte';

/** Provides Home Assistant's own pictures, and writes out a strategy's output. */
export function contributePreview(): void {
  const { pictures, commands, dialogs, notices, session, tabs } = useWorkspace();
  pictures.beforeAfter = BeforeAfter;
  pictures.card = CardPicture;

  const homeOf = ({ target }: DocumentState) =>
    'instance' in target ? session.instance(target.instance) : session.current;
  const madeIn = ({ visual }: DocumentState) =>
    strategyAround(visual.lead) ?? strategyAround(visual.view) ?? strategyAround(visual.outline.entries[0] ?? null);

  commands.register([
    {
      id: 'preview.takeControl',
      title: 'Take control of what a strategy makes…',
      group: 'Arrange',
      words: 'generated convert manual own',
      blocked: () => {
        const { document } = tabs;
        if (!document) return 'No document is in front';
        if (document.visual.blocked !== null) return document.visual.blocked;
        if (!madeIn(document)) return 'Nothing here is made by a strategy';
        const home = homeOf(document);
        if (!home || home.demo) return 'It takes a Home Assistant whose frontend writes out what the strategy makes';
        return home.connection.state === 'connected' ? null : 'There is no connection to Home Assistant';
      },
      run: async () => {
        const { document } = tabs;
        const entry = document && madeIn(document);
        const home = document && homeOf(document);
        if (!document || !entry || !home) return;
        const control = await dialogs.open(TakeControlDialog, { document, entry, instance: home.id });
        if (!control) return;
        await document.visual.apply(control.ops, entry.depth === 0 ? { select: [['views', 0]] } : {});
        notices.say('What the strategy made is yours to lay out now.', {
          action: { label: 'Undo', run: () => document.undo() },
        });
      },
    },
  ]);
}
