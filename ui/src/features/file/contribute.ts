import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import { FileActions } from './FileActions';

/** The commands about files beside opening and saving. */
export function contributeFiles(): void {
  const workspace = useWorkspace();
  const { commands, session, tabs } = workspace;
  const actions = new FileActions(workspace);

  const needsDocument = () => (tabs.document ? null : 'No document is in front');
  const about = (run: (document: DocumentState) => Promise<void>) => async () => {
    if (tabs.document) await run(tabs.document);
  };

  commands.register([
    {
      id: 'file.openPath',
      title: 'Open a file by its path…',
      group: 'File',
      keys: ['Mod-Shift-o'],
      run: () => actions.openPath(),
    },
    {
      id: 'file.export',
      title: 'Export to a file…',
      group: 'File',
      words: 'save copy yaml download backup',
      blocked: needsDocument,
      run: about((document) => actions.export(document)),
    },
    {
      id: 'file.send',
      title: 'Send to Home Assistant…',
      group: 'File',
      words: 'upload push copy to dashboard',
      blocked: () => needsDocument() ?? (session.instances.length > 0 ? null : 'Connect to a Home Assistant first'),
      run: about((document) => actions.send(document)),
    },
  ]);
}
