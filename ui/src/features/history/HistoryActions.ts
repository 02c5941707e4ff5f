/** Actions on kept versions: each way back ends in a draft that is reviewed and saved like any other. */
import type { Change, DashboardRef, Version } from '../../api/generated/api';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { fileName } from '../../shared/names';
import type { Workspace } from '../../workspace/Workspace.svelte';
import type { HistoryState } from './HistoryState.svelte';
import NameDialog from './NameDialog.svelte';

export class HistoryActions {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Puts a version into the draft. */
  async restore(history: HistoryState, version: Version): Promise<void> {
    const document = await this.#document(history);
    if (!document) return;
    await document.restore(version.id);
    this.#show(document, 'The version is the draft now. Look the changes over, then save.');
  }

  /** Brings back something that a change removed, or undoes the change, where that is exact; else reports why not. */
  async takeBack(history: HistoryState, change: Change, index: number): Promise<void> {
    const asked = history.takeBackOf(index);
    const document = asked && (await this.#document(history));
    if (!document) return;
    const command = change.kind === 'removed' ? 'history_bring_back' : 'history_undo_change';
    const words = await document.offerOrWhy(() => this.#workspace.client.call(command, { ...asked, id: document.id }));
    if (words.isDone) this.#show(document, `${words.sentence}. Look it over, then save.`);
    else this.#workspace.notices.say(words.sentence, { severity: 'warning' });
  }

  async rename(history: HistoryState, version: Version): Promise<void> {
    const name = await this.#workspace.dialogs.open(NameDialog, { version });
    if (name !== null) await history.rename(version, name);
  }

  async export({ dashboard }: HistoryState, version: Version): Promise<void> {
    const { client, notices } = this.#workspace;
    const day = new Date(version.at).toISOString().slice(0, 10);
    const suggestedName = `${dashboard?.urlPath ?? 'dashboard'}-${day}.yaml`;
    const { path } = await client.call('file_choose_save', { suggestedName });
    if (path === null) return;
    await client.call('history_export', { version: version.id, path });
    notices.say(`Exported the version to ${fileName(path)}.`, {
      action: { label: 'Open', run: () => this.#workspace.openFile(path) },
    });
  }

  async copy(version: Version): Promise<void> {
    const { text } = await this.#workspace.client.call('history_text', { version: version.id });
    await navigator.clipboard.writeText(text);
    this.#workspace.notices.say('Copied the version as YAML.');
  }

  /** Makes a deleted dashboard again, and opens it. */
  async recreate({ instance, urlPath }: DashboardRef, version: number | null): Promise<void> {
    const { client, dashboards, notices, tabs } = this.#workspace;
    const made = await client.call('dashboard_recreate', { instance, urlPath, version });
    void dashboards.refresh(instance);
    notices.say(`“${made.title}” is there again, with its settings and its config.`);
    await tabs.open({ kind: 'dashboard', instance, urlPath });
  }

  async open({ instance, urlPath }: DashboardRef): Promise<void> {
    await this.#workspace.tabs.open({ kind: 'dashboard', instance, urlPath });
    this.#workspace.layout.showPanel('history');
  }

  /** Reports the failure of a button's work. */
  async attempt(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (reason) {
      this.#workspace.fail(reason);
    }
  }

  /** The document whose draft gets it: the one that is open, else it is opened. */
  async #document({ document, dashboard }: HistoryState): Promise<DocumentState | null> {
    if (document) return document;
    return dashboard ? this.#workspace.tabs.open({ kind: 'dashboard', ...dashboard }, { inFront: false }) : null;
  }

  #show(document: DocumentState, words: string): void {
    const { layout, notices, tabs } = this.#workspace;
    const tab = tabs.find(document.target);
    if (tab) tabs.activate(tab);
    layout.showPanel('review');
    notices.say(words, { action: { label: 'Undo', run: () => document.undo() } });
  }
}
