// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/preview.ftl.
import en from '../../../../crates/bobbin-words/en/ui/preview.ftl?raw';
import { code, name, speaker, type Sentence } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `After` */
export const after = (): string => say.text('after');

/** `No pictures` */
export const noPictures = (): string => say.text('no-pictures');

/** `How much of “{ $names }” is visible` */
export const howMuchVisible = (given: { names: string }): string => say.text('how-much-visible', { names: given.names });

/** `Loading the pictures` */
export const loadingPictures = (): string => say.text('loading-pictures');

/** `Nothing to show yet: choose an entity, or fill it in after adding it.` */
export const nothingToShow = (): string => say.text('nothing-to-show');

/** `The card as Home Assistant shows it` */
export const cardAsShown = (): string => say.text('card-as-shown');

/** `Loading the card` */
export const loadingCard = (): string => say.text('loading-card');

/** `Home Assistant took too long.` */
export const tookTooLong = (): string => say.text('took-too-long');

/** `Home Assistant couldn’t generate it: { $message }` */
export const notGenerated = (given: { message: string }): string => say.text('not-generated', { message: given.message });

/** `My language` */
export const myLanguage = (): string => say.text('my-language');

/** `My theme` */
export const myTheme = (): string => say.text('my-theme');

/** `Home Assistant’s default` */
export const themeDefault = (): string => say.text('theme-default');

/** `System` */
export const themeSystem = (): string => say.text('theme-system');

/** `Light` */
export const light = (): string => say.text('light');

/** `Dark` */
export const dark = (): string => say.text('dark');

/** `{ $entity } is { $state }` */
export const entityIs = (given: { entity: string; state: string }): string => say.text('entity-is', { entity: given.entity, state: given.state });

/** `Write attributes as “brightness: 80, icon: mdi:sofa”.` */
export const attributesFormat = (): string => say.text('attributes-format');

/** `Light or dark` */
export const lightOrDark = (): string => say.text('light-or-dark');

/** `Theme` */
export const theme = (): string => say.text('theme');

/** `Language` */
export const language = (): string => say.text('language');

/** `As a regular user` */
export const asRegularUser = (): string => say.text('as-regular-user');

/** `Hide the frame` */
export const hideFrame = (): string => say.text('hide-frame');

/** `Ignore visibility` */
export const ignoreVisibility = (): string => say.text('ignore-visibility');

/** `Let the preview control my home` */
export const letPreviewControlMyHome = (): string => say.text('let-preview-control-my-home');

/** `Entity` */
export const entity = (): string => say.text('entity');

/** `What if light.kitchen…` */
export const entityExample = (): string => say.text('entity-example');

/** `State` */
export const state = (): string => say.text('state');

/** `on, 21.5, unavailable` */
export const stateExample = (): string => say.text('state-example');

/** `What you type is used as it is.` */
export const usedAsTyped = (): string => say.text('used-as-typed');

/** `brightness: 80` */
export const attributesExample = (): string => say.text('attributes-example');

/** `Attributes` */
export const attributes = (): string => say.text('attributes');

/** `What if` */
export const whatIf = (): string => say.text('what-if');

/** `Clear all` */
export const clearAll = (): string => say.text('clear-all');

/** `What-if states` */
export const whatIfStates = (): string => say.text('what-if-states');

/** `Use the real state: { $entity }` */
export const useRealState = (given: { entity: string }): string => say.text('use-real-state', { entity: given.entity });

/** `A template here can’t be read, and ignores what-if states.` */
export const templateUnreadable = (): string => say.text('template-unreadable');

/** `A preview needs a Home Assistant. Connect to one to see this text as a dashboard.` */
export const needsHomeAssistant = (): string => say.text('needs-home-assistant');

/** `The demo home has no frontend of its own. Connect to a Home Assistant to see its dashboards here.` */
export const demoHasNoFrontend = (): string => say.text('demo-has-no-frontend');

/** `There is no connection to Home Assistant. The draft is safe, and the preview returns when reconnected.` */
export const noConnection = (): string => say.text('no-connection');

/** `Fit the pane` */
export const fitPane = (): string => say.text('fit-pane');

/** `{ NUMBER($width, useGrouping: 0) } × { NUMBER($height, useGrouping: 0) } pixels` */
export const pixels = (given: { width: number; height: number }): string => say.text('pixels', { width: given.width, height: given.height });

/** `Saved a picture of the view as { $file }, { $size }.` */
export const pictureSaved = (given: { file: string; size: string }): string => say.text('picture-saved', { file: given.file, size: given.size });

/** `Copied a picture of the view, { $size }.` */
export const pictureCopied = (given: { size: string }): string => say.text('picture-copied', { size: given.size });

/** `The preview is not open` */
export const previewNotOpen = (): string => say.text('preview-not-open');

/** `Bobbin can only take pictures on Linux so far` */
export const picturesOnLinuxOnly = (): string => say.text('pictures-on-linux-only');

/** `A picture is being taken` */
export const pictureBeingTaken = (): string => say.text('picture-being-taken');

/** `Open in a separate window` */
export const openInWindow = (): string => say.text('open-in-window');

/** `Reload` */
export const reload = (): string => say.text('reload');

/** `Save a picture of the view…` */
export const savePicture = (): string => say.text('save-picture');

/** `Copy a picture of the view` */
export const copyPicture = (): string => say.text('copy-picture');

/** `Width` */
export const width = (): string => say.text('width');

/** `Width in pixels` */
export const widthPixels = (): string => say.text('width-pixels');

/** `This is a sketch drawn by Bobbin. { $why }` */
export const sketchBecause = (given: { why: string }): string => say.text('sketch-because', { why: given.why });

/** `No preview` */
export const noPreview = (): string => say.text('no-preview');

/** `The preview has ended` */
export const previewEnded = (): string => say.text('preview-ended');

/** `The connection ended. The draft is safe.` */
export const endedDraftSafe = (): string => say.text('ended-draft-safe');

/** `Open again` */
export const openAgain = (): string => say.text('open-again');

/** `Rotate` */
export const rotate = (): string => say.text('rotate');

/** `Several widths side by side` */
export const severalWidths = (): string => say.text('several-widths');

/** `Select a card by clicking it` */
export const selectByClicking = (): string => say.text('select-by-clicking');

/** `Appearance and what-if states` */
export const appearance = (): string => say.text('appearance');

/** `Taking a picture` */
export const takingPicture = (): string => say.text('taking-picture');

/** `More` */
export const more = (): string => say.text('more');

/** `Showing the last valid version. { $behind }` */
export const lastValidVersion = (given: { behind: string }): string => say.text('last-valid-version', { behind: given.behind });

/** `Allow for this home` */
export const allowThisHome = (): string => say.text('allow-this-home');

/** `Loading the preview` */
export const loadingPreview = (): string => say.text('loading-preview');

/** `{ $problem } Nothing was changed.` */
export const nothingChanged = (given: { problem: string }): string => say.text('nothing-changed', { problem: given.problem });

/** `In Home Assistant, choose Edit dashboard › Take control; Bobbin shows the result as soon as it is saved there.` */
export const takeControlThere = (): string => say.text('take-control-there');

/** `This is one change to your draft: review it, save it, or undo it.` */
export const oneChange = (): string => say.text('one-change');

/** `Working` */
export const working = (): string => say.text('working');

/** `Home Assistant’s frontend is generating the cards…` */
export const generating = (): string => say.text('generating');

/** `Home Assistant is working` */
export const homeAssistantWorking = (): string => say.text('home-assistant-working');

/** `Take control` */
export const takeControl = (): string => say.text('take-control');

/** `Take control of a strategy…` */
export const takeControlCommand = (): string => say.text('take-control-command');

/** `generated convert manual own` */
export const generatedConvertManualOwn = (): string => say.text('generated-convert-manual-own');

/** `Nothing here is generated by a strategy` */
export const noStrategy = (): string => say.text('no-strategy');

/** `This needs a Home Assistant whose frontend can generate the cards` */
export const needsFrontend = (): string => say.text('needs-frontend');

/** `There is no connection to Home Assistant` */
export const noConnectionHomeAssistant = (): string => say.text('no-connection-home-assistant');

/** `You now control what the strategy generated.` */
export const inControl = (): string => say.text('in-control');

/** `Templates here use { $what }, which ignores what-if states.` */
export const templatesUse = (given: { what: string }): string => say.text('templates-use', { what: given.what });

/** `{ $count -> [one] 1 problem in this view *[other] { $count } problems in this view }` */
export const problemsInView = (given: { count: number }): string => say.text('problems-in-view', { count: given.count });

/** `A card requests data from { $path }, which belongs to a custom integration. The preview blocked it, because such a request can also change something in your home.` */
export const blockedRequest = (given: { path: string }): Sentence => say.sentence('blocked-request', { path: code(given.path) });

/** `{ NUMBER($width, useGrouping: 0) } pixels` */
export const pixelsWide = (given: { width: number }): string => say.text('pixels-wide', { width: given.width });

/** `Phone, 360 pixels` */
export const phone = (): string => say.text('phone');

/** `Tablet, 768 pixels` */
export const tablet = (): string => say.text('tablet');

/** `Desktop, 1280 pixels` */
export const desktop = (): string => say.text('desktop');

/** `Wall panel, 1920 pixels` */
export const wallPanel = (): string => say.text('wall-panel');

/** `{ $count -> [one] 1 view *[other] { $count } views }` */
export const viewCount = (given: { count: number }): string => say.text('view-count', { count: given.count });

/** `{ $count -> [one] 1 section *[other] { $count } sections }` */
export const sectionCount = (given: { count: number }): string => say.text('section-count', { count: given.count });

/** `{ $count -> [one] 1 card *[other] { $count } cards }` */
export const cardCount = (given: { count: number }): string => say.text('card-count', { count: given.count });

/** `Home Assistant generated nothing that could replace this { $kind -> [view] view [section] section *[dashboard] dashboard }.` */
export const wroteOutNothing = (given: { kind: string }): string => say.text('wrote-out-nothing', { kind: given.kind });

/** `Take control of this { $kind -> [view] view [section] section *[dashboard] dashboard }` */
export const takeControlOf = (given: { kind: string }): string => say.text('take-control-of', { kind: given.kind });

/** `The strategy “{ $strategy }” is replaced by what it generates today: { $parts }. From then on you arrange it yourself, and devices that are added later don’t appear automatically.` */
export const strategyReplaced = (given: { strategy: string; parts: string }): Sentence => say.sentence('strategy-replaced', { strategy: given.strategy, parts: name(given.parts) });
