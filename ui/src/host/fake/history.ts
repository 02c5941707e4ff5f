/** The history and the kept data of this computer, in the fake host. */
import type { ChangeTakeBack, HistoryDashboard, Review, TakenBack, VersionChanges } from '../../api/generated/api';
import { compareLines } from './compare';
import { demoTexts } from './demo';
import type { Handlers } from './handlers';
import { offerFor } from './offers';
import type { FakeWorld } from './world';

const HOUR = 3_600_000;

/** The text of a kept version: its differences identify it. */
export function versionText(version: number, like = demoTexts['lovelace'] ?? ''): string {
  const text = like.replace(/hours_to_show: \d+/, `hours_to_show: ${(version % 40) + 8}`);
  return version % 3 === 1
    ? text.replace(
        /( +)- type: thermostat\n/,
        '$1- type: gauge\n$1  entity: sensor.boiler_pressure\n$1- type: thermostat\n',
      )
    : text;
}

type HistoryCommand =
  | 'history_dashboards'
  | 'history_changes'
  | 'history_compare'
  | 'history_resources'
  | 'history_text'
  | 'history_name'
  | 'history_export'
  | 'history_bring_back'
  | 'history_undo_change'
  | 'dashboard_recreate';

export function historyHandlers(world: FakeWorld): Handlers<HistoryCommand> {
  const recreated = new Set<string>();
  const takeBack = ({ id, old, new: newer, change }: ChangeTakeBack): TakenBack => {
    if (change > 0) {
      return {
        result: 'notPossible',
        reason:
          'This can’t be undone alone, because the same was changed again later. Compare the versions, and edit by hand.',
      };
    }
    const open = world.open(id);
    const before = old === null ? open.base : versionText(old, open.base);
    const target = newer === null || open.text === versionText(newer, open.base) ? before : open.text;
    const offer = offerFor(open, target);
    return { result: 'offered', offer, sentence: 'Undid: Changed the card “history-graph” in Living room' };
  };

  return {
    history_dashboards: () => [
      ...world.dashboards
        .filter((dashboard) => dashboard.mode === 'storage')
        .map((dashboard, index): HistoryDashboard => {
          const { urlPath, title, icon } = dashboard;
          const versions = urlPath === 'lovelace' ? world.versions.length : 2 + index;
          return { urlPath, title, icon, deletedAt: null, versions, lastAt: Date.now() - index * HOUR };
        }),
      ...[
        { urlPath: 'old-hallway', title: 'Hallway', icon: 'mdi:door', hours: 50, versions: 14 },
        { urlPath: 'christmas-lights', title: 'Christmas lights', icon: 'mdi:pine-tree', hours: 2_300, versions: 3 },
      ]
        .filter(({ urlPath }) => !recreated.has(urlPath))
        .map(({ hours, ...rest }) => ({
          ...rest,
          deletedAt: Date.now() - hours * HOUR,
          lastAt: Date.now() - hours * HOUR,
        })),
    ],
    history_changes: ({ versions }) =>
      versions.map((version): VersionChanges => {
        const at = world.versions.findIndex((known) => known.id === version);
        const before = world.versions[at + 1]?.id ?? null;
        const { changes } =
          before === null ? { changes: [] } : compareLines(versionText(before), versionText(version), 0);
        const more = version % 4;
        const sentences = changes.map((change) => change.sentence);
        const extra = ['Renamed the view ', 'Moved the badge ', 'Removed the card '].slice(0, Math.max(0, more - 1));
        return {
          version,
          before,
          sentences: [
            ...sentences,
            ...extra.map((text, index) => [
              { style: 'plain' as const, text },
              { style: 'name' as const, text: ['Kitchen', 'Robin', 'Reading lamp'][index] ?? '' },
            ]),
          ],
          changes: sentences.length + (version % 5 === 0 ? extra.length + 9 : extra.length),
          formattingOnly: before !== null && sentences.length + extra.length === 0,
        };
      }),
    history_compare: ({ old, new: newer, context }): Review => {
      const version = (id: number | null) => world.versions.find((known) => known.id === id) ?? null;
      const label = (id: number | null) => ({
        title: version(id)?.name ?? 'A kept version',
        at: version(id)?.at ?? null,
        origin: version(id)?.origin ?? null,
      });
      const from = old === null ? '' : versionText(old);
      const compared = compareLines(from, versionText(newer), context ?? Number.MAX_SAFE_INTEGER);
      return { revision: 0, old: label(old), new: label(newer), ...compared };
    },
    history_resources: () =>
      world.removedResources.map(({ url, kind }) => ({ operation: 2, at: Date.now() - HOUR, url, kind })),
    history_text: ({ version }) => ({ text: versionText(version), asWritten: version % 2 === 0 }),
    history_name: ({ version, name }) => {
      world.versions = world.versions.map((known) => (known.id === version ? { ...known, name } : known));
      return null;
    },
    history_export: ({ version, path }) => {
      world.files.set(path, versionText(version));
      return null;
    },
    history_bring_back: takeBack,
    history_undo_change: takeBack,
    dashboard_recreate: ({ instance, urlPath }) => {
      recreated.add(urlPath);
      const known = world.dashboards.find((dashboard) => dashboard.urlPath === urlPath);
      const made = known ?? {
        urlPath,
        id: urlPath.replaceAll('-', '_'),
        title: urlPath === 'old-hallway' ? 'Hallway' : urlPath,
        icon: 'mdi:door',
        requireAdmin: false,
        showInSidebar: true,
        isDefault: false,
        mode: 'storage' as const,
        filename: null,
        content: { kind: 'cards' as const, views: 2 },
        hasDraft: false,
      };
      if (!known) world.dashboards = [...world.dashboards, made];
      for (const open of world.documents.values()) {
        const { target } = open.document;
        if (target.kind !== 'dashboard' || target.urlPath !== urlPath) continue;
        open.document = { ...open.document, remote: { state: 'inStep' } };
        world.emit({ event: 'remoteChanged', id: open.document.id, remote: { state: 'inStep' } });
      }
      world.emit({ event: 'dashboardsChanged', instance });
      return made;
    },
  };
}

type KeepingCommand =
  | 'document_unqueue'
  | 'document_export_text'
  | 'document_import_text'
  | 'vault_state'
  | 'vault_retention'
  | 'vault_compact';

export function keepingHandlers(world: FakeWorld): Handlers<KeepingCommand> {
  let everyVersionDays: number | null = 90;
  let bytes = 48_300_000;
  const state = () => ({
    bytes,
    versions: 1_284,
    unpacked: 311_000_000,
    everyVersionDays,
    folder: '~/.local/share/bobbin',
  });
  return {
    document_unqueue: ({ id }) => {
      const open = world.open(id);
      open.document = { ...open.document, queuedAt: null };
      world.emit({ event: 'queueChanged', id, queuedAt: null });
      return null;
    },
    document_export_text: ({ id, path }) => {
      world.files.set(path, world.open(id).text);
      return null;
    },
    document_import_text: ({ id, path }) => {
      const open = world.open(id);
      const text = `# From ${path}\n${open.text}`;
      return { offer: offerFor(open, text), sameMeaning: true, lostComments: [] };
    },
    vault_state: state,
    vault_retention: ({ everyVersionDays: days }) => {
      everyVersionDays = days;
      return state();
    },
    vault_compact: () => {
      const before = bytes;
      bytes = 31_900_000;
      return { versions: before === bytes ? 0 : 412, before, after: bytes };
    },
  };
}
