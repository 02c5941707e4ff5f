/** Problems and doubts about the address of a resource, and the probable intention. */
import type { Resource, ResourceKind } from '../../api/generated/api';

export interface Advice {
  /** Why it can't be added like this; null when it can. */
  readonly problem: string | null;
  /** An oddity, or a hint. */
  readonly hint: string | null;
  /** The address that was probably meant. */
  readonly better: { readonly url?: string; readonly kind?: ResourceKind } | null;
}

const FINE: Advice = { problem: null, hint: null, better: null };

export const kindWords: Record<ResourceKind, string> = {
  module: 'JavaScript module',
  js: 'JavaScript file (old style)',
  css: 'Style sheet',
  html: 'HTML import (no longer loaded)',
};

/** `others` are the resources that are there already, without the one that is edited. */
export function adviseOn(typed: string, kind: ResourceKind, others: readonly Resource[]): Advice {
  const url = typed.trim();
  if (url === '') return { ...FINE, problem: 'A resource needs an address, such as /local/clock-card.js.' };
  return onPlace(url) ?? onDuplicate(url, others) ?? onKind(url, kind) ?? onOrigin(url) ?? FINE;
}

function onPlace(url: string): Advice | null {
  const disk = /^(?:file:\/\/)?\/?(?:homeassistant\/|config\/)?www\/(.+)$/.exec(url);
  if (disk) {
    return {
      problem: 'This is where the file is on disk. Home Assistant serves its www folder as /local/.',
      hint: null,
      better: { url: `/local/${disk[1]}` },
    };
  }
  if (/^file:|^[a-z]:[\\/]|\\/i.test(url)) {
    return {
      ...FINE,
      problem:
        'Browsers can’t read files of this computer. Put the file into Home Assistant’s www folder and use /local/….',
    };
  }
  if (/^(local|hacsfiles)\//.test(url)) {
    return { problem: 'It starts with a slash.', hint: null, better: { url: `/${url}` } };
  }
  if (/\s/.test(url)) return { ...FINE, problem: 'An address has no spaces. Write them as %20.' };
  if (!/^(\/|https?:\/\/)/.test(url)) {
    return { ...FINE, problem: 'It starts with a slash, or with https://.' };
  }
  return null;
}

function onDuplicate(url: string, others: readonly Resource[]): Advice | null {
  const file = (address: string) => address.split(/[?#]/)[0];
  if (!others.some((other) => file(other.url) === file(url))) return null;
  return { ...FINE, hint: 'This file is in the list already. Loaded twice, a card often fails with an error.' };
}

function onKind(url: string, kind: ResourceKind): Advice | null {
  const end = /\.([a-z]+)(?:[?#].*)?$/i.exec(url)?.[1]?.toLowerCase();
  if (end === 'css' && kind !== 'css') {
    return { ...FINE, hint: 'It looks like a style sheet.', better: { kind: 'css' } };
  }
  if ((end === 'js' || end === 'mjs') && kind === 'css') {
    return { ...FINE, hint: 'It looks like JavaScript.', better: { kind: 'module' } };
  }
  return null;
}

function onOrigin(url: string): Advice | null {
  if (/^https:\/\/github\.com\/.+\/(blob|tree)\//.test(url)) {
    return { ...FINE, hint: 'This is a page about the file, not the file itself.' };
  }
  if (url.startsWith('http://')) {
    return { ...FINE, hint: 'A browser that opens Home Assistant over https:// refuses to load this.' };
  }
  if (url.startsWith('https://')) {
    return { ...FINE, hint: 'It is loaded from outside: without internet the cards in it are missing.' };
  }
  if (url.startsWith('/hacsfiles/')) {
    return { ...FINE, hint: 'HACS looks after this one: it writes the address anew when it updates the card.' };
  }
  return null;
}
