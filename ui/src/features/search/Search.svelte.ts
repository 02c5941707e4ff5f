/**
 * The search in all dashboards, and its results. It stays when another panel or document comes in front. Asks a
 * moment after the last key; of two answers, the later question wins.
 */
import { createContext, tick } from 'svelte';

import { asCommandFailed, type Client, type CommandFailed } from '../../api/client';
import type { FoundPlace, SearchAsk, SearchedDocument, SearchResult } from '../../api/generated/api';

const AFTER_KEY_MS = 200;

/** A line of the results. */
export type SearchRow =
  | { readonly kind: 'document'; readonly document: SearchedDocument }
  | { readonly kind: 'place'; readonly document: SearchedDocument; readonly place: FoundPlace }
  | { readonly kind: 'more'; readonly document: SearchedDocument; readonly more: number };

type Option = 'matchCase' | 'wholeWords' | 'regularExpression';

export class Search {
  readonly #client: Client;
  readonly #instance: () => string | null;
  #words = $state('');
  #options = $state.raw<Readonly<Record<Option, boolean>>>({
    matchCase: false,
    wholeWords: false,
    regularExpression: false,
  });
  #result: SearchResult | null = $state.raw(null);
  #failure: CommandFailed | null = $state.raw(null);
  #isSearching = $state(false);
  #field: HTMLInputElement | null = null;
  #closed = $state.raw<readonly SearchedDocument[]>([]);
  #question = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** `instance` is the one whose dashboards are searched. */
  constructor(client: Client, instance: () => string | null) {
    this.#client = client;
    this.#instance = instance;
  }

  get words(): string {
    return this.#words;
  }
  set words(words: string) {
    if (words === this.#words) return;
    this.#words = words;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.now(), AFTER_KEY_MS);
  }
  get result(): SearchResult | null {
    return this.#result;
  }
  get failure(): CommandFailed | null {
    return this.#failure;
  }
  get isSearching(): boolean {
    return this.#isSearching;
  }

  /** Connects the field that is on screen. The answer disconnects it. */
  attach(field: HTMLInputElement): () => void {
    this.#field = field;
    return () => {
      if (this.#field === field) this.#field = null;
    };
  }
  /** Brings the focus to the field, with its words ready to be typed over: a moment later where it is still to be drawn. */
  async focus(): Promise<void> {
    await tick();
    this.#field?.focus();
    this.#field?.select();
  }

  has(option: Option): boolean {
    return this.#options[option];
  }
  toggle(option: Option): void {
    this.#options = { ...this.#options, [option]: !this.#options[option] };
    void this.now();
  }

  isClosed(document: SearchedDocument): boolean {
    return this.#closed.includes(document);
  }
  toggleDocument(document: SearchedDocument): void {
    this.#closed = this.isClosed(document)
      ? this.#closed.filter((other) => other !== document)
      : [...this.#closed, document];
  }

  /** The results, line by line: each document with its places under it. */
  get rows(): SearchRow[] {
    return (this.#result?.documents ?? []).flatMap((document): SearchRow[] => {
      const more = document.total - document.places.length;
      const places = document.places.map((place): SearchRow => ({ kind: 'place', document, place }));
      return [
        { kind: 'document', document },
        ...(this.isClosed(document)
          ? []
          : [...places, ...(more > 0 ? [{ kind: 'more' as const, document, more }] : [])]),
      ];
    });
  }

  /** Searches at once. */
  async now(): Promise<void> {
    clearTimeout(this.#waiting);
    const question = ++this.#question;
    if (this.#words.trim() === '') {
      this.#result = null;
      this.#failure = null;
      this.#isSearching = false;
      return;
    }
    this.#isSearching = true;
    const ask: SearchAsk = { instance: this.#instance(), words: this.#words, ...this.#options };
    try {
      const result = await this.#client.call('dashboard_search', ask);
      if (question !== this.#question) return;
      this.#result = result;
      this.#failure = null;
      this.#closed = [];
    } catch (reason) {
      if (question === this.#question) this.#failure = asCommandFailed(reason);
    } finally {
      if (question === this.#question) this.#isSearching = false;
    }
  }
}

const [useSearch, provideSearch] = createContext<Search>();
export { provideSearch, useSearch };
