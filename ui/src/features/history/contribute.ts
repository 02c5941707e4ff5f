import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import RetentionDialog from './RetentionDialog.svelte';
import { CommentedText } from './CommentedText';
import { HistoryState } from './HistoryState.svelte';

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
  const needsDashboard = () => (tabs.document?.target.kind === 'dashboard' ? null : 'No dashboard is in front');

  commands.register([
    {
      id: 'history.all',
      title: 'History of all dashboards, deleted ones too',
      group: 'History',
      words: 'versions recreate restore deleted',
      blocked: () => (session.current ? null : 'No Home Assistant is chosen'),
      run: () => {
        if (session.current) tabs.openPage({ kind: 'history', instance: session.current.id });
      },
    },
    {
      id: 'history.settings',
      title: 'History: its size, and how long it is kept…',
      group: 'History',
      words: 'retention compact vault disk space settings',
      run: async () => void (await dialogs.open(RetentionDialog, {})),
    },
    {
      id: 'document.exportText',
      title: 'Export the text with its comments…',
      group: 'Dashboard',
      words: 'another computer comments yaml',
      blocked: needsDashboard,
      run: about((document) => texts.export(document)),
    },
    {
      id: 'document.importText',
      title: 'Take comments and formatting from a file…',
      group: 'Dashboard',
      words: 'import another computer comments yaml',
      blocked: () => needsDashboard() ?? tabs.document?.readOnly ?? null,
      run: about((document) => texts.import(document)),
    },
  ]);
}
