/** The forms that create a dashboard or change its properties. */
import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { Dashboard } from '../../api/generated/api';

/** The properties that both dialogs have. */
export class DashboardForm {
  title = $state('');
  icon = $state('');
  showInSidebar = $state(true);
  requireAdmin = $state(false);
  #isBusy = $state(false);
  #wasTried = $state(false);
  #failure: CommandFailed | null = $state.raw(null);

  get isBusy(): boolean {
    return this.#isBusy;
  }
  /** Why the last try failed. */
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  /** The problem with the title, once somebody tried without one. */
  get titleProblem(): string | null {
    return this.#wasTried && this.title.trim() === '' ? 'A dashboard needs a title.' : null;
  }
  protected get canSubmit(): boolean {
    return this.title.trim() !== '';
  }
  protected get properties() {
    const { showInSidebar, requireAdmin } = this;
    const icon = this.icon.trim();
    const named = icon === '' || icon.includes(':') ? icon : `mdi:${icon}`;
    return { title: this.title.trim(), icon: named === '' ? null : named, showInSidebar, requireAdmin };
  }

  /** Null when it fails; the form then shows why. */
  protected async submitted(run: () => Promise<Dashboard>): Promise<Dashboard | null> {
    this.#wasTried = true;
    if (!this.canSubmit || this.#isBusy) return null;
    this.#isBusy = true;
    this.#failure = null;
    try {
      return await run();
    } catch (reason) {
      this.#failure = asCommandFailed(reason);
      return null;
    } finally {
      this.#isBusy = false;
    }
  }
}

/** A new dashboard: its path follows the title until somebody types one. */
export class NewDashboard extends DashboardForm {
  readonly #client: Client;
  readonly #instance: string;
  #urlPath = $state('');
  #isPathOwn = $state(false);
  #pathProblem: string | null = $state(null);
  #question = 0;

  constructor(client: Client, instance: string) {
    super();
    this.#client = client;
    this.#instance = instance;
  }

  get urlPath(): string {
    return this.#urlPath;
  }
  /** The problem with the path; null when it can be used, as far as is known. */
  get pathProblem(): string | null {
    return this.#pathProblem;
  }
  /** Whether the path is one that somebody typed. */
  get isPathOwn(): boolean {
    return this.#isPathOwn;
  }

  async setTitle(title: string): Promise<void> {
    this.title = title;
    if (!this.#isPathOwn) await this.#offer();
  }

  /** An empty path goes back to following the title. */
  async setPath(urlPath: string): Promise<void> {
    this.#isPathOwn = urlPath.trim() !== '';
    if (!this.#isPathOwn) {
      await this.#offer();
      return;
    }
    this.#urlPath = urlPath;
    await this.#check(++this.#question);
  }

  async submit(): Promise<Dashboard | null> {
    return this.submitted(() =>
      this.#client.call('dashboard_create', {
        instance: this.#instance,
        urlPath: this.#urlPath.trim(),
        ...this.properties,
      }),
    );
  }

  protected override get canSubmit(): boolean {
    return super.canSubmit && this.#urlPath.trim() !== '' && this.#pathProblem === null;
  }

  async #offer(): Promise<void> {
    const question = ++this.#question;
    const title = this.title.trim();
    if (title === '') {
      this.#urlPath = '';
      this.#pathProblem = null;
      return;
    }
    try {
      const { urlPath } = await this.#client.call('dashboard_suggest_path', { instance: this.#instance, title });
      if (question !== this.#question) return;
      this.#urlPath = urlPath;
      await this.#check(question);
    } catch (reason) {
      if (question === this.#question) this.#pathProblem = asCommandFailed(reason).message;
    }
  }

  /** Of two answers, the one about the later path counts. */
  async #check(question: number): Promise<void> {
    try {
      const { problem } = await this.#client.call('dashboard_check_path', {
        instance: this.#instance,
        urlPath: this.#urlPath.trim(),
      });
      if (question === this.#question) this.#pathProblem = problem;
    } catch (reason) {
      if (question === this.#question) this.#pathProblem = asCommandFailed(reason).message;
    }
  }
}

/** The properties of an existing dashboard. Its path stays. */
export class DashboardProperties extends DashboardForm {
  readonly #client: Client;
  readonly #instance: string;
  readonly dashboard: Dashboard;

  constructor(client: Client, instance: string, dashboard: Dashboard) {
    super();
    this.#client = client;
    this.#instance = instance;
    this.dashboard = dashboard;
    this.title = dashboard.title;
    this.icon = dashboard.icon ?? '';
    this.showInSidebar = dashboard.showInSidebar;
    this.requireAdmin = dashboard.requireAdmin;
  }

  get isChanged(): boolean {
    const { title, icon, showInSidebar, requireAdmin } = this.properties;
    const was = this.dashboard;
    return (
      title !== was.title ||
      icon !== was.icon ||
      showInSidebar !== was.showInSidebar ||
      requireAdmin !== was.requireAdmin
    );
  }

  async submit(): Promise<Dashboard | null> {
    const { urlPath } = this.dashboard;
    return this.submitted(() =>
      this.#client.call('dashboard_update', { instance: this.#instance, urlPath, ...this.properties }),
    );
  }
}
