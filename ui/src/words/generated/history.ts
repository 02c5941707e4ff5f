// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/history.ftl.
import en from '../../../../crates/bobbin-words/en/ui/history.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Exported the text with its comments to { $file }.` */
export const exportedTextComments = (given: { file: string }): string => say.text('exported-text-comments', { file: given.file });

/** `Only dashboards have a history` */
export const onlyDashboards = (): string => say.text('only-dashboards');

/** `Keep a file’s history where you keep the file, for example in Git. Discarded drafts are kept there, too.` */
export const onlyDashboardsText = (): string => say.text('only-dashboards-text');

/** `The version is now your draft. Review the changes, then save.` */
export const versionIsNowDraft = (): string => say.text('version-is-now-draft');

/** `{ $sentence }. Review it, then save.` */
export const reviewThenSave = (given: { sentence: string }): string => say.text('review-then-save', { sentence: given.sentence });

/** `Exported the version to { $file }.` */
export const exportedVersion = (given: { file: string }): string => say.text('exported-version', { file: given.file });

/** `Copied the version as YAML.` */
export const copiedVersionAsYaml = (): string => say.text('copied-version-as-yaml');

/** `Restored “{ $title }”` */
export const restored = (given: { title: string }): string => say.text('restored', { title: given.title });

/** `History of { $name }` */
export const historyOf = (given: { name: string }): string => say.text('history-of', { name: given.name });

/** `The history can’t be read` */
export const historyCantRead = (): string => say.text('history-cant-read');

/** `Loading the history` */
export const loadingHistory = (): string => say.text('loading-history');

/** `No versions yet` */
export const nothingKept = (): string => say.text('nothing-kept');

/** `Bobbin keeps every config that it reads, saves or replaces, on this computer.` */
export const keepsEveryConfig = (): string => say.text('keeps-every-config');

/** `Width of the list of dashboards` */
export const widthListDashboards = (): string => say.text('width-list-dashboards');

/** `Size and retention` */
export const sizeAndRetention = (): string => say.text('size-and-retention');

/** `Deleted` */
export const deleted = (): string => say.text('deleted');

/** `Deleted dashboards` */
export const deletedDashboards = (): string => say.text('deleted-dashboards');

/** `Removed resources` */
export const removedResources = (): string => say.text('removed-resources');

/** `“{ $title }” was deleted` */
export const wasDeleted = (given: { title: string }): string => say.text('was-deleted', { title: given.title });

/** `Recreate from this version` */
export const recreateFromVersion = (): string => say.text('recreate-from-version');

/** `Recreate` */
export const recreate = (): string => say.text('recreate');

/** `Open the dashboard` */
export const openDashboard = (): string => say.text('open-dashboard');

/** `The dashboard is deleted: recreate it from this version.` */
export const recreateFirst = (): string => say.text('recreate-first');

/** `Choose a dashboard` */
export const chooseDashboard = (): string => say.text('choose-dashboard');

/** `Every version that Bobbin has seen or saved is kept on this computer, including those of deleted dashboards.` */
export const chooseDashboardText = (): string => say.text('choose-dashboard-text');

/** `On this computer` */
export const onThisComputer = (): string => say.text('on-this-computer');

/** `Every version seen or saved, including those of deleted dashboards` */
export const sectionHint = (): string => say.text('section-hint');

/** `deleted { $when }` */
export const deleted2 = (given: { when: string }): string => say.text('deleted-2', { when: given.when });

/** `Name the version` */
export const nameVersion = (): string => say.text('name-version');

/** `A named version is never removed. Leave empty to remove the name.` */
export const nameHint = (): string => say.text('name-hint');

/** `Before the new heating` */
export const nameExample = (): string => say.text('name-example');

/** `Set name` */
export const setName = (): string => say.text('set-name');

/** `{ $kind } · removed { $when }` */
export const removed = (given: { kind: string; when: string }): string => say.text('removed', { kind: given.kind, when: given.when });

/** `Add again` */
export const addAgain = (): string => say.text('add-again');

/** `Forever` */
export const forever = (): string => say.text('forever');

/** `History on this computer` */
export const historyOnThisComputer = (): string => say.text('history-on-this-computer');

/** `Versions` */
export const kept = (): string => say.text('kept');

/** `On disk` */
export const onDisk = (): string => say.text('on-disk');

/** `Folder` */
export const folder = (): string => say.text('folder');

/** `Keep every version for` */
export const keepEveryVersion = (): string => say.text('keep-every-version');

/** `After that, the last version of each day. Named versions and the last version of every dashboard are never removed.` */
export const retentionHint = (): string => say.text('retention-hint');

/** `Loading` */
export const loading = (): string => say.text('loading');

/** `There was nothing to remove.` */
export const nothingToRemove = (): string => say.text('nothing-to-remove');

/** `Compact now` */
export const compactNow = (): string => say.text('compact-now');

/** `Done` */
export const done = (): string => say.text('done');

/** `Since then` */
export const sinceThen = (): string => say.text('since-then');

/** `What it changed` */
export const whatChanged = (): string => say.text('what-changed');

/** `Compared with { $when }` */
export const against = (given: { when: string }): string => say.text('against', { when: given.when });

/** `Restore as draft` */
export const restoreAsDraft = (): string => say.text('restore-as-draft');

/** `Stop comparing with it` */
export const stopComparing = (): string => say.text('stop-comparing');

/** `Compare others with it` */
export const compareWithIt = (): string => say.text('compare-with-it');

/** `Name it…` */
export const nameCommand = (): string => say.text('name-command');

/** `Rename…` */
export const rename = (): string => say.text('rename');

/** `Copy as YAML` */
export const copyAsYaml = (): string => say.text('copy-as-yaml');

/** `Restore this` */
export const restoreThis = (): string => say.text('restore-this');

/** `Undo this change` */
export const undoThisChange = (): string => say.text('undo-this-change');

/** `The versions can’t be read` */
export const versionsCantRead = (): string => say.text('versions-cant-read');

/** `Loading versions` */
export const loadingVersions = (): string => say.text('loading-versions');

/** `No versions yet` */
export const noVersionsYet = (): string => say.text('no-versions-yet');

/** `Width of the list of versions` */
export const widthListVersions = (): string => say.text('width-list-versions');

/** `More about this version` */
export const moreAboutThisVersion = (): string => say.text('more-about-this-version');

/** `Choose a version` */
export const chooseVersion = (): string => say.text('choose-version');

/** `See what it changed, restore a part of it, or restore all of it as the draft. Nothing is sent until you save.` */
export const chooseVersionText = (): string => say.text('choose-version-text');

/** `The text with its comments` */
export const textComments = (): string => say.text('text-comments');

/** `Versions, the newest first` */
export const versionsNewestFirst = (): string => say.text('versions-newest-first');

/** `Version` */
export const version = (): string => say.text('version');

/** `and { $count } more` */
export const andMore = (given: { count: number }): string => say.text('and-more', { count: given.count });

/** `Compared with` */
export const comparedWith = (): string => say.text('compared-with');

/** `History of all dashboards, including deleted ones` */
export const historyCommand = (): string => say.text('history-command');

/** `versions recreate restore deleted` */
export const versionsRecreateRestoreDeleted = (): string => say.text('versions-recreate-restore-deleted');

/** `History size and retention…` */
export const retentionCommand = (): string => say.text('retention-command');

/** `retention compact vault disk space settings` */
export const retentionCompactVaultDiskSpace = (): string => say.text('retention-compact-vault-disk-space');

/** `Export the text with its comments…` */
export const exportCommand = (): string => say.text('export-command');

/** `another computer comments yaml` */
export const anotherComputerCommentsYaml = (): string => say.text('another-computer-comments-yaml');

/** `Import comments and formatting from a file…` */
export const importCommand = (): string => say.text('import-command');

/** `import another computer comments yaml` */
export const importAnotherComputerCommentsYaml = (): string => say.text('import-another-computer-comments-yaml');

/** `Imported the comments from { $file }. The text means the same.` */
export const importedComments = (given: { file: string }): string => say.text('imported-comments', { file: given.file });

/** `Imported the comments from { $file }. The dashboard itself didn’t change.` */
export const importedCommentsOnly = (given: { file: string }): string => say.text('imported-comments-only', { file: given.file });

/** `{ $count -> [one] 1 comment had no place: *[other] { $count } comments had no place: } { $comments }` */
export const commentsWithoutPlace = (given: { count: number; comments: string }): string => say.text('comments-without-place', { count: given.count, comments: given.comments });

/** `{ $count -> [one] 1 version is kept here, with its settings. *[other] { $count } versions are kept here, with their settings. }` */
export const versionsKept = (given: { count: number }): string => say.text('versions-kept', { count: given.count });

/** `{ $count -> [one] 1 version *[other] { $count } versions }, { $size } uncompressed` */
export const versionsUncompressed = (given: { count: number; size: string }): string => say.text('versions-uncompressed', { count: given.count, size: given.size });

/** `Removed { $count -> [one] 1 older version *[other] { $count } older versions }: { $before } became { $after }.` */
export const removedVersions = (given: { count: number; before: string; after: string }): string => say.text('removed-versions', { count: given.count, before: given.before, after: given.after });

/** `{ $count -> [one] 1 day *[other] { $count } days }` */
export const dayCount = (given: { count: number }): string => say.text('day-count', { count: given.count });

/** `HA { $version }` */
export const haVersion = (given: { version: string }): string => say.text('ha-version', { version: given.version });
