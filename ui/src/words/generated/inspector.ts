// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/inspector.ftl.
import en from '../../../../crates/bobbin-words/en/ui/inspector.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `{ $placeholder } (default)` */
export const defaultIt = (given: { placeholder: string }): string => say.text('default-it', { placeholder: given.placeholder });

/** `Default action` */
export const defaultActionChoice = (): string => say.text('default-action-choice');

/** `Action` */
export const action = (): string => say.text('action');

/** `Add to { $label }` */
export const addTo = (given: { label: string }): string => say.text('add-to', { label: given.label });

/** `Something else…` */
export const somethingElse = (): string => say.text('something-else');

/** `Type a value and press Enter.` */
export const typeAValue = (): string => say.text('type-a-value');

/** `Conditions` */
export const conditions = (): string => say.text('conditions');

/** `Remove condition` */
export const removeCondition = (): string => say.text('remove-condition');

/** `Condition` */
export const condition = (): string => say.text('condition');

/** `Add a condition` */
export const addCondition = (): string => say.text('add-condition');

/** `Add a condition…` */
export const addConditionPlaceholder = (): string => say.text('add-condition-placeholder');

/** `Press Enter to use what you typed.` */
export const pressEnter = (): string => say.text('press-enter');

/** `Different values` */
export const differentValues = (): string => say.text('different-values');

/** `The values differ.` */
export const valuesDiffer = (): string => say.text('values-differ');

/** `Required` */
export const required = (): string => say.text('required');

/** `Remove { $label }` */
export const removeField = (given: { label: string }): string => say.text('remove-field', { label: given.label });

/** `View { $index }` */
export const view = (given: { index: number }): string => say.text('view', { index: given.index });

/** `{ $count } selected` */
export const selected = (given: { count: number }): string => say.text('selected', { count: given.count });

/** `Move, copy or delete them together. Select items of one kind to set their fields together.` */
export const severalKinds = (): string => say.text('several-kinds');

/** `Common fields` */
export const commonFields = (): string => say.text('common-fields');

/** `Select the parent` */
export const selectParent = (): string => say.text('select-parent');

/** `Show the form` */
export const showForm = (): string => say.text('show-form');

/** `Show YAML` */
export const showYaml = (): string => say.text('show-yaml');

/** `Dismiss` */
export const dismiss = (): string => say.text('dismiss');

/** `An empty field may differ between the items. A value that you set is set in all of them.` */
export const severalItems = (): string => say.text('several-items');

/** `{ $more } more, listed under Problems.` */
export const moreProblems = (given: { more: number }): string => say.text('more-problems', { more: given.more });

/** `It no longer exists` */
export const noLongerExists = (): string => say.text('no-longer-exists');

/** `The YAML can’t be read` */
export const yamlCantRead = (): string => say.text('yaml-cant-read');

/** `Select something else.` */
export const selectSomethingElse = (): string => say.text('select-something-else');

/** `Fix its problems; then the form returns.` */
export const fixItsProblems = (): string => say.text('fix-its-problems');

/** `The form couldn’t be created` */
export const formNotCreated = (): string => say.text('form-not-created');

/** `Loading` */
export const loading = (): string => say.text('loading');

/** `This name is outdated. Use { $instead }.` */
export const outdatedName = (given: { instead: string }): string => say.text('outdated-name', { instead: given.instead });

/** `This item has no form; edit its YAML.` */
export const noForm = (): string => say.text('no-form');

/** `No other options.` */
export const noOtherOptions = (): string => say.text('no-other-options');

/** `Move up` */
export const moveUp = (): string => say.text('move-up');

/** `Move down` */
export const moveDown = (): string => say.text('move-down');

/** `Remove` */
export const remove = (): string => say.text('remove');

/** `Add…` */
export const add = (): string => say.text('add');

/** `Add a key…` */
export const addKey = (): string => say.text('add-key');

/** `Key` */
export const key = (): string => say.text('key');

/** `Remove { $key }` */
export const removeKey = (given: { key: string }): string => say.text('remove-key', { key: given.key });

/** `Type a key and press Enter.` */
export const typeKeyAndPressEnter = (): string => say.text('type-key-and-press-enter');

/** `Content` */
export const content = (): string => say.text('content');

/** `Appearance` */
export const appearance = (): string => say.text('appearance');

/** `Interactions` */
export const interactions = (): string => say.text('interactions');

/** `Visibility` */
export const visibility = (): string => say.text('visibility');

/** `Advanced` */
export const advanced = (): string => say.text('advanced');

/** `YAML of what is selected` */
export const yamlOfSelection = (): string => say.text('yaml-of-selection');

/** `Item` */
export const item = (): string => say.text('item');

/** `Not available for this entity` */
export const notAvailable = (): string => say.text('not-available');

/** `Remove { $item }` */
export const removeItem = (given: { item: string }): string => say.text('remove-item', { item: given.item });

/** `Add { $thing }` */
export const addThing = (given: { thing: string }): string => say.text('add-thing', { thing: given.thing });

/** `Add { $thing }…` */
export const addThingPlaceholder = (given: { thing: string }): string => say.text('add-thing-placeholder', { thing: given.thing });

/** `On` */
export const on = (): string => say.text('on');

/** `Keys` */
export const keys = (): string => say.text('keys');

/** `Other keys` */
export const otherKeys = (): string => say.text('other-keys');

/** `Bobbin has no fields for these. They are kept unchanged.` */
export const otherKeysHelp = (): string => say.text('other-keys-help');

/** `Data` */
export const data = (): string => say.text('data');

/** `Strategy` */
export const strategy = (): string => say.text('strategy');

/** `Type an entity and press Enter.` */
export const typeEntityAndPressEnter = (): string => say.text('type-entity-and-press-enter');

/** `Target` */
export const target = (): string => say.text('target');

/** `Add target` */
export const addTarget = (): string => say.text('add-target');

/** `Add an entity, area, device, floor or label…` */
export const addEntityAreaDeviceFloor = (): string => say.text('add-entity-area-device-floor');

/** `Except` */
export const except = (): string => say.text('except');

/** `Add an exception` */
export const addException = (): string => say.text('add-exception');

/** `Except…` */
export const exceptPlaceholder = (): string => say.text('except-placeholder');

/** `Visible to` */
export const visibleTo = (): string => say.text('visible-to');

/** `Everyone` */
export const everybody = (): string => say.text('everybody');

/** `Some users` */
export const someUsers = (): string => say.text('some-users');

/** `No one` */
export const nobody = (): string => say.text('nobody');

/** `Only administrators can see the users.` */
export const usersNeedAdministrator = (): string => say.text('users-need-administrator');

/** `Default action` */
export const defaultAction = (): string => say.text('default-action');

/** `Does nothing` */
export const doesNothing = (): string => say.text('does-nothing');

/** `Sends an event to custom code` */
export const sendsEvent = (): string => say.text('sends-event');

/** `Monday` */
export const monday = (): string => say.text('monday');

/** `Tuesday` */
export const tuesday = (): string => say.text('tuesday');

/** `Wednesday` */
export const wednesday = (): string => say.text('wednesday');

/** `Thursday` */
export const thursday = (): string => say.text('thursday');

/** `Friday` */
export const friday = (): string => say.text('friday');

/** `Saturday` */
export const saturday = (): string => say.text('saturday');

/** `Sunday` */
export const sunday = (): string => say.text('sunday');

/** `an invalid condition` */
export const invalidCondition = (): string => say.text('invalid-condition');

/** `(disabled) { $words }` */
export const disabled = (given: { words: string }): string => say.text('disabled', { words: given.words });

/** `the entity` */
export const theEntity = (): string => say.text('the-entity');

/** `above { $value }` */
export const above = (given: { value: string }): string => say.text('above', { value: given.value });

/** `below { $value }` */
export const below = (given: { value: string }): string => say.text('below', { value: given.value });

/** `no one in particular is viewing` */
export const noViewer = (): string => say.text('no-viewer');

/** `after { $time }` */
export const after = (given: { time: string }): string => say.text('after', { time: given.time });

/** `before { $time }` */
export const before = (given: { time: string }): string => say.text('before', { time: given.time });

/** `it is { $parts }` */
export const itIs = (given: { parts: string }): string => say.text('it-is', { parts: given.parts });

/** `at least { $value }` */
export const atLeast = (given: { value: string }): string => say.text('at-least', { value: given.value });

/** `at most { $value }` */
export const atMost = (given: { value: string }): string => say.text('at-most', { value: given.value });

/** `a template returns true` */
export const templateTrue = (): string => say.text('template-true');

/** `a device condition is met` */
export const deviceCondition = (): string => say.text('device-condition');

/** `the screen fits { $query }` */
export const screenFits = (given: { query: string }): string => say.text('screen-fits', { query: given.query });

/** `the screen is …` */
export const theScreenIs = (): string => say.text('the-screen-is');

/** `Yes` */
export const yes = (): string => say.text('yes');

/** `No` */
export const no = (): string => say.text('no');

/** `Outdated: { $deprecated }.` */
export const outdated = (given: { deprecated: string }): string => say.text('outdated', { deprecated: given.deprecated });

/** `“{ $label }” is required` */
export const isRequired = (given: { label: string }): string => say.text('is-required', { label: given.label });

/** `This isn’t an entity.` */
export const notAnEntity = (): string => say.text('not-an-entity');

/** `An entity looks like light.kitchen.` */
export const entityFormat = (): string => say.text('entity-format');

/** `Meant for { $list }, not for { $domain }.` */
export const meantFor = (given: { list: string; domain: string }): string => say.text('meant-for', { list: given.list, domain: given.domain });

/** `There is no such entity in this home.` */
export const noSuchEntityThisHome = (): string => say.text('no-such-entity-this-home');

/** `This must be a number.` */
export const mustBeNumber = (): string => say.text('must-be-number');

/** `At least { $min }.` */
export const minValue = (given: { min: number }): string => say.text('min-value', { min: given.min });

/** `At most { $max }.` */
export const maxValue = (given: { max: number }): string => say.text('max-value', { max: given.max });

/** `This should be true or false.` */
export const shouldBeBoolean = (): string => say.text('should-be-boolean');

/** `Possible values: { $list }.` */
export const possibleValues = (given: { list: string }): string => say.text('possible-values', { list: given.list });

/** `Home Assistant calls it mdi:{ $value }.` */
export const iconFormat = (given: { value: string }): string => say.text('icon-format', { value: given.value });

/** `An action looks like light.turn_on.` */
export const actionFormat = (): string => say.text('action-format');

/** `Home Assistant refuses such addresses.` */
export const addressRefused = (): string => say.text('address-refused');

/** `One of these is required: { $list }.` */
export const oneRequired = (given: { list: string }): string => say.text('one-required', { list: given.list });

/** `Only letters, digits, - and _ are allowed.` */
export const pathCharacters = (): string => say.text('path-characters');

/** `Digits alone mean a view’s position: add a letter.` */
export const pathDigits = (): string => say.text('path-digits');

/** `Another view of this dashboard has this path.` */
export const pathTaken = (): string => say.text('path-taken');

/** `{ $columns } × { $rows }` */
export const size = (given: { columns: number; rows: number }): string => say.text('size', { columns: given.columns, rows: given.rows });

/** `full width` */
export const sizeFull = (): string => say.text('size-full');

/** `Columns` */
export const columns = (): string => say.text('columns');

/** `Of 12; full is the whole width.` */
export const columnsHelp = (): string => say.text('columns-help');

/** `Rows` */
export const rows = (): string => say.text('rows');

/** `Min columns` */
export const minColumns = (): string => say.text('min-columns');

/** `Max columns` */
export const maxColumns = (): string => say.text('max-columns');

/** `Min rows` */
export const minRows = (): string => say.text('min-rows');

/** `Max rows` */
export const maxRows = (): string => say.text('max-rows');

/** `{ $words }, after asking` */
export const afterAsking = (given: { words: string }): string => say.text('after-asking', { words: given.words });

/** `Turns it on or off` */
export const turnsOnOrOff = (): string => say.text('turns-on-or-off');

/** `Shows { $name }` */
export const showsEntity = (given: { name: string }): string => say.text('shows-entity', { name: given.name });

/** `Shows its dialog` */
export const showsDialog = (): string => say.text('shows-dialog');

/** `Goes to { $path }` */
export const goesTo = (given: { path: string }): string => say.text('goes-to', { path: given.path });

/** `Opens { $path }` */
export const opens = (given: { path: string }): string => say.text('opens', { path: given.path });

/** `Opens Assist` */
export const opensAssist = (): string => say.text('opens-assist');

/** `Opens Assist and listens` */
export const opensAssistAndListens = (): string => say.text('opens-assist-and-listens');

/** `Performs { $action }` */
export const performs = (given: { action: string }): string => say.text('performs', { action: given.action });

/** `Performs { $action } on { $target }` */
export const performsOn = (given: { action: string; target: string }): string => say.text('performs-on', { action: given.action, target: given.target });

/** `Does “{ $action }”` */
export const does = (given: { action: string }): string => say.text('does', { action: given.action });

/** `{ $names } except { $exceptions }` */
export const exceptNames = (given: { names: string; exceptions: string }): string => say.text('except-names', { names: given.names, exceptions: given.exceptions });

/** `{ $first } and { $second }` */
export const andSecond = (given: { first: string; second: string }): string => say.text('and-second', { first: given.first, second: given.second });

/** `{ $first } and { $count } more` */
export const andMore = (given: { first: string; count: number }): string => say.text('and-more', { first: given.first, count: given.count });

/** `{ $words } or { $last }` */
export const or = (given: { words: string; last: string }): string => say.text('or', { words: given.words, last: given.last });

/** `Shown when { $conditions }` */
export const shownWhen = (given: { conditions: string }): string => say.text('shown-when', { conditions: given.conditions });

/** `{ $name }’s { $attribute }` */
export const attributeOf = (given: { name: string; attribute: string }): string => say.text('attribute-of', { name: given.name, attribute: given.attribute });

/** `{ $name } is not { $value }` */
export const isNot = (given: { name: string; value: string }): string => say.text('is-not', { name: given.name, value: given.value });

/** `{ $name } is { $value }` */
export const is = (given: { name: string; value: string }): string => say.text('is', { name: given.name, value: given.value });

/** `the viewer is { $users }` */
export const looking = (given: { users: string }): string => say.text('looking', { users: given.users });

/** `on { $days }` */
export const onDays = (given: { days: string }): string => say.text('on-days', { days: given.days });

/** `the viewer is at { $places }` */
export const viewerAt = (given: { places: string }): string => say.text('viewer-at', { places: given.places });

/** `the viewer is away` */
export const viewerAway = (): string => say.text('viewer-away');

/** `the viewer is in a zone` */
export const viewerInZone = (): string => say.text('viewer-in-zone');

/** `the view has { $bounds } columns` */
export const viewColumns = (given: { bounds: string }): string => say.text('view-columns', { bounds: given.bounds });

/** `not { $conditions }` */
export const notSo = (given: { conditions: string }): string => say.text('not-so', { conditions: given.conditions });

/** `{ $name } is in { $zone }` */
export const isIn = (given: { name: string; zone: string }): string => say.text('is-in', { name: given.name, zone: given.zone });

/** `the condition “{ $type }” is met` */
export const conditionHolds = (given: { type: string }): string => say.text('condition-holds', { type: given.type });

/** `{ $left } and { $right }` */
export const bothHold = (given: { left: string; right: string }): string => say.text('both-hold', { left: given.left, right: given.right });

/** `{ $left } or { $right }` */
export const oneHolds = (given: { left: string; right: string }): string => say.text('one-holds', { left: given.left, right: given.right });

/** `the screen is { $least } to { $most } px wide` */
export const screenBetween = (given: { least: string; most: string }): string => say.text('screen-between', { least: given.least, most: given.most });

/** `the screen is at least { $least } px wide` */
export const screenAtLeast = (given: { least: string }): string => say.text('screen-at-least', { least: given.least });

/** `the screen is at most { $most } px wide` */
export const screenAtMost = (given: { most: string }): string => say.text('screen-at-most', { most: given.most });

/** `{ $count -> [one] 1 entity *[other] { $count } entities }` */
export const entities = (given: { count: number }): string => say.text('entities', { count: given.count });

/** `No such { $kind -> [area] area [device] device [floor] floor [label] label *[entity] entity } in this home` */
export const noSuchTarget = (given: { kind: string }): string => say.text('no-such-target', { kind: given.kind });

/** `There is no such { $kind -> [area] area [device] device [floor] floor [label] label *[entity] entity } in this home.` */
export const noSuchThing = (given: { kind: string }): string => say.text('no-such-thing', { kind: given.kind });

/** `{ $problem } And { $count } more like it.` */
export const problemAndMore = (given: { problem: string; count: number }): string => say.text('problem-and-more', { problem: given.problem, count: given.count });

/** `{ $count } { $kind -> [view] { $count -> [one] view *[other] views } [section] { $count -> [one] section *[other] sections } [badge] { $count -> [one] badge *[other] badges } *[card] { $count -> [one] card *[other] cards } }` */
export const countOf = (given: { kind: string; count: number }): string => say.text('count-of', { kind: given.kind, count: given.count });
