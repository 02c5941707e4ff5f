/**
 * The icons that Bobbin itself uses, by their Material Design name; they are there at once. Every other icon
 * (a dashboard's own) comes from the whole set, which is loaded when the first one is needed.
 */
import {
  mdiAlertCircleOutline,
  mdiAlertOutline,
  mdiArrowDecisionOutline,
  mdiArrowDown,
  mdiArrowLeft,
  mdiArrowRight,
  mdiArrowUp,
  mdiAutoFix,
  mdiCallMerge,
  mdiCheck,
  mdiCheckCircleOutline,
  mdiChevronDown,
  mdiChevronRight,
  mdiClockOutline,
  mdiClose,
  mdiCloudDownloadOutline,
  mdiCloudOffOutline,
  mdiCompareHorizontal,
  mdiContentCopy,
  mdiContentSaveOutline,
  mdiDeleteOutline,
  mdiDotsHorizontal,
  mdiDotsVertical,
  mdiDownloadOutline,
  mdiEyeOffOutline,
  mdiFileCodeOutline,
  mdiFileOutline,
  mdiFileQuestionOutline,
  mdiFolderOpenOutline,
  mdiHistory,
  mdiHomeOutline,
  mdiInformationOutline,
  mdiLockOutline,
  mdiMagnify,
  mdiMinus,
  mdiMoveResizeVariant,
  mdiOpenInNew,
  mdiPencilOutline,
  mdiPlaylistEdit,
  mdiPlus,
  mdiPuzzleOutline,
  mdiRefresh,
  mdiRestore,
  mdiSendOutline,
  mdiShieldAccountOutline,
  mdiStorefrontOutline,
  mdiSwapHorizontal,
  mdiSwapVertical,
  mdiTextBoxOutline,
  mdiUnfoldMoreHorizontal,
  mdiViewDashboardOutline,
  mdiViewSplitVertical,
  mdiViewSequentialOutline,
} from '@mdi/js';

const own = {
  'alert-circle-outline': mdiAlertCircleOutline,
  'alert-outline': mdiAlertOutline,
  'arrow-decision-outline': mdiArrowDecisionOutline,
  'arrow-down': mdiArrowDown,
  'arrow-left': mdiArrowLeft,
  'arrow-right': mdiArrowRight,
  'arrow-up': mdiArrowUp,
  'auto-fix': mdiAutoFix,
  'call-merge': mdiCallMerge,
  check: mdiCheck,
  'check-circle-outline': mdiCheckCircleOutline,
  'chevron-down': mdiChevronDown,
  'chevron-right': mdiChevronRight,
  'clock-outline': mdiClockOutline,
  close: mdiClose,
  'cloud-download-outline': mdiCloudDownloadOutline,
  'cloud-off-outline': mdiCloudOffOutline,
  'compare-horizontal': mdiCompareHorizontal,
  'content-copy': mdiContentCopy,
  'content-save-outline': mdiContentSaveOutline,
  'delete-outline': mdiDeleteOutline,
  'dots-horizontal': mdiDotsHorizontal,
  'dots-vertical': mdiDotsVertical,
  'download-outline': mdiDownloadOutline,
  'eye-off-outline': mdiEyeOffOutline,
  'file-code-outline': mdiFileCodeOutline,
  'file-outline': mdiFileOutline,
  'file-question-outline': mdiFileQuestionOutline,
  'folder-open-outline': mdiFolderOpenOutline,
  history: mdiHistory,
  'home-outline': mdiHomeOutline,
  'information-outline': mdiInformationOutline,
  'lock-outline': mdiLockOutline,
  magnify: mdiMagnify,
  minus: mdiMinus,
  'move-resize-variant': mdiMoveResizeVariant,
  'open-in-new': mdiOpenInNew,
  'pencil-outline': mdiPencilOutline,
  'playlist-edit': mdiPlaylistEdit,
  plus: mdiPlus,
  'puzzle-outline': mdiPuzzleOutline,
  refresh: mdiRefresh,
  restore: mdiRestore,
  'send-outline': mdiSendOutline,
  'shield-account-outline': mdiShieldAccountOutline,
  'storefront-outline': mdiStorefrontOutline,
  'swap-horizontal': mdiSwapHorizontal,
  'swap-vertical': mdiSwapVertical,
  'text-box-outline': mdiTextBoxOutline,
  'unfold-more-horizontal': mdiUnfoldMoreHorizontal,
  'view-dashboard-outline': mdiViewDashboardOutline,
  'view-sequential-outline': mdiViewSequentialOutline,
  'view-split-vertical': mdiViewSplitVertical,
} as const;

/** An icon of Bobbin's own. */
export type OwnIcon = keyof typeof own;

const cache = new Map<string, string>(Object.entries(own));
let wholeSet: Promise<Readonly<Record<string, string>>> | null = null;

/** The icon's path if it is known already: an own one, or one that was looked up before. */
export function knownIcon(name: string): string | null {
  return cache.get(bare(name)) ?? null;
}

/** The path of an icon named as Home Assistant does, `mdi:sofa`; null when there is none of that name. */
export async function findIcon(name: string): Promise<string | null> {
  const known = knownIcon(name);
  if (known !== null) return known;
  if (name.includes(':') && !name.startsWith('mdi:')) return null;
  const path = (await all())[exportName(name)] ?? null;
  if (path !== null) cache.set(bare(name), path);
  return path;
}

/** The names of icons that have all the words of a query, the closest first. */
export async function searchIcons(query: string, limit: number): Promise<string[]> {
  const words = bare(query.trim().toLowerCase()).split(/[\s-]+/).filter(Boolean);
  const wanted = words.join('-');
  const found = (await names()).filter((name) => words.every((word) => name.includes(word)));
  const rank = (name: string) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
  return found
    .sort((left, right) => rank(left) - rank(right) || left.length - right.length || left.localeCompare(right))
    .slice(0, limit)
    .map((name) => `mdi:${name}`);
}

let nameList: readonly string[] | null = null;

async function names(): Promise<string[]> {
  nameList ??= Object.keys(await all())
    .filter((key) => key.startsWith('mdi'))
    .map(iconName);
  return [...nameList];
}

/**
 * The whole set, as a chunk of its own. It is the package's CommonJS build on purpose: a module that is
 * imported whole anywhere is bundled whole everywhere, and the named imports above are of the other build.
 */
function all(): Promise<Readonly<Record<string, string>>> {
  wholeSet ??= import('./icons-all').then((module) => module.icons);
  return wholeSet;
}

function bare(name: string): string {
  return name.startsWith('mdi:') ? name.slice(4) : name;
}

/** `mdi:numeric-1-box` → `mdiNumeric1Box`, the name that the package exports. */
function exportName(name: string): string {
  return `mdi${bare(name)
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}`;
}

/** Names in which a digit follows a letter without a hyphen. */
const glued: Readonly<Record<string, string>> = {
};

/** `mdiNumeric1Box` → `numeric-1-box`. */
export function iconName(exported: string): string {
  const name = exported
    .slice(3)
    .replaceAll(/([A-Z]|\d+)/g, '-$1')
    .toLowerCase()
    .slice(1);
  return glued[name] ?? name;
}
