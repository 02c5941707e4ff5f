/** Changes of a text, and the offer that turns one text into another. */
import type { TextChange, TextOffer } from '../../api/generated/api';
import type { OpenDocument } from './open-document';

export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

export function offerFor(open: OpenDocument, target: string): TextOffer {
  const { text } = open;
  let from = 0;
  while (from < text.length && from < target.length && text[from] === target[from]) from++;
  let tail = 0;
  while (tail < text.length - from && tail < target.length - from && text.at(-1 - tail) === target.at(-1 - tail))
    tail++;
  const changes =
    text === target ? [] : [{ from, to: text.length - tail, insert: target.slice(from, target.length - tail) }];
  return { revision: open.document.revision, changes };
}
