// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/shared.ftl.
import en from '../../../../crates/bobbin-words/en/ui/shared.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Suggestions` */
export const suggestions = (): string => say.text('suggestions');

/** `Icon` */
export const icon = (): string => say.text('icon');

/** `Type what it should show, such as “sofa”. Without an icon, Home Assistant shows its own.` */
export const iconHint = (): string => say.text('icon-hint');

/** `An icon from another set: it can’t be shown here, but Home Assistant may know it.` */
export const iconOfAnotherSet = (): string => say.text('icon-of-another-set');

/** `No Material Design icon has this name. Choose one below.` */
export const noSuchIcon = (): string => say.text('no-such-icon');

/** `Home Assistant calls it mdi:{ $name }.` */
export const iconName = (given: { name: string }): string => say.text('icon-name', { name: given.name });

/** `mdi:view-dashboard` */
export const mdiViewDashboard = (): string => say.text('mdi-view-dashboard');

/** `Icons` */
export const icons = (): string => say.text('icons');

/** `Unified` */
export const unified = (): string => say.text('unified');

/** `Comparison` */
export const comparison = (): string => say.text('comparison');

/** `Previous change` */
export const previousChange = (): string => say.text('previous-change');

/** `Next change` */
export const nextChange = (): string => say.text('next-change');

/** `Show unchanged lines` */
export const showUnchangedLines = (): string => say.text('show-unchanged-lines');

/** `Copy as a patch` */
export const copyAsPatch = (): string => say.text('copy-as-patch');

/** `This can’t be compared` */
export const cannotCompare = (): string => say.text('cannot-compare');

/** `Comparing` */
export const comparing = (): string => say.text('comparing');

/** `Unchanged lines after this` */
export const unchangedLinesAfterThis = (): string => say.text('unchanged-lines-after-this');

/** `Lines` */
export const lines = (): string => say.text('lines');

/** `As Home Assistant shows them` */
export const asHomeAssistantShowsThem = (): string => say.text('as-home-assistant-shows-them');

/** `Removed` */
export const removed = (): string => say.text('removed');

/** `Today` */
export const today = (): string => say.text('today');

/** `Yesterday` */
export const yesterday = (): string => say.text('yesterday');

/** `just now` */
export const justNow = (): string => say.text('just-now');

/** `Removed:{" "}` */
export const removedLine = (): string => say.text('removed-line');

/** `Added:{" "}` */
export const addedLine = (): string => say.text('added-line');

/** `{ $count } s ago` */
export const secondsAgo = (given: { count: number }): string => say.text('seconds-ago', { count: given.count });

/** `{ $count } min ago` */
export const minutesAgo = (given: { count: number }): string => say.text('minutes-ago', { count: given.count });

/** `{ $count } h ago` */
export const hoursAgo = (given: { count: number }): string => say.text('hours-ago', { count: given.count });

/** `{ $count -> [one] 1 day ago *[other] { $count } days ago }` */
export const daysAgo = (given: { count: number }): string => say.text('days-ago', { count: given.count });

/** `on { $date }` */
export const onDate = (given: { date: string }): string => say.text('on-date', { date: given.date });

/** `{ $count -> [one] 1 unchanged line *[other] { $count } unchanged lines }` */
export const unchangedLines = (given: { count: number }): string => say.text('unchanged-lines', { count: given.count });

/** `{ $count -> [one] 1 unchanged line *[other] { $count } unchanged lines } before this` */
export const unchangedLinesBefore = (given: { count: number }): string => say.text('unchanged-lines-before', { count: given.count });

/** `{ $added -> [one] 1 line added *[other] { $added } lines added }, { $removed -> [one] 1 line removed *[other] { $removed } lines removed }` */
export const lineCounts = (given: { added: number; removed: number }): string => say.text('line-counts', { added: given.added, removed: given.removed });

/** `{ $number } of { $count }` */
export const changeOf = (given: { number: number; count: number }): string => say.text('change-of', { number: given.number, count: given.count });

/** `Clear { $label }` */
export const clear = (given: { label: string }): string => say.text('clear', { label: given.label });

/** `No matches. What you type is used as it is.` */
export const noMatchUsedAsTyped = (): string => say.text('no-match-used-as-typed');

/** `Side by side` */
export const sideBySide = (): string => say.text('side-by-side');
