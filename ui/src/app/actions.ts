/**
 * The user's actions on documents, composed of the workspace's parts: saving with a notice of the result, closing
 * with a question where one is needed. Commands, buttons and keys all come here.
 */
import CloseDialog from '../features/editor/CloseDialog.svelte';
import type { DocumentState } from '../workspace/document/DocumentState.svelte';
import { fileName } from '../shared/names';
import type { Tab } from '../workspace/document/Tabs.svelte';
import type { Workspace } from '../workspace/Workspace.svelte';

export class Actions {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Saves a document to its place. True when it is stored there. */
  async save(document: DocumentState): Promise<boolean> {
    if (document.target.kind === 'untitled') return this.saveAs(document);
    const { notices } = this.#workspace;
    const outcome = await document.save();
    if (outcome?.outcome === 'queued') {
      notices.say(`“${document.title}” is checked and sent as soon as Home Assistant is connected again.`, {
        action: { label: 'Take back', run: () => document.saving.unqueue() },
      });
    }
    if (outcome?.outcome !== 'saved') return false;
    const isFile = document.target.kind === 'file';
    if (outcome.readBackDiffers) notices.say(outcome.readBackDiffers, { severity: 'warning' });
    else if (outcome.merged) {
      const hint = outcome.merged.theirChanges.join('. ');
      notices.say(`Saved “${document.title}”: ${outcome.merged.summary}.`, { hint: hint ? `Theirs: ${hint}.` : null });
    } else if (isFile) notices.say(`Saved “${document.title}”.`);
    else if (outcome.sent) notices.say(`Saved “${document.title}” to Home Assistant.`);
    else notices.say(`Nothing to send: “${document.title}” means what Home Assistant has already.`);
    return true;
  }

  /** Asks where to, and makes the document that file. */
  async saveAs(document: DocumentState): Promise<boolean> {
    const { client, tabs, notices } = this.#workspace;
    await document.flush();
    const { path } = await client.call('file_choose_save', { suggestedName: suggestedName(document) });
    if (path === null) return false;
    tabs.renamed(await client.call('document_save_as', { id: document.id, path, adopt: true }));
    this.#workspace.fileUsed(path);
    notices.say(`Saved “${fileName(path)}”.`);
    return true;
  }

  async openFile(): Promise<void> {
    const { path } = await this.#workspace.client.call('file_choose_open');
    if (path !== null) await this.#workspace.openFile(path);
  }

  async newFile(): Promise<void> {
    await this.#workspace.tabs.open({ kind: 'untitled', number: 0 });
  }

  /**
   * Closes a tab. A dashboard's draft is kept without a question; a file with unsaved changes asks, because
   * closing a file elsewhere means that it is done with.
   */
  async close(tab: Tab): Promise<void> {
    const { tabs, dialogs } = this.#workspace;
    const { document } = tab;
    const asks = document !== null && document.isDirty && document.target.kind !== 'dashboard';
    if (!asks) {
      await tabs.close(tab);
      return;
    }
    const answer = await dialogs.open(CloseDialog, {
      title: document.title,
      untitled: document.target.kind === 'untitled',
    });
    if (answer === null) return;
    if (answer === 'save' && !(await this.save(document))) return;
    const now = tabs.all.find((candidate) => candidate.document === document) ?? tab;
    await tabs.close(now, { discard: answer === 'discard' });
  }

  /** Gives up the draft, with a way back. */
  async revert(document: DocumentState): Promise<void> {
    await document.revert();
    this.#workspace.notices.say(`The draft of “${document.title}” is given up. It is kept in the history.`, {
      action: { label: 'Undo', run: () => document.undo() },
    });
  }
}

function suggestedName(document: DocumentState): string {
  switch (document.target.kind) {
    case 'file':
      return fileName(document.target.path);
    case 'dashboard':
      return `${document.target.urlPath}.yaml`;
    case 'untitled':
      return 'dashboard.yaml';
  }
}
