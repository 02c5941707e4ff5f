import { describe, expect, it } from 'vitest';

import type { Connection, Instance, Remote } from '../../api/generated/api';
import { saveGate, type SaveGateDocument } from './save-gate';

const ready: SaveGateDocument = {
  target: { kind: 'dashboard', instance: 'a', urlPath: 'x' },
  readOnly: null,
  revision: 4,
  isDirty: true,
  isSaving: false,
  remote: { state: 'inStep' },
  conflict: null,
  errorCount: 0,
  trouble: null,
  feedFailure: null,
  standing: { queuedAt: null, queuedRevision: null, isMerging: false },
};

const connected: Connection = {
  state: 'connected',
  haVersion: '2026.11.0',
  user: 'Robin',
  isAdmin: true,
  latencyMs: 3,
  latencyGood: true,
  polling: null,
};

function gate(document: Partial<SaveGateDocument>, connection: Connection = connected) {
  const instance: Instance = { id: 'a', name: 'Home', url: 'http://a', demo: false, token: 'keyring', connection };
  const { state, label, action } = saveGate({ ...ready, ...document }, instance);
  return `${state}: ${label} → ${action}`;
}

const offline: Connection = { state: 'reconnecting', attempt: 2, retryAt: null, error: 'Lost.' };
const changed: Remote = { state: 'changed', version: 1, at: 0, sentences: [], changes: 1 };
const queued = (queuedRevision: number | null) => ({ queuedAt: 1, queuedRevision, isMerging: false });
const file = { kind: 'file', path: '/a.yaml' } as const;

describe('the save button says what is in the way, in its own place', () => {
  it.each<[string, Partial<SaveGateDocument>, Connection | undefined]>([
    ['ready: Save → save', {}, undefined],
    ['clean: Save → none', { isDirty: false }, undefined],
    ['clean: Save → none', { isDirty: false }, offline],
    ['saving: Saving… → none', { isSaving: true }, undefined],
    ['blocked: Read-only → none', { readOnly: 'It is YAML.' }, undefined],
    ['blocked: 2 problems → showProblems', { errorCount: 2 }, undefined],
    ['blocked: 1 problem → showProblems', { errorCount: 1 }, offline],
    ['ready: Offline: send later → save', {}, offline],
    ['queued: Will be sent when connected → unqueue', { standing: queued(4) }, offline],
    ['queued: Will be sent when connected → unqueue', { standing: queued(null) }, offline],
    ['ready: Send this later instead → save', { standing: queued(3) }, offline],
    ['saving: Being sent… → none', { standing: queued(4) }, undefined],
    ['blocked: Decide first → none', { standing: { ...ready.standing, isMerging: true } }, undefined],
    ['blocked: Can’t save: read only → none', {}, { ...connected, isAdmin: false }],
    ['blocked: Token refused: new token… → newToken', {}, { state: 'tokenRefused', message: 'No.' }],
    ['ready: Changed on server: merge… → save', { remote: changed }, undefined],
    ['blocked: Deleted: recreate first → none', { remote: { state: 'deleted' } }, undefined],
    ['ready: Changed on disk: decide… → save', { remote: changed, target: file }, offline],
    ['ready: Save → save', { target: file }, offline],
    ['ready: Save as… → save', { target: { kind: 'untitled', number: 1 }, isDirty: false }, offline],
  ])('%s', (expected, document, connection) => {
    expect(gate(document, connection)).toBe(expected);
  });

  it('says offline for an instance that is gone', () => {
    expect(saveGate(ready, null).label).toBe('Offline: draft kept');
  });
});
