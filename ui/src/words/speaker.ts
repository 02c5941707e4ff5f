// The messages of one file, ready to be formatted. The functions in `generated/` are the only callers.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

import type { SentencePart } from '../api/generated/api';

/** A sentence in pieces, so that names and code in it can be shown as such. */
export type Sentence = readonly SentencePart[];

/** The language of everything that the interface says: the only place that chooses it. */
export const LANGUAGE = 'en';

/** Characters that stand for the pieces of a sentence while Fluent formats it: noncharacters of Unicode. */
const FIRST_MARK = 0xfdd0;
const MARKS = /[\ufdd0-\ufdee]/g;

/** Stands in a message for what is no text, such as a component: see Around.svelte. */
export const GAP = '\ufdef';

type Argument = string | number | Sentence;
type Texts = Partial<Record<string, string>> & { en: string };

export interface Speaker {
  text(id: string, given?: Record<string, string | number>): string;
  sentence(id: string, given: Record<string, Argument>): Sentence;
}

/** Speaks the messages of a file, given in each language. The file is parsed when its first message is needed. */
export function speaker(texts: Texts): Speaker {
  let bundle: FluentBundle | undefined;
  const format = (id: string, given: Record<string, FluentVariable>): string => {
    bundle ??= bundleOf(texts);
    const pattern = bundle.getMessage(id)?.value;
    // The generator wrote the name: a message without text can't be asked for.
    if (pattern === null || pattern === undefined) throw new Error(`no message ${id}`);
    return bundle.formatPattern(pattern, given);
  };
  return {
    text(id, given = {}) {
      return format(id, given);
    },
    sentence(id, given) {
      const pieces: Sentence[] = [];
      const variables: Record<string, FluentVariable> = {};
      for (const [key, value] of Object.entries(given)) {
        if (typeof value === 'string') variables[key] = value.replace(MARKS, '');
        else if (typeof value === 'number') variables[key] = value;
        else variables[key] = String.fromCharCode(FIRST_MARK + pieces.push(value) - 1);
      }
      const parts: SentencePart[] = [];
      const plain = (text: string): void => {
        const last = parts.at(-1);
        if (last?.style === 'plain') parts[parts.length - 1] = { style: 'plain', text: last.text + text };
        else if (text !== '') parts.push({ style: 'plain', text });
      };
      let from = 0;
      const text = format(id, variables);
      for (const mark of text.matchAll(MARKS)) {
        plain(text.slice(from, mark.index));
        for (const part of pieces[mark[0].charCodeAt(0) - FIRST_MARK] ?? []) {
          if (part.style === 'plain') plain(part.text);
          else parts.push(part);
        }
        from = mark.index + 1;
      }
      plain(text.slice(from));
      return parts;
    },
  };
}

export function name(text: string): Sentence {
  return [{ style: 'name', text }];
}

export function code(text: string): Sentence {
  return [{ style: 'code', text }];
}

/** The words alone. */
export function wordsOf(sentence: Sentence): string {
  return sentence.map((part) => part.text).join('');
}

/** English first, then the chosen language over it: a message that is not translated yet is said in English. */
function bundleOf(texts: Texts): FluentBundle {
  // No marks around arguments: messages are compared, and read aloud.
  const bundle = new FluentBundle(LANGUAGE, { useIsolating: false });
  for (const text of new Set([texts.en, texts[LANGUAGE]])) {
    if (text !== undefined) bundle.addResource(new FluentResource(text), { allowOverrides: true });
  }
  return bundle;
}
