// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/common.ftl.
import en from '../../../../crates/bobbin-words/en/ui/common.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `No answer in time` */
export const noAnswerInTime = (): string => say.text('no-answer-in-time');

/** `Token refused` */
export const tokenRefused = (): string => say.text('token-refused');

/** `Outline` */
export const outline = (): string => say.text('outline');

/** `Inspector` */
export const inspector = (): string => say.text('inspector');

/** `Clear` */
export const clear = (): string => say.text('clear');

/** `Copy` */
export const copy = (): string => say.text('copy');

/** `Dismiss` */
export const dismiss = (): string => say.text('dismiss');

/** `Resources` */
export const resources = (): string => say.text('resources');

/** `Open` */
export const open = (): string => say.text('open');

/** `History` */
export const history = (): string => say.text('history');

/** `Search` */
export const search = (): string => say.text('search');

/** `Changed` */
export const changed = (): string => say.text('changed');

/** `Try again` */
export const tryAgain = (): string => say.text('try-again');

/** `No problems` */
export const noProblems = (): string => say.text('no-problems');

/** `No Home Assistant` */
export const noHomeAssistant = (): string => say.text('no-home-assistant');

/** `Untitled` */
export const untitled = (): string => say.text('untitled');

/** `Close` */
export const close = (): string => say.text('close');

/** `Undo` */
export const undo = (): string => say.text('undo');

/** `No document is open` */
export const noDocumentOpen = (): string => say.text('no-document-open');

/** `No Home Assistant is chosen` */
export const noHomeAssistantChosen = (): string => say.text('no-home-assistant-chosen');

/** `View` */
export const view = (): string => say.text('view');

/** `Go` */
export const go = (): string => say.text('go');

/** `File` */
export const file = (): string => say.text('file');

/** `Save` */
export const save = (): string => say.text('save');

/** `Document` */
export const document = (): string => say.text('document');

/** `Save as…` */
export const saveAs = (): string => say.text('save-as');

/** `Edit` */
export const edit = (): string => say.text('edit');

/** `Replace` */
export const replace = (): string => say.text('replace');

/** `Review changes` */
export const reviewChanges = (): string => say.text('review-changes');

/** `Try the demo home` */
export const tryDemoHome = (): string => say.text('try-demo-home');

/** `Enter a new token…` */
export const enterNewToken = (): string => say.text('enter-new-token');

/** `Only comments or formatting` */
export const onlyCommentsOrFormatting = (): string => say.text('only-comments-or-formatting');

/** `Home Assistant` */
export const homeAssistant = (): string => say.text('home-assistant');

/** `Take theirs` */
export const takeTheirs = (): string => say.text('take-theirs');

/** `What to compare` */
export const whatToCompare = (): string => say.text('what-to-compare');

/** `Title` */
export const title = (): string => say.text('title');

/** `Path` */
export const path = (): string => say.text('path');

/** `Cancel` */
export const cancel = (): string => say.text('cancel');

/** `Copy path` */
export const copyPath = (): string => say.text('copy-path');

/** `Dashboards` */
export const dashboards = (): string => say.text('dashboards');

/** `Refresh` */
export const refresh = (): string => say.text('refresh');

/** `No dashboard is open` */
export const noDashboardOpen = (): string => say.text('no-dashboard-open');

/** `Dashboard` */
export const dashboard = (): string => say.text('dashboard');

/** `Read-only` */
export const readOnly = (): string => say.text('read-only');

/** `Merge now` */
export const mergeNow = (): string => say.text('merge-now');

/** `Match case` */
export const matchCase = (): string => say.text('match-case');

/** `Export to a file…` */
export const exportToFile = (): string => say.text('export-to-file');

/** `Name` */
export const nameLabel = (): string => say.text('name-label');

/** `Keep` */
export const keep = (): string => say.text('keep');

/** `Add a view` */
export const addView = (): string => say.text('add-view');

/** `Card` */
export const card = (): string => say.text('card');

/** `Only formatting changed.` */
export const onlyFormattingChanged = (): string => say.text('only-formatting-changed');

/** `Type` */
export const typeLabel = (): string => say.text('type-label');

/** `Layout` */
export const layout = (): string => say.text('layout');

/** `Before` */
export const before = (): string => say.text('before');

/** `Edit by hand` */
export const editByHand = (): string => say.text('edit-by-hand');

/** `Width of the sentences` */
export const sentencesWidth = (): string => say.text('sentences-width');

/** `The dashboard as Home Assistant shows it` */
export const dashboardAsShown = (): string => say.text('dashboard-as-shown');

/** `Arrange` */
export const arrange = (): string => say.text('arrange');

/** `Address` */
export const address = (): string => say.text('address');

/** `Added` */
export const added = (): string => say.text('added');

/** `Filter` */
export const filter = (): string => say.text('filter');

/** `No changes` */
export const noChanges = (): string => say.text('no-changes');

/** `Both sides are identical.` */
export const sidesIdentical = (): string => say.text('sides-identical');

/** `Home Assistant refused the token.` */
export const homeAssistantRefusedToken = (): string => say.text('home-assistant-refused-token');

/** `Retry now` */
export const retryNow = (): string => say.text('retry-now');

/** `Security` */
export const security = (): string => say.text('security');

/** `Connected` */
export const connected = (): string => say.text('connected');

/** `Moved` */
export const moved = (): string => say.text('moved');

/** `Moved and changed` */
export const movedAndChanged = (): string => say.text('moved-and-changed');

/** `Copied` */
export const copied = (): string => say.text('copied');

/** `{ $count -> [one] 1 problem *[other] { $count } problems }` */
export const problemCount = (given: { count: number }): string => say.text('problem-count', { count: given.count });

/** `{ $count -> [one] 1 change *[other] { $count } changes }` */
export const changeCount = (given: { count: number }): string => say.text('change-count', { count: given.count });

/** `{ $count -> [one] 1 version *[other] { $count } versions }` */
export const versionCount = (given: { count: number }): string => say.text('version-count', { count: given.count });

/** `Read-only.` */
export const readOnlyBecause = (): string => say.text('read-only-because');
