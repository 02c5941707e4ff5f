import { mdiAutoFix, mdiEyeOffOutline, mdiHomeOutline, mdiLockOutline, mdiShieldAccountOutline } from '@mdi/js';
import { mdiFileQuestionOutline, mdiAlertCircleOutline } from '@mdi/js';

import type { Dashboard } from '../../api/generated/api';
import * as say from '../../words/generated/dashboards';

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
  if (dashboard.isDefault) marks.push({ id: 'default', icon: mdiHomeOutline, words: say.defaultDashboard() });
  if (content.kind === 'strategy') {
    const words = say.generatedByStrategy({ strategy: content.strategy });
    marks.push({ id: 'strategy', icon: mdiAutoFix, words });
  }
  if (content.kind === 'noConfig') {
    const words = say.noConfig();
    marks.push({ id: 'noConfig', icon: mdiFileQuestionOutline, words });
  }
  if (content.kind === 'failed') {
    const words = say.unreadable({ message: content.message });
    marks.push({ id: 'failed', icon: mdiAlertCircleOutline, words });
  }
  if (dashboard.requireAdmin) {
    marks.push({ id: 'admin', icon: mdiShieldAccountOutline, words: say.administratorsOnly() });
  }
  if (!dashboard.showInSidebar) {
    marks.push({ id: 'hidden', icon: mdiEyeOffOutline, words: say.notInSidebar() });
  }
  if (dashboard.mode === 'yaml') {
    const file = dashboard.filename ? say.theFile({ filename: dashboard.filename }) : say.yamlFile();
    marks.push({
      id: 'yaml',
      icon: mdiLockOutline,
      words: say.definedInFile({ file }),
    });
  }
  return marks;
}
