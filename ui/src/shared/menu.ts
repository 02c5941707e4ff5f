/** What a menu shows. Give it `command` entries made from the command table where there is a command. */
export type MenuEntry =
  | {
      readonly kind?: 'item';
      readonly id: string;
      readonly label: string;
      readonly icon?: string;
      /** The shortcut as the user reads it. */
      readonly keys?: string | null;
      /** Why it can't be done now. */
      readonly blocked?: string | null;
      readonly danger?: boolean;
      /** For entries that are on or off. */
      readonly checked?: boolean;
      run(): void | Promise<void>;
    }
  | { readonly kind: 'line' };

export type MenuItem = Exclude<MenuEntry, { kind: 'line' }>;

/** Where a menu opens: at the pointer, or under the element that opened it. */
export type MenuPlace = { x: number; y: number } | { under: Element };

const EDGE = 8;

/** Where the menu's corner has to be so that all of it is on screen. */
export function placeMenu(
  place: MenuPlace,
  menu: { width: number; height: number },
  screen: { width: number; height: number },
): { left: number; top: number } {
  const anchor = 'under' in place ? place.under.getBoundingClientRect() : null;
  let left = anchor ? anchor.left : (place as { x: number }).x;
  let top = anchor ? anchor.bottom + 4 : (place as { y: number }).y;
  if (left + menu.width > screen.width - EDGE) left = (anchor ? anchor.right : left) - menu.width;
  if (top + menu.height > screen.height - EDGE) top = (anchor ? anchor.top - 4 : top) - menu.height;
  return { left: Math.max(EDGE, left), top: Math.max(EDGE, top) };
}
