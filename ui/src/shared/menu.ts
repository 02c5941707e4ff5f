/** The entries of a menu. Give it `command` entries made from the command table where there is a command. */
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
