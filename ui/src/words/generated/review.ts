// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/review.ftl.
import en from '../../../../crates/bobbin-words/en/ui/review.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Old side` */
export const oldSide = (): string => say.text('old-side');

/** `New side` */
export const newSide = (): string => say.text('new-side');

/** `Swap the sides` */
export const swapSides = (): string => say.text('swap-sides');

/** `Nothing to compare with yet` */
export const nothingToCompare = (): string => say.text('nothing-to-compare');

/** `This text has never been saved. After the first save, its changes are shown here.` */
export const neverSaved = (): string => say.text('never-saved');

/** `Revert this change` */
export const revertChange = (): string => say.text('revert-change');

/** `the disk` */
export const theDisk = (): string => say.text('the-disk');

/** `My draft` */
export const myDraft = (): string => say.text('my-draft');

/** `Where I started` */
export const whereIStarted = (): string => say.text('where-i-started');

/** `On { $place }` */
export const on = (given: { place: string }): string => say.text('on', { place: given.place });

/** `On { $place } now` */
export const onNow = (given: { place: string }): string => say.text('on-now', { place: given.place });

/** `Kept versions` */
export const keptVersions = (): string => say.text('kept-versions');

/** `The draft has problems, so only changed lines are shown.` */
export const onlyLines = (): string => say.text('only-lines');

/** `Only comments or formatting changed. Home Assistant already has this, so saving sends nothing.` */
export const onlyFormatting = (): string => say.text('only-formatting');

/** `The draft is what Home Assistant has.` */
export const draftIsOnServer = (): string => say.text('draft-is-on-server');

/** `The draft is what is on disk.` */
export const draftIsOnDisk = (): string => say.text('draft-is-on-disk');
