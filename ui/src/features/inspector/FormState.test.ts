import { history, undo } from '@codemirror/commands';
import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import type { NodeContent } from '../../api/generated/api';
import { fail, FakeHost } from '../../host/fake';
import { Catalogue, isMapping, type Entry, type Field } from '../../workspace/tree/Catalogue.svelte';
import { DocumentState } from '../../workspace/document/DocumentState.svelte';
import type { Path } from '../../workspace/tree/paths';
import { FormState } from './FormState.svelte';

const TEXT = `# my home
views:
  - cards:
      - type: tile # kept
        entity: light.a
      - type: button
`;

let host: FakeHost;
let client: Client;

async function open(text: string): Promise<DocumentState> {
  host.files.set('/a.yaml', text);
  const opened = await client.call('document_open', { target: { kind: 'file', path: '/a.yaml' } });
  return new DocumentState(client, opened, () => history({ newGroupDelay: 10_000 }));
}

async function formAt(document: DocumentState, path: Path): Promise<FormState> {
  const form = new FormState(document.visual, path);
  await form.refresh();
  return form;
}

beforeEach(() => {
  host = new FakeHost();
  client = new Client(host);
});

describe('a form', () => {
  it('shows what is typed at once and writes it into the text', async () => {
    const document = await open(TEXT);
    const form = await formAt(document, ['views', 0, 'cards', 0]);
    form.set(['name'], 'Lamp', 'typing');
    expect(form.at(['name'])).toBe('Lamp');
    await form.flushed();
    expect(document.text).toBe(TEXT.replace('light.a\n', 'light.a\n        name: Lamp\n'));
    expect(form.yaml).toContain('name: Lamp');
  });

  it('says why its node could not be read, and reads it when it is asked again', async () => {
    const document = await open(TEXT);
    host.answerOnce('document_node', () => fail('internal', 'It fell over.'));
    const form = await formAt(document, ['views', 0, 'cards', 0]);
    expect([form.isKnown, form.isGone, form.unread]).toEqual([false, false, 'It fell over.']);
    await form.refresh();
    expect([form.isKnown, form.unread]).toEqual([true, null]);
  });

  it('takes no answer, and no failure, that a newer one overtook', async () => {
    const asked: { done: (content: NodeContent) => void; failed: (reason: Error) => void }[] = [];
    const read = () => new Promise<NodeContent>((done, failed) => asked.push({ done, failed }));
    const form = new FormState({ apply: () => Promise.resolve(), read }, []);
    const all = [form.refresh(), form.refresh(), form.refresh()];
    asked[2]?.done({ revision: 3, value: { name: 'new' }, yaml: '' });
    asked[0]?.done({ revision: 1, value: { name: 'old' }, yaml: '' });
    asked[1]?.failed(new Error('late'));
    await Promise.all(all);
    expect([form.at(['name']), form.unread]).toEqual(['new', null]);
  });

  it('writes a key that is typed while the node is read anew', async () => {
    const applied: unknown[] = [];
    const form: FormState = new FormState(
      {
        apply: (ops) => {
          applied.push(...ops);
          return Promise.resolve();
        },
        read: () => {
          // The next key comes just now.
          if (applied.length === 1) form.set(['name'], 'Lamp', 'typing');
          return Promise.resolve({ revision: 0, value: { name: applied.length > 0 ? 'Lam' : 'La' }, yaml: '' });
        },
      },
      [],
    );
    await form.refresh();
    form.set(['name'], 'Lam', 'typing');
    await form.flushed();
    expect(applied).toEqual([
      { op: 'set', path: ['name'], value: 'Lam' },
      { op: 'set', path: ['name'], value: 'Lamp' },
    ]);
  });

  it('writes the next key without waiting for what the last one made of the node', async () => {
    const applied: unknown[] = [];
    const asked: ((content: NodeContent) => void)[] = [];
    const form = new FormState(
      {
        apply: (ops) => {
          applied.push(...ops);
          return Promise.resolve();
        },
        read: () => new Promise((done) => asked.push(done)),
      },
      [],
    );
    const known = form.refresh();
    asked[0]?.({ revision: 0, value: {}, yaml: '' });
    await known;
    form.set(['name'], 'L', 'typing');
    await expect.poll(() => asked.length).toBe(2);
    form.set(['name'], 'La', 'typing');
    await expect.poll(() => asked.length).toBe(3);
    expect(applied).toHaveLength(2);
    // A late answer belongs to an older text.
    asked[1]?.({ revision: 1, value: { name: 'L' }, yaml: '' });
    asked[2]?.({ revision: 2, value: { name: 'La' }, yaml: 'name: La' });
    await form.flushed();
    expect(form.value).toEqual({ name: 'La' });
    expect(form.yaml).toBe('name: La');
  });

  it('asks once for what a text means', async () => {
    const document = await open(TEXT);
    const form = await formAt(document, ['views', 0, 'cards', 0]);
    await form.refresh();
    expect(host.requests('document_node')).toHaveLength(1);
    form.set(['name'], 'Lamp');
    await form.flushed();
    await form.refresh();
    expect(host.requests('document_node')).toHaveLength(2);
  });

  it('sends fast typing as its latest state, and undoes it as one step', async () => {
    const document = await open(TEXT);
    const form = await formAt(document, ['views', 0, 'cards', 0]);
    for (const name of ['L', 'La', 'Lam', 'Lamp']) form.set(['name'], name, 'typing');
    await form.flushed();
    expect(host.requests('document_apply').length).toBeLessThan(4);
    expect(form.at(['name'])).toBe('Lamp');
    document.run(undo);
    expect(document.text).toBe(TEXT);
  });

  it('takes an emptied field away, with the mapping that held nothing else', async () => {
    const document = await open(TEXT);
    const form = await formAt(document, ['views', 0, 'cards', 1]);
    form.set(['grid_options', 'columns'], 6);
    await form.flushed();
    expect(form.value).toEqual({ type: 'button', grid_options: { columns: 6 } });
    form.set(['grid_options', 'columns'], '');
    await form.flushed();
    expect(document.text).toBe(TEXT);
  });

  it('writes a field that is emptied and filled again where it stood', async () => {
    const text = TEXT.replace('light.a\n', 'light.a\n        name: A\n        icon: mdi:lamp\n        color: red\n');
    const document = await open(text);
    const form = await formAt(document, ['views', 0, 'cards', 0]);
    for (const name of ['', 'B']) {
      form.set(['name'], name, 'typing');
      await form.flushed();
    }
    expect(document.text).toBe(text.replace('name: A', 'name: B'));
    // Several at once, brought back in another order, and one step of undo for all the typing in a field.
    document.run(undo);
    expect(document.text).toBe(text);
    form.remove(['name']);
    form.remove(['icon']);
    await form.flushed();
    for (const [key, value] of Object.entries({ name: 'A', icon: 'mdi:lamp' })) form.set([key], value);
    await form.flushed();
    expect(document.text).toBe(text);
  });

  it('goes back to what the text says when an edit is refused', async () => {
    const document = await open(TEXT);
    const form = await formAt(document, ['views', 0, 'cards', 0]);
    host.answerOnce('document_apply', () => {
      throw { code: 'editRefused', message: 'This can’t be done.', hint: null, details: null };
    });
    form.set(['name'], 'x');
    await form.flushed();
    expect(form.failure).toBe('This can’t be done.');
    expect(form.at(['name'])).toBeUndefined();
    expect(document.text).toBe(TEXT);
  });

  it('says when its node is gone', async () => {
    const document = await open(TEXT);
    const form = await formAt(document, ['views', 3]);
    expect(form.isGone).toBe(true);
  });
});

function sample(field: Field): unknown {
  const one = (): unknown => {
    switch (field.kind) {
      case 'boolean':
        return field.default !== true;
      case 'number':
        return (field.max ?? 8) - 1;
      case 'choice':
        return field.options.find((option) => option !== field.default) ?? 'x';
      case 'node':
        return { type: 'tile' };
      case 'object':
        return Object.fromEntries(field.fields.map((inner) => [inner.name, sample(inner)]));
      case 'action':
        return { action: 'none' };
      case 'conditions':
        return [{ condition: 'state', entity: 'light.a', state: 'on' }];
      case 'map':
      case 'css':
      case 'yaml':
      case 'target':
      case 'grid-options':
      case 'strategy':
        return { a: 1, b: ['x'] };
      default:
        return 'light.changed';
    }
  };
  return field.many && field.kind !== 'conditions' ? [one(), one()] : one();
}

describe('every card of the catalogue', () => {
  it('is as it was after each field was changed once and all was undone', async () => {
    const catalogue = new Catalogue(client);
    await catalogue.load();
    const cards = catalogue.of('card');
    expect(cards.length).toBeGreaterThan(95);
    for (const card of cards) await changeAndUndo(catalogue, card);
  }, 120_000);
});

async function changeAndUndo(catalogue: Catalogue, card: Entry): Promise<void> {
  const { value } = await client.call('node_new', { kind: 'card', name: card.name, entities: ['light.a'], area: null });
  const { text: yaml } = await client.call('yaml_write', { value });
  const indented = yaml.trimEnd().replaceAll('\n', '\n        ');
  const before = `# top\nviews:\n  - cards:\n      - ${indented}\n      - type: button # last\n`;
  host.documents.clear();
  const document = await open(before);
  const form = await formAt(document, ['views', 0, 'cards', 0]);
  for (const field of catalogue.fieldsOf('card', card)) {
    form.set([field.name], sample(field), 'typing');
    expect(isMapping(form.value) && form.value[field.name], `${card.name}.${field.name}`).toEqual(sample(field));
  }
  await form.flushed();
  expect(form.failure, card.name).toBeNull();
  expect(document.text).not.toBe(before);
  while (document.run(undo));
  expect(document.text, card.name).toBe(before);
}
