import type { Dashboard, Instance } from '../../api/generated/api';
import { writeBlock } from '../../workspace/home/Session.svelte';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import { changeBlock, DashboardActions } from './DashboardActions';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/dashboards';

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
    return found ? changeBlock(found.instance, found.dashboard) : common.noDashboardOpen();
  };
  const about = (run: (instance: Instance, dashboard: Dashboard) => Promise<void>) => async () => {
    const found = inFront();
    if (found) await run(found.instance, found.dashboard);
  };

  commands.register([
    {
      id: 'dashboard.create',
      title: say.newDashboardCommand(),
      group: common.dashboard(),
      words: say.createAdd(),
      blocked: () => (session.current ? (writeBlock(session.current)?.why ?? null) : common.noHomeAssistantChosen()),
      run: async () => {
        if (session.current) await actions.create(session.current);
      },
    },
    {
      id: 'dashboard.properties',
      title: say.propertiesCommand(),
      group: common.dashboard(),
      words: say.renameTitleIconAdminSidebar(),
      blocked: changing,
      run: about((instance, dashboard) => actions.properties(instance, dashboard)),
    },
    {
      id: 'dashboard.delete',
      title: say.deleteCommand(),
      group: common.dashboard(),
      words: 'remove',
      blocked: changing,
      run: about((instance, dashboard) => actions.remove(instance, dashboard)),
    },
    {
      id: 'dashboard.copyPath',
      title: say.copyPathCommand(),
      group: common.dashboard(),
      words: say.urlAddress(),
      blocked: () => (inFront() ? null : common.noDashboardOpen()),
      run: about((_, dashboard) => actions.copyPath(dashboard)),
    },
    {
      id: 'dashboard.refresh',
      title: say.refreshCommand(),
      group: common.dashboard(),
      words: 'reload',
      blocked: () => (session.current ? null : common.noHomeAssistantChosen()),
      run: async () => {
        if (session.current) await dashboards.refresh(session.current.id);
      },
    },
  ]);
}
