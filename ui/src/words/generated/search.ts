// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/search.ftl.
import en from '../../../../crates/bobbin-words/en/ui/search.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `draft, { $when }` */
export const draft = (given: { when: string }): string => say.text('draft', { when: given.when });

/** `as of { $when }` */
export const asOf = (given: { when: string }): string => say.text('as-of', { when: given.when });

/** `Search all dashboards` */
export const searchAllDashboards = (): string => say.text('search-all-dashboards');

/** `Search all dashboards of { $name }` */
export const searchAllDashboardsOf = (given: { name: string }): string => say.text('search-all-dashboards-of', { name: given.name });

/** `Search open files and drafts` */
export const searchOpen = (): string => say.text('search-open');

/** `Whole words` */
export const wholeWords = (): string => say.text('whole-words');

/** `Regular expression` */
export const regularExpression = (): string => say.text('regular-expression');

/** `Searching` */
export const searching = (): string => say.text('searching');

/** `Not searched, because they aren’t on this computer: { $unread }.` */
export const notSearched = (given: { unread: string }): string => say.text('not-searched', { unread: given.unread });

/** `Search entities, cards, comments, or any text` */
export const whatToSearch = (): string => say.text('what-to-search');

/** `Drafts are searched as they are; everything else as Home Assistant last had it, even without a connection.` */
export const whatIsSearched = (): string => say.text('what-is-searched');

/** `find everywhere in files entity used where grep` */
export const searchWords = (): string => say.text('search-words');

/** `open` */
export const openNow = (): string => say.text('open-now');

/** `No results in { $searched -> [one] 1 dashboard or file *[other] { $searched } dashboards and files }` */
export const nothingFound = (given: { searched: number }): string => say.text('nothing-found', { searched: given.searched });

/** `{ $count -> [one] 1 result *[other] { $count } results } in { $documents } of { $searched -> [one] 1 dashboard or file *[other] { $searched } dashboards and files }` */
export const found = (given: { count: number; documents: number; searched: number }): string => say.text('found', { count: given.count, documents: given.documents, searched: given.searched });

/** `{ $count -> [one] 1 more result *[other] { $count } more results } in { $title }` */
export const moreResults = (given: { count: number; title: string }): string => say.text('more-results', { count: given.count, title: given.title });
