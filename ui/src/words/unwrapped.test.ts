/**
 * Finds words that a user would see and that are no message: text of templates, attributes and props that are shown
 * or read aloud, and texts in code that read like words. They belong in crates/bobbin-words/en.
 */
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>(
  ['../**/*.{ts,svelte}', '!../**/*.test.ts', '!../**/generated/**', '!../host/fake/**', '!../host/fake.ts'],
  { query: '?raw', import: 'default', eager: true },
);

/** Files that have no words for a user, or that speak before there are any. */
const FILES: Readonly<Record<string, string>> = {
  '../features/inspector/form-harness.ts': 'a part of tests',
  '../host/browser.ts': 'the development page’s sample file',
  '../main.ts': 'says that the page runs outside of the app',
  '../shared/code-theme.ts': 'style sheets',
};

/** Texts that read like words and are none. */
const TEXTS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^\(prefers-color-scheme|^\[autofocus\]|^input, select|^button, input$|^\.cm-search /, 'CSS selectors'],
  [/^fold-marker|^--levels: /, 'CSS classes and properties'],
  [/^inset \d|^\d+px \d/, 'CSS values'],
  [/^allow-scripts /, 'what a frame may do'],
  [/^M\d+ /, 'the path of a drawing'],
  [/^type: custom:|^- type: tile\n/, 'YAML to start from, and to warm up with'],
  [/^(Mod|Ctrl|Arrow)$/, 'names of keys'],
  [/^command .* clashes with|^an offer for revision|^no message /, 'faults of Bobbin’s own code'],
  [/^Bobbin$|^YAML$/, 'names'],
];

/** Keys as the browser names them. */
const KEYS =
  /^(Escape|Enter|Tab|Space|Arrow\w+|Home|End|Page(Up|Down)|Backspace|Delete|Shift\S*|Control|Meta|Alt\S*|Insert|F\d+|ContextMenu)$/;

/** Attributes and props whose text is shown or read aloud, whatever it reads like. */
const SHOWN =
  /^(title|aria-(label|description|roledescription|valuetext)|label|placeholder|alt|hint|description|text)$/;

/** Attributes whose text may read like words: classes and the like. */
const UNSEEN = /^(class|style|sandbox|allow|d|viewBox|generics|data-.*|aria-keyshortcuts|on\w+)$/;

/** Two words, or one that is written like a label: “Save”, “Save as…”. */
function readsLikeWords(text: string): boolean {
  const trimmed = text.trim();
  if (KEYS.test(trimmed) || TEXTS.some(([pattern]) => pattern.test(trimmed))) return false;
  if (/^(https?|tauri|data|blob):/.test(trimmed)) return false;
  return (
    /\p{L}[\p{L}’'“”",.:;…!?)]* +["“(]?[\p{L}\d]/u.test(trimmed) || /^["“]?\p{Lu}[\p{Ll}’]+[”.…:!?]*$/u.test(trimmed)
  );
}

interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is AstNode =>
  typeof value === 'object' && value !== null && typeof (value as AstNode).type === 'string';
const nodesOf = (value: unknown): AstNode[] => (Array.isArray(value) ? value : [value]).filter(isNode);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What an import names, a type says or a label selects is no text. */
const SKIPPED = /^(ImportDeclaration|ExportAllDeclaration|TS(?!As|Satisfies|NonNull|Enum|ParameterProperty)\w+)$/;

function unwrapped(file: string, source: string): string[] {
  // The parser of templates reads a script as well.
  const isScript = file.endsWith('.ts');
  const text = isScript ? `<script lang="ts">${source}</script>` : source;
  const found: string[] = [];
  const tell = (node: AstNode, words: string): void => {
    const line = text.slice(0, node.start).split('\n').length;
    found.push(`${file}:${line}: ${words.replace(/\s+/g, ' ').trim()}`);
  };
  const children = (node: AstNode, isCompared: boolean): void => {
    for (const [key, value] of Object.entries(node)) {
      if (['loc', 'typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'css'].includes(key)) continue;
      if (key === 'key' && node.type === 'Property' && node['computed'] !== true) continue;
      for (const child of nodesOf(value)) visit(child, isCompared);
    }
  };
  const visit = (node: AstNode, isCompared: boolean): void => {
    if (SKIPPED.test(node.type) || node.type === 'StyleSheet' || node.type === 'Comment') return;
    switch (node.type) {
      case 'Text':
        if (/\p{L}/u.test(textOf(node['data'])) && !/^Bobbin$/.test(textOf(node['data'])))
          tell(node, textOf(node['data']));
        return;
      case 'Attribute': {
        const name = textOf(node['name']);
        for (const part of nodesOf(node['value'])) {
          const words = textOf(part['data']);
          if (part.type !== 'Text') visit(part, isCompared);
          else if (UNSEEN.test(name)) continue;
          else if (readsLikeWords(words) || (SHOWN.test(name) && /\p{L}/u.test(words))) tell(node, words);
        }
        return;
      }
      case 'StyleDirective':
        for (const part of nodesOf(node['value'])) if (part.type !== 'Text') visit(part, isCompared);
        return;
      case 'Literal':
        if (!isCompared && readsLikeWords(textOf(node['value']))) tell(node, textOf(node['value']));
        return;
      case 'TemplateLiteral': {
        const parts = nodesOf(node['quasis']).map((part) => (part['value'] as { cooked: string }).cooked);
        if (parts.some((part) => /\p{L}{2}/u.test(part)) && readsLikeWords(parts.join('x')))
          tell(node, parts.join('{…}'));
        for (const inner of nodesOf(node['expressions'])) visit(inner, isCompared);
        return;
      }
      case 'BinaryExpression':
      case 'SwitchCase':
        children(node, ['===', '!==', undefined].includes(node['operator'] as string | undefined));
        return;
    }
    children(node, false);
  };
  const root: unknown = parse(text, { modern: true });
  if (isNode(root)) visit(root, false);
  return found;
}

describe('words that a user sees', () => {
  it('are all messages', () => {
    const found = Object.entries(sources).flatMap(([file, source]) => (file in FILES ? [] : unwrapped(file, source)));
    expect(found).toEqual([]);
  }, 60_000);

  it('are found in templates, attributes, props and code', () => {
    const file = [
      '<script lang="ts">',
      "  import { a } from 'some module';",
      "  const one = 'Two words', key = 'ArrowDown', id = 'document.save', two = `${one} more`;",
      "  const three: 'No words' | null = one === 'Not shown' ? null : null;",
      '</script>',
      '<p title="Hello" class="a b" data-testid="Not this">Text {one}</p>',
      '<Thing label="Shown" variant="primary" />',
    ].join('\n');
    expect(unwrapped('a.svelte', file).toSorted()).toEqual([
      'a.svelte:3: Two words',
      'a.svelte:3: {…} more',
      'a.svelte:6: Hello',
      'a.svelte:6: Text',
      'a.svelte:7: Shown',
    ]);
  });

  it.each(Object.entries(FILES))('%s is an exception: %s', (file) => {
    expect(unwrapped(file, sources[file] ?? '')).not.toEqual([]);
  });
});
