/** Problems and doubts about the address of a resource, and the probable intention. */
import type { Resource, ResourceKind } from '../../api/generated/api';
import * as say from '../../words/generated/resources';

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
  module: say.javascriptModule(),
  js: say.javascriptLegacy(),
  css: say.styleSheet(),
  html: say.htmlImport(),
};

/** `others` are the resources that are there already, without the one that is edited. */
export function adviseOn(typed: string, kind: ResourceKind, others: readonly Resource[]): Advice {
  const url = typed.trim();
  if (url === '') return { ...FINE, problem: say.needsAddress() };
  return onPlace(url) ?? onDuplicate(url, others) ?? onKind(url, kind) ?? onOrigin(url) ?? FINE;
}

function onPlace(url: string): Advice | null {
  const disk = /^(?:file:\/\/)?\/?(?:homeassistant\/|config\/)?www\/(.+)$/.exec(url);
  if (disk) {
    return {
      problem: say.pathOnDisk(),
      hint: null,
      better: { url: `/local/${disk[1]}` },
    };
  }
  if (/^file:|^[a-z]:[\\/]|\\/i.test(url)) {
    return {
      ...FINE,
      problem: say.localFile(),
    };
  }
  if (/^(local|hacsfiles)\//.test(url)) {
    return { problem: say.mustStartWithSlash(), hint: null, better: { url: `/${url}` } };
  }
  if (/\s/.test(url)) return { ...FINE, problem: say.noSpaces() };
  if (!/^(\/|https?:\/\/)/.test(url)) {
    return { ...FINE, problem: say.mustStartWithSlashOrHttps() };
  }
  return null;
}

function onDuplicate(url: string, others: readonly Resource[]): Advice | null {
  const file = (address: string) => address.split(/[?#]/)[0];
  if (!others.some((other) => file(other.url) === file(url))) return null;
  return { ...FINE, hint: say.alreadyListed() };
}

function onKind(url: string, kind: ResourceKind): Advice | null {
  const end = /\.([a-z]+)(?:[?#].*)?$/i.exec(url)?.[1]?.toLowerCase();
  if (end === 'css' && kind !== 'css') {
    return { ...FINE, hint: say.looksLikeStyleSheet(), better: { kind: 'css' } };
  }
  if ((end === 'js' || end === 'mjs') && kind === 'css') {
    return { ...FINE, hint: say.looksLikeJavascript(), better: { kind: 'module' } };
  }
  return null;
}

function onOrigin(url: string): Advice | null {
  if (/^https:\/\/github\.com\/.+\/(blob|tree)\//.test(url)) {
    return { ...FINE, hint: say.isAPage() };
  }
  if (url.startsWith('http://')) {
    return { ...FINE, hint: say.refusedOverHttps() };
  }
  if (url.startsWith('https://')) {
    return { ...FINE, hint: say.fromTheInternet() };
  }
  if (url.startsWith('/hacsfiles/')) {
    return { ...FINE, hint: say.managed() };
  }
  return null;
}
