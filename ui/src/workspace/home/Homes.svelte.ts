/**
 * The contents of each home, to choose from: entities with state and area, devices, themes and so on. Read on first
 * use and again when old; meanwhile the last contents stay.
 */
import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { HomeContents, HomeEntity } from '../../api/generated/api';

/** Older states are read again on the next use. */
const FRESH_MS = 30_000;

const NOTHING: HomeContents = {
  entities: [],
  areas: [],
  floors: [],
  devices: [],
  labels: [],
  themes: [],
  users: [],
  images: [],
  services: [],
  pages: [],
  asOf: 0,
  live: false,
};

/** One home as last seen. */
export class Home {
  readonly contents: HomeContents;
  readonly #entities: ReadonlyMap<string, HomeEntity>;
  readonly #areas: ReadonlyMap<string, string>;

  constructor(contents: HomeContents = NOTHING) {
    this.contents = contents;
    this.#entities = new Map(contents.entities.map((entity) => [entity.id, entity]));
    this.#areas = new Map(contents.areas.map((area) => [area.id, area.name]));
  }

  /** Whether anything is known of it: only then can something be reported as missing. */
  get isKnown(): boolean {
    return this.contents.entities.length > 0;
  }

  entity(id: string): HomeEntity | null {
    return this.#entities.get(id) ?? null;
  }

  areaName(id: string | null): string | null {
    return id === null ? null : (this.#areas.get(id) ?? null);
  }
}

export class Homes {
  readonly #client: Client;
  #homes: Readonly<Record<string, Home>> = $state.raw({});
  #failures: Readonly<Record<string, CommandFailed>> = $state.raw({});
  readonly #reading = new Map<string, Promise<void>>();
  readonly #readAt = new Map<string, number>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** A home as last seen; an empty one before. */
  of(instance: string | null): Home {
    return (instance === null ? undefined : this.#homes[instance]) ?? new Home();
  }

  /** Why a home could not be read; null when it could. */
  failureOf(instance: string | null): CommandFailed | null {
    return (instance === null ? undefined : this.#failures[instance]) ?? null;
  }

  /** Reads a home unless that was just done. */
  look(instance: string | null, now = Date.now()): Promise<void> {
    if (instance === null) return Promise.resolve();
    const readAt = this.#readAt.get(instance);
    if (readAt !== undefined && now - readAt < FRESH_MS) return Promise.resolve();
    const running =
      this.#reading.get(instance) ?? this.#read(instance, now).finally(() => this.#reading.delete(instance));
    this.#reading.set(instance, running);
    return running;
  }

  /** The contents may be old: the connection came, or went. */
  forget(instance: string): void {
    this.#readAt.delete(instance);
  }

  async #read(instance: string, now: number): Promise<void> {
    try {
      const contents = await this.#client.call('home_contents', { instance });
      this.#homes = { ...this.#homes, [instance]: new Home(contents) };
      this.#failures = Object.fromEntries(Object.entries(this.#failures).filter(([id]) => id !== instance));
      this.#readAt.set(instance, now);
    } catch (reason) {
      this.#failures = { ...this.#failures, [instance]: asCommandFailed(reason) };
    }
  }
}
