import type { Attachment } from 'svelte/attachments';

import './tooltip.css';

const WAIT_MS = 450;
const GAP = 6;

let bubble: HTMLElement | null = null;
let owner: Element | null = null;

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
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave();
    };
    const listening: [string, (event: never) => void][] = [
      ['pointerenter', enter],
      ['pointerleave', leave],
      ['pointerdown', leave],
      ['focus', focus],
      ['blur', leave],
      ['keydown', key],
    ];
    for (const [name, handler] of listening) element.addEventListener(name, handler as EventListener);
    return () => {
      leave();
      for (const [name, handler] of listening) element.removeEventListener(name, handler as EventListener);
    };
  };
}

function open(element: Element, text: string): void {
  if (!bubble) {
    bubble = document.createElement('div');
    bubble.className = 'tooltip';
    bubble.popover = 'manual';
    bubble.setAttribute('aria-hidden', 'true');
  }
  if (!bubble.isConnected) document.body.append(bubble);
  owner = element;
  bubble.textContent = text;
  bubble.showPopover?.();
  const anchor = element.getBoundingClientRect();
  const size = bubble.getBoundingClientRect();
  const below = anchor.bottom + GAP + size.height <= globalThis.innerHeight;
  const top = below ? anchor.bottom + GAP : anchor.top - GAP - size.height;
  const left = anchor.left + anchor.width / 2 - size.width / 2;
  bubble.style.top = `${Math.max(GAP, top)}px`;
  bubble.style.left = `${Math.min(Math.max(GAP, left), globalThis.innerWidth - size.width - GAP)}px`;
}

function close(element: Element): void {
  if (owner !== element) return;
  owner = null;
  bubble?.hidePopover?.();
}
