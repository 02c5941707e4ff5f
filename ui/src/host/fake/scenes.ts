/** States of the world to look at in a plain browser: `/?demo&show=merge`. Each opens the demo's first dashboard. */
import type { FakeHost } from '../fake';
import type { SentencePart, VersionOrigin } from '../../api/generated/api';
import { demoHome, demoTexts } from './demo';
import type { FakeMerge, OpenDocument } from './open-document';

const TARGET = { kind: 'dashboard', instance: 'demo', urlPath: 'lovelace' } as const;
const plain = (text: string): SentencePart => ({ style: 'plain', text });
const name = (text: string): SentencePart => ({ style: 'name', text });
const code = (text: string): SentencePart => ({ style: 'code', text });

const base = demoTexts['lovelace'] ?? '';
const mine = base
  .replace('color: amber', 'color: red')
  .replace('hours_to_show: 24', 'hours_to_show: 12')
  .replace('name: Dishwasher', 'name: Washing up')
  .replace('forecast_type: daily', 'forecast_type: hourly')
  .replace(
    '            entity: climate.living_room\n',
    '            entity: climate.living_room\n            name: Heating\n',
  );
const theirs = base
  .replace('color: amber', 'color: deep-orange\n            icon: mdi:lamp')
  .replace('hours_to_show: 24', 'hours_to_show: 48')
  .replace('          - entity: sensor.dishwasher_remaining\n            name: Dishwasher\n', '')
  .replace('title: Maple Street', 'title: Maple Street 7');

const merge: FakeMerge = {
  text: mine.replace('title: Maple Street', 'title: Maple Street 7'),
  myChanges: [
    'Changed “Reading lamp” in Living room: color',
    'Changed the card “history-graph”: hours_to_show',
    'Changed “Dishwasher” in Kitchen: name',
    'Changed “weather-forecast” in Garden: forecast_type',
    'Changed the card “thermostat”: name',
  ],
  theirChanges: [
    'Changed the title of the dashboard',
    'Changed “Reading lamp” in Living room: color, icon',
    'Changed the card “history-graph”: hours_to_show',
    'Removed “Dishwasher” from Kitchen',
  ],
  lostComments: [],
  conflicts: [
    {
      id: 'lamp',
      kind: 'changedApart',
      sentence: [
        plain('You and they changed '),
        code('color'),
        plain(' of '),
        name('Reading lamp'),
        plain(' in '),
        name('Living room'),
        plain(' differently'),
      ],
      path: 'views[0].sections[0].cards[2].color',
      base: 'type: tile\nentity: light.reading_lamp\nname: Reading lamp\ncolor: amber\n',
      mine: 'type: tile\nentity: light.reading_lamp\nname: Reading lamp\ncolor: red\n',
      theirs: 'type: tile\nentity: light.reading_lamp\nname: Reading lamp\ncolor: deep-orange\nicon: mdi:lamp\n',
      canKeepBoth: false,
      at: '            color: red\n',
    },
    {
      id: 'graph',
      kind: 'changedApart',
      sentence: [
        plain('You and they changed '),
        code('hours_to_show'),
        plain(' of the card '),
        name('history-graph'),
        plain(' differently'),
      ],
      path: 'views[0].sections[1].cards[2].hours_to_show',
      base: 'hours_to_show: 24\n',
      mine: 'hours_to_show: 12\n',
      theirs: 'hours_to_show: 48\n',
      canKeepBoth: false,
      at: '            hours_to_show: 12\n',
    },
    {
      id: 'dishwasher',
      kind: 'removedByThem',
      sentence: [plain('You changed '), name('Dishwasher'), plain(' in '), name('Kitchen'), plain(', they removed it')],
      path: 'views[1].cards[0].entities[1]',
      base: 'entity: sensor.dishwasher_remaining\nname: Dishwasher\n',
      mine: 'entity: sensor.dishwasher_remaining\nname: Washing up\n',
      theirs: null,
      canKeepBoth: false,
      at: '          - entity: sensor.dishwasher_remaining\n            name: Washing up\n',
    },
    {
      id: 'fan',
      kind: 'changedApart',
      sentence: [
        plain('You and they both added a card after '),
        name('thermostat'),
        plain(' in '),
        name('Living room'),
      ],
      path: 'views[0].sections[1].cards[2]',
      base: null,
      mine: 'type: tile\nentity: fan.living_room\n',
      theirs: 'type: tile\nentity: humidifier.living_room\n',
      canKeepBoth: true,
      at: '            name: Heating\n',
    },
    {
      id: 'weather',
      kind: 'movedApart',
      sentence: [name('Garden'), plain(' was moved by you, to the end, and by them, to the start')],
      path: 'views[2]',
      base: 'title: Garden\npath: garden\nicon: mdi:flower\ncards:\n  - type: weather-forecast\n    entity: weather.home\n    forecast_type: daily\n',
      mine: 'title: Garden\npath: garden\nicon: mdi:flower\ncards:\n  - type: weather-forecast\n    entity: weather.home\n    forecast_type: hourly\n',
      theirs:
        'title: Garden\npath: garden\nicon: mdi:flower\ncards:\n  - type: weather-forecast\n    entity: weather.home\n    forecast_type: daily\n',
      canKeepBoth: false,
      at: '        forecast_type: hourly\n',
    },
  ],
};

type Scene = (host: FakeHost, open: OpenDocument) => void;

const changedElsewhere: Scene = (_, open) => {
  Object.assign(open, { text: mine, theirs });
  const sentences = [...merge.theirChanges];
  const remote = {
    state: 'changed' as const,
    version: 7,
    at: Date.now() - 40_000,
    sentences,
    changes: sentences.length,
  };
  open.document = { ...open.document, text: mine, remote };
};
const offline: Scene = (host, open) => {
  host.instances = [
    {
      ...demoHome(),
      connection: {
        state: 'reconnecting',
        attempt: 3,
        retryAt: Date.now() + 9_000,
        error: 'The connection was refused.',
      },
    },
  ];
  host.answer('dashboard_list', () => ({ dashboards: host.dashboards, asOf: Date.now() - 1_200_000, live: false }));
  open.document = { ...open.document, base: { asOf: Date.now() - 1_200_000, live: false, noConfig: false } };
};
const queued: Scene = (host, open) => {
  offline(host, open);
  Object.assign(open, { text: mine });
  open.document = { ...open.document, text: mine, queuedAt: Date.now() - 60_000 };
};

const scenes: Record<string, Scene> = {
  merge: (host, open) => {
    changedElsewhere(host, open);
    host.merges.set(open.document.id, merge);
  },
  halfDone: (host, open) => {
    scenes['merge']?.(host, open);
    open.document = { ...open.document, mergeStarted: true };
    const choices = [
      { id: 'lamp', choice: { choice: 'theirs' } as const },
      { id: 'graph', choice: { choice: 'edited', text: 'hours_to_show: 36\n' } as const },
    ];
    for (const { id, choice } of choices) {
      void host.call('document_merge_choose', { id: open.document.id, conflicts: [id], choice });
    }
  },
  clean: (host, open) => {
    changedElsewhere(host, open);
    host.merges.set(open.document.id, {
      ...merge,
      conflicts: [],
      lostComments: ['The first thing seen in the morning.'],
    });
  },
  offline,
  queued,
  sent: (host, open) => {
    queued(host, open);
    setTimeout(() => {
      host.setConnection('demo', demoHome().connection);
      const { id, target, title } = open.document;
      host.emit({ event: 'queueChanged', id, queuedAt: null });
      changedElsewhere(host, open);
      const conflict = {
        theirs: 7,
        at: Date.now(),
        theirChanges: [...merge.theirChanges],
        myChanges: [],
        putBack: false,
        merges: null,
      };
      const fits = { ...conflict, merges: '3 of their changes merged with 5 of yours' };
      const kitchen = { ...TARGET, urlPath: 'energy-and-water' };
      host.emit({
        event: 'queueSent',
        instance: 'demo',
        items: [
          {
            id: 'kitchen',
            target: kitchen,
            title: 'Energy & water',
            outcome: { outcome: 'changedOnServer', conflict: fits },
            problem: null,
          },
          { id, target, title, outcome: { outcome: 'changedOnServer', conflict }, problem: null },
        ],
      });
    }, 1_500);
  },
  polling: (host) => {
    const connection = demoHome().connection;
    if (connection.state !== 'connected') return;
    const polling = 'Home Assistant refused to tell of changes, so Bobbin looks every 5 s, at open dashboards only.';
    host.instances = [{ ...demoHome(), connection: { ...connection, polling } }];
  },
  deleted: (host, open) => {
    changedElsewhere(host, open);
    open.document = { ...open.document, remote: { state: 'deleted' } };
  },
  comments: (host, open) => {
    open.document = { ...open.document, hasLocalText: false };
    const { id } = open.document;
    const comments = ['The first thing seen in the morning.', 'Ask Kim before changing this one.'];
    setTimeout(() => host.emit({ event: 'commentsLost', id, comments, version: 4 }), 1_200);
  },
  carried: (host, open) => {
    const { id } = open.document;
    const from = base.indexOf('hours_to_show: 24') + 15;
    setTimeout(() => {
      Object.assign(open, { base: base.replace('hours_to_show: 24', 'hours_to_show: 48') });
      host.emit({
        event: 'remoteCarried',
        id,
        offer: { revision: open.document.revision, changes: [{ from, to: from + 2, insert: '48' }] },
        sentences: ['Changed the card “history-graph” in Living room: hours_to_show'],
        changes: 1,
        at: Date.now(),
      });
    }, 1_200);
  },
  long: (host) => {
    const origins: VersionOrigin[] = ['savedByUs', 'savedByOthers', 'savedByUs', 'fetched', 'displaced', 'putBack'];
    host.versions = Array.from({ length: 1_000 }, (_, index) => ({
      id: 1_000 - index,
      at: Date.now() - index * 2_400_000,
      origin: origins[index % origins.length] ?? 'fetched',
      haVersion: '2026.11.0',
      size: 355_000 + ((index * 37) % 900),
      name: index === 40 ? 'Before the new heating' : null,
    }));
  },
};

/** Puts the world into a state by its name; an unknown one changes nothing. */
export function setScene(host: FakeHost, scene: string | null): void {
  const set = scene === null ? undefined : scenes[scene];
  if (!set) return;
  const open = host.prepare(TARGET, {});
  set(host, open);
  host.preferences = { ...host.preferences, tabs: [TARGET], activeTab: 'dashboard:demo:lovelace' };
}
