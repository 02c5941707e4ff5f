/**
 * Which component stands where in the window. A feature is plugged in here and nowhere else; it reaches
 * everything it needs with `useWorkspace()` (and `document` where it is about one). An empty slot is left out
 * of the window.
 *
 * The rest of the frame is reached through the workspace: `workspace.tabs.open(target)`,
 * `workspace.tabs.openPage(…)`, `workspace.layout.showPanel('review')`, `workspace.notices.say(…)`,
 * `workspace.dialogs.open(Component, props)` (one at a time; the component gets `close(answer)`),
 * `workspace.commands.register([…])`, `workspace.listen(event => …)`.
 */
import type { Component } from 'svelte';

import type { Instance } from '../api/generated/api';
import ConflictView from '../features/conflict/ConflictView.svelte';
import { contributeDashboards } from '../features/dashboard/contribute';
import DashboardList from '../features/dashboard/DashboardList.svelte';
import { contributeFiles } from '../features/file/contribute';
import FilesSection from '../features/file/FilesSection.svelte';
import { contributeGallery } from '../features/gallery/contribute';
import { contributeHistory } from '../features/history/contribute';
import History from '../features/history/History.svelte';
import HistoryPage from '../features/history/HistoryPage.svelte';
import HistorySection from '../features/history/HistorySection.svelte';
import Inspector from '../features/inspector/Inspector.svelte';
import { contributeMerge } from '../features/merge/contribute';
import MergeView from '../features/merge/MergeView.svelte';
import ResourcesPage from '../features/resource/ResourcesPage.svelte';
import ResourcesSection from '../features/resource/ResourcesSection.svelte';
import { contributePreview } from '../features/preview/contribute';
import { contributeSearch } from '../features/search/contribute';
import PreviewPane from '../features/preview/PreviewPane.svelte';
import { contributeReview } from '../features/review/contribute';
import Review from '../features/review/Review.svelte';
import { contributeVisual } from '../features/visual/contribute';
import type { DocumentState } from '../workspace/document/DocumentState.svelte';

export interface OfInstance extends Record<string, unknown> {
  instance: Instance;
}
export interface OfDocument extends Record<string, unknown> {
  document: DocumentState;
}

type Slot<Props extends Record<string, unknown>> = Component<Props> | null;

export interface Slots {
  /** Sidebar, top to bottom. The frame draws no headings: each section brings its own. */
  dashboards: Slot<OfInstance>;
  resources: Slot<OfInstance>;
  kept: Slot<OfInstance>;
  files: Slot<Record<string, never>>;
  /** Tabs of their own. */
  resourcesPage: Slot<OfInstance>;
  historyPage: Slot<OfInstance>;
  /** Panels below the editor; the frame draws the panel's tabs. */
  review: Slot<OfDocument>;
  history: Slot<OfDocument>;
  /** Panes beside canvas and YAML: the form of the selection, and the view as Home Assistant draws it. */
  inspector: Slot<OfDocument>;
  preview: Slot<OfDocument>;
  /** Takes the editor's place while `document.conflict` is set. */
  conflict: Slot<OfDocument>;
  /** Takes the editor's place while `document.standing.isMerging`. */
  merge: Slot<OfDocument>;
}

export const slots: Slots = {
  dashboards: DashboardList,
  resources: ResourcesSection,
  kept: HistorySection,
  files: FilesSection,
  resourcesPage: ResourcesPage,
  historyPage: HistoryPage,
  review: Review,
  history: History,
  inspector: Inspector,
  preview: PreviewPane,
  conflict: ConflictView,
  merge: MergeView,
};

/** The commands of features. Each registers its own at the start. Called once, with the workspace provided. */
export const contributions: readonly (() => void)[] = [
  contributeDashboards,
  contributeFiles,
  contributeVisual,
  contributeGallery,
  contributeMerge,
  contributeHistory,
  contributePreview,
  contributeReview,
  contributeSearch,
];
