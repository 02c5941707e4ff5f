import type { Dashboard, Instance } from '../../api/generated/api';
import { writeBlock } from '../../workspace/home/Session.svelte';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import { changeBlock, DashboardActions } from './DashboardActions';

/** The commands about dashboards. Those about one are about the one in front. */
export function contributeDashboards(): void {
  const workspace = useWorkspace();
  const { commands, dashboards, session, tabs } = workspace;
  const actions = new DashboardActions(workspace);

  const inFront = (): { instance: Instance; dashboard: Dashboard } | null => {
    const target = tabs.active?.target;
    if (target?.kind !== 'dashboard') return null;
    const instance = session.instance(target.instance);
    const dashboard = dashboards.find(target.instance, target.urlPath);
    return instance && dashboard ? { instance, dashboard } : null;
  };
  const changing = () => {
    const found = inFront();
    return found ? changeBlock(found.instance, found.dashboard) : 'No dashboard is in front';
  };
  const about = (run: (instance: Instance, dashboard: Dashboard) => Promise<void>) => async () => {
    const found = inFront();
    if (found) await run(found.instance, found.dashboard);
  };

  commands.register([
    {
      id: 'dashboard.create',
      title: 'New dashboard…',
      group: 'Dashboard',
      words: 'create add',
      blocked: () => (session.current ? (writeBlock(session.current)?.why ?? null) : 'No Home Assistant is chosen'),
      run: async () => {
        if (session.current) await actions.create(session.current);
      },
    },
    {
      id: 'dashboard.properties',
      title: 'Properties of the dashboard…',
      group: 'Dashboard',
      words: 'rename title icon admin sidebar',
      blocked: changing,
      run: about((instance, dashboard) => actions.properties(instance, dashboard)),
    },
    {
      id: 'dashboard.delete',
      title: 'Delete the dashboard…',
      group: 'Dashboard',
      words: 'remove',
      blocked: changing,
      run: about((instance, dashboard) => actions.remove(instance, dashboard)),
    },
    {
      id: 'dashboard.copyPath',
      title: 'Copy the path of the dashboard',
      group: 'Dashboard',
      words: 'url address',
      blocked: () => (inFront() ? null : 'No dashboard is in front'),
      run: about((_, dashboard) => actions.copyPath(dashboard)),
    },
    {
      id: 'dashboard.refresh',
      title: 'Read the list of dashboards again',
      group: 'Dashboard',
      words: 'reload',
      blocked: () => (session.current ? null : 'No Home Assistant is chosen'),
      run: async () => {
        if (session.current) await dashboards.refresh(session.current.id);
      },
    },
  ]);
}
