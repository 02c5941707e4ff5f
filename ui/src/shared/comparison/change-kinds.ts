import { mdiMinus, mdiPencilOutline, mdiPlus, mdiSwapVertical } from '@mdi/js';

import type { ChangeKind } from '../../api/generated/api';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/shared';

/** How a kind of change looks, beside its word. */
export const changeKinds: Record<ChangeKind, { word: string; icon: string; tone: string }> = {
  added: { word: common.added(), icon: mdiPlus, tone: 'added' },
  removed: { word: say.removed(), icon: mdiMinus, tone: 'removed' },
  moved: { word: common.moved(), icon: mdiSwapVertical, tone: 'moved' },
  movedAndChanged: { word: common.movedAndChanged(), icon: mdiSwapVertical, tone: 'moved' },
  changed: { word: common.changed(), icon: mdiPencilOutline, tone: 'changed' },
};
