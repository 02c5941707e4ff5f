import { useWorkspace } from '../../workspace/Workspace.svelte';
import { mergeBlock } from './merge-block';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/merge';

/** The commands that start a merge and concern waiting saves; the screen has its own. */
export function contributeMerge(): void {
  const { commands, notices, tabs } = useWorkspace();

  commands.register([
    {
      id: 'document.merge',
      title: say.mergeWhatHomeAssistantNow(),
      group: common.document(),
      keys: ['Mod-Shift-g'],
      words: say.conflictTheirsMine(),
      blocked: () => mergeBlock(tabs.document),
      run: () => tabs.document?.standing.merge(),
    },
    {
      id: 'document.unqueue',
      title: say.unqueue(),
      group: common.document(),
      words: say.queueTakeBackOfflineLater(),
      blocked: () => ((tabs.document?.standing.queuedAt ?? null) === null ? say.nothingQueued() : null),
      run: async () => {
        const { document } = tabs;
        if (!document) return;
        await document.saving.unqueue();
        notices.say(say.unqueued({ title: document.title }), {
          action: { label: say.saveLater(), run: () => commands.run('document.save') },
        });
      },
    },
  ]);
}
