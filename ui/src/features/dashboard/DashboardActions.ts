/** Actions on a dashboard of the list, from its menu, its keys or the palette. */
import { mdiContentCopy, mdiDeleteOutline, mdiHistory, mdiOpenInApp, mdiPencilOutline } from '@mdi/js';

import type { Dashboard, Instance, Undoable } from '../../api/generated/api';
import type { MenuEntry } from '../../shared/menu';
import { writeBlock } from '../../workspace/home/Session.svelte';
import type { Workspace } from '../../workspace/Workspace.svelte';
import CreateDialog from './CreateDialog.svelte';
import DeleteDialog from './DeleteDialog.svelte';
import PropertiesDialog from './PropertiesDialog.svelte';

export class DashboardActions {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  async open(instance: Instance, { urlPath }: Dashboard): Promise<void> {
    await this.#workspace.tabs.open({ kind: 'dashboard', instance: instance.id, urlPath });
  }

  async create(instance: Instance): Promise<void> {
    const { dialogs, notices } = this.#workspace;
    const created = await dialogs.open(CreateDialog, { instance });
    if (!created) return;
    void this.#workspace.dashboards.refresh(instance.id);
    notices.say(`Created “${created.title}” at /${created.urlPath}.`);
    await this.open(instance, created);
  }

  async properties(instance: Instance, dashboard: Dashboard): Promise<void> {
    const { dialogs, notices } = this.#workspace;
    const changed = await dialogs.open(PropertiesDialog, { instance, dashboard });
    if (!changed) return;
    void this.#workspace.dashboards.refresh(instance.id);
    notices.say(`Saved the properties of “${changed.title}”.`);
  }

  async remove(instance: Instance, dashboard: Dashboard): Promise<void> {
    const { dialogs, notices, tabs } = this.#workspace;
    const undoable = await dialogs.open(DeleteDialog, { instance, dashboard });
    if (!undoable) return;
    void this.#workspace.dashboards.refresh(instance.id);
    const tab = tabs.find({ kind: 'dashboard', instance: instance.id, urlPath: dashboard.urlPath });
    // A draft that differs stays open: it may be all that is wanted from it.
    if (tab && !tab.document?.isDirty) await tabs.close(tab);
    notices.say(`Deleted “${dashboard.title}”. Its last config is kept.`, {
      action: { label: 'Undo', run: () => this.#undo(undoable, instance, dashboard) },
    });
  }

  async copyPath({ urlPath }: Dashboard): Promise<void> {
    await navigator.clipboard.writeText(`/${urlPath}`);
    this.#workspace.notices.say(`Copied /${urlPath}.`);
  }

  async history(instance: Instance, dashboard: Dashboard): Promise<void> {
    await this.open(instance, dashboard);
    this.#workspace.layout.showPanel('history');
  }

  entries(instance: Instance, dashboard: Dashboard): MenuEntry[] {
    const blocked = changeBlock(instance, dashboard);
    return [
      { id: 'open', label: 'Open', icon: mdiOpenInApp, keys: 'Enter', run: () => this.open(instance, dashboard) },
      { id: 'history', label: 'History', icon: mdiHistory, run: () => this.history(instance, dashboard) },
      { id: 'copy-path', label: 'Copy path', icon: mdiContentCopy, run: () => this.#try(this.copyPath(dashboard)) },
      { kind: 'line' },
      {
        id: 'properties',
        label: 'Properties…',
        icon: mdiPencilOutline,
        keys: 'F2',
        blocked,
        run: () => this.properties(instance, dashboard),
      },
      {
        id: 'delete',
        label: 'Delete…',
        icon: mdiDeleteOutline,
        keys: 'Del',
        danger: true,
        blocked,
        run: () => this.remove(instance, dashboard),
      },
    ];
  }

  async #undo(undoable: Undoable, instance: Instance, { title }: Dashboard): Promise<void> {
    await this.#try(
      (async () => {
        await this.#workspace.client.call('operation_undo', undoable);
        void this.#workspace.dashboards.refresh(instance.id);
        this.#workspace.notices.say(`“${title}” is back.`);
      })(),
    );
  }

  async #try(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (reason) {
      this.#workspace.notices.fail(reason);
    }
  }
}

/** Why the properties of a dashboard can't be changed; null when they can. */
export function changeBlock(instance: Instance, dashboard: Dashboard): string | null {
  if (dashboard.mode === 'yaml') return 'It is set up in Home Assistant’s configuration.yaml; change it there.';
  if (dashboard.id === null) return 'The default dashboard has no properties of its own in Home Assistant.';
  return writeBlock(instance)?.why ?? null;
}
