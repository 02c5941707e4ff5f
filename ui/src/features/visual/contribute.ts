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
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/canvas';

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
    group: common.arrange(),
    scope: 'visual',
    blocked: () => {
      const { document } = tabs;
      if (!document) return common.noDocumentOpen();
      return (reads ? null : document.visual.blocked) ?? command.blocked?.(document) ?? null;
    },
    run: () => (tabs.document ? command.run(tabs.document) : undefined),
  });

  const needsNodes = (document: DocumentState) => (chosen(document).length === 0 ? say.nothingSelected() : null);
  const needsCards = (document: DocumentState) =>
    chosen(document).length === 0 || chosen(document).some((entry) => entry.kind !== 'card')
      ? say.noCardsSelected()
      : null;

  const wrapper = (type: Wrapper): Command =>
    about({
      id: `visual.wrap.${type}`,
      title: say.wrapIn({ type }),
      words: say.groupStackPutInside(),
      blocked: needsCards,
      run: (document) => wrap(document, type),
    });

  const mode = (name: EditMode, title: string, key: string): Command => ({
    id: `view.mode.${name}`,
    title,
    group: common.view(),
    keys: [key],
    words: say.visualSplitYamlEditorCanvas(),
    run: () => layout.setMode(name),
  });

  const convert = (to: string): Command =>
    about({
      id: `visual.convert.${to}`,
      title: say.convertTo({ type: to }),
      words: say.convertViewTypeLayout(),
      blocked: ({ visual }) =>
        !visual.view ? say.noView() : visual.view.type === to ? say.alreadyOfType({ type: to }) : null,
      run: async (document) => {
        const { view } = document.visual;
        if (!view) return;
        const name = view.name ?? say.unnamedView();
        const notes = await conversionNotes(document, view, to);
        const goesOn =
          notes.length === 0 ||
          (await dialogs.open(ConvertDialog, { title: say.convertNamed({ name, type: to }), notes }));
        if (!goesOn) return;
        await convertView(document, view, to);
        notices.say(say.converted({ name, type: to }), {
          action: { label: common.undo(), run: () => document.undo() },
        });
      },
    });

  const deleted = async (document: DocumentState): Promise<void> => {
    const nodes = chosen(document);
    await remove(document);
    const words = say.deleted({ kind: nodes[0]?.kind ?? 'card', count: nodes.length });
    notices.say(words, { action: { label: common.undo(), run: () => document.undo() } });
  };

  /** Views made of areas: after the others, or in place of a strategy. */
  const viewsFromAreas = async (document: DocumentState): Promise<void> => {
    const { visual, target } = document;
    const instance = target.kind === 'dashboard' ? target.instance : (session.current?.id ?? null);
    const strategy = visual.outline.entries[0]?.strategy ?? null;
    const warning = strategy === null ? null : say.strategyReplaced({ strategy });
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
    const what = { name: first.name ?? say.unnamedView(), count: views.length };
    const answer = await dialogs.open(TargetDialog, {
      title: say.moveToDashboard(what),
      instance: target.instance,
      from: target.urlPath,
    });
    if (!answer) return;
    const pasted = await client.call('yaml_identify', { text: await visual.yamlOf(views) });
    const other = await tabs.open({ kind: 'dashboard', instance: target.instance, urlPath: answer.urlPath });
    if (!other || pasted.kind !== 'view') throw new Error(say.otherNotOpened());
    const stopWatching = other.visual.outline.watch();
    try {
      await other.visual.outline.refresh();
      if (other.visual.blocked !== null) throw new Error(say.nothingMoved({ why: other.visual.blocked }));
      const index = other.visual.outline.views.length;
      await put(other, { kind: 'view', values: pasted.values, texts: pasted.texts }, { list: ['views'], index });
    } finally {
      stopWatching();
    }
    if (!answer.copies) await visual.arrange({ gesture: 'delete', nodes: views.map((view) => asSteps(view.path)) });
    notices.say(
      answer.copies
        ? say.copiedToDashboard({ ...what, title: other.title })
        : say.movedToDashboard({ ...what, title: other.title }),
    );
  };

  commands.register([
    mode('visual', common.editByHand(), 'Mod-1'),
    mode('split', say.editHandAndAsYaml(), 'Mod-2'),
    mode('yaml', say.editAsYaml(), 'Mod-3'),
    {
      id: 'view.outline',
      title: say.showOrHideOutline(),
      group: common.view(),
      keys: ['Mod-Shift-e'],
      run: () => layout.togglePane('outline'),
    },
    {
      id: 'view.inspector',
      title: say.showOrHideInspector(),
      group: common.view(),
      keys: ['Mod-i'],
      run: () => layout.togglePane('inspector'),
    },
    {
      id: 'view.preview',
      title: say.showOrHidePreview(),
      group: common.view(),
      run: () => layout.togglePane('preview'),
    },

    about({
      id: 'visual.filter',
      title: say.filterOutline(),
      words: say.findSearchCardEntity(),
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
      title: say.cut(),
      keys: ['Mod-x'],
      blocked: needsNodes,
      run: (document) => cutSelected(document),
    }),
    about({
      id: 'visual.copy',
      title: common.copy(),
      keys: ['Mod-c'],
      words: say.yamlClipboard(),
      reads: true,
      blocked: needsNodes,
      run: (document) => copySelected(document),
    }),
    about({
      id: 'visual.paste',
      title: say.paste(),
      keys: ['Mod-v'],
      words: say.yamlClipboardCardViewDashboard(),
      run: (document) => paste(client, document),
    }),
    about({
      id: 'visual.duplicate',
      title: say.duplicate(),
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
      title: say.rename(),
      keys: ['F2'],
      words: say.titleNameHeading(),
      blocked: ({ visual }) => (!visual.lead || visual.lead.kind === 'dashboard' ? say.nothingSelected() : null),
      run: (document) => {
        const { lead, selection } = document.visual;
        if (lead) visualUi(document).rename(lead, selection.by);
      },
    }),
    about({
      id: 'visual.moveUp',
      title: say.moveBackward(),
      keys: ['Alt-ArrowUp', 'Alt-ArrowLeft'],
      words: say.upLeftBeforeOrder(),
      blocked: (document) => (stepOf(document, -1) ? null : say.alreadyFirst()),
      run: (document) => step(document, -1),
    }),
    about({
      id: 'visual.moveDown',
      title: say.moveForward(),
      keys: ['Alt-ArrowDown', 'Alt-ArrowRight'],
      words: say.downRightAfterOrder(),
      blocked: (document) => (stepOf(document, 1) ? null : say.alreadyLast()),
      run: (document) => step(document, 1),
    }),
    about({
      id: 'visual.selectAll',
      title: say.selectAllHere(),
      keys: ['Mod-a'],
      reads: true,
      run: selectAll,
    }),
    wrapper('vertical-stack'),
    wrapper('horizontal-stack'),
    wrapper('grid'),
    wrapper('conditional'),
    about({
      id: 'visual.unwrap',
      title: say.unwrap(),
      words: say.ungroupTakeOutStack(),
      blocked: (document) => (chosen(document).some(canUnwrap) ? null : say.noContainerSelected()),
      run: unwrap,
    }),
    about({
      id: 'visual.addView',
      title: common.addView(),
      words: say.newTabPage(),
      run: (document) => addView(document),
    }),
    about({
      id: 'visual.viewsFromAreas',
      title: say.viewsFromAreasCommand(),
      words: say.generateRoomAreaNewTab(),
      run: viewsFromAreas,
    }),
    about({
      id: 'visual.toDashboard',
      title: say.moveToDashboardCommand(),
      words: say.copyTabPage(),
      blocked: (document) =>
        document.target.kind !== 'dashboard'
          ? say.notADashboard()
          : viewsOf(document).length === 0
            ? say.noView()
            : null,
      run: toDashboard,
    }),
    about({
      id: 'visual.addSection',
      title: say.addSection(),
      blocked: ({ visual }) => (visual.view?.type === 'sections' ? null : say.noSections()),
      run: addSection,
    }),
    convert('sections'),
    convert('masonry'),
    convert('sidebar'),
    convert('panel'),
  ]);
}

/** The chosen views, else the one on the canvas. */
function viewsOf({ visual }: DocumentState): OutlineEntry[] {
  const views = visual.selected.filter((entry) => entry.kind === 'view');
  return views.length > 0 ? views : visual.view ? [visual.view] : [];
}
