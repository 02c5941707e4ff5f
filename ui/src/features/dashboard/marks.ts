import { mdiAutoFix, mdiEyeOffOutline, mdiHomeOutline, mdiLockOutline, mdiShieldAccountOutline } from '@mdi/js';
import { mdiFileQuestionOutline, mdiAlertCircleOutline } from '@mdi/js';

import type { Dashboard } from '../../api/generated/api';

/** Something about a dashboard that the list shows as a small icon. */
export interface Mark {
  readonly id: string;
  readonly icon: string;
  /** In words, for the tooltip and for screen readers. */
  readonly words: string;
}

export function marksOf(dashboard: Dashboard): Mark[] {
  const marks: Mark[] = [];
  const { content } = dashboard;
  if (dashboard.isDefault) marks.push({ id: 'default', icon: mdiHomeOutline, words: 'The default dashboard' });
  if (content.kind === 'strategy') {
    const words = `Built by the strategy “${content.strategy}”: Home Assistant makes its cards anew each time`;
    marks.push({ id: 'strategy', icon: mdiAutoFix, words });
  }
  if (content.kind === 'noConfig') {
    const words = 'Home Assistant has no config for it';
    marks.push({ id: 'noConfig', icon: mdiFileQuestionOutline, words });
  }
  if (content.kind === 'failed') {
    const words = `It could not be read: ${content.message}`;
    marks.push({ id: 'failed', icon: mdiAlertCircleOutline, words });
  }
  if (dashboard.requireAdmin) {
    marks.push({ id: 'admin', icon: mdiShieldAccountOutline, words: 'For administrators only' });
  }
  if (!dashboard.showInSidebar) {
    marks.push({ id: 'hidden', icon: mdiEyeOffOutline, words: 'Not in the sidebar of Home Assistant' });
  }
  if (dashboard.mode === 'yaml') {
    const file = dashboard.filename ? `the file “${dashboard.filename}”` : 'a YAML file';
    marks.push({
      id: 'yaml',
      icon: mdiLockOutline,
      words: `Read-only: it comes from ${file} on Home Assistant’s disk`,
    });
  }
  return marks;
}
