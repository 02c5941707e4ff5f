import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import { FileActions } from './FileActions';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/files';

/** The commands about files beside opening and saving. */
export function contributeFiles(): void {
  const workspace = useWorkspace();
  const { commands, session, tabs } = workspace;
  const actions = new FileActions(workspace);

  const needsDocument = () => (tabs.document ? null : common.noDocumentOpen());
  const about = (run: (document: DocumentState) => Promise<void>) => async () => {
    if (tabs.document) await run(tabs.document);
  };

  commands.register([
    {
      id: 'file.openPath',
      title: say.openFilePath2(),
      group: common.file(),
      keys: ['Mod-Shift-o'],
      run: () => actions.openPath(),
    },
    {
      id: 'file.export',
      title: common.exportToFile(),
      group: common.file(),
      words: say.saveCopyYamlDownloadBackup(),
      blocked: needsDocument,
      run: about((document) => actions.export(document)),
    },
    {
      id: 'file.send',
      title: say.sendToHomeAssistant(),
      group: common.file(),
      words: say.uploadPushCopyDashboard(),
      blocked: () => needsDocument() ?? (session.instances.length > 0 ? null : say.connectHomeAssistantFirst2()),
      run: about((document) => actions.send(document)),
    },
  ]);
}
