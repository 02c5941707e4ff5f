import { mdiMinus, mdiPencilOutline, mdiPlus, mdiSwapVertical } from '@mdi/js';

import type { ChangeKind } from '../../api/generated/api';

/** How a kind of change looks, beside its word. */
export const changeKinds: Record<ChangeKind, { word: string; icon: string; tone: string }> = {
  added: { word: 'Added', icon: mdiPlus, tone: 'added' },
  removed: { word: 'Removed', icon: mdiMinus, tone: 'removed' },
  moved: { word: 'Moved', icon: mdiSwapVertical, tone: 'moved' },
  movedAndChanged: { word: 'Moved and changed', icon: mdiSwapVertical, tone: 'moved' },
  changed: { word: 'Changed', icon: mdiPencilOutline, tone: 'changed' },
};
