// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/gallery.ftl.
import en from '../../../../crates/bobbin-words/en/ui/gallery.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `A card needs a type, such as “type: custom:my-card”.` */
export const cardNeedsAType = (): string => say.text('card-needs-a-type');

/** `“{ $name }” can no longer be read` */
export const templateUnreadable = (given: { name: string }): string => say.text('template-unreadable', { name: given.name });

/** `Not installed` */
export const notInstalled = (): string => say.text('not-installed');

/** `Add from YAML` */
export const addFromYaml = (): string => say.text('add-from-yaml');

/** `YAML of the card` */
export const yamlCard = (): string => say.text('yaml-card');

/** `Search by name or purpose` */
export const searchNameOrPurpose = (): string => say.text('search-name-or-purpose');

/** `For an entity` */
export const forAnEntity = (): string => say.text('for-an-entity');

/** `For an entity…` */
export const forAnEntity2 = (): string => say.text('for-an-entity-2');

/** `And another entity…` */
export const andAnotherEntity = (): string => say.text('and-another-entity');

/** `Without { $id }` */
export const without = (given: { id: string }): string => say.text('without', { id: given.id });

/** `Loading the gallery` */
export const loadingGallery = (): string => say.text('loading-gallery');

/** `Any custom card` */
export const anyCustomCard = (): string => say.text('any-custom-card');

/** `Write or paste its YAML.` */
export const writeOrPasteYaml = (): string => say.text('write-or-paste-yaml');

/** `No matches` */
export const noMatches = (): string => say.text('no-matches');

/** `You can add any card as YAML.` */
export const anyCardAsYaml = (): string => say.text('any-card-as-yaml');

/** `Write it as YAML` */
export const writeAsYaml = (): string => say.text('write-as-yaml');

/** `Your templates` */
export const yourTemplates = (): string => say.text('your-templates');

/** `Your template.` */
export const yourTemplate = (): string => say.text('your-template');

/** `Remove { $name }` */
export const removeTemplate = (given: { name: string }): string => say.text('remove-template', { name: given.name });

/** `Back` */
export const back = (): string => say.text('back');

/** `Add` */
export const add = (): string => say.text('add');

/** `Write or paste YAML` */
export const writeYaml = (): string => say.text('write-yaml');

/** `Found` */
export const found = (): string => say.text('found');

/** `For this entity` */
export const thisEntity = (): string => say.text('this-entity');

/** `Cards` */
export const cards = (): string => say.text('cards');

/** `Badges` */
export const badges = (): string => say.text('badges');

/** `Cards that contain cards` */
export const containers = (): string => say.text('containers');

/** `Energy` */
export const energy = (): string => say.text('energy');

/** `Custom cards` */
export const customCards = (): string => say.text('custom-cards');

/** `It appears in the gallery under “Your templates”, for every dashboard. The cards stay where they are.` */
export const templateHint = (): string => say.text('template-hint');

/** `This dashboard has no view yet. Add a view first.` */
export const noViewYet = (): string => say.text('no-view-yet');

/** `Saved “{ $name }” to the gallery, under “Your templates”.` */
export const templateSaved = (given: { name: string }): string => say.text('template-saved', { name: given.name });

/** `Save as template…` */
export const saveAsTemplateCommand = (): string => say.text('save-as-template-command');

/** `own favorite reuse keep` */
export const saveAsTemplateSearch = (): string => say.text('save-as-template-search');

/** `No card is selected` */
export const noCardSelected = (): string => say.text('no-card-selected');

/** `Add card…` */
export const addCard = (): string => say.text('add-card');

/** `new insert gallery` */
export const newInsertGallery = (): string => say.text('new-insert-gallery');

/** `Add badge…` */
export const addBadge = (): string => say.text('add-badge');

/** `Add from YAML…` */
export const addFromYaml2 = (): string => say.text('add-from-yaml-2');

/** `paste card view dashboard import` */
export const pasteCardViewDashboardImport = (): string => say.text('paste-card-view-dashboard-import');

/** `Favorites` */
export const favorites = (): string => say.text('favorites');

/** `Recently used` */
export const recentlyUsed = (): string => say.text('recently-used');

/** `Add card after “{ $name }”` */
export const addCardAfter = (given: { name: string }): string => say.text('add-card-after', { name: given.name });

/** `Add badge after “{ $name }”` */
export const addBadgeAfter = (given: { name: string }): string => say.text('add-badge-after', { name: given.name });

/** `Add card to “{ $name }”` */
export const addCardTo = (given: { name: string }): string => say.text('add-card-to', { name: given.name });

/** `Add badge to “{ $name }”` */
export const addBadgeTo = (given: { name: string }): string => say.text('add-badge-to', { name: given.name });

/** `Add card to the section` */
export const addCardToSection = (): string => say.text('add-card-to-section');

/** `Add card to the view` */
export const addCardToView = (): string => say.text('add-card-to-view');

/** `Add badge to the view` */
export const addBadgeToView = (): string => say.text('add-badge-to-view');

/** `Write or paste a card, a list of cards, a section, a view or a whole dashboard. Works with any card, including custom ones. Comments are kept.` */
export const yamlOfCards = (): string => say.text('yaml-of-cards');

/** `Write or paste a badge, a list of badges, a section, a view or a whole dashboard. Works with any badge, including custom ones. Comments are kept.` */
export const yamlOfBadges = (): string => say.text('yaml-of-badges');

/** `One card for each` */
export const oneCardEach = (): string => say.text('one-card-each');

/** `One badge for each` */
export const oneBadgeEach = (): string => say.text('one-badge-each');

/** `{ $count -> [one] Save this card as a template *[other] Save these { $count } cards as a template }` */
export const saveAsTemplate = (given: { count: number }): string => say.text('save-as-template', { count: given.count });
