/** The commands of the window, the documents and the connection. Features add theirs through `slots.ts`. */
import { redo } from '@codemirror/commands';
import { foldAll, unfoldAll } from '@codemirror/language';
import { findNext, findPrevious, gotoLine, openSearchPanel } from '@codemirror/search';
import { tick } from 'svelte';

import ConnectDialog from '../features/session/ConnectDialog.svelte';
import InstanceDialog from '../features/session/InstanceDialog.svelte';
import RemoveInstanceDialog from '../features/session/RemoveInstanceDialog.svelte';
import TokenDialog from '../features/session/TokenDialog.svelte';
import type { Command } from '../workspace/window/CommandTable.svelte';
import type { DocumentState } from '../workspace/document/DocumentState.svelte';
import type { PanelName } from '../workspace/window/Layout.svelte';
import { saveGate } from '../workspace/document/save-gate';
import type { Workspace } from '../workspace/Workspace.svelte';
import type { Actions } from './actions';
import type { Palette } from './Palette.svelte';
import * as common from '../words/generated/common';
import * as say from '../words/generated/window';

const NO_DOCUMENT = common.noDocumentOpen();

export function windowCommands(workspace: Workspace, actions: Actions, palette: Palette): Command[] {
  const { tabs, layout, session, dialogs, notices } = workspace;

  /** A command about the document in front. */
  const about = (
    command: Omit<Command, 'run' | 'blocked'> & {
      run: (document: DocumentState) => void | Promise<void>;
      blocked?: (document: DocumentState) => string | null;
    },
  ): Command => ({
    ...command,
    blocked: () => (tabs.document ? (command.blocked?.(tabs.document) ?? null) : NO_DOCUMENT),
    run: () => (tabs.document ? command.run(tabs.document) : undefined),
  });

  /** Brings the YAML into sight where it folded or is not the tab in front. */
  const seeYaml = async () => {
    if (layout.isFolded('yaml') || layout.panes.isTabbed) layout.showTab('yaml');
    await tick();
  };

  const needsInstance = () => (session.current ? null : common.noHomeAssistantChosen());
  const panel = (name: PanelName, title: string, keys: string): Command => ({
    id: `view.${name}`,
    title,
    group: common.view(),
    keys: [keys],
    run: () => layout.togglePanel(name),
  });

  return [
    {
      id: 'go.anything',
      title: say.goAnything(),
      group: common.go(),
      keys: ['Mod-p'],
      run: () => palette.open('anything'),
    },
    {
      id: 'go.commands',
      title: say.showAllCommands(),
      group: common.go(),
      keys: ['Mod-Shift-p', 'F1'],
      run: () => palette.open('commands'),
    },
    {
      id: 'go.nextTab',
      title: say.nextTab(),
      group: common.go(),
      keys: ['Ctrl-Tab', 'Ctrl-PageDown'],
      run: () => tabs.step(1),
    },
    {
      id: 'go.previousTab',
      title: say.previousTab(),
      group: common.go(),
      keys: ['Ctrl-Shift-Tab', 'Ctrl-PageUp'],
      run: () => tabs.step(-1),
    },
    about({
      id: 'go.line',
      title: say.goLine(),
      group: common.go(),
      keys: ['Mod-g'],
      run: (document) => void document.runInEditor(gotoLine),
    }),
    about({
      id: 'go.nextProblem',
      title: say.nextProblem(),
      group: common.go(),
      keys: ['F8'],
      blocked: (document) => (document.problems.length === 0 ? say.noProblems() : null),
      run: (document) => stepProblem(document, 1),
    }),
    about({
      id: 'go.previousProblem',
      title: say.previousProblem(),
      group: common.go(),
      keys: ['Shift-F8'],
      blocked: (document) => (document.problems.length === 0 ? say.noProblems() : null),
      run: (document) => stepProblem(document, -1),
    }),

    { id: 'file.new', title: say.newFile(), group: common.file(), keys: ['Mod-n'], run: () => actions.newFile() },
    {
      id: 'file.open',
      title: say.openYamlFile(),
      group: common.file(),
      keys: ['Mod-o'],
      run: () => actions.openFile(),
    },
    {
      id: 'document.save',
      title: common.save(),
      group: common.document(),
      keys: ['Mod-s'],
      words: say.writeSendUpload(),
      blocked: () => {
        const { document } = tabs;
        if (!document) return NO_DOCUMENT;
        const gate = gateOf(document);
        return gate.state === 'ready' ? null : (gate.why ?? gate.label);
      },
      run: async () => {
        if (tabs.document) await actions.save(tabs.document);
      },
    },
    about({
      id: 'file.saveAs',
      title: common.saveAs(),
      group: common.file(),
      keys: ['Mod-Shift-s'],
      blocked: (document) => (document.target.kind === 'dashboard' ? say.exportADashboardInstead() : null),
      run: async (document) => {
        await actions.saveAs(document);
      },
    }),
    {
      id: 'file.close',
      title: say.closeTab(),
      group: common.file(),
      keys: ['Mod-w'],
      blocked: () => (tabs.active ? null : say.noTabOpen()),
      run: async () => {
        if (tabs.active) await actions.close(tabs.active);
      },
    },
    about({
      id: 'document.revert',
      title: say.discardDraft(),
      group: common.document(),
      words: say.revertDiscardUndoAllChanges(),
      blocked: (document) => (document.isDirty ? document.readOnly : say.noChanges()),
      run: (document) => actions.revert(document),
    }),
    about({
      id: 'document.refresh',
      title: say.checkForChanges(),
      group: common.document(),
      keys: ['F5'],
      words: say.refreshReloadFetch(),
      run: async (document) => {
        await document.refresh();
        if (document.remote.state === 'inStep') notices.say(say.hasNotChanged({ title: document.title }));
      },
    }),

    about({
      id: 'edit.undo',
      title: common.undo(),
      group: common.edit(),
      keys: ['Mod-z'],
      inText: true,
      run: (document) => document.undo(),
    }),
    about({
      id: 'edit.redo',
      title: say.redo(),
      group: common.edit(),
      keys: ['Mod-Shift-z', 'Mod-y'],
      inText: true,
      run: (document) => void document.run(redo),
    }),
    about({
      id: 'edit.find',
      title: say.find(),
      group: common.edit(),
      keys: ['Mod-f'],
      // Without the YAML on screen it is the outline that is searched.
      run: async (document) => {
        if (layout.mode === 'visual') {
          workspace.commands.run('visual.filter');
          return;
        }
        await seeYaml();
        document.runInEditor(openSearchPanel);
      },
    }),
    about({
      id: 'edit.replace',
      title: common.replace(),
      group: common.edit(),
      keys: ['Mod-h'],
      run: async (document) => {
        // The replaced text must be visible.
        if (layout.mode === 'visual') layout.setMode('split');
        await seeYaml();
        document.runInEditor((view) => {
          openSearchPanel(view);
          const field = (name: string) => view.dom.querySelector<HTMLInputElement>(`.cm-search [name=${name}]`);
          // With nothing to look for yet, that comes first.
          if (field('search')?.value) field('replace')?.select();
          return true;
        });
      },
    }),
    about({
      id: 'edit.findNext',
      title: say.findNext(),
      group: common.edit(),
      keys: ['F3'],
      run: (document) => void document.runInEditor(findNext),
    }),
    about({
      id: 'edit.findPrevious',
      title: say.findPrevious(),
      group: common.edit(),
      keys: ['Shift-F3'],
      run: (document) => void document.runInEditor(findPrevious),
    }),
    about({
      id: 'edit.foldAll',
      title: say.foldAll(),
      group: common.edit(),
      run: (document) => void document.runInEditor(foldAll),
    }),
    about({
      id: 'edit.unfoldAll',
      title: say.unfoldAll(),
      group: common.edit(),
      run: (document) => void document.runInEditor(unfoldAll),
    }),

    {
      id: 'view.sidebar',
      title: say.showOrHideSidebar(),
      group: common.view(),
      keys: ['Mod-b'],
      run: () => layout.toggleSidebar(),
    },
    panel('problems', say.problems(), 'Mod-Shift-m'),
    { ...panel('review', common.reviewChanges(), 'Mod-Shift-r'), words: say.diffCompare() },
    { ...panel('history', common.history(), 'Mod-Shift-h'), words: 'versions' },
    {
      id: 'view.panelSide',
      title: say.panelToBottomOrRight(),
      group: common.view(),
      blocked: () => (layout.canPanelMove ? null : say.windowTooNarrow()),
      run: () => layout.movePanel(),
    },
    {
      id: 'view.light',
      title: say.lightTheme(),
      group: common.view(),
      words: 'theme',
      run: () => layout.setTheme('light'),
    },
    {
      id: 'view.dark',
      title: say.darkTheme(),
      group: common.view(),
      words: 'theme',
      run: () => layout.setTheme('dark'),
    },
    {
      id: 'view.system',
      title: say.systemTheme(),
      group: common.view(),
      words: say.themeLightDark(),
      run: () => layout.setTheme('system'),
    },

    {
      id: 'session.connect',
      title: say.connectHomeAssistant(),
      group: say.connection(),
      words: say.addInstanceServer(),
      run: async () => void (await dialogs.open(ConnectDialog, {})),
    },
    {
      id: 'session.demo',
      title: common.tryDemoHome(),
      group: say.connection(),
      run: () => session.startDemo(),
    },
    {
      id: 'session.retry',
      title: say.tryReconnectNow(),
      group: say.connection(),
      blocked: () => {
        const state = session.current?.connection.state;
        return state === 'reconnecting' || state === 'offline' ? null : say.notWaitingConnection();
      },
      run: async () => {
        const { current } = session;
        if (current?.connection.state === 'offline') await session.connect(current.id);
        else if (current) await session.retry(current.id);
      },
    },
    {
      id: 'session.disconnect',
      title: say.disconnect(),
      group: say.connection(),
      blocked: () => needsInstance() ?? (session.current?.connection.state === 'offline' ? say.notConnected() : null),
      run: async () => {
        if (session.current) await session.disconnect(session.current.id);
      },
    },
    {
      id: 'session.newToken',
      title: common.enterNewToken(),
      group: say.connection(),
      blocked: () => needsInstance() ?? (session.current?.demo ? say.demoHomeNeedsNone() : null),
      run: async () => {
        if (session.current) await dialogs.open(TokenDialog, { instance: session.current });
      },
    },
    {
      id: 'session.rename',
      title: say.nameAndAddressThisHome(),
      group: say.connection(),
      words: say.renameUrl(),
      blocked: needsInstance,
      run: async () => {
        if (session.current) await dialogs.open(InstanceDialog, { instance: session.current });
      },
    },
    {
      id: 'session.remove',
      title: say.removeThisHomeAssistant(),
      group: say.connection(),
      words: say.forgetDeleteInstance(),
      blocked: needsInstance,
      run: async () => {
        if (session.current) await dialogs.open(RemoveInstanceDialog, { instance: session.current });
      },
    },
  ];

  function gateOf(document: DocumentState) {
    const { target } = document;
    return saveGate(document, target.kind === 'dashboard' ? session.instance(target.instance) : null);
  }
}

/** Goes to the next problem after the cursor, or around. */
function stepProblem(document: DocumentState, by: 1 | -1): void {
  const { problems, editor } = document;
  const at = editor.selection.main.from;
  const next =
    by === 1
      ? (problems.find((problem) => problem.from > at) ?? problems[0])
      : (problems.findLast((problem) => problem.from < at) ?? problems.at(-1));
  if (next) document.reveal(next.from);
}
