/** Dashboards and resources of the fake home: listing, making, changing and removing them. */
import type { Dashboard, Resource } from '../../api/generated/api';
import { fail } from './refusal';
import { searched } from './search';
import type { Handlers } from './handlers';
import type { FakeWorld } from './world';

type Name =
  | 'dashboard_list'
  | 'dashboard_search'
  | 'dashboard_suggest_path'
  | 'dashboard_check_path'
  | 'dashboard_create'
  | 'dashboard_update'
  | 'dashboard_delete'
  | 'dashboard_versions'
  | 'operation_undo'
  | 'resource_list'
  | 'resource_create'
  | 'resource_update'
  | 'resource_delete';

export function dashboardHandlers(world: FakeWorld): Handlers<Name> {
  const deleted: Dashboard[] = [];
  return {
    dashboard_list: () => ({ dashboards: world.dashboards, asOf: Date.now(), live: true }),
    dashboard_search: (ask) => searched(ask, world.dashboards, (urlPath) => world.texts.get(urlPath) ?? ''),
    dashboard_suggest_path: ({ title }) => {
      const slug = title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '');
      return { urlPath: slug.includes('-') ? slug : `${slug || 'my'}-dashboard` };
    },
    dashboard_check_path: ({ urlPath }) => {
      if (!urlPath.includes('-')) return { problem: 'The path needs a hyphen, such as “my-home”.' };
      const taken = world.dashboards.some((dashboard) => dashboard.urlPath === urlPath);
      return { problem: taken ? 'There is a dashboard with this path already.' : null };
    },
    dashboard_create: ({ title, urlPath, icon, showInSidebar, requireAdmin, instance }) => {
      const created: Dashboard = {
        urlPath,
        id: urlPath.replaceAll('-', '_'),
        title,
        icon,
        requireAdmin,
        showInSidebar,
        isDefault: false,
        mode: 'storage',
        filename: null,
        content: { kind: 'noConfig' },
        hasDraft: false,
      };
      world.dashboards = [...world.dashboards, created];
      world.emit({ event: 'dashboardsChanged', instance });
      return created;
    },
    dashboard_update: ({ urlPath, title, icon, showInSidebar, requireAdmin, instance }) => {
      world.dashboards = world.dashboards.map((dashboard) =>
        dashboard.urlPath === urlPath ? { ...dashboard, title, icon, showInSidebar, requireAdmin } : dashboard,
      );
      world.emit({ event: 'dashboardsChanged', instance });
      return (
        world.dashboards.find((dashboard) => dashboard.urlPath === urlPath) ?? fail('notFound', 'No such dashboard.')
      );
    },
    dashboard_delete: ({ urlPath, instance }) => {
      deleted.push(...world.dashboards.filter((dashboard) => dashboard.urlPath === urlPath));
      world.dashboards = world.dashboards.filter((dashboard) => dashboard.urlPath !== urlPath);
      world.emit({ event: 'dashboardsChanged', instance });
      return { operation: 1 };
    },
    dashboard_versions: () => world.versions,
    operation_undo: ({ operation }) => {
      if (operation === 1) world.dashboards = [...world.dashboards, ...deleted.splice(0)];
      else world.resources = [...world.resources, ...world.removedResources.splice(0)];
      const instance = world.instances[0]?.id ?? '';
      world.emit({ event: operation === 1 ? 'dashboardsChanged' : 'resourcesChanged', instance });
      return null;
    },
    resource_list: () => ({ resources: world.resources, readOnly: null, asOf: Date.now(), live: true }),
    resource_create: ({ kind, url, instance }) => {
      const resource: Resource = { id: `resource-${world.number()}`, kind, url, hacs: url.startsWith('/hacsfiles/') };
      world.resources = [...world.resources, resource];
      world.emit({ event: 'resourcesChanged', instance });
      return resource;
    },
    resource_update: ({ id, kind, url, instance }) => {
      world.resources = world.resources.map((other) => (other.id === id ? { ...other, kind, url } : other));
      world.emit({ event: 'resourcesChanged', instance });
      return world.resources.find((other) => other.id === id) ?? fail('notFound', 'No such resource.');
    },
    resource_delete: ({ id, instance }) => {
      world.removedResources.push(...world.resources.filter((other) => other.id === id));
      world.resources = world.resources.filter((other) => other.id !== id);
      world.emit({ event: 'resourcesChanged', instance });
      return { operation: 2 };
    },
  };
}
