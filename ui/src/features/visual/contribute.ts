/** The commands of editing by hand: each in the palette, in the menu of a node, and under its key. */
import { tick } from 'svelte';

import type { Command } from '../../workspace/window/CommandTable.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import type { EditMode } from '../../workspace/window/Layout.svelte';
import type { OutlineEntry } from '../../workspace/tree/Outline.svelte';
import { asSteps } from '../../workspace/tree/paths';
import { put } from '../../workspace/document/putting';
import { useWorkspace } from '../../workspace/Workspace.svelte';
import {
  addSection,
  addView,
  canUnwrap,
  chosen,
  conversionNotes,
  convertView,
  duplicate,
  remove,
  selectAll,
  step,
  stepOf,
  unwrap,
  wrap,
  type Wrapper,
} from './actions';
import AreasDialog from './AreasDialog.svelte';
import { copySelected, cutSelected, paste } from './clipboard';
import ConvertDialog from './ConvertDialog.svelte';
import Sketch from './Sketch.svelte';
import TargetDialog from './TargetDialog.svelte';
import { visualUi } from './ui.svelte';

export function contributeVisual(): void {
  const workspace = useWorkspace();
  const { tabs, layout, notices, commands, client, dialogs, session } = workspace;
  workspace.pictures.sketch = Sketch;

  type Rest = Omit<Command, 'run' | 'blocked' | 'group' | 'scope'> & {
    run: (document: DocumentState) => void | Promise<void>;
    blocked?: (document: DocumentState) => string | null;
    /** Whether it only looks. */
    reads?: boolean;
  };

  /** A command about the document in front; its keys count in outline and canvas. */
  const about = ({ reads = false, ...command }: Rest): Command => ({
    ...command,
    group: 'Arrange',
    scope: 'visual',
    blocked: () => {
      const { document } = tabs;
      if (!document) return 'No document is in front';
      return (reads ? null : document.visual.blocked) ?? command.blocked?.(document) ?? null;
    },
    run: () => (tabs.document ? command.run(tabs.document) : undefined),
  });

  const needsNodes = (document: DocumentState) => (chosen(document).length === 0 ? 'Nothing is selected' : null);
  const needsCards = (document: DocumentState) =>
    chosen(document).length === 0 || chosen(document).some((entry) => entry.kind !== 'card')
      ? 'No cards are selected'
      : null;

  const wrapper = (type: Wrapper, title: string): Command =>
    about({
      id: `visual.wrap.${type}`,
      title: `Wrap in ${title}`,
      words: 'group stack put inside',
      blocked: needsCards,
      run: (document) => wrap(document, type),
    });

  const mode = (name: EditMode, title: string, key: string): Command => ({
    id: `view.mode.${name}`,
    title,
    group: 'View',
    keys: [key],
    words: 'visual split yaml editor canvas',
    run: () => layout.setMode(name),
  });

  const convert = (to: string, title: string): Command =>
    about({
      id: `visual.convert.${to}`,
      title: `Make this view ${title}`,
      words: 'convert view type layout',
      blocked: ({ visual }) =>
        !visual.view ? 'There is no view' : visual.view.type === to ? `It is ${title} already` : null,
      run: async (document) => {
        const { view } = document.visual;
        if (!view) return;
        const name = `“${view.name ?? 'the view'}”`;
        const notes = await conversionNotes(document, view, to);
        const goesOn =
          notes.length === 0 || (await dialogs.open(ConvertDialog, { title: `Make ${name} ${title}`, notes }));
        if (!goesOn) return;
        await convertView(document, view, to);
        notices.say(`${name.charAt(0).toUpperCase()}${name.slice(1)} is ${title} now.`, {
          action: { label: 'Undo', run: () => document.undo() },
        });
      },
    });

  const deleted = async (document: DocumentState): Promise<void> => {
    const nodes = chosen(document);
    await remove(document);
    const what = nodes.length === 1 ? `the ${nodes[0]?.kind ?? 'card'}` : `${nodes.length} things`;
    notices.say(`Deleted ${what}.`, { action: { label: 'Undo', run: () => document.undo() } });
  };

  /** Views made of areas: after the others, or in place of a strategy. */
  const viewsFromAreas = async (document: DocumentState): Promise<void> => {
    const { visual, target } = document;
    const instance = target.kind === 'dashboard' ? target.instance : (session.current?.id ?? null);
    const strategy = visual.outline.entries[0]?.strategy ?? null;
    const warning = strategy === null ? null : `The strategy “${strategy}” is given up: the views stand in its place.`;
    const views = await dialogs.open(AreasDialog, { instance, warning });
    if (views === null) return;
    if (strategy === null) {
      await put(document, { kind: 'view', values: views }, { list: ['views'], index: visual.outline.views.length });
      return;
    }
    await visual.apply(
      [
        { op: 'remove', path: ['strategy'] },
        { op: 'set', path: ['views'], value: views },
      ],
      { select: [['views', 0]] },
    );
  };

  /** Takes the chosen views, or the one on the canvas, to another dashboard. */
  const toDashboard = async (document: DocumentState): Promise<void> => {
    const { visual, target } = document;
    if (target.kind !== 'dashboard') return;
    const views = viewsOf(document);
    const [first] = views;
    if (!first) return;
    const what = views.length === 1 ? `“${first.name ?? 'the view'}”` : `${views.length} views`;
    const answer = await dialogs.open(TargetDialog, {
      title: `Move ${what} to another dashboard`,
      instance: target.instance,
      from: target.urlPath,
    });
    if (!answer) return;
    const pasted = await client.call('yaml_identify', { text: await visual.yamlOf(views) });
    const other = await tabs.open({ kind: 'dashboard', instance: target.instance, urlPath: answer.urlPath });
    if (!other || pasted.kind !== 'view')
      throw new Error('The other dashboard could not be opened. Nothing was moved.');
    const stopWatching = other.visual.outline.watch();
    try {
      await other.visual.outline.refresh();
      if (other.visual.blocked !== null) throw new Error(`${other.visual.blocked}. Nothing was moved.`);
      const index = other.visual.outline.views.length;
      await put(other, { kind: 'view', values: pasted.values, texts: pasted.texts }, { list: ['views'], index });
    } finally {
      stopWatching();
    }
    if (!answer.copies) await visual.arrange({ gesture: 'delete', nodes: views.map((view) => asSteps(view.path)) });
    notices.say(
      `${answer.copies ? 'Copied' : 'Moved'} ${what} to “${other.title}”. ${answer.copies ? 'It is a draft' : 'Both are drafts'} until saved.`,
    );
  };

  commands.register([
    mode('visual', 'Edit by hand', 'Mod-1'),
    mode('split', 'Edit by hand and as YAML', 'Mod-2'),
    mode('yaml', 'Edit as YAML', 'Mod-3'),
    {
      id: 'view.outline',
      title: 'Show or hide the outline',
      group: 'View',
      keys: ['Mod-Shift-e'],
      run: () => layout.togglePane('outline'),
    },
    {
      id: 'view.inspector',
      title: 'Show or hide the inspector',
      group: 'View',
      keys: ['Mod-i'],
      run: () => layout.togglePane('inspector'),
    },
    { id: 'view.preview', title: 'Show or hide the preview', group: 'View', run: () => layout.togglePane('preview') },

    about({
      id: 'visual.filter',
      title: 'Filter the outline',
      words: 'find search card entity',
      reads: true,
      run: async () => {
        layout.togglePane('outline', true);
        if (layout.mode === 'yaml') layout.setMode('split');
        await tick();
        globalThis.document.querySelector<HTMLInputElement>('[data-testid="outline-filter"]')?.select();
      },
    }),
    about({
      id: 'visual.cut',
      title: 'Cut',
      keys: ['Mod-x'],
      blocked: needsNodes,
      run: (document) => cutSelected(document),
    }),
    about({
      id: 'visual.copy',
      title: 'Copy',
      keys: ['Mod-c'],
      words: 'yaml clipboard',
      reads: true,
      blocked: needsNodes,
      run: (document) => copySelected(document),
    }),
    about({
      id: 'visual.paste',
      title: 'Paste',
      keys: ['Mod-v'],
      words: 'yaml clipboard card view dashboard',
      run: (document) => paste(client, document),
    }),
    about({
      id: 'visual.duplicate',
      title: 'Duplicate',
      keys: ['Mod-d'],
      blocked: needsNodes,
      run: duplicate,
    }),
    about({
      id: 'visual.delete',
      title: 'Delete',
      keys: ['Delete', 'Backspace'],
      words: 'remove',
      blocked: needsNodes,
      run: deleted,
    }),
    about({
      id: 'visual.rename',
      title: 'Rename',
      keys: ['F2'],
      words: 'title name heading',
      blocked: ({ visual }) => (!visual.lead || visual.lead.kind === 'dashboard' ? 'Nothing is selected' : null),
      run: (document) => {
        const { lead, selection } = document.visual;
        if (lead) visualUi(document).rename(lead, selection.by);
      },
    }),
    about({
      id: 'visual.moveUp',
      title: 'Move back',
      keys: ['Alt-ArrowUp', 'Alt-ArrowLeft'],
      words: 'up left before order',
      blocked: (document) => (stepOf(document, -1) ? null : 'It is at the beginning'),
      run: (document) => step(document, -1),
    }),
    about({
      id: 'visual.moveDown',
      title: 'Move on',
      keys: ['Alt-ArrowDown', 'Alt-ArrowRight'],
      words: 'down right after order',
      blocked: (document) => (stepOf(document, 1) ? null : 'It is at the end'),
      run: (document) => step(document, 1),
    }),
    about({
      id: 'visual.selectAll',
      title: 'Select all here',
      keys: ['Mod-a'],
      reads: true,
      run: selectAll,
    }),
    wrapper('vertical-stack', 'a vertical stack'),
    wrapper('horizontal-stack', 'a horizontal stack'),
    wrapper('grid', 'a grid'),
    wrapper('conditional', 'a conditional card'),
    about({
      id: 'visual.unwrap',
      title: 'Unwrap',
      words: 'ungroup take out of stack',
      blocked: (document) => (chosen(document).some(canUnwrap) ? null : 'No card that holds others is selected'),
      run: unwrap,
    }),
    about({
      id: 'visual.addView',
      title: 'Add a view',
      words: 'new tab page',
      run: (document) => addView(document),
    }),
    about({
      id: 'visual.viewsFromAreas',
      title: 'Views from areas…',
      words: 'generate room area new tab page',
      run: viewsFromAreas,
    }),
    about({
      id: 'visual.toDashboard',
      title: 'Move the view to another dashboard…',
      words: 'copy tab page',
      blocked: (document) =>
        document.target.kind !== 'dashboard'
          ? 'This is no dashboard of Home Assistant'
          : viewsOf(document).length === 0
            ? 'There is no view'
            : null,
      run: toDashboard,
    }),
    about({
      id: 'visual.addSection',
      title: 'Add a section',
      blocked: ({ visual }) => (visual.view?.type === 'sections' ? null : 'This view has no sections'),
      run: addSection,
    }),
    convert('sections', 'of sections'),
    convert('masonry', 'masonry'),
    convert('sidebar', 'a sidebar view'),
    convert('panel', 'a panel'),
  ]);
}

/** The chosen views, else the one on the canvas. */
function viewsOf({ visual }: DocumentState): OutlineEntry[] {
  const views = visual.selected.filter((entry) => entry.kind === 'view');
  return views.length > 0 ? views : visual.view ? [visual.view] : [];
}
