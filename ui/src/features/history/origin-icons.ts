import {
  mdiAccountCheckOutline,
  mdiAccountGroupOutline,
  mdiArrowULeftTop,
  mdiContentSaveAlertOutline,
  mdiDeleteOutline,
  mdiDownloadOutline,
  mdiPencilOffOutline,
} from '@mdi/js';

import type { VersionOrigin } from '../../api/generated/api';

/** Who or what a version came from, beside the words. */
export const originIcons: Record<VersionOrigin, string> = {
  fetched: mdiDownloadOutline,
  savedByUs: mdiAccountCheckOutline,
  savedByOthers: mdiAccountGroupOutline,
  displaced: mdiContentSaveAlertOutline,
  putBack: mdiArrowULeftTop,
  deleted: mdiDeleteOutline,
  discardedDraft: mdiPencilOffOutline,
};
