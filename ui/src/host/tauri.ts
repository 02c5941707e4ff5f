/**
 * The host inside the desktop app. The only file that may name Tauri: one command carries all of Bobbin's,
 * one channel all events.
 */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { Event } from '../api/generated/api';
import type { CommandName, Host, RequestOf, ResponseOf } from './host';

const CHANNEL = 'bobbin';

export const isTauri = (): boolean => '__TAURI_INTERNALS__' in globalThis;

export function tauriHost(): Host {
  // No command leaves before the listener is ready: no event that a command causes may be missed.
  let listening: Promise<unknown> | null = null;
  return {
    call<K extends CommandName>(name: K, request: RequestOf<K>): Promise<ResponseOf<K>> {
      const send = () => invoke<ResponseOf<K>>('call', { name, request: JSON.stringify(request) });
      return listening ? listening.then(send) : send();
    },

    listen(handler) {
      let stopped = false;
      const registration = listen<Event>(CHANNEL, ({ payload }) => {
        if (!stopped) handler(payload);
      });
      listening = registration;
      void registration.then(() => {
        if (listening === registration) listening = null;
      });
      return () => {
        stopped = true;
        void registration.then((stop) => stop());
      };
    },
  };
}
