// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/merge.ftl.
import en from '../../../../crates/bobbin-words/en/ui/merge.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `What to do` */
export const whatToDo = (): string => say.text('what-to-do');

/** `“{ $title }” changed on disk meanwhile` */
export const changedOnDiskMeanwhile = (given: { title: string }): string => say.text('changed-on-disk-meanwhile', { title: given.title });

/** `“{ $title }” changed on Home Assistant meanwhile` */
export const changedOnHomeAssistantMeanwhile = (given: { title: string }): string => say.text('changed-on-home-assistant-meanwhile', { title: given.title });

/** `Your save replaced a newer version. Bobbin kept it, restored it at once, and sent nothing over it. Your draft is kept.` */
export const putBack = (): string => say.text('put-back');

/** `Nothing was written. Your draft is kept, and the file is unchanged.` */
export const nothingWritten = (): string => say.text('nothing-written');

/** `Nothing was sent. Your draft is kept, and their version is in the history.` */
export const nothingSent = (): string => say.text('nothing-sent');

/** `Merge both` */
export const mergeBoth = (): string => say.text('merge-both');

/** `Changes that fit together are merged; you decide about each conflict.` */
export const mergeTextConflicts = (): string => say.text('merge-text-conflicts');

/** `Overwrite theirs` */
export const overwriteTheirs = (): string => say.text('overwrite-theirs');

/** `Saves your draft over what is on disk now.` */
export const overwriteFileText = (): string => say.text('overwrite-file-text');

/** `Saves your draft without their changes. Their version stays in the history.` */
export const overwriteText = (): string => say.text('overwrite-text');

/** `Keep editing` */
export const keepEditing = (): string => say.text('keep-editing');

/** `Nothing is decided yet. The next save asks again.` */
export const keepEditingText = (): string => say.text('keep-editing-text');

/** `What they changed` */
export const whatTheyChanged = (): string => say.text('what-they-changed');

/** `What I changed` */
export const whatIChanged = (): string => say.text('what-i-changed');

/** `Theirs against mine` */
export const theirsAgainstMine = (): string => say.text('theirs-against-mine');

/** `Took theirs. Your draft is kept in the history.` */
export const tookTheirs = (): string => say.text('took-theirs');

/** `Merged both. Review the changes, then save.` */
export const mergedBoth = (): string => say.text('merged-both');

/** `Theirs` */
export const theirs = (): string => say.text('theirs');

/** `Mine` */
export const mine = (): string => say.text('mine');

/** `in your draft` */
export const yourDraft = (): string => say.text('your-draft');

/** `Only formatting changed, or one side can’t be read as a dashboard.` */
export const onlyFormattingOrUnreadable = (): string => say.text('only-formatting-or-unreadable');

/** `Only one of the two can be kept here.` */
export const onlyOne = (): string => say.text('only-one');

/** `Conflict { $position } of { $count }` */
export const conflictOf = (given: { position: number; count: number }): string => say.text('conflict-of', { position: given.position, count: given.count });

/** `Not in the base version.` */
export const notInBase = (): string => say.text('not-in-base');

/** `You removed it.` */
export const youRemoved = (): string => say.text('you-removed');

/** `They removed it.` */
export const theyRemoved = (): string => say.text('they-removed');

/** `Keep both` */
export const keepBoth = (): string => say.text('keep-both');

/** `Decide again` */
export const decideAgain = (): string => say.text('decide-again');

/** `Text to use instead` */
export const handLabel = (): string => say.text('hand-label');

/** `{ $problem } Until you fix it, this conflict isn’t decided.` */
export const handNotDecided = (given: { problem: string }): string => say.text('hand-not-decided', { problem: given.problem });

/** `Both` */
export const both = (): string => say.text('both');

/** `By hand` */
export const byHand = (): string => say.text('by-hand');

/** `Conflicts` */
export const conflicts = (): string => say.text('conflicts');

/** `By hand, has a problem` */
export const handProblem = (): string => say.text('hand-problem');

/** `To decide` */
export const toDecide = (): string => say.text('to-decide');

/** `{ $summary }. Review the changes, then save.` */
export const reviewThenSave = (given: { summary: string }): string => say.text('review-then-save', { summary: given.summary });

/** `There is nothing to decide` */
export const nothingToDecide = (): string => say.text('nothing-to-decide');

/** `Finish the merge` */
export const finishTheMerge = (): string => say.text('finish-the-merge');

/** `Merge` */
export const merge = (): string => say.text('merge');

/** `Next conflict` */
export const nextConflict = (): string => say.text('next-conflict');

/** `Previous conflict` */
export const previousConflict = (): string => say.text('previous-conflict');

/** `Choose mine` */
export const chooseMine = (): string => say.text('choose-mine');

/** `Choose theirs` */
export const chooseTheirs = (): string => say.text('choose-theirs');

/** `Only one of the two can be kept here` */
export const onlyOneBlock = (): string => say.text('only-one-block');

/** `Edit the conflict by hand` */
export const editConflictHand = (): string => say.text('edit-conflict-hand');

/** `Undo the decision` */
export const undoDecision = (): string => say.text('undo-decision');

/** `It isn’t decided yet` */
export const notDecidedYet = (): string => say.text('not-decided-yet');

/** `Leave the merge and discard its decisions` */
export const leaveAndDiscard = (): string => say.text('leave-and-discard');

/** `Leave the merge and keep its decisions` */
export const leaveAndKeep = (): string => say.text('leave-and-keep');

/** `Will be sent` */
export const toSend = (): string => say.text('to-send');

/** `New to me` */
export const newMe = (): string => say.text('new-me');

/** `Theirs { $count }` */
export const theirsCount = (given: { count: number }): string => say.text('theirs-count', { count: given.count });

/** `Mine { $count }` */
export const mineCount = (given: { count: number }): string => say.text('mine-count', { count: given.count });

/** `Changes that the merge makes to Home Assistant’s version.` */
export const changesToSend = (): string => say.text('changes-to-send');

/** `Changes that the merge makes to your draft.` */
export const changesToMine = (): string => say.text('changes-to-mine');

/** `What they changed since you started.` */
export const theirChanges = (): string => say.text('their-changes');

/** `What you changed since you started.` */
export const myChanges = (): string => say.text('my-changes');

/** `Same as Home Assistant’s version.` */
export const sameAsTheirs = (): string => say.text('same-as-theirs');

/** `Same as your draft.` */
export const sameAsMine = (): string => say.text('same-as-mine');

/** `Only comments or formatting.` */
export const onlyCommentsOrFormatting = (): string => say.text('only-comments-or-formatting');

/** `The result` */
export const theResult = (): string => say.text('the-result');

/** `They stay in your draft’s version in the history.` */
export const commentsStay = (): string => say.text('comments-stay');

/** `Which changes` */
export const whichChanges = (): string => say.text('which-changes');

/** `The merged text` */
export const mergedText = (): string => say.text('merged-text');

/** `Merged: “{ $title }”` */
export const merged = (given: { title: string }): string => say.text('merged', { title: given.title });

/** `Mine and theirs as Home Assistant shows them` */
export const picturesLabel = (): string => say.text('pictures-label');

/** `The draft becomes what Home Assistant has. Yours stays in the history, and Undo restores it.` */
export const takeTheirsHint = (): string => say.text('take-theirs-hint');

/** `Saves your draft without their changes. Theirs stays in the history.` */
export const overwriteHint = (): string => say.text('overwrite-hint');

/** `Nothing more is decided. Your decisions so far are kept.` */
export const leaveHint = (): string => say.text('leave-hint');

/** `Review first` */
export const reviewFirst = (): string => say.text('review-first');

/** `Save merged` */
export const saveMerged = (): string => say.text('save-merged');

/** `One undo step; review and save next.` */
export const finishHint = (): string => say.text('finish-hint');

/** `Finish merge` */
export const finishMerge = (): string => say.text('finish-merge');

/** `Can’t merge now` */
export const cannotMerge = (): string => say.text('cannot-merge');

/** `Compare the two sides` */
export const compareTwoSides = (): string => say.text('compare-two-sides');

/** `Back to the editor` */
export const backEditor = (): string => say.text('back-editor');

/** `Merging` */
export const merging = (): string => say.text('merging');

/** `Decided` */
export const decided = (): string => say.text('decided');

/** `Use for the rest:` */
export const useForTheRest = (): string => say.text('use-for-the-rest');

/** `mine` */
export const mineShort = (): string => say.text('mine-short');

/** `theirs` */
export const theirsShort = (): string => say.text('theirs-short');

/** `{ $decided-count } of { $count } decided` */
export const ofDecided = (given: { decidedCount: number; count: number }): string => say.text('of-decided', { 'decided-count': given.decidedCount, count: given.count });

/** `Merge with what Home Assistant has now` */
export const mergeWhatHomeAssistantNow = (): string => say.text('merge-what-home-assistant-now');

/** `conflict theirs mine` */
export const conflictTheirsMine = (): string => say.text('conflict-theirs-mine');

/** `Don’t save when reconnected` */
export const unqueue = (): string => say.text('unqueue');

/** `queue take back offline later` */
export const queueTakeBackOfflineLater = (): string => say.text('queue-take-back-offline-later');

/** `Nothing is waiting to be saved` */
export const nothingQueued = (): string => say.text('nothing-queued');

/** `“{ $title }” won’t be saved when reconnected. The draft is kept.` */
export const unqueued = (given: { title: string }): string => say.text('unqueued', { title: given.title });

/** `Save later` */
export const saveLater = (): string => say.text('save-later');

/** `Only dashboards can be merged` */
export const onlyDashboards = (): string => say.text('only-dashboards');

/** `The merge is already open` */
export const alreadyOpen = (): string => say.text('already-open');

/** `No one else has changed it` */
export const unchanged = (): string => say.text('unchanged');

/** `Fix the problems in the text first` */
export const fixProblemsFirst = (): string => say.text('fix-problems-first');

/** `{ $count -> [one] 1 of your comments has no place, because its card is gone: *[other] { $count } of your comments have no place, because their cards are gone: }` */
export const commentsWithoutPlace = (given: { count: number }): string => say.text('comments-without-place', { count: given.count });

/** `{ $summary }. Theirs was seen { $when }; nothing is sent yet, and both versions are kept.` */
export const theirsSeen = (given: { summary: string; when: string }): string => say.text('theirs-seen', { summary: given.summary, when: given.when });

/** `The two sides changed different things: the draft becomes their version with { $count -> [one] 1 change *[other] { $count } changes } of yours on top.` */
export const mergeText = (given: { count: number }): string => say.text('merge-text', { count: given.count });

/** `The draft becomes what the file has now. Your draft stays in the history, and Undo restores it.` */
export const takeFileText = (): string => say.text('take-file-text');

/** `The draft becomes what Home Assistant has now. Your draft stays in the history, and Undo restores it.` */
export const takeTheirsText = (): string => say.text('take-theirs-text');

/** `seen { $when }` */
export const seen = (given: { when: string }): string => say.text('seen', { when: given.when });
