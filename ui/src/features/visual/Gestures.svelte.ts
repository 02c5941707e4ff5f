/**
 * Pointer and arrow keys on a surface: select, drag, span a band, resize, walk. It takes rectangles from a {@link
 * NodeMap} and pixels from a {@link Sight}, so the schematic and Home Assistant's own rendering work alike. It
 * touches no element; the surface sorts out presses on buttons and fields.
 */
import { afterPaint } from '../../shared/after-paint';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { Band } from './Band.svelte';
import type { Drag } from './Drag.svelte';
import { EdgeScroll, type Sight } from './EdgeScroll';
import type { NodeBox, NodeMap, Point } from './node-map';
import { canResize, Resize } from './Resize.svelte';
import { boxAt, neighbour, spotsAt } from './spots';

/** The part of a pointer event that a gesture reads. */
export type Pointer = Pick<
  MouseEvent,
  'clientX' | 'clientY' | 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>;

export class Gestures {
  readonly band: Band;
  readonly resize: Resize;
  readonly #document: DocumentState;
  readonly #drag: Drag;
  readonly #map: () => NodeMap | null;
  readonly #sight: Sight;
  readonly #edge: EdgeScroll;
  /** Set while the click that ends a drag, a band or a resize is still to come. */
  #wasDragged = false;

  /** `map` is null while the surface shows no view. */
  constructor(document: DocumentState, drag: Drag, map: () => NodeMap | null, sight: Sight) {
    this.#document = document;
    this.#drag = drag;
    this.#map = map;
    this.#sight = sight;
    this.band = new Band(document);
    this.resize = new Resize(document);
    this.#edge = new EdgeScroll(
      sight,
      () => drag.isActive || this.band.isActive,
      () => this.#scrolled(),
    );
  }

  /** The box of the node that leads the selection. */
  get lead(): NodeBox | null {
    const { lead } = this.#document.visual;
    return this.#map()?.boxes.find((box) => box.entry.key === lead?.key) ?? null;
  }

  /** The box to put a handle on; null when the lead can't be resized. */
  get resizable(): NodeBox | null {
    const { lead } = this;
    const map = this.#map();
    const isBusy = this.#document.visual.blocked !== null || this.#drag.isActive;
    return lead && map && !isBusy && canResize(lead, map) ? lead : null;
  }

  /** Whether a click is the end of something else. */
  get endedDrag(): boolean {
    return this.#wasDragged;
  }

  /** A pointer's place on the surface. */
  pointOf({ clientX, clientY }: Pick<Pointer, 'clientX' | 'clientY'>): Point {
    const frame = this.#sight.frame();
    const { left, top } = this.#sight.scrolled();
    return { x: clientX - (frame?.left ?? 0) + left, y: clientY - (frame?.top ?? 0) + top };
  }

  boxAt(pointer: Pick<Pointer, 'clientX' | 'clientY'>): NodeBox | null {
    return boxAt(this.#map()?.boxes ?? [], this.pointOf(pointer));
  }

  press(pointer: Pointer): void {
    // A drag that ended outside the window sends no click.
    this.#wasDragged = false;
    const map = this.#map();
    if (pointer.button !== 0 || !map) return;
    const point = this.pointOf(pointer);
    const box = boxAt(map.boxes, point);
    // Below its head, a section is ground to span a band on.
    const isGround = box === null || (box.look === 'section' && point.y > box.y + map.section.head);
    if (isGround) this.band.begin(point, { adds: pointer.ctrlKey || pointer.metaKey || pointer.shiftKey });
    else if (!box.locked) this.#drag.press(pointer, box.entry);
  }

  /** The press on the handle of the resizable box. */
  grab(): void {
    const box = this.resizable;
    if (box) this.resize.begin(box);
  }

  move(pointer: Pointer): void {
    const map = this.#map();
    if (!map) return;
    if (this.resize.size) {
      this.resize.stretch(this.pointOf(pointer), map, { finely: pointer.altKey });
    } else if (this.band.isActive) {
      this.band.span(this.pointOf(pointer), map);
      this.#edge.follow(pointer.clientY);
    } else if (this.#drag.isActive) {
      this.#wasDragged = true;
      if (this.#isInSight(pointer)) {
        this.#drag.offer(spotsAt(map, this.pointOf(pointer)));
        this.#edge.follow(pointer.clientY);
      } else this.#drag.leave('canvas');
    }
  }

  async release(): Promise<void> {
    this.#edge.stop();
    const wasBand = this.band.end();
    if (wasBand || this.#wasDragged || this.resize.size) {
      this.#wasDragged = true;
      setTimeout(() => (this.#wasDragged = false));
    }
    await this.resize.end();
  }

  /** Selects: alone, with Ctrl one more or less, with Shift all on the way. */
  click(pointer: Pointer): void {
    const map = this.#map();
    const { visual } = this.#document;
    const { selection } = visual;
    const box = this.boxAt(pointer);
    const adds = pointer.ctrlKey || pointer.metaKey;
    if (!box) {
      if (!pointer.shiftKey && !pointer.ctrlKey && map) visual.select(map.view.path, 'canvas');
      return;
    }
    if (pointer.shiftKey) selection.extend(box.entry.path, this.#order(), 'canvas');
    else if (adds) selection.toggle(box.entry.path, 'canvas');
    else selection.select(box.entry.path, 'canvas');
    afterPaint(() => visual.revealLead());
  }

  /** Goes with an arrow key to the next box, which the answer is; without a lead, to the first. */
  walk(key: string, { extending }: { extending: boolean }): NodeBox | null {
    const boxes = this.#map()?.boxes ?? [];
    const { lead } = this;
    const to = lead ? neighbour(boxes, lead, key) : (boxes[0] ?? null);
    if (!to) return null;
    const { visual } = this.#document;
    if (extending) visual.selection.extend(to.entry.path, this.#order(), 'canvas');
    else visual.selection.select(to.entry.path, 'canvas');
    visual.revealLead();
    return to;
  }

  /** Selects the lead's holder, as far up as the view. */
  up(): void {
    const { visual } = this.#document;
    if (visual.lead?.parent && visual.lead.kind !== 'view') visual.select(visual.lead.parent.path, 'canvas');
  }

  #order() {
    return (this.#map()?.boxes ?? []).map((box) => box.entry.path);
  }

  #isInSight({ clientX, clientY }: Pointer): boolean {
    const frame = this.#sight.frame();
    if (!frame) return false;
    return clientX > frame.left && clientX < frame.right && clientY > frame.top && clientY < frame.bottom;
  }

  /** The surface moved under the pointer, though the pointer did not move. */
  #scrolled(): void {
    const { pointer } = this.#drag;
    const map = this.#map();
    if (pointer && map) this.#drag.offer(spotsAt(map, this.pointOf({ clientX: pointer.x, clientY: pointer.y })));
  }
}
