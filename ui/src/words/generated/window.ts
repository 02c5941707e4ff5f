// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/window.ftl.
import en from '../../../../crates/bobbin-words/en/ui/window.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Bobbin could not finish this. Your drafts are kept.` */
export const bobbinCouldNotFinishThis = (): string => say.text('bobbin-could-not-finish-this');

/** `Bobbin can’t do this` */
export const notPossible = (): string => say.text('not-possible');

/** `Invalid address` */
export const invalidAddress = (): string => say.text('invalid-address');

/** `Not connected` */
export const notConnected = (): string => say.text('not-connected');

/** `Not allowed` */
export const notAllowed = (): string => say.text('not-allowed');

/** `Home Assistant refused` */
export const homeAssistantRefused = (): string => say.text('home-assistant-refused');

/** `No longer there` */
export const noLongerThere = (): string => say.text('no-longer-there');

/** `The text has problems` */
export const textProblems = (): string => say.text('text-problems');

/** `Too large` */
export const tooLarge = (): string => say.text('too-large');

/** `Not possible here` */
export const notPossibleHere = (): string => say.text('not-possible-here');

/** `Out of step` */
export const outOfStep = (): string => say.text('out-of-step');

/** `The file changed on disk` */
export const fileChangedOnDisk = (): string => say.text('file-changed-on-disk');

/** `File problem` */
export const fileProblem = (): string => say.text('file-problem');

/** `Bobbin’s own data could not be written` */
export const bobbinsOwnDataCouldNot = (): string => say.text('bobbins-own-data-could-not');

/** `An error in Bobbin` */
export const errorInBobbin = (): string => say.text('error-in-bobbin');

/** `Bobbin is starting` */
export const bobbinStarting = (): string => say.text('bobbin-starting');

/** `Canvas` */
export const canvas = (): string => say.text('canvas');

/** `YAML` */
export const yaml = (): string => say.text('yaml');

/** `Preview` */
export const preview = (): string => say.text('preview');

/** `Visual` */
export const visual = (): string => say.text('visual');

/** `Split` */
export const split = (): string => say.text('split');

/** `Panes` */
export const panes = (): string => say.text('panes');

/** `How the document is shown` */
export const howDocumentShown = (): string => say.text('how-document-shown');

/** `Show { $title } (hidden: not enough room)` */
export const showHiddenPane = (given: { title: string }): string => say.text('show-hidden-pane', { title: given.title });

/** `There isn’t enough room for it. Click to show it instead of another pane.` */
export const noRoomClickToShow = (): string => say.text('no-room-click-to-show');

/** `Width of { $title }` */
export const widthOf = (given: { title: string }): string => say.text('width-of', { title: given.title });

/** `Nothing open` */
export const nothingOpen = (): string => say.text('nothing-open');

/** `Choose a dashboard on the left, or press { $keys } to go to anything.` */
export const chooseDashboardLeftOrGo = (given: { keys: string }): string => say.text('choose-dashboard-left-or-go', { keys: given.keys });

/** `Go to anything` */
export const goAnything = (): string => say.text('go-anything');

/** `Opening` */
export const opening = (): string => say.text('opening');

/** `Notices, { $unread } new` */
export const noticesNew = (given: { unread: number }): string => say.text('notices-new', { unread: given.unread });

/** `Notices` */
export const notices = (): string => say.text('notices');

/** `No notices` */
export const noNotices = (): string => say.text('no-notices');

/** `Details` */
export const details = (): string => say.text('details');

/** `Current` */
export const current = (): string => say.text('current');

/** `Commands` */
export const commands = (): string => say.text('commands');

/** `A dashboard, a document, a file; > for commands` */
export const dashboardDocumentFileCommands = (): string => say.text('dashboard-document-file-commands');

/** `No matching commands` */
export const noMatchingCommands = (): string => say.text('no-matching-commands');

/** `No results` */
export const noResults = (): string => say.text('no-results');

/** `Problems` */
export const problems = (): string => say.text('problems');

/** `Review` */
export const review = (): string => say.text('review');

/** `Panel` */
export const panel = (): string => say.text('panel');

/** `Width of the panel` */
export const widthPanel = (): string => say.text('width-panel');

/** `Height of the panel` */
export const heightPanel = (): string => say.text('height-panel');

/** `Panels` */
export const panels = (): string => say.text('panels');

/** `Move the panel to the bottom` */
export const panelToBottom = (): string => say.text('panel-to-bottom');

/** `Move the panel to the right` */
export const panelToRight = (): string => say.text('panel-to-right');

/** `Restore the panel` */
export const restorePanel = (): string => say.text('restore-panel');

/** `Maximize the panel` */
export const maximizePanel = (): string => say.text('maximize-panel');

/** `Close the panel` */
export const closePanel = (): string => say.text('close-panel');

/** `Formatting only` */
export const formattingOnly = (): string => say.text('formatting-only');

/** `What changed ({ $keys })` */
export const whatChanged = (given: { keys: string }): string => say.text('what-changed', { keys: given.keys });

/** `Keeps the draft, but doesn’t send it.` */
export const keepsDraftUnsent = (): string => say.text('keeps-draft-unsent');

/** `Don’t send` */
export const doNotSend = (): string => say.text('do-not-send');

/** `Sidebar` */
export const sidebar = (): string => say.text('sidebar');

/** `No Home Assistant is connected.` */
export const noHomeAssistantConnected = (): string => say.text('no-home-assistant-connected');

/** `Connect…` */
export const connect = (): string => say.text('connect');

/** `Width of the sidebar` */
export const widthSidebar = (): string => say.text('width-sidebar');

/** `Bobbin could not start` */
export const bobbinCouldNotStart = (): string => say.text('bobbin-could-not-start');

/** `As of { $when }` */
export const asOf = (given: { when: string }): string => say.text('as-of', { when: given.when });

/** `When it was last read or saved. Changes that others save after that are announced.` */
export const whenReadOrSavedLast = (): string => say.text('when-read-or-saved-last');

/** `Entities, devices and areas are as of { $when }.` */
export const entitiesDevicesAndAreasAs = (given: { when: string }): string => say.text('entities-devices-and-areas-as', { when: given.when });

/** `Draft…` */
export const draft = (): string => say.text('draft');

/** `Draft saved { $when }` */
export const draftSaved = (given: { when: string }): string => say.text('draft-saved', { when: given.when });

/** `Draft not saved` */
export const draftNotSaved = (): string => say.text('draft-not-saved');

/** `a removed instance` */
export const removedInstance = (): string => say.text('removed-instance');

/** `{ $name } — will be saved when reconnected` */
export const sentWhenConnection = (given: { name: string }): string => say.text('sent-when-connection', { name: given.name });

/** `{ $name } — /{ $url-path } in { $home }` */
export const dashboardOfHome = (given: { name: string; urlPath: string; home: string }): string => say.text('dashboard-of-home', { name: given.name, 'url-path': given.urlPath, home: given.home });

/** `{ $name } of { $home }` */
export const nameOfHome = (given: { name: string; home: string }): string => say.text('name-of-home', { name: given.name, home: given.home });

/** `Close the others` */
export const closeOthers = (): string => say.text('close-others');

/** `There are no others` */
export const noOthers = (): string => say.text('no-others');

/** `Close all` */
export const closeAll = (): string => say.text('close-all');

/** `Open documents` */
export const openDocuments = (): string => say.text('open-documents');

/** `, waiting to be saved` */
export const toBeSent = (): string => say.text('to-be-sent');

/** `, changed elsewhere too` */
export const changedElsewhereToo = (): string => say.text('changed-elsewhere-too');

/** `, with changes` */
export const withChanges = (): string => say.text('with-changes');

/** `Close { $title }` */
export const close = (given: { title: string }): string => say.text('close', { title: given.title });

/** `Tab` */
export const tab = (): string => say.text('tab');

/** `Hide the sidebar` */
export const hideSidebar = (): string => say.text('hide-sidebar');

/** `Show the sidebar` */
export const showSidebar = (): string => say.text('show-sidebar');

/** `“{ $title }” will be saved when reconnected.` */
export const willBeSavedWhenReconnected = (given: { title: string }): string => say.text('will-be-saved-when-reconnected', { title: given.title });

/** `Saved “{ $title }”: { $summary }.` */
export const savedMerged = (given: { title: string; summary: string }): string => say.text('saved-merged', { title: given.title, summary: given.summary });

/** `Theirs: { $hint }.` */
export const theirChanges = (given: { hint: string }): string => say.text('their-changes', { hint: given.hint });

/** `Saved “{ $title }”.` */
export const saved = (given: { title: string }): string => say.text('saved', { title: given.title });

/** `Saved “{ $title }” to Home Assistant.` */
export const savedHomeAssistant = (given: { title: string }): string => say.text('saved-home-assistant', { title: given.title });

/** `Nothing to save: Home Assistant already has this version of “{ $title }”.` */
export const nothingToSave = (given: { title: string }): string => say.text('nothing-to-save', { title: given.title });

/** `Saved “{ $file }”.` */
export const savedFile = (given: { file: string }): string => say.text('saved-file', { file: given.file });

/** `Discarded the draft of “{ $title }”. It is kept in the history.` */
export const draftDiscarded = (given: { title: string }): string => say.text('draft-discarded', { title: given.title });

/** `Show all commands` */
export const showAllCommands = (): string => say.text('show-all-commands');

/** `Next tab` */
export const nextTab = (): string => say.text('next-tab');

/** `Previous tab` */
export const previousTab = (): string => say.text('previous-tab');

/** `Go to line` */
export const goLine = (): string => say.text('go-line');

/** `Next problem` */
export const nextProblem = (): string => say.text('next-problem');

/** `There are no problems` */
export const noProblems = (): string => say.text('no-problems');

/** `Previous problem` */
export const previousProblem = (): string => say.text('previous-problem');

/** `New file` */
export const newFile = (): string => say.text('new-file');

/** `Open a YAML file…` */
export const openYamlFile = (): string => say.text('open-yaml-file');

/** `write send upload` */
export const writeSendUpload = (): string => say.text('write-send-upload');

/** `Export a dashboard instead` */
export const exportADashboardInstead = (): string => say.text('export-a-dashboard-instead');

/** `Close tab` */
export const closeTab = (): string => say.text('close-tab');

/** `No tab is open` */
export const noTabOpen = (): string => say.text('no-tab-open');

/** `Discard draft` */
export const discardDraft = (): string => say.text('discard-draft');

/** `revert discard undo all changes` */
export const revertDiscardUndoAllChanges = (): string => say.text('revert-discard-undo-all-changes');

/** `There are no changes` */
export const noChanges = (): string => say.text('no-changes');

/** `Check for changes` */
export const checkForChanges = (): string => say.text('check-for-changes');

/** `refresh reload fetch` */
export const refreshReloadFetch = (): string => say.text('refresh-reload-fetch');

/** `“{ $title }” hasn’t changed.` */
export const hasNotChanged = (given: { title: string }): string => say.text('has-not-changed', { title: given.title });

/** `Redo` */
export const redo = (): string => say.text('redo');

/** `Find` */
export const find = (): string => say.text('find');

/** `Find next` */
export const findNext = (): string => say.text('find-next');

/** `Find previous` */
export const findPrevious = (): string => say.text('find-previous');

/** `Fold all` */
export const foldAll = (): string => say.text('fold-all');

/** `Unfold all` */
export const unfoldAll = (): string => say.text('unfold-all');

/** `Show or hide the sidebar` */
export const showOrHideSidebar = (): string => say.text('show-or-hide-sidebar');

/** `diff compare` */
export const diffCompare = (): string => say.text('diff-compare');

/** `Move the panel to the bottom or right` */
export const panelToBottomOrRight = (): string => say.text('panel-to-bottom-or-right');

/** `The window is too narrow` */
export const windowTooNarrow = (): string => say.text('window-too-narrow');

/** `Light theme` */
export const lightTheme = (): string => say.text('light-theme');

/** `Dark theme` */
export const darkTheme = (): string => say.text('dark-theme');

/** `System theme` */
export const systemTheme = (): string => say.text('system-theme');

/** `theme light dark` */
export const themeLightDark = (): string => say.text('theme-light-dark');

/** `Connect to Home Assistant…` */
export const connectHomeAssistant = (): string => say.text('connect-home-assistant');

/** `Connection` */
export const connection = (): string => say.text('connection');

/** `add instance server` */
export const addInstanceServer = (): string => say.text('add-instance-server');

/** `Reconnect now` */
export const tryReconnectNow = (): string => say.text('try-reconnect-now');

/** `Not reconnecting` */
export const notWaitingConnection = (): string => say.text('not-waiting-connection');

/** `Disconnect` */
export const disconnect = (): string => say.text('disconnect');

/** `The demo home needs no token` */
export const demoHomeNeedsNone = (): string => say.text('demo-home-needs-none');

/** `Name and address of this Home Assistant…` */
export const nameAndAddressThisHome = (): string => say.text('name-and-address-this-home');

/** `rename url` */
export const renameUrl = (): string => say.text('rename-url');

/** `Remove this Home Assistant…` */
export const removeThisHomeAssistant = (): string => say.text('remove-this-home-assistant');

/** `forget delete instance` */
export const forgetDeleteInstance = (): string => say.text('forget-delete-instance');

/** `Connected · Home Assistant { $version } · { $user }, { $role -> [admin] administrator *[reader] read-only }` */
export const connectedAs = (given: { version: string; user: string; role: string }): string => say.text('connected-as', { version: given.version, user: given.user, role: given.role });

/** `Connected · Home Assistant { $version } · { $user }, { $role -> [admin] administrator *[reader] read-only } · checks for changes every 5 s` */
export const connectedAsPolling = (given: { version: string; user: string; role: string }): string => say.text('connected-as-polling', { version: given.version, user: given.user, role: given.role });

/** `Line { $line }, col { $column }` */
export const place = (given: { line: string; column: string }): string => say.text('place', { line: given.line, column: given.column });

/** `Line { $line }, col { $column } ({ $count -> [one] 1 character *[other] { $count } characters } selected)` */
export const placeWithSelection = (given: { line: string; column: string; count: number }): string => say.text('place-with-selection', { line: given.line, column: given.column, count: given.count });

/** `Line { $line }, col { $column }, { $count } cursors` */
export const placeWithCursors = (given: { line: string; column: string; count: number }): string => say.text('place-with-cursors', { line: given.line, column: given.column, count: given.count });

/** `As of { $when }, not connected` */
export const asOfNotConnected = (given: { when: string }): string => say.text('as-of-not-connected', { when: given.when });

/** `Home Assistant may have something newer. Bobbin checks before it sends anything.` */
export const mayBeNewer = (): string => say.text('may-be-newer');

/** `{ $count -> [one] 1 warning *[other] { $count } warnings }` */
export const warningCount = (given: { count: number }): string => say.text('warning-count', { count: given.count });
