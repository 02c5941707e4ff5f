// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/dashboards.ftl.
import en from '../../../../crates/bobbin-words/en/ui/dashboards.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `New dashboard on { $name }` */
export const newDashboardOn = (given: { name: string }): string => say.text('new-dashboard-on', { name: given.name });

/** `Garden` */
export const garden = (): string => say.text('garden');

/** `Clear it to follow the title again. Can’t be changed later.` */
export const pathOwnHint = (): string => say.text('path-own-hint');

/** `Follows the title. Can’t be changed later.` */
export const pathHint = (): string => say.text('path-hint');

/** `garden-dashboard` */
export const gardenDashboard = (): string => say.text('garden-dashboard');

/** `Create dashboard` */
export const createDashboard = (): string => say.text('create-dashboard');

/** `Created “{ $title }” at /{ $url-path }.` */
export const createdAt = (given: { title: string; urlPath: string }): string => say.text('created-at', { title: given.title, 'url-path': given.urlPath });

/** `Saved the properties of “{ $title }”.` */
export const savedProperties = (given: { title: string }): string => say.text('saved-properties', { title: given.title });

/** `Deleted “{ $title }”. Its last config is kept.` */
export const deletedLastConfigKept = (given: { title: string }): string => say.text('deleted-last-config-kept', { title: given.title });

/** `Copied /{ $url-path }.` */
export const copied = (given: { urlPath: string }): string => say.text('copied', { 'url-path': given.urlPath });

/** `Properties…` */
export const properties = (): string => say.text('properties');

/** `Delete…` */
export const deleteEntry = (): string => say.text('delete-entry');

/** `Del` */
export const del = (): string => say.text('del');

/** `Restored “{ $title }”.` */
export const restored = (given: { title: string }): string => say.text('restored', { title: given.title });

/** `It is defined in Home Assistant’s configuration.yaml; change it there.` */
export const definedInConfiguration = (): string => say.text('defined-in-configuration');

/** `The default dashboard has no properties of its own in Home Assistant.` */
export const defaultHasNoProperties = (): string => say.text('default-has-no-properties');

/** `Not connected, as of` */
export const notConnectedAs = (): string => say.text('not-connected-as');

/** `New dashboard` */
export const newDashboard = (): string => say.text('new-dashboard');

/** `Dashboards of { $name }` */
export const dashboardsOf = (given: { name: string }): string => say.text('dashboards-of', { name: given.name });

/** `Loading dashboards` */
export const loadingDashboards = (): string => say.text('loading-dashboards');

/** `Home Assistant has no dashboards.` */
export const noDashboards = (): string => say.text('no-dashboards');

/** `Dashboards appear here when connected.` */
export const dashboardsWhenConnected = (): string => say.text('dashboards-when-connected');

/** `Dashboard “{ $title }”` */
export const dashboard = (given: { title: string }): string => say.text('dashboard', { title: given.title });

/** `Will be saved when reconnected` */
export const willBeSaved = (): string => say.text('will-be-saved');

/** `, will be saved when reconnected` */
export const willBeSavedMark = (): string => say.text('will-be-saved-mark');

/** `The draft differs from Home Assistant` */
export const draftDiffers = (): string => say.text('draft-differs');

/** `, draft differs from Home Assistant` */
export const draftDiffersMark = (): string => say.text('draft-differs-mark');

/** `More about “{ $title }”` */
export const moreAbout = (given: { title: string }): string => say.text('more-about', { title: given.title });

/** `Delete “{ $title }”` */
export const deleteTitle = (given: { title: string }): string => say.text('delete-title', { title: given.title });

/** `It is deleted from { $name } for everyone. Bobbin keeps its last config, and you can undo the deletion: the dashboard is then recreated at the same path with the same cards.` */
export const deleteText = (given: { name: string }): string => say.text('delete-text', { name: given.name });

/** `Enter its title to confirm` */
export const enterTitleToConfirm = (): string => say.text('enter-title-to-confirm');

/** `Delete dashboard` */
export const deleteDashboard = (): string => say.text('delete-dashboard');

/** `Show in Home Assistant’s sidebar` */
export const showInSidebar = (): string => say.text('show-in-sidebar');

/** `Administrators only` */
export const administratorsOnly = (): string => say.text('administrators-only');

/** `Others can’t see or open it.` */
export const administratorsOnlyHint = (): string => say.text('administrators-only-hint');

/** `Properties of “{ $title }”` */
export const propertiesOf = (given: { title: string }): string => say.text('properties-of', { title: given.title });

/** `Home Assistant can’t change the path of a dashboard, because links and settings refer to it.` */
export const pathIsFixed = (): string => say.text('path-is-fixed');

/** `Save properties` */
export const saveProperties = (): string => say.text('save-properties');

/** `New dashboard…` */
export const newDashboardCommand = (): string => say.text('new-dashboard-command');

/** `create add` */
export const createAdd = (): string => say.text('create-add');

/** `Dashboard properties…` */
export const propertiesCommand = (): string => say.text('properties-command');

/** `rename title icon admin sidebar` */
export const renameTitleIconAdminSidebar = (): string => say.text('rename-title-icon-admin-sidebar');

/** `Delete dashboard…` */
export const deleteCommand = (): string => say.text('delete-command');

/** `Copy dashboard path` */
export const copyPathCommand = (): string => say.text('copy-path-command');

/** `url address` */
export const urlAddress = (): string => say.text('url-address');

/** `Refresh dashboards` */
export const refreshCommand = (): string => say.text('refresh-command');

/** `Default dashboard` */
export const defaultDashboard = (): string => say.text('default-dashboard');

/** `Generated by the strategy “{ $strategy }”: Home Assistant generates its cards each time it is shown` */
export const generatedByStrategy = (given: { strategy: string }): string => say.text('generated-by-strategy', { strategy: given.strategy });

/** `Home Assistant has no config for it` */
export const noConfig = (): string => say.text('no-config');

/** `Couldn’t be read: { $message }` */
export const unreadable = (given: { message: string }): string => say.text('unreadable', { message: given.message });

/** `Not in Home Assistant’s sidebar` */
export const notInSidebar = (): string => say.text('not-in-sidebar');

/** `the file “{ $filename }”` */
export const theFile = (given: { filename: string }): string => say.text('the-file', { filename: given.filename });

/** `a YAML file` */
export const yamlFile = (): string => say.text('yaml-file');

/** `Read-only: defined in { $file } on Home Assistant’s disk` */
export const definedInFile = (given: { file: string }): string => say.text('defined-in-file', { file: given.file });
