/**
 * The clipboard holds YAML text, so that it works with other programs too. Reading it without a paste event needs a
 * permission that not every webview gives; the last copy made here is the fallback.
 */
import type { Client } from '../../api/client';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { placeAfter } from '../../workspace/tree/places';
import { put } from '../../workspace/document/putting';
import { chosen, remove } from './actions';

let copiedLast = '';

export async function copySelected(document: DocumentState): Promise<void> {
  const text = document.visual.yamlOf(chosen(document));
  await write(text);
  copiedLast = await text;
}

export async function cutSelected(document: DocumentState): Promise<void> {
  await copySelected(document);
  await remove(document);
}

/** Pastes the clipboard's text, for a menu or the palette. */
export async function paste(client: Client, document: DocumentState): Promise<void> {
  await pasteFrom(client, document, await read());
}

/** Pastes a text: a card, a list of cards, a view, a dashboard. Entities among cards become cards. */
export async function pasteFrom(client: Client, document: DocumentState, text: string): Promise<void> {
  if (text.trim() === '') throw new Error('The clipboard has no text to paste');
  const { kind, values, texts, problem } = await client.call('yaml_identify', { text });
  if (kind === null) throw new Error(problem ?? 'This is no card, view or dashboard');
  const { lead, view } = document.visual;
  const amongCards = kind === 'badge' && (lead?.kind === 'card' || lead?.kind === 'section');
  const place = amongCards ? placeAfter(lead, view, 'card') : null;
  await put(document, { kind, values, texts }, place ?? undefined);
}

/** WebKit takes a text that comes later only as a promise that it was given at the click. */
async function write(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem !== 'undefined' && typeof navigator.clipboard.write === 'function') {
    try {
      const blob = text.then((content) => new Blob([content], { type: 'text/plain' }));
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
      return;
    } catch {
      // Some webviews know the class but not promises in it.
    }
  }
  const content = await text;
  try {
    await navigator.clipboard.writeText(content);
  } catch {
    // The copied text can still be pasted here.
    copiedLast = content;
  }
}

async function read(): Promise<string> {
  try {
    return (await navigator.clipboard.readText()) || copiedLast;
  } catch {
    return copiedLast;
  }
}
