import type { TextImported } from '../../api/generated/api';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { fileName } from '../../shared/names';
import type { Workspace } from '../../workspace/Workspace.svelte';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/history';

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
    notices.say(say.exportedTextComments({ file: fileName(path) }));
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
      sameMeaning ? say.importedComments({ file: fileName(path) }) : say.importedCommentsOnly({ file: fileName(path) }),
      {
        severity: lostComments.length > 0 ? 'warning' : null,
        hint:
          lostComments.length > 0
            ? say.commentsWithoutPlace({ count: lostComments.length, comments: lostComments.join(', ') })
            : null,
        action: { label: common.undo(), run: () => document.undo() },
      },
    );
  }
}
