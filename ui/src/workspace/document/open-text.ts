/** For tests: a text open in a document of the scripted Bobbin. */
import { history } from '@codemirror/commands';

import { Client } from '../../api/client';
import { FakeHost } from '../../host/fake';
import { DocumentState } from './DocumentState.svelte';

export interface OpenText {
  readonly host: FakeHost;
  readonly client: Client;
  readonly document: DocumentState;
}

export async function openText(text: string): Promise<OpenText> {
  const host = new FakeHost();
  host.files.set('/a.yaml', text);
  const client = new Client(host);
  const opened = await client.call('document_open', { target: { kind: 'file', path: '/a.yaml' } });
  return { host, client, document: new DocumentState(client, opened, () => history()) };
}
