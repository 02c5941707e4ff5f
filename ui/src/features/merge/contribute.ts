import { useWorkspace } from '../../workspace/Workspace.svelte';
import { mergeBlock } from './merge-block';

/** The commands that start a merge and concern waiting saves; the screen has its own. */
export function contributeMerge(): void {
  const { commands, notices, tabs } = useWorkspace();

  commands.register([
    {
      id: 'document.merge',
      title: 'Merge with what Home Assistant has now',
      group: 'Document',
      keys: ['Mod-Shift-g'],
      words: 'conflict theirs mine',
      blocked: () => mergeBlock(tabs.document),
      run: () => tabs.document?.standing.merge(),
    },
    {
      id: 'document.unqueue',
      title: 'Do not send it when connected',
      group: 'Document',
      words: 'queue take back offline later',
      blocked: () => ((tabs.document?.standing.queuedAt ?? null) === null ? 'Nothing waits to be sent' : null),
      run: async () => {
        const { document } = tabs;
        if (!document) return;
        await document.saving.unqueue();
        notices.say(`“${document.title}” is not sent by itself any more. The draft is kept.`, {
          action: { label: 'Send later', run: () => commands.run('document.save') },
        });
      },
    },
  ]);
}
