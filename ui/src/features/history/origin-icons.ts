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

/** An icon for the origin of a version, next to the words. */
export const originIcons: Record<VersionOrigin, string> = {
  fetched: mdiDownloadOutline,
  savedByUs: mdiAccountCheckOutline,
  savedByOthers: mdiAccountGroupOutline,
  displaced: mdiContentSaveAlertOutline,
  putBack: mdiArrowULeftTop,
  deleted: mdiDeleteOutline,
  discardedDraft: mdiPencilOffOutline,
};
