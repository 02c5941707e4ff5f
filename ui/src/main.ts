import { mount } from 'svelte';

import App from './app/App.svelte';
import type { Host } from './host/host';
import { isTauri, tauriHost } from './host/tauri';
import './styles/tokens.css';
import './styles/base.css';

async function host(): Promise<Host> {
  if (isTauri()) return tauriHost();
  if (!import.meta.env.DEV) throw new Error('Bobbin’s interface runs inside Bobbin.');
  const { browserHost } = await import('./host/browser');
  return browserHost();
}

const target = document.getElementById('app');
if (target) mount(App, { target, props: { host: await host() } });
