import type { TextImported } from '../../api/generated/api';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { count, fileName } from '../../shared/names';
import type { Workspace } from '../../workspace/Workspace.svelte';

/** The commented text on its way to another computer: Home Assistant keeps a value, without comments. */
export class CommentedText {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  async export(document: DocumentState): Promise<void> {
    const { client, notices } = this.#workspace;
    await document.flush();
    const name = document.target.kind === 'dashboard' ? document.target.urlPath : 'dashboard';
    const { path } = await client.call('file_choose_save', { suggestedName: `${name}-with-comments.yaml` });
    if (path === null) return;
    await client.call('document_export_text', { id: document.id, path });
    notices.say(`Exported the text with its comments to ${fileName(path)}.`);
  }

  /** Takes comments and formatting over; the dashboard's meaning stays. */
  async import(document: DocumentState): Promise<void> {
    const { client, layout, notices } = this.#workspace;
    const { path } = await client.call('file_choose_open');
    if (path === null) return;
    let imported: TextImported | null = null;
    await document.offer(async () => {
      imported = await client.call('document_import_text', { id: document.id, path });
      return imported.offer;
    });
    const { sameMeaning, lostComments } = (imported as TextImported | null) ?? { sameMeaning: true, lostComments: [] };
    if (lostComments.length > 0) layout.showPanel('review');
    notices.say(
      `Took the comments of ${fileName(path)}. ${sameMeaning ? 'The text means the same.' : 'What the dashboard means stayed as it was.'}`,
      {
        severity: lostComments.length > 0 ? 'warning' : null,
        hint:
          lostComments.length > 0
            ? `${count(lostComments.length, 'comment')} found no place: ${lostComments.join(', ')}`
            : null,
        action: { label: 'Undo', run: () => document.undo() },
      },
    );
  }
}
