import { FakeHost } from './fake';
import { setScene } from './fake/scenes';
import type { Host } from './host';

/**
 * The fake host for looking at the interface in a plain browser (`npm run dev`, then the address it prints).
 * The address's query chooses what to see: `?demo` starts with the demo home, `?open=lovelace` with one of its
 * dashboards, `?pref.theme=dark` and the like with a preference, `&show=merge` in a state of it
 * (`fake/scenes.ts`).
 */
export function browserHost(): Host {
  const wanted = new URLSearchParams(globalThis.location.search);
  const host = new FakeHost({ delayMs: Number(wanted.get('delay') ?? 30) });
  if (wanted.has('demo')) host.addDemo();
  for (const [key, value] of wanted) {
    if (key.startsWith('pref.')) host.preferences[key.slice(5)] = value;
    if (key === 'open') host.preferences['tabs'] = [{ kind: 'dashboard', instance: 'demo', urlPath: value }];
  }
  host.files.set('/home/robin/dashboards/lights.yaml', 'views:\n  - title: Lights\n    cards: []\n');
  host.files.set('/home/robin/dashboards/a-file-with-a-long-name-for-the-guest-house.yaml', 'views: []\n');
  host.chosenPath = '/home/robin/dashboards/lights.yaml';
  setScene(host, wanted.get('show'));
  // For the console: `bobbin.emit(…)`, `bobbin.answer(…)`.
  Object.assign(globalThis, { bobbin: host });
  return host;
}
