/** Where a text is to be sent: an instance, and a dashboard there or a new one. */
import type { CommandFailed } from '../../api/client';
import type { Dashboard, Instance } from '../../api/generated/api';
import { NewDashboard } from '../../workspace/home/DashboardForm.svelte';
import { writeBlock } from '../../workspace/home/Session.svelte';
import type { Workspace } from '../../workspace/Workspace.svelte';

export interface Destination {
  readonly instance: string;
  readonly urlPath: string;
  readonly title: string;
}

export class SendState {
  readonly #workspace: Workspace;
  readonly #title: string;
  #instanceId: string = $state('');
  #chosenPath: string | null = $state(null);
  #form: NewDashboard = $state.raw() as NewDashboard;
  kind: 'existing' | 'new' = $state('existing');

  /** `title` is offered for a new dashboard. */
  constructor(workspace: Workspace, title: string) {
    this.#workspace = workspace;
    this.#title = title;
    this.selectInstance(workspace.session.current?.id ?? workspace.session.instances[0]?.id ?? '');
  }

  get instances(): readonly Instance[] {
    return this.#workspace.session.instances;
  }
  get instanceId(): string {
    return this.#instanceId;
  }
  get #instance(): Instance | null {
    return this.#workspace.session.instance(this.#instanceId);
  }
  /** The dashboards that a text can be sent to: those that are not files on Home Assistant's disk. */
  get dashboards(): readonly Dashboard[] {
    const list = this.#workspace.dashboards.list(this.#instanceId)?.dashboards ?? [];
    return list.filter((dashboard) => dashboard.mode === 'storage');
  }
  /** The dashboard in front: one of the same title, else the first. */
  get urlPath(): string {
    const { dashboards } = this;
    const chosen = dashboards.find((dashboard) => dashboard.urlPath === this.#chosenPath);
    const same = dashboards.find((dashboard) => dashboard.title.toLowerCase() === this.#title.toLowerCase());
    return (chosen ?? same ?? dashboards[0])?.urlPath ?? '';
  }
  set urlPath(urlPath: string) {
    this.#chosenPath = urlPath;
  }
  /** The new dashboard's title and path. */
  get form(): NewDashboard {
    return this.#form;
  }
  /** Why it can't be sent there; null when it can. */
  get block(): string | null {
    if (!this.#instance) return 'Connect to a Home Assistant first.';
    const block = writeBlock(this.#instance);
    if (block) return block.why;
    if (this.kind === 'existing' && this.urlPath === '') return 'There is no dashboard to send it to.';
    return null;
  }
  get isBusy(): boolean {
    return this.#form.isBusy;
  }
  get failure(): CommandFailed | null {
    return this.#form.failure;
  }

  selectInstance(id: string): void {
    this.#instanceId = id;
    this.#form = new NewDashboard(this.#workspace.client, id);
    void this.#form.setTitle(this.#title);
    const { dashboards } = this.#workspace;
    if (id !== '' && !dashboards.list(id) && !dashboards.isLoading(id)) void dashboards.refresh(id);
  }

  /** The destination, created first when it is new; null when that fails, and the state shows why. */
  async submit(): Promise<Destination | null> {
    const instance = this.#instanceId;
    if (this.block !== null) return null;
    if (this.kind === 'existing') {
      const dashboard = this.dashboards.find((candidate) => candidate.urlPath === this.urlPath);
      return dashboard ? { instance, urlPath: dashboard.urlPath, title: dashboard.title } : null;
    }
    const created = await this.#form.submit();
    if (!created) return null;
    return { instance, urlPath: created.urlPath, title: created.title };
  }
}
