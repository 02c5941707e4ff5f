/** The name of an item in the list of its node: its own name, else that of its subject. */
import { domainIcon } from '../../workspace/home/entities';
import type { Home } from '../../workspace/home/Homes.svelte';
import { isMapping, type Catalogue, type Entry, type Kind } from '../../workspace/tree/Catalogue.svelte';
import { nameOf } from './action-words';
import { fieldWords } from './field-words';

/** The type of a list's items. */
interface Target {
  readonly kind: Kind;
  /** The item's name, for those without types of their own. */
  readonly item: string | null;
}

export class ItemWords {
  readonly #target: Target;
  readonly #catalogue: Catalogue;
  readonly #home: Home;

  constructor(target: Target, catalogue: Catalogue, home: Home) {
    this.#target = target;
    this.#catalogue = catalogue;
    this.#home = home;
  }

  titleOf(item: unknown): string {
    const entry = this.#entryOf(item);
    if (entry?.byFields) return fieldWords(entry, item, this.#catalogue, this.#home);
    const own = isMapping(item) ? [item['name'], item['title'], item['heading'], item['label'], item['text']] : [];
    const named = own.find((one) => typeof one === 'string' && one !== '');
    const about = entityOf(item);
    if (typeof named === 'string') return named;
    if (about) return nameOf(about, this.#home);
    const type = this.#catalogue.typeOf(this.#target.kind, item);
    return entry?.label ?? (typeof item === 'string' ? item : (type ?? 'Item'));
  }

  /** The type of an item; items without one are all alike. */
  detailOf(item: unknown): string {
    if (this.#target.item !== null) return '';
    const type = this.#catalogue.typeOf(this.#target.kind, item);
    const label = this.#entryOf(item)?.label ?? type;
    return label && label !== this.titleOf(item) ? label : '';
  }

  iconOf(item: unknown): string {
    const about = entityOf(item);
    if (isMapping(item) && typeof item['icon'] === 'string') return item['icon'];
    const known = about ? this.#home.entity(about)?.icon : null;
    if (about && this.#target.kind !== 'feature') return known ?? domainIcon(about);
    return this.#entryOf(item)?.icon ?? 'mdi:puzzle-outline';
  }

  #entryOf(item: unknown): Entry | null {
    const type = this.#target.item ?? this.#catalogue.typeOf(this.#target.kind, item);
    return type === null ? null : this.#catalogue.find(this.#target.kind, type);
  }
}

function entityOf(item: unknown): string | null {
  if (typeof item === 'string' && item.includes('.')) return item;
  return isMapping(item) && typeof item['entity'] === 'string' ? item['entity'] : null;
}
