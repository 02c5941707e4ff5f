import { getIndentUnit } from '@codemirror/language';
import { RangeSetBuilder } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { Decoration, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

/** A thin line for each level of indentation, in the lines on screen only. */
class IndentationGuides {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = guides(view);
  }

  update(update: ViewUpdate): void {
    if (update.docChanged || update.viewportChanged) this.decorations = guides(update.view);
  }
}

function guides(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const unit = getIndentUnit(view.state);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const indent = /^ */.exec(line.text)?.[0].length ?? 0;
      const levels = Math.floor((indent - 1) / unit);
      if (levels >= 1) builder.add(line.from, line.from, guide(levels));
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const known = new Map<number, Decoration>();

function guide(levels: number): Decoration {
  let decoration = known.get(levels);
  if (!decoration) {
    decoration = Decoration.line({ attributes: { class: 'cm-indented', style: `--levels: ${levels}` } });
    known.set(levels, decoration);
  }
  return decoration;
}

export const indentationGuides = ViewPlugin.fromClass(IndentationGuides, {
  decorations: (plugin) => plugin.decorations,
});
