/**
 * Everything that can be written into a dashboard, read from Rust once, on first use. Until then, and for anything
 * that it does not hold, there are no entries, and everything is edited as data.
 */
import { asCommandFailed, type Client } from '../../api/client';
import type {
  CatalogueContents,
  CatalogueEntry,
  CatalogueField,
  CatalogueFieldKind,
  CatalogueGroup,
  CatalogueKind,
} from '../../api/generated/api';

export type Entry = CatalogueEntry;
export type Field = CatalogueField;
export type FieldKind = CatalogueFieldKind;
export type Group = CatalogueGroup;
export type Kind = CatalogueKind;

/** The key that holds the type's name; items and the dashboard have none. */
export function typeKey(kind: Kind): 'type' | 'condition' | 'action' | null {
  if (kind === 'condition') return 'condition';
  if (kind === 'action') return 'action';
  return kind === 'item' || kind === 'dashboard' ? null : 'type';
}

/** The type of a node that names none. */
export function defaultType(kind: Kind): string | null {
  switch (kind) {
    case 'badge':
    case 'heading-badge':
    case 'row':
      return 'entity';
    case 'section':
      return 'grid';
    case 'condition':
      return 'state';
    case 'dashboard':
      return 'dashboard';
    default:
      return null;
  }
}

export class Catalogue {
  readonly #client: Client;
  #contents: CatalogueContents | null = $state.raw(null);
  #byName: ReadonlyMap<string, Entry> = $state.raw(new Map());
  #loading: Promise<void> | null = null;
  #failure: string | null = $state(null);

  constructor(client: Client) {
    this.#client = client;
  }

  get isLoaded(): boolean {
    return this.#contents !== null;
  }
  /** Why it could not be read; null when it could, or nobody asked yet. */
  get failure(): string | null {
    return this.#failure;
  }
  get haVersion(): string {
    return this.#contents?.haVersion ?? '';
  }

  /** Asks for it; again only when that failed. */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((reason: unknown) => {
      this.#loading = null;
      this.#failure = asCommandFailed(reason).message;
      throw reason;
    });
    return this.#loading;
  }

  /** The entries of a kind, in the order they are offered. */
  of(kind: Kind): readonly Entry[] {
    return this.#contents?.entries.filter((entry) => entry.kind === kind) ?? [];
  }

  find(kind: Kind, name: string): Entry | null {
    return this.#byName.get(`${kind} ${name}`) ?? null;
  }

  /** The fields of an entry with those that all of its kind have; the latter alone for an unknown type. */
  fieldsOf(kind: Kind, entry: Entry | null): readonly Field[] {
    const own = entry?.fields ?? [];
    const shared = this.#contents?.common.find((common) => common.kind === kind)?.fields ?? [];
    return [...own, ...shared.filter((field) => !own.some((other) => other.name === field.name))];
  }

  /** The entry of a field's items: `card`, or `item/graph_entity`. */
  target(of: string): { kind: Kind; item: string | null } {
    const [kind, item = null] = of.split('/');
    return { kind: kind as Kind, item };
  }

  /** The name of a node's type, if it is written or there is a default. */
  typeOf(kind: Kind, value: unknown): string | null {
    const key = typeKey(kind);
    const named = key !== null && isMapping(value) ? value[key] : undefined;
    if (typeof named === 'string') return named;
    return kind === 'view' ? viewType(value) : defaultType(kind);
  }

  async #load(): Promise<void> {
    const contents = await this.#client.call('catalogue');
    const byName = new Map<string, Entry>();
    for (const entry of contents.entries) {
      for (const name of [entry.name, ...entry.aliases]) byName.set(`${entry.kind} ${name}`, entry);
    }
    this.#failure = null;
    this.#byName = byName;
    this.#contents = contents;
  }
}

export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The type that Home Assistant gives a view without one. */
export function viewType(value: unknown): string {
  if (!isMapping(value)) return 'sections';
  if (value['panel'] === true) return 'panel';
  return 'sections' in value || !('cards' in value) ? 'sections' : 'masonry';
}
