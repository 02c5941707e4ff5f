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

const NO_DOCUMENT = 'No document is in front';

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

  const needsInstance = () => (session.current ? null : 'No Home Assistant is chosen');
  const panel = (name: PanelName, title: string, keys: string): Command => ({
    id: `view.${name}`,
    title,
    group: 'View',
    keys: [keys],
    run: () => layout.togglePanel(name),
  });

  return [
    {
      id: 'go.anything',
      title: 'Go to anything',
      group: 'Go',
      keys: ['Mod-p'],
      run: () => palette.open('anything'),
    },
    {
      id: 'go.commands',
      title: 'Show all commands',
      group: 'Go',
      keys: ['Mod-Shift-p', 'F1'],
      run: () => palette.open('commands'),
    },
    { id: 'go.nextTab', title: 'Next tab', group: 'Go', keys: ['Ctrl-Tab', 'Ctrl-PageDown'], run: () => tabs.step(1) },
    {
      id: 'go.previousTab',
      title: 'Previous tab',
      group: 'Go',
      keys: ['Ctrl-Shift-Tab', 'Ctrl-PageUp'],
      run: () => tabs.step(-1),
    },
    about({
      id: 'go.line',
      title: 'Go to line',
      group: 'Go',
      keys: ['Mod-g'],
      run: (document) => void document.runInEditor(gotoLine),
    }),
    about({
      id: 'go.nextProblem',
      title: 'Next problem',
      group: 'Go',
      keys: ['F8'],
      blocked: (document) => (document.problems.length === 0 ? 'There are no problems' : null),
      run: (document) => stepProblem(document, 1),
    }),
    about({
      id: 'go.previousProblem',
      title: 'Previous problem',
      group: 'Go',
      keys: ['Shift-F8'],
      blocked: (document) => (document.problems.length === 0 ? 'There are no problems' : null),
      run: (document) => stepProblem(document, -1),
    }),

    { id: 'file.new', title: 'New file', group: 'File', keys: ['Mod-n'], run: () => actions.newFile() },
    {
      id: 'file.open',
      title: 'Open a YAML file…',
      group: 'File',
      keys: ['Mod-o'],
      run: () => actions.openFile(),
    },
    {
      id: 'document.save',
      title: 'Save',
      group: 'Document',
      keys: ['Mod-s'],
      words: 'write send upload',
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
      title: 'Save as…',
      group: 'File',
      keys: ['Mod-Shift-s'],
      blocked: (document) => (document.target.kind === 'dashboard' ? 'A dashboard is exported instead' : null),
      run: async (document) => {
        await actions.saveAs(document);
      },
    }),
    {
      id: 'file.close',
      title: 'Close tab',
      group: 'File',
      keys: ['Mod-w'],
      blocked: () => (tabs.active ? null : 'No tab is open'),
      run: async () => {
        if (tabs.active) await actions.close(tabs.active);
      },
    },
    about({
      id: 'document.revert',
      title: 'Give up the draft',
      group: 'Document',
      words: 'revert discard undo all changes',
      blocked: (document) => (document.isDirty ? document.readOnly : 'There are no changes'),
      run: (document) => actions.revert(document),
    }),
    about({
      id: 'document.refresh',
      title: 'Look for changes on the server or disk',
      group: 'Document',
      keys: ['F5'],
      words: 'refresh reload fetch',
      run: async (document) => {
        await document.refresh();
        if (document.remote.state === 'inStep') notices.say(`“${document.title}” has not changed there.`);
      },
    }),

    about({
      id: 'edit.undo',
      title: 'Undo',
      group: 'Edit',
      keys: ['Mod-z'],
      inText: true,
      run: (document) => document.undo(),
    }),
    about({
      id: 'edit.redo',
      title: 'Redo',
      group: 'Edit',
      keys: ['Mod-Shift-z', 'Mod-y'],
      inText: true,
      run: (document) => void document.run(redo),
    }),
    about({
      id: 'edit.find',
      title: 'Find',
      group: 'Edit',
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
      title: 'Replace',
      group: 'Edit',
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
      title: 'Find next',
      group: 'Edit',
      keys: ['F3'],
      run: (document) => void document.runInEditor(findNext),
    }),
    about({
      id: 'edit.findPrevious',
      title: 'Find previous',
      group: 'Edit',
      keys: ['Shift-F3'],
      run: (document) => void document.runInEditor(findPrevious),
    }),
    about({
      id: 'edit.foldAll',
      title: 'Fold all',
      group: 'Edit',
      run: (document) => void document.runInEditor(foldAll),
    }),
    about({
      id: 'edit.unfoldAll',
      title: 'Unfold all',
      group: 'Edit',
      run: (document) => void document.runInEditor(unfoldAll),
    }),

    {
      id: 'view.sidebar',
      title: 'Show or hide the sidebar',
      group: 'View',
      keys: ['Mod-b'],
      run: () => layout.toggleSidebar(),
    },
    panel('problems', 'Problems', 'Mod-Shift-m'),
    { ...panel('review', 'Review changes', 'Mod-Shift-r'), words: 'diff compare' },
    { ...panel('history', 'History', 'Mod-Shift-h'), words: 'versions' },
    {
      id: 'view.panelSide',
      title: 'Put the panel below or at the right',
      group: 'View',
      blocked: () => (layout.canPanelMove ? null : 'The window is too narrow'),
      run: () => layout.movePanel(),
    },
    { id: 'view.light', title: 'Light colours', group: 'View', words: 'theme', run: () => layout.setTheme('light') },
    { id: 'view.dark', title: 'Dark colours', group: 'View', words: 'theme', run: () => layout.setTheme('dark') },
    {
      id: 'view.system',
      title: 'Colours of the system',
      group: 'View',
      words: 'theme light dark',
      run: () => layout.setTheme('system'),
    },

    {
      id: 'session.connect',
      title: 'Connect to Home Assistant…',
      group: 'Connection',
      words: 'add instance server',
      run: async () => void (await dialogs.open(ConnectDialog, {})),
    },
    {
      id: 'session.demo',
      title: 'Try the demo home',
      group: 'Connection',
      run: () => session.startDemo(),
    },
    {
      id: 'session.retry',
      title: 'Try to reconnect now',
      group: 'Connection',
      blocked: () => {
        const state = session.current?.connection.state;
        return state === 'reconnecting' || state === 'offline' ? null : 'Not waiting for a connection';
      },
      run: async () => {
        const { current } = session;
        if (current?.connection.state === 'offline') await session.connect(current.id);
        else if (current) await session.retry(current.id);
      },
    },
    {
      id: 'session.disconnect',
      title: 'Disconnect',
      group: 'Connection',
      blocked: () => needsInstance() ?? (session.current?.connection.state === 'offline' ? 'Not connected' : null),
      run: async () => {
        if (session.current) await session.disconnect(session.current.id);
      },
    },
    {
      id: 'session.newToken',
      title: 'Enter a new token…',
      group: 'Connection',
      blocked: () => needsInstance() ?? (session.current?.demo ? 'The demo home needs none' : null),
      run: async () => {
        if (session.current) await dialogs.open(TokenDialog, { instance: session.current });
      },
    },
    {
      id: 'session.rename',
      title: 'Name and address of this Home Assistant…',
      group: 'Connection',
      words: 'rename url',
      blocked: needsInstance,
      run: async () => {
        if (session.current) await dialogs.open(InstanceDialog, { instance: session.current });
      },
    },
    {
      id: 'session.remove',
      title: 'Remove this Home Assistant…',
      group: 'Connection',
      words: 'forget delete instance',
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
