/** Actions on files besides opening and saving: exporting a dashboard, sending a text to one. */
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { fileName } from '../../shared/names';
import type { Workspace } from '../../workspace/Workspace.svelte';
import OpenPathDialog from './OpenPathDialog.svelte';
import SendDialog from './SendDialog.svelte';
import type { Destination } from './SendState.svelte';

export class FileActions {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Opens a file whose path is typed, for those that no file dialog shows. */
  async openPath(): Promise<void> {
    const path = await this.#workspace.dialogs.open(OpenPathDialog, {});
    if (path !== null) await this.#workspace.openFile(path);
  }

  /** Writes the text to a file; the document keeps its place. */
  async export(document: DocumentState): Promise<void> {
    const { client, notices } = this.#workspace;
    await document.flush();
    const { path } = await client.call('file_choose_save', { suggestedName: suggestedName(document) });
    if (path === null) return;
    await client.call('document_save_as', { id: document.id, path, adopt: false });
    this.#workspace.fileUsed(path);
    notices.say(`Exported “${document.title}” to ${fileName(path)}.`, {
      action: { label: 'Open', run: () => this.#workspace.openFile(path) },
    });
  }

  /** Takes the text to a dashboard, as its draft; nothing is saved before somebody has looked at it. */
  async send(source: DocumentState): Promise<void> {
    const destination = await this.#workspace.dialogs.open(SendDialog, { document: source });
    if (destination) await this.sendTo(source, destination);
  }

  async sendTo(source: DocumentState, { instance, urlPath, title }: Destination): Promise<void> {
    const { client, layout, notices, tabs } = this.#workspace;
    const open = tabs.find({ kind: 'dashboard', instance, urlPath })?.document;
    await Promise.all([source.flush(), open?.flush()]);
    const { document, offer } = await client.call('document_send', { id: source.id, instance, urlPath });
    const target = tabs.show(document);
    await target.offer(() => Promise.resolve(offer));
    layout.showPanel('review');
    notices.say(`The text is the draft of “${title}” now. Look it over, then save.`);
  }
}

function suggestedName({ target }: DocumentState): string {
  switch (target.kind) {
    case 'dashboard':
      return `${target.urlPath}.yaml`;
    case 'file':
      return fileName(target.path);
    case 'untitled':
      return 'dashboard.yaml';
  }
}
