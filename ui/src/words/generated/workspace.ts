// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/workspace.ftl.
import en from '../../../../crates/bobbin-words/en/ui/workspace.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `New token…` */
export const newToken = (): string => say.text('new-token');

/** `Show` */
export const show = (): string => say.text('show');

/** `Check again` */
export const checkAgain = (): string => say.text('check-again');

/** `Copy details` */
export const copyDetails = (): string => say.text('copy-details');

/** `See the merge` */
export const seeMerge = (): string => say.text('see-merge');

/** `a file` */
export const aFile = (): string => say.text('a-file');

/** `Home Assistant could not load { $url }` */
export const fileNotLoaded = (given: { url: string }): string => say.text('file-not-loaded', { url: given.url });

/** `Home Assistant can’t draw this card: { $message }` */
export const cardNotDrawn = (given: { message: string }): string => say.text('card-not-drawn', { message: given.message });

/** `Cards from this resource can’t be drawn. Check it under Resources.` */
export const resourceCardsNotDrawn = (): string => say.text('resource-cards-not-drawn');

/** `It can’t be added here: add or select a view first` */
export const noPlaceHere = (): string => say.text('no-place-here');

/** `Saving…` */
export const saving = (): string => say.text('saving');

/** `Decide first` */
export const decideFirst = (): string => say.text('decide-first');

/** `Choose below what to do with the two versions.` */
export const chooseBelow = (): string => say.text('choose-below');

/** `There is nothing to save.` */
export const nothingToSave = (): string => say.text('nothing-to-save');

/** `Bobbin couldn’t take in your last edit. Try again first.` */
export const editNotTakenIn = (): string => say.text('edit-not-taken-in');

/** `Home Assistant can’t read this text.` */
export const textUnreadable = (): string => say.text('text-unreadable');

/** `Can’t save: read-only access` */
export const cantSaveReadOnly = (): string => say.text('cant-save-read-only');

/** `{ $why } The draft is kept.` */
export const draftKept = (given: { why: string }): string => say.text('draft-kept', { why: given.why });

/** `Token refused: new token…` */
export const tokenRefusedNewToken = (): string => say.text('token-refused-new-token');

/** `Saving…` */
export const savingNow = (): string => say.text('saving-now');

/** `Bobbin checks what Home Assistant has before it sends this.` */
export const checkedBeforeSending = (): string => say.text('checked-before-sending');

/** `Will be saved when reconnected` */
export const willBeSavedWhenReconnected = (): string => say.text('will-be-saved-when-reconnected');

/** `Save this later instead` */
export const saveThisLaterInstead = (): string => say.text('save-this-later-instead');

/** `An earlier text is waiting to be saved. This one replaces it.` */
export const replacesWaitingText = (): string => say.text('replaces-waiting-text');

/** `Offline: draft kept` */
export const offlineDraftKept = (): string => say.text('offline-draft-kept');

/** `{ $why } Bobbin keeps it, checks it and saves it when reconnected.` */
export const keptUntilReconnected = (given: { why: string }): string => say.text('kept-until-reconnected', { why: given.why });

/** `Offline: save later` */
export const offlineSaveLater = (): string => say.text('offline-save-later');

/** `Bobbin doesn’t know yet whether the last save arrived. It checks before it saves.` */
export const lastSaveUnknown = (): string => say.text('last-save-unknown');

/** `Deleted: recreate first` */
export const deletedRecreateFirst = (): string => say.text('deleted-recreate-first');

/** `It was deleted on Home Assistant. Recreate it, then save. The draft is kept.` */
export const deletedRecreateThenSave = (): string => say.text('deleted-recreate-then-save');

/** `Shows both versions. Nothing is overwritten.` */
export const showsBothVersions = (): string => say.text('shows-both-versions');

/** `{ $count } to decide` */
export const toDecide = (given: { count: number }): string => say.text('to-decide', { count: given.count });

/** `{ $count } not known yet` */
export const unknownYet = (given: { count: number }): string => say.text('unknown-yet', { count: given.count });

/** `Connected again: { $words }.` */
export const connectedAgain = (given: { words: string }): string => say.text('connected-again', { words: given.words });

/** `“{ $title }” changed on Home Assistant meanwhile. Nothing was sent; both versions are kept.` */
export const changedMeanwhile = (given: { title: string }): string => say.text('changed-meanwhile', { title: given.title });

/** `“{ $title }” changed on Home Assistant meanwhile and can be merged: { $merges }. Nothing is sent until you save it.` */
export const changedMeanwhileMerges = (given: { title: string; merges: string }): string => say.text('changed-meanwhile-merges', { title: given.title, merges: given.merges });

/** `“{ $title }” was refused: { $message }. The draft is kept.` */
export const refusedDraftKept = (given: { title: string; message: string }): string => say.text('refused-draft-kept', { title: given.title, message: given.message });

/** `“{ $title }” did not reach Home Assistant. The draft is kept.` */
export const didNotArrive = (given: { title: string }): string => say.text('did-not-arrive', { title: given.title });

/** `Bobbin checks whether “{ $title }” arrived.` */
export const checksWhetherArrived = (given: { title: string }): string => say.text('checks-whether-arrived', { title: given.title });

/** `“{ $title }” is still waiting.` */
export const stillWaiting = (given: { title: string }): string => say.text('still-waiting', { title: given.title });

/** `Read from Home Assistant` */
export const readFromHomeAssistant = (): string => say.text('read-from-home-assistant');

/** `Saved with Bobbin` */
export const savedWithBobbin = (): string => say.text('saved-with-bobbin');

/** `Saved by someone else` */
export const savedByOthers = (): string => say.text('saved-by-others');

/** `Replaced by a save, kept here` */
export const replacedByASave = (): string => say.text('replaced-by-a-save');

/** `Restored after a save replaced it` */
export const restoredAfterASave = (): string => say.text('restored-after-a-save');

/** `Last version before the dashboard was deleted` */
export const lastBeforeDeletion = (): string => say.text('last-before-deletion');

/** `Discarded draft` */
export const discardedDraft = (): string => say.text('discarded-draft');

/** `A dashboard needs a title.` */
export const dashboardNeedsTitle = (): string => say.text('dashboard-needs-title');

/** `{ $user } has read-only access.` */
export const userIsReadOnly = (given: { user: string }): string => say.text('user-is-read-only', { user: given.user });

/** `There is no connection to Home Assistant.` */
export const noConnectionHomeAssistant = (): string => say.text('no-connection-home-assistant');

/** `Low` */
export const low = (): string => say.text('low');

/** `Normal` */
export const normal = (): string => say.text('normal');

/** `Charging` */
export const charging = (): string => say.text('charging');

/** `Not charging` */
export const notCharging = (): string => say.text('not-charging');

/** `Detected` */
export const detected = (): string => say.text('detected');

/** `Cold` */
export const cold = (): string => say.text('cold');

/** `Disconnected` */
export const disconnected = (): string => say.text('disconnected');

/** `Closed` */
export const closed = (): string => say.text('closed');

/** `Hot` */
export const hot = (): string => say.text('hot');

/** `Light detected` */
export const lightDetected = (): string => say.text('light-detected');

/** `No light` */
export const noLight = (): string => say.text('no-light');

/** `Unlocked` */
export const unlocked = (): string => say.text('unlocked');

/** `Locked` */
export const locked = (): string => say.text('locked');

/** `Wet` */
export const wet = (): string => say.text('wet');

/** `Dry` */
export const dry = (): string => say.text('dry');

/** `Moving` */
export const moving = (): string => say.text('moving');

/** `Not moving` */
export const notMoving = (): string => say.text('not-moving');

/** `Plugged in` */
export const pluggedIn = (): string => say.text('plugged-in');

/** `Unplugged` */
export const unplugged = (): string => say.text('unplugged');

/** `Power detected` */
export const powerDetected = (): string => say.text('power-detected');

/** `No power` */
export const noPower = (): string => say.text('no-power');

/** `Away` */
export const away = (): string => say.text('away');

/** `Problem` */
export const problem = (): string => say.text('problem');

/** `OK` */
export const ok = (): string => say.text('ok');

/** `Running` */
export const running = (): string => say.text('running');

/** `Not running` */
export const notRunning = (): string => say.text('not-running');

/** `Unsafe` */
export const unsafeIt = (): string => say.text('unsafe-it');

/** `Safe` */
export const safe = (): string => say.text('safe');

/** `Tampering detected` */
export const tamperingDetected = (): string => say.text('tampering-detected');

/** `Update available` */
export const updateAvailable = (): string => say.text('update-available');

/** `Now` */
export const now = (): string => say.text('now');

/** `The YAML has problems; fix them first` */
export const yamlHasProblems = (): string => say.text('yaml-has-problems');

/** `Changed on server: merge…` */
export const changedOnServerMerge = (): string => say.text('changed-on-server-merge');

/** `Changed on disk: decide…` */
export const changedOnDiskDecide = (): string => say.text('changed-on-disk-decide');

/** `{ $count -> [one] 1 save sent *[other] { $count } saves sent }` */
export const savesSent = (given: { count: number }): string => say.text('saves-sent', { count: given.count });

/** `{ $size } B` */
export const bytes = (given: { size: string }): string => say.text('bytes', { size: given.size });

/** `{ $size } kB` */
export const kilobytes = (given: { size: string }): string => say.text('kilobytes', { size: given.size });

/** `{ $size } MB` */
export const megabytes = (given: { size: string }): string => say.text('megabytes', { size: given.size });

/** `“{ $title }”: { $words }` */
export const aboutTitle = (given: { title: string; words: string }): string => say.text('about-title', { title: given.title, words: given.words });

/** `“{ $title }”: { $summary }.` */
export const mergedTitle = (given: { title: string; summary: string }): string => say.text('merged-title', { title: given.title, summary: given.summary });
