import { mount, unmount } from 'svelte';
import type { Attachment } from 'svelte/attachments';

import { overlayHost } from './overlay';
import Tooltip from './Tooltip.svelte';

const WAIT_MS = 450;

/** The element whose tooltip is on show: one at a time. */
let owner: Element | null = null;
let closeShown: (() => void) | null = null;

/**
 * Shows words beside an element while the pointer rests on it or the keyboard has brought the focus there.
 * They are a help, never the only name: the element has its own accessible name. `onlyWhenCut` shows them only
 * where the element's own text does not fit.
 */
export function tooltip(text: string | null | undefined, { onlyWhenCut = false } = {}): Attachment<HTMLElement> {
  return (element) => {
    if (!text) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isCut = () =>
      [element, ...element.querySelectorAll<HTMLElement>('*')].some((part) => part.scrollWidth > part.clientWidth);
    const show = () => {
      if (!onlyWhenCut || isCut()) open(element, text);
    };
    const enter = () => {
      clearTimeout(timer);
      timer = setTimeout(show, owner ? 0 : WAIT_MS);
    };
    const focus = () => {
      if (element.matches(':focus-visible')) show();
    };
    const leave = () => {
      clearTimeout(timer);
      close(element);
    };
    const listening: [string, (event: never) => void][] = [
      ['pointerenter', enter],
      ['pointerleave', leave],
      ['pointerdown', leave],
      ['focus', focus],
      ['blur', leave],
    ];
    for (const [name, handler] of listening) element.addEventListener(name, handler as EventListener);
    return () => {
      leave();
      for (const [name, handler] of listening) element.removeEventListener(name, handler as EventListener);
    };
  };
}

function open(anchor: HTMLElement, text: string): void {
  closeShown?.();
  const bubble = mount(Tooltip, { target: overlayHost(anchor), props: { anchor, text } });
  owner = anchor;
  // It goes with Escape wherever the focus is, and Escape goes on: a tooltip is nothing that has to be closed first.
  const escape = ({ key }: KeyboardEvent) => key === 'Escape' && close(anchor);
  globalThis.addEventListener('keydown', escape, true);
  closeShown = () => {
    globalThis.removeEventListener('keydown', escape, true);
    owner = closeShown = null;
    void unmount(bubble);
  };
}

function close(element: Element): void {
  if (owner === element) closeShown?.();
}
