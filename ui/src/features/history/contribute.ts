import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import RetentionDialog from './RetentionDialog.svelte';
import { CommentedText } from './CommentedText';
import { HistoryState } from './HistoryState.svelte';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/history';

/** The commands about the history and the data kept on this computer; shows a document's history for other features. */
export function contributeHistory(): void {
  const workspace = useWorkspace();
  const { client, commands, dialogs, fail, layout, panels, session, tabs } = workspace;
  const texts = new CommentedText(workspace);

  panels.history = (document, version) => {
    layout.showPanel('history');
    HistoryState.of(client, document).show(version).catch(fail);
  };

  const about = (run: (document: DocumentState) => Promise<void>) => async () => {
    if (tabs.document) await run(tabs.document);
  };
  const needsDashboard = () => (tabs.document?.target.kind === 'dashboard' ? null : common.noDashboardOpen());

  commands.register([
    {
      id: 'history.all',
      title: say.historyCommand(),
      group: common.history(),
      words: say.versionsRecreateRestoreDeleted(),
      blocked: () => (session.current ? null : common.noHomeAssistantChosen()),
      run: () => {
        if (session.current) tabs.openPage({ kind: 'history', instance: session.current.id });
      },
    },
    {
      id: 'history.settings',
      title: say.retentionCommand(),
      group: common.history(),
      words: say.retentionCompactVaultDiskSpace(),
      run: async () => void (await dialogs.open(RetentionDialog, {})),
    },
    {
      id: 'document.exportText',
      title: say.exportCommand(),
      group: common.dashboard(),
      words: say.anotherComputerCommentsYaml(),
      blocked: needsDashboard,
      run: about((document) => texts.export(document)),
    },
    {
      id: 'document.importText',
      title: say.importCommand(),
      group: common.dashboard(),
      words: say.importAnotherComputerCommentsYaml(),
      blocked: () => needsDashboard() ?? tabs.document?.readOnly ?? null,
      run: about((document) => texts.import(document)),
    },
  ]);
}
