/**
 * The state of the fake host: instances, dashboards, files and open documents, as a test or the demo sets them.
 * Commands read and change it (`documents.ts` and its neighbors); it answers none itself.
 */
import type {
  Analysis,
  AppState,
  Dashboard,
  Document,
  DocumentTarget,
  Event,
  Instance,
  Remote,
  Resource,
  Version,
} from '../../api/generated/api';
import { analyse } from './analyse';
import { demoDashboards, demoHome, demoResources, demoTexts, demoVersions } from './demo';
import type { FakeMerge, OpenDocument } from './open-document';
import { fail } from './refusal';
import { SentOutline } from './sent-outline';

export class FakeWorld {
  instances: Instance[] = [];
  dashboards: Dashboard[] = demoDashboards();
  resources: Resource[] = demoResources();
  /** Those that were removed and can be added again. */
  readonly removedResources: Resource[] = [];
  versions: Version[] = demoVersions();
  readonly files = new Map<string, string>();
  readonly documents = new Map<string, OpenDocument>();
  /** The merge of a document; without one, the lines that both sides changed are one conflict. */
  readonly merges = new Map<string, FakeMerge>();
  preferences: Record<string, unknown> = {};
  /** The answer of the file dialogs. */
  chosenPath: string | null = null;
  closed = false;
  state: Partial<AppState> = {};
  /** Texts of the dashboards, by their path. */
  readonly texts = new Map<string, string>(Object.entries(demoTexts));
  readonly #listeners = new Set<(event: Event) => void>();
  #next = 1;

  emit(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }

  listen(handler: (event: Event) => void): () => void {
    this.#listeners.add(handler);
    return () => this.#listeners.delete(handler);
  }

  /** Connects the demo home, as the first screen's second door does. */
  addDemo(): Instance {
    const instance = demoHome();
    this.instances = [...this.instances.filter((other) => other.id !== instance.id), instance];
    return instance;
  }

  /** Sets an instance's connection and announces it. */
  setConnection(id: string, connection: Instance['connection']): Instance {
    const instance = { ...this.instance(id), connection };
    this.instances = this.instances.map((other) => (other.id === id ? instance : other));
    this.emit({ event: 'instanceChanged', instance });
    return instance;
  }

  /** Another client saves a dashboard that is open. */
  saveByOthers(id: string, text: string, sentences: string[]): void {
    const open = this.open(id);
    open.theirs = text;
    const remote: Remote = { state: 'changed', version: 7, at: Date.now(), sentences, changes: sentences.length };
    open.document = { ...open.document, remote };
    this.emit({ event: 'remoteChanged', id, remote });
  }

  /** Opens a document as it was left: with a draft, with somebody else's version, with a save that waits. */
  prepare(target: DocumentTarget, left: Partial<Pick<OpenDocument, 'base' | 'theirs' | 'text'>>): OpenDocument {
    const open = this.open(this.openTarget(target).id);
    Object.assign(open, left);
    open.document = { ...open.document, text: open.text };
    return open;
  }

  /** A number that nothing has yet, for ids. */
  number(): number {
    return this.#next++;
  }

  instance(id: string): Instance {
    return this.instances.find((instance) => instance.id === id) ?? fail('notFound', 'Bobbin knows no such instance.');
  }

  /** A document at a revision that the caller believes it has. */
  openAt(id: string, revision: number): OpenDocument {
    const open = this.open(id);
    if (revision !== open.document.revision) fail('outOfStep', 'The text has changed meanwhile.');
    return open;
  }

  open(id: string): OpenDocument {
    return this.documents.get(id) ?? fail('notFound', 'This document is not open.');
  }

  /** A document as it is now. */
  view(open: OpenDocument): Document {
    return { ...open.document, text: open.text, analysis: this.analysis(open) };
  }

  openTarget(wanted: DocumentTarget): Document {
    const target: DocumentTarget =
      wanted.kind === 'untitled' && wanted.number === 0 ? { kind: 'untitled', number: this.#next++ } : wanted;
    const id = JSON.stringify(target);
    const known = this.documents.get(id);
    if (known) return this.view(known);
    const dashboard =
      target.kind === 'dashboard' ? this.dashboards.find((other) => other.urlPath === target.urlPath) : undefined;
    const text = this.#initialText(target);
    const open: OpenDocument = {
      base: text,
      theirs: text,
      text,
      sent: new SentOutline(),
      document: {
        id,
        target,
        title: dashboard?.title ?? (target.kind === 'file' ? fileName(target.path) : 'Untitled'),
        icon: dashboard?.icon ?? null,
        text,
        revision: 1,
        readOnly:
          dashboard?.mode === 'yaml'
            ? `This dashboard comes from the file “${dashboard.filename}” on Home Assistant’s disk. Edit that file there; here it can be read, compared and copied.`
            : null,
        base: { asOf: Date.now() - 120_000, live: true, noConfig: dashboard?.content.kind === 'noConfig' },
        restoredDraft: null,
        queuedAt: null,
        hasLocalText: true,
        lostComments: null,
        mergeStarted: false,
        format: target.kind === 'file' ? { encoding: 'UTF-8', lineEnding: 'LF' } : null,
        viewState: null,
        remote: { state: 'inStep' },
        analysis: { revision: 1, problems: analyse(text), difference: 'none' },
      },
    };
    this.documents.set(id, open);
    return open.document;
  }

  setText(open: OpenDocument, text: string): Analysis {
    open.text = text;
    const revision = open.document.revision + 1;
    open.document = { ...open.document, text, revision };
    const { id } = open.document;
    setTimeout(() => {
      if (this.documents.get(id)?.document.revision === revision) {
        this.emit({ event: 'draftSaved', id, revision, at: Date.now() });
      }
    }, 300);
    return this.analysis(open);
  }

  analysis(open: OpenDocument): Analysis {
    return {
      revision: open.document.revision,
      problems: analyse(open.text),
      difference: open.text === open.base ? 'none' : 'meaning',
    };
  }

  #initialText(target: DocumentTarget): string {
    if (target.kind === 'untitled') return '';
    if (target.kind === 'file') return this.files.get(target.path) ?? fail('file', `${target.path} can’t be read.`);
    return this.texts.get(target.urlPath) ?? 'views: []\n';
  }
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
