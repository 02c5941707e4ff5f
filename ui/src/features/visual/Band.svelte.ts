/** The rubber band: a rectangle spanned with the pointer, which selects the nodes that it touches. */
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { isSamePath, type Path } from '../../workspace/tree/paths';
import type { NodeMap, Point, Rectangle } from './node-map';
import { boxesIn } from './spots';

/** A press that moved less than this is a click. */
const LEAST = 8;

export class Band {
  readonly #document: DocumentState;
  #corners: readonly [from: Point, to: Point] | null = $state.raw(null);
  /** The selection that the band adds to. */
  #before: readonly Path[] = [];
  readonly #area: Rectangle | null = $derived.by(() => this.#span());

  constructor(document: DocumentState) {
    this.#document = document;
  }

  get isActive(): boolean {
    return this.#corners !== null;
  }
  /** Null until the band is wide enough to be meant. */
  get area(): Rectangle | null {
    return this.#area && this.#area.width + this.#area.height > LEAST ? this.#area : null;
  }

  begin(at: Point, { adds }: { adds: boolean }): void {
    this.#before = adds ? this.#document.visual.selection.paths : [];
    this.#corners = [at, at];
  }

  /** Spans the band to a point and selects the nodes that it touches. */
  span(to: Point, map: NodeMap): void {
    if (!this.#corners) return;
    this.#corners = [this.#corners[0], to];
    const { area } = this;
    if (!area) return;
    const paths = boxesIn(map.boxes, area).map((box) => box.entry.path);
    const others = this.#before.filter((path) => !paths.some((other) => isSamePath(other, path)));
    this.#document.visual.selection.set([...others, ...paths], 'canvas');
  }

  /** True when it was a band and no click. */
  end(): boolean {
    const wasMeant = this.area !== null;
    this.#corners = null;
    return wasMeant;
  }

  #span(): Rectangle | null {
    if (!this.#corners) return null;
    const [from, to] = this.#corners;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(to.x - from.x),
      height: Math.abs(to.y - from.y),
    };
  }
}
