/**
 * The parts of the YAML editor. Everything a document needs while no editor shows it (history, language, folds,
 * problems) is part of its state, so that it outlasts the view.
 */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';

import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { indentationGuides } from './indentation-guides';
import { editorTheme, highlightStyle } from '../../shared/code-theme';
import { yamlIndentation } from './yaml-indentation';

/** Keys that the table of commands stands for; the editor must not take them first. */
const OURS = new Set(['Mod-f', 'F3', 'Mod-g', 'Mod-Alt-g']);

/** The editor's own words, in ours. */
const phrases = {
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  'match case': 'Match case',
  regexp: 'Regex',
  'by word': 'Words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
  'Go to line': 'Line',
  go: 'Go',
};

export function editorExtensions(document: Pick<DocumentState, 'title' | 'readOnly'>): Extension {
  return [
    lintGutter(),
    lineNumbers(),
    foldGutter({ markerDOM: foldMarker }),
    codeFolding({ placeholderText: '⋯' }),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history({ newGroupDelay: 400 }),
    drawSelection(),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(2),
    EditorState.phrases.of(phrases),
    indentUnit.of('  '),
    yaml(),
    yamlIndentation,
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    rectangularSelection(),
    crosshairCursor(),
    highlightActiveLine(),
    highlightSelectionMatches({ minSelectionLength: 3, wholeWords: true }),
    search({ top: true }),
    indentationGuides,
    syntaxHighlighting(highlightStyle),
    editorTheme,
    // A clipboard from Windows must not bring carriage returns into the text.
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
    EditorView.contentAttributes.of({
      'aria-label': `YAML of ${document.title}`,
      tabindex: '0',
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
    }),
    document.readOnly ? [EditorState.readOnly.of(true), EditorView.editorAttributes.of({ class: 'is-read-only' })] : [],
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap.filter((binding) => !OURS.has(binding.key ?? '')),
      ...historyKeymap,
      ...foldKeymap,
      indentWithTab,
    ]),
  ];
}

function foldMarker(open: boolean): HTMLElement {
  const marker = globalThis.document.createElement('span');
  marker.className = open ? 'fold-marker is-open' : 'fold-marker';
  marker.title = open ? 'Fold' : 'Unfold';
  marker.textContent = open ? '⌄' : '›';
  return marker;
}
