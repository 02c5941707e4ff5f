// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/resources.ftl.
import en from '../../../../crates/bobbin-words/en/ui/resources.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Edit resource` */
export const editResource = (): string => say.text('edit-resource');

/** `New resource` */
export const newResource = (): string => say.text('new-resource');

/** `Files in Home Assistant’s www folder are at /local/….` */
export const addressHint = (): string => say.text('address-hint');

/** `/local/clock-card.js` */
export const addressExample = (): string => say.text('address-example');

/** `Use { $kind }` */
export const useIt = (given: { kind: string }): string => say.text('use-it', { kind: given.kind });

/** `Save resource` */
export const saveResource = (): string => say.text('save-resource');

/** `Add resource` */
export const addResource = (): string => say.text('add-resource');

/** `Added by the Marketplace (before Home Assistant 2026.11: by HACS), which changes it when it updates the card` */
export const managedHint = (): string => say.text('managed-hint');

/** `Marketplace` */
export const marketplace = (): string => say.text('marketplace');

/** `Edit { $url }` */
export const edit = (given: { url: string }): string => say.text('edit', { url: given.url });

/** `Remove { $url }` */
export const remove = (given: { url: string }): string => say.text('remove', { url: given.url });

/** `Managed by` */
export const managedBy = (): string => say.text('managed-by');

/** `Actions` */
export const actions = (): string => say.text('actions');

/** `No resource has “{ $resources }” in its address or type.` */
export const noMatches = (given: { resources: string }): string => say.text('no-matches', { resources: given.resources });

/** `Removed { $url }.` */
export const removed = (given: { url: string }): string => say.text('removed', { url: given.url });

/** `Resources of { $name }` */
export const resourcesOf = (given: { name: string }): string => say.text('resources-of', { name: given.name });

/** `Files that the frontend of { $name } loads on every page, in addition to its own cards.` */
export const whatResourcesAre = (given: { name: string }): string => say.text('what-resources-are', { name: given.name });

/** `No resources` */
export const noResources = (): string => say.text('no-resources');

/** `Each custom card needs one. The Marketplace adds those of the cards that it installs.` */
export const noResourcesText = (): string => say.text('no-resources-text');

/** `The resources can’t be read` */
export const resourcesCantRead = (): string => say.text('resources-cant-read');

/** `Loading resources` */
export const loadingResources = (): string => say.text('loading-resources');

/** `JavaScript module` */
export const javascriptModule = (): string => say.text('javascript-module');

/** `JavaScript file (legacy)` */
export const javascriptLegacy = (): string => say.text('javascript-legacy');

/** `Style sheet` */
export const styleSheet = (): string => say.text('style-sheet');

/** `HTML import (no longer supported)` */
export const htmlImport = (): string => say.text('html-import');

/** `A resource needs an address, such as /local/clock-card.js.` */
export const needsAddress = (): string => say.text('needs-address');

/** `This is the path on disk. Home Assistant serves its www folder as /local/.` */
export const pathOnDisk = (): string => say.text('path-on-disk');

/** `Browsers can’t read files on this computer. Put the file in Home Assistant’s www folder and use /local/….` */
export const localFile = (): string => say.text('local-file');

/** `It must start with a slash.` */
export const mustStartWithSlash = (): string => say.text('must-start-with-slash');

/** `The address can’t contain spaces. Write them as %20.` */
export const noSpaces = (): string => say.text('no-spaces');

/** `It must start with a slash or with https://.` */
export const mustStartWithSlashOrHttps = (): string => say.text('must-start-with-slash-or-https');

/** `This file is already in the list. Loading it twice often breaks a card.` */
export const alreadyListed = (): string => say.text('already-listed');

/** `It looks like a style sheet.` */
export const looksLikeStyleSheet = (): string => say.text('looks-like-style-sheet');

/** `It looks like JavaScript.` */
export const looksLikeJavascript = (): string => say.text('looks-like-javascript');

/** `This is a page about the file, not the file itself.` */
export const isAPage = (): string => say.text('is-a-page');

/** `Browsers that open Home Assistant over https:// refuse to load this.` */
export const refusedOverHttps = (): string => say.text('refused-over-https');

/** `It is loaded from the internet: without a connection, its cards are missing.` */
export const fromTheInternet = (): string => say.text('from-the-internet');

/** `Managed by the Marketplace (before Home Assistant 2026.11: by HACS), which may rewrite this address.` */
export const managed = (): string => say.text('managed');

/** `Changed { $url }. Reload open browsers to apply it.` */
export const resourceChanged = (given: { url: string }): string => say.text('resource-changed', { url: given.url });

/** `Added { $url }. Reload open browsers to apply it.` */
export const resourceAdded = (given: { url: string }): string => say.text('resource-added', { url: given.url });

/** `Not connected: the list as of { $when }` */
export const offlineListAsOf = (given: { when: string }): string => say.text('offline-list-as-of', { when: given.when });
