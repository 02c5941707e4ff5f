/** For tests: the form of cards in a document of the scripted Bobbin, and the resulting text. */
import { history } from '@codemirror/commands';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';

import { Client } from '../../api/client';
import { fail, FakeHost } from '../../host/fake';
import { afterPaint } from '../../shared/after-paint';
import type { Kind } from '../../workspace/tree/Catalogue.svelte';
import { DocumentState } from '../../workspace/document/DocumentState.svelte';
import type { Path } from '../../workspace/tree/paths';
import FormHarness from './FormHarness.test.svelte';

export interface ShownForm {
  readonly host: FakeHost;
  readonly document: DocumentState;
  /** The cards as the text has them, without their indentation. */
  text(): string;
}

/** Shows the form of a card, or one form of several. */
export async function showForm(...cards: readonly string[]): Promise<ShownForm> {
  const items = cards.map((card) => `      - ${card.trimEnd().replaceAll('\n', '\n        ')}\n`);
  return show(
    `views:\n  - cards:\n${items.join('')}`,
    cards.map((_, at) => ['views', 0, 'cards', at]),
    'card',
  );
}

/** Shows the form of a card where nothing is known of any home. */
export async function showFormWithoutHome(card: string): Promise<ShownForm> {
  const yaml = `views:\n  - cards:\n      - ${card.trimEnd().replaceAll('\n', '\n        ')}\n`;
  return show(yaml, [['views', 0, 'cards', 0]], 'card', (host) =>
    host.answer('home_contents', () => fail('notConnected', 'There is no connection.')),
  );
}

/** Shows the form of a view. */
export async function showViewForm(view: string): Promise<ShownForm> {
  return show(`views:\n  - ${view.trimEnd().replaceAll('\n', '\n    ')}\n`, [['views', 0]], 'view');
}

async function show(
  yaml: string,
  paths: readonly Path[],
  kind: Kind,
  prepare: (host: FakeHost) => void = () => {},
): Promise<ShownForm> {
  const host = new FakeHost();
  prepare(host);
  const client = new Client(host);
  host.files.set('/a.yaml', yaml);
  const opened = await client.call('document_open', { target: { kind: 'file', path: '/a.yaml' } });
  const document = new DocumentState(client, opened, () => history());
  document.visual.outline.watch();
  document.visual.selection.set(paths, 'outline');
  render(FormHarness, { document, client, kind });
  await screen.findByTestId('form-ready');
  // Groups after the first ones come with the next frame.
  await new Promise<void>(afterPaint);
  await tick();
  return { host, document, text: () => document.text.replaceAll(/^ {8}/gm, '').split('\n').slice(2).join('\n') };
}

/** A field of the form; the first, where forms inside it have one with the same name. */
export function field(name: string) {
  const [first] = screen.getAllByTestId(`field-${name}`);
  if (!first) throw new Error(`no field ${name}`);
  return within(first);
}

/** Opens a list and chooses in it, as a screen reader does: by clicks without a pointer. */
export async function choose(list: HTMLElement, option: string | RegExp): Promise<void> {
  await fireEvent.click(list);
  await fireEvent.click(await screen.findByRole('option', { name: option }));
}
