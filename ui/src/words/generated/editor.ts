// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/editor.ftl.
import en from '../../../../crates/bobbin-words/en/ui/editor.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Close “{ $title }”` */
export const close = (given: { title: string }): string => say.text('close', { title: given.title });

/** `Discard` */
export const discard = (): string => say.text('discard');

/** `Keep as draft` */
export const keepAsDraft = (): string => say.text('keep-as-draft');

/** `Bobbin can’t take in your edits.` */
export const editsNotTakenIn = (): string => say.text('edits-not-taken-in');

/** `{ $message } Your text is safe in this window, but it isn’t checked or stored.` */
export const textSafeInWindow = (given: { message: string }): string => say.text('text-safe-in-window', { message: given.message });

/** `Changed on disk by another program` */
export const changedOnDisk = (): string => say.text('changed-on-disk');

/** `Changed on the server by someone else` */
export const changedOnServer = (): string => say.text('changed-on-server');

/** `Your draft is untouched.` */
export const draftUntouched = (): string => say.text('draft-untouched');

/** `Show the difference` */
export const showTheDifference = (): string => say.text('show-the-difference');

/** `The file was deleted from disk.` */
export const fileDeleted = (): string => say.text('file-deleted');

/** `The text here is kept.` */
export const textHereKept = (): string => say.text('text-here-kept');

/** `Home Assistant has no config for this dashboard.` */
export const noConfig = (): string => say.text('no-config');

/** `It was never edited, or its storage can’t be read. Saving writes the text below as its config.` */
export const noConfigText = (): string => say.text('no-config-text');

/** `Review` */
export const review = (): string => say.text('review');

/** `Home Assistant can read this text.` */
export const textIsReadable = (): string => say.text('text-is-readable');

/** `Restored “{ $title }”. Your draft is kept: review it, then save.` */
export const restoredDraftKept = (given: { title: string }): string => say.text('restored-draft-kept', { title: given.title });

/** `This dashboard was deleted on Home Assistant.` */
export const dashboardWasDeleted = (): string => say.text('dashboard-was-deleted');

/** `Recreate` */
export const recreate = (): string => say.text('recreate');

/** `A merge with the version on Home Assistant isn’t finished.` */
export const mergeUnfinished = (): string => say.text('merge-unfinished');

/** `Your decisions are kept.` */
export const decisionsKept = (): string => say.text('decisions-kept');

/** `Continue the merge` */
export const continueMerge = (): string => say.text('continue-merge');

/** `Show in history` */
export const showInHistory = (): string => say.text('show-in-history');

/** `Home Assistant doesn’t store comments. Bobbin keeps them on this computer.` */
export const commentsAreLocal = (): string => say.text('comments-are-local');

/** `Import…` */
export const importComments = (): string => say.text('import-comments');

/** `Next` */
export const next = (): string => say.text('next');

/** `Previous` */
export const previous = (): string => say.text('previous');

/** `Select all` */
export const selectAll = (): string => say.text('select-all');

/** `Regex` */
export const regex = (): string => say.text('regex');

/** `Words` */
export const words = (): string => say.text('words');

/** `Replace all` */
export const replaceAll = (): string => say.text('replace-all');

/** `Line` */
export const line = (): string => say.text('line');

/** `YAML of { $title }` */
export const yamlOf = (given: { title: string }): string => say.text('yaml-of', { title: given.title });

/** `Fold` */
export const fold = (): string => say.text('fold');

/** `Unfold` */
export const unfold = (): string => say.text('unfold');

/** `It has unsaved changes. The draft returns when Bobbin starts.` */
export const unsavedUntitled = (): string => say.text('unsaved-untitled');

/** `It has unsaved changes. The draft returns when the file is opened.` */
export const unsavedFile = (): string => say.text('unsaved-file');

/** `“{ $title }” is now as it is on disk.` */
export const tookFromDisk = (given: { title: string }): string => say.text('took-from-disk', { title: given.title });

/** `“{ $title }” is now as it is on the server.` */
export const tookFromServer = (given: { title: string }): string => say.text('took-from-server', { title: given.title });

/** `{ $sentences }.` */
export const sentences = (given: { sentences: string }): string => say.text('sentences', { sentences: given.sentences });

/** `{ $sentences }, and { $count -> [one] 1 more change *[other] { $count } more changes }.` */
export const sentencesAndMore = (given: { sentences: string; count: number }): string => say.text('sentences-and-more', { sentences: given.sentences, count: given.count });

/** `This is your unsaved draft, edited { $when }.` */
export const unsavedDraft = (given: { when: string }): string => say.text('unsaved-draft', { when: given.when });

/** `Your draft and its history are kept. Recreating the dashboard restores its settings and its last config.` */
export const deletedDraftKept = (): string => say.text('deleted-draft-kept');

/** `The text and its history are kept. Recreating the dashboard restores its settings and its last config.` */
export const deletedTextKept = (): string => say.text('deleted-text-kept');

/** `{ $count -> [one] 1 comment was about something that was deleted elsewhere: *[other] { $count } comments were about something that was deleted elsewhere: }` */
export const commentsLost = (given: { count: number }): string => say.text('comments-lost', { count: given.count });

/** `{ $comments }{ $more -> [0] {""} *[other] {" "}and { $more } more }. The text with { $count -> [one] it *[other] them } is kept in the history.` */
export const commentsLostList = (given: { comments: string; more: number; count: number }): string => say.text('comments-lost-list', { comments: given.comments, more: given.more, count: given.count });

/** `Someone else saved this dashboard` */
export const someoneElseSaved = (): string => say.text('someone-else-saved');

/** `{ $when }; the text below includes it.` */
export const textBelowHasIt = (given: { when: string }): string => say.text('text-below-has-it', { when: given.when });
