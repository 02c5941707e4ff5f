/** How large the page of a preview is: as wide as a device, as was typed, or as there is room. */

export type Device = 'phone' | 'tablet' | 'desktop' | 'wall';
export type Width = Device | 'typed' | 'free';
/** Widths in CSS pixels as the devices have them, and their other side. */
export const SIZES: Record<Device, readonly [number, number]> = {
  phone: [360, 740],
  tablet: [768, 1024],
  desktop: [1280, 800],
  wall: [1920, 1080],
};

/** The widths that can be typed: no device is narrower or wider. */
export const TYPED = { least: 200, most: 7680 } as const;

/** Those that stand side by side. */
export const COMPARED = ['phone', 'tablet', 'desktop'] as const;

export class Screen {
  width: Width = $state('free');
  isTurned = $state(false);
  #typed: number = $state(SIZES.phone[0]);

  /** The size of the page in CSS pixels; null for whatever room there is. */
  get size(): readonly [number, number] | null {
    return this.width === 'free' ? null : this.sizeOf(this.width);
  }

  /** The size of a device, turned or not. A typed width is as high as the device next to it. */
  sizeOf(width: Device | 'typed'): readonly [number, number] {
    if (width === 'typed') {
      const next = Object.values(SIZES).findLast(([across]) => across <= this.#typed) ?? SIZES.phone;
      return [this.#typed, next[1]];
    }
    const [across, down] = SIZES[width];
    return this.isTurned ? [down, across] : [across, down];
  }

  /** Makes the page as wide as a number says. */
  type(width: number): void {
    if (!Number.isFinite(width)) return;
    this.#typed = Math.round(Math.min(TYPED.most, Math.max(TYPED.least, width)));
    this.width = 'typed';
  }
}
