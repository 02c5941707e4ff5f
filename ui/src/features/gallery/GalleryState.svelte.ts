/** The gallery: entries to add, by words, by entity or by kind, and the nodes that a choice makes. */
import type { Client } from '../../api/client';
import { isMapping, type Catalogue, type Entry } from '../../workspace/tree/Catalogue.svelte';
import type { Preferences } from '../../workspace/window/Preferences.svelte';

export type GalleryKind = 'card' | 'badge';

/** A part of the gallery under a heading. */
export interface Shelf {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** A template that the user keeps: cards, as they were written. */
export interface Template {
  readonly name: string;
  readonly yaml: string;
  /** The type of the first one. */
  readonly type: string;
}

const TEMPLATES = 'gallery.templates';

/** Keeps a template, in place of one with the same name. */
export function keepTemplate(preferences: Preferences, template: Template): void {
  const others = templatesOf(preferences).filter((other) => other.name !== template.name);
  preferences.set(TEMPLATES, [template, ...others]);
}

export function templatesOf(preferences: Preferences): readonly Template[] {
  return preferences.get(TEMPLATES, [], isTemplates);
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
  readonly #areaFor: (entity: string | undefined) => string | null;

  /** `areaFor` gives the area for a card that shows one, by the card's entity. */
  constructor(
    kind: GalleryKind,
    client: Client,
    catalogue: Catalogue,
    preferences: Preferences,
    areaFor: (entity: string | undefined) => string | null = () => null,
  ) {
    this.#areaFor = areaFor;
    this.kind = kind;
    this.#client = client;
    this.#catalogue = catalogue;
    this.#preferences = preferences;
  }

  get recent(): readonly string[] {
    return this.#preferences.get(`gallery.recent.${this.kind}`, [], isTexts);
  }
  get templates(): readonly Template[] {
    return this.kind === 'card' ? templatesOf(this.#preferences) : [];
  }

  /** The user's own templates that match the query. */
  get ownFound(): readonly Template[] {
    const words = wordsOf(this.query);
    return this.templates.filter((template) => hasAll(`${template.name} ${template.type}`, words));
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
        this.#client.call('node_new', {
          kind: this.kind,
          name,
          entities: [...entities],
          area: this.#areaFor(entities[0]),
        }),
      ),
    );
    return made.map((node) => node.value);
  }

  dropTemplate(name: string): void {
    this.#preferences.set(
      TEMPLATES,
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
    const words = wordsOf(this.query);
    const has = (entry: Entry) => hasAll(`${entry.label} ${entry.name} ${entry.sentence}`, words);
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

function wordsOf(query: string): string[] {
  return query.trim().toLowerCase().split(/\s+/).filter(Boolean);
}

function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTemplates(value: unknown): value is Template[] {
  return (
    Array.isArray(value) &&
    value.every((item) => isMapping(item) && ['name', 'yaml', 'type'].every((key) => typeof item[key] === 'string'))
  );
}
