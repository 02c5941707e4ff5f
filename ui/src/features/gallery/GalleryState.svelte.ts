/**
 * The gallery: what can be added, found by words, by entity or by kind, and the nodes that a choice makes. Where
 * they go is decided here too; putting them there is an edit like any other.
 */
import type { Client } from '../../api/client';
import type { EditOp } from '../../api/generated/api';
import { isMapping, type Catalogue, type Entry } from '../../workspace/Catalogue.svelte';
import type { OutlineEntry } from '../../workspace/Outline.svelte';
import type { Path } from '../../workspace/paths';
import type { Preferences } from '../../workspace/Preferences.svelte';

export type GalleryKind = 'card' | 'badge';

/** A part of the gallery under a heading. */
export interface Shelf {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** What the user keeps to use again. */
export interface Template {
  readonly name: string;
  readonly value: unknown;
}

const RECENT = 8;

export class GalleryState {
  readonly kind: GalleryKind;
  readonly #client: Client;
  readonly #catalogue: Catalogue;
  readonly #preferences: Preferences;
  query = $state('');
  /** The entities that the new cards are for, the most important first. */
  entities: readonly string[] = $state.raw([]);
  /** Whether several entities make one card each, where a card could show them all. */
  oneEach = $state(false);
  /** Addresses of the scripts that the instance loads; null while that is not known. */
  resources: readonly string[] | null = $state.raw(null);
  #suiting: readonly string[] = $state.raw([]);

  constructor(kind: GalleryKind, client: Client, catalogue: Catalogue, preferences: Preferences) {
    this.kind = kind;
    this.#client = client;
    this.#catalogue = catalogue;
    this.#preferences = preferences;
  }

  get recent(): readonly string[] {
    return this.#preferences.get(`gallery.recent.${this.kind}`, [], isTexts);
  }
  get templates(): readonly Template[] {
    return this.kind === 'card' ? this.#preferences.get('gallery.templates', [], isTemplates) : [];
  }

  /** Whether the instance loads a custom card's script; null while that is not known. */
  isInstalled(entry: Entry): boolean | null {
    const { resource } = entry;
    if (resource === null) return true;
    return this.resources?.some((url) => url.includes(resource)) ?? null;
  }

  /** The custom cards that the instance's own scripts may bring and the catalogue does not know. */
  readonly shelves: readonly Shelf[] = $derived.by(() => this.#shelves());

  async chooseEntities(entities: readonly string[]): Promise<void> {
    this.entities = entities;
    const domain = entities[0]?.split('.')[0];
    this.#suiting =
      domain === undefined ? [] : await this.#client.call('catalogue_suiting', { kind: this.kind, domain });
  }

  /** The new nodes for a choice: one, or one for each entity. */
  async make(name: string): Promise<unknown[]> {
    const nodes = await this.sample(name);
    this.#remember(name);
    return nodes;
  }

  /** The same, only to be looked at. */
  async sample(name: string): Promise<unknown[]> {
    const single = this.#holdsOne(name) || this.oneEach;
    const groups = this.entities.length > 1 && single ? this.entities.map((id) => [id]) : [this.entities];
    const made = await Promise.all(
      groups.map((entities) =>
        this.#client.call('node_new', { kind: this.kind, name, entities: [...entities], area: null }),
      ),
    );
    return made.map((node) => node.value);
  }

  keepTemplate(template: Template): void {
    const others = this.templates.filter((other) => other.name !== template.name);
    this.#preferences.set('gallery.templates', [template, ...others]);
  }

  dropTemplate(name: string): void {
    this.#preferences.set(
      'gallery.templates',
      this.templates.filter((template) => template.name !== name),
    );
  }

  /** Whether a card shows a single entity, so that several make several cards. */
  #holdsOne(name: string): boolean {
    const fields = this.#catalogue.find(this.kind, name)?.fields ?? [];
    return (
      fields.some((field) => field.name === 'entity') &&
      !fields.some((field) => field.name === 'entities' && field.required)
    );
  }

  #shelves(): readonly Shelf[] {
    const all = this.#catalogue.of(this.kind);
    const words = this.query.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const has = (entry: Entry) => {
      const text = `${entry.label} ${entry.name} ${entry.sentence}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    if (words.length > 0) {
      const found = all.filter((entry) => entry.offered !== 'never' && has(entry));
      const rank = (entry: Entry) =>
        (entry.label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1) + (entry.resource === null ? 0 : 1);
      return [
        { title: found.length === 0 ? '' : 'Found', entries: found.toSorted((a, b) => rank(a) - rank(b)) },
      ].filter((shelf) => shelf.entries.length > 0);
    }
    const named = (names: readonly string[]) => names.flatMap((name) => all.find((entry) => entry.name === name) ?? []);
    const always = all.filter((entry) => entry.offered === 'always');
    const core = always.filter((entry) => entry.resource === null);
    const isEnergy = (entry: Entry) => /^(energy|power|water|gas)-/.test(entry.name);
    const isFrame = (entry: Entry) => entry.fields.some((field) => field.of === 'card');
    const custom = always.filter((entry) => entry.resource !== null);
    return [
      {
        title: 'One click',
        entries:
          this.kind === 'card'
            ? named(['custom:button-card', 'custom:mushroom-entity-card', 'custom:mushroom-template-card'])
            : [],
      },
      { title: 'For this entity', entries: named(this.#suiting).slice(0, 12) },
      { title: 'Used lately', entries: named(this.recent) },
      {
        title: this.kind === 'card' ? 'Cards' : 'Badges',
        entries: core.filter((entry) => !isEnergy(entry) && !isFrame(entry)),
      },
      { title: 'Cards that hold cards', entries: core.filter(isFrame) },
      { title: 'Energy', entries: core.filter(isEnergy) },
      {
        title: 'Custom cards',
        entries: custom.toSorted((a, b) => Number(this.isInstalled(b)) - Number(this.isInstalled(a))),
      },
    ].filter((shelf) => shelf.entries.length > 0);
  }

  #remember(name: string): void {
    const recent = [name, ...this.recent.filter((other) => other !== name)].slice(0, RECENT);
    this.#preferences.set(`gallery.recent.${this.kind}`, recent);
  }
}

/** Where something new goes: a list, and in front of which of its items. */
export interface Place {
  readonly list: Path;
  readonly index: number;
  /** Whether the list is there. */
  readonly exists: boolean;
  /** What has to be made around the list first. */
  readonly make?: { readonly path: Path; readonly value: (nodes: readonly unknown[]) => unknown };
}

/** The place for a new card or badge: behind what is selected, else at the end of it or of the view. */
export function placeFor(kind: GalleryKind, selected: OutlineEntry | null, view: OutlineEntry | null): Place | null {
  if (selected?.kind === kind) {
    const index = selected.path.at(-1);
    if (typeof index === 'number') return { list: selected.path.slice(0, -1), index: index + 1, exists: true };
  }
  const section = kind === 'card' ? sectionOf(selected) : null;
  if (section) return endOf(section, 'cards', 'card');
  const host = viewAround(selected) ?? view;
  if (!host) return null;
  if (kind === 'badge') return endOf(host, 'badges', 'badge');
  if (host.type !== 'sections') return endOf(host, 'cards', 'card');
  const last = host.children.findLast((child) => child.kind === 'section');
  if (last) return endOf(last, 'cards', 'card');
  const path = [...host.path, 'sections', 0];
  return {
    list: [...path, 'cards'],
    index: 0,
    exists: false,
    make: { path: [...host.path, 'sections'], value: (nodes) => [{ type: 'grid', cards: nodes }] },
  };
}

/** The operations that put nodes in a place, and where they are then. */
export function opsToAdd(place: Place, nodes: readonly unknown[]): { ops: EditOp[]; paths: Path[] } {
  const paths = nodes.map((_, offset) => [...place.list, place.index + offset]);
  if (place.make) return { ops: [{ op: 'set', path: [...place.make.path], value: place.make.value(nodes) }], paths };
  if (!place.exists) return { ops: [{ op: 'set', path: [...place.list], value: nodes }], paths };
  return {
    ops: nodes.map((value, offset) => ({ op: 'insert', path: [...place.list, place.index + offset], value })),
    paths,
  };
}

/** A card, the cards of a list, or those of a section: what pasted or written YAML brings. */
export function nodesOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value.every(isNode) ? [...(value as unknown[])] : null;
  if (!isMapping(value)) return null;
  if (isNode(value)) return [value];
  return Array.isArray(value['cards']) && value['cards'].every(isNode) ? [...(value['cards'] as unknown[])] : null;
}

function isNode(value: unknown): boolean {
  return isMapping(value) && typeof value['type'] === 'string' && value['type'] !== '';
}

function endOf(host: OutlineEntry, key: string, kind: string): Place {
  const here = host.children.filter(
    (child) => child.kind === kind && child.path.length === host.path.length + 2 && child.path.at(-2) === key,
  );
  const last = here.at(-1)?.path.at(-1);
  return { list: [...host.path, key], index: typeof last === 'number' ? last + 1 : 0, exists: here.length > 0 };
}

function sectionOf(entry: OutlineEntry | null): OutlineEntry | null {
  for (let at = entry; at; at = at.parent) if (at.kind === 'section') return at;
  return null;
}

function viewAround(entry: OutlineEntry | null): OutlineEntry | null {
  for (let at = entry; at; at = at.parent) if (at.kind === 'view') return at;
  return null;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTemplates(value: unknown): value is Template[] {
  return Array.isArray(value) && value.every((item) => isMapping(item) && typeof item['name'] === 'string');
}
