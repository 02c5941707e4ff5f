/** Common rules of menus, lists and tooltips: their place in the document, and how they stay in the window. */
import type { Attachment } from 'svelte/attachments';

/** Fixed, so that no pane clips it; at least this far from the window's edge. */
export const floating = { strategy: 'fixed', align: 'start', collisionPadding: 8, preventScroll: false } as const;

/** The element to put an overlay in: the page, or a modal over it, which hides or disables everything else. */
export function overlayHost(anchor?: Element | null): Element {
  return anchor?.closest('[popover]') ?? document.querySelector('dialog[open]') ?? document.body;
}

/** Gives the focus back to the element that had it, unless something else has taken it meanwhile. */
export const returnsFocus: Attachment<HTMLElement> = (element) => {
  const before = document.activeElement;
  return () => {
    const isHere = element.contains(document.activeElement) || document.activeElement === document.body;
    if (isHere && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
};
