import { describe, expect, it } from 'vitest';

import type { Connection, ConnectionTestResult } from '../../api/generated/api';
import { connectionWords, testWords } from './words';

describe('a connection in words', () => {
  const connected = { state: 'connected', haVersion: '1', user: 'Robin', isAdmin: true, polling: null } as const;
  it.each<[Connection, string, string]>([
    [{ ...connected, latencyMs: 12, latencyGood: true }, '12 ms', 'good'],
    [{ ...connected, latencyMs: 0, latencyGood: true }, 'under 1 ms', 'good'],
    [{ ...connected, latencyMs: 431, latencyGood: false }, '431 ms, slow', 'warning'],
    [{ ...connected, latencyMs: null, latencyGood: true }, 'Connected', 'good'],
    [{ state: 'connecting' }, 'Connecting…', 'info'],
    [{ state: 'offline' }, 'Offline', 'info'],
    [{ state: 'reconnecting', attempt: 3, retryAt: 5_400, error: 'x' }, 'Reconnecting: attempt 3 in 5 s', 'warning'],
    [{ state: 'reconnecting', attempt: 3, retryAt: 900, error: 'x' }, 'Reconnecting: attempt 3, now', 'warning'],
    [{ state: 'reconnecting', attempt: 4, retryAt: null, error: 'x' }, 'Reconnecting: attempt 4, now', 'warning'],
    [{ state: 'tokenRefused', message: 'No' }, 'Token refused', 'problem'],
  ])('%j', (connection, label, tone) => {
    expect(connectionWords(connection, 1_000)).toMatchObject({ label, tone });
  });
});

describe('a connection test in words', () => {
  const results: ConnectionTestResult[] = [
    { result: 'works', haVersion: '2026.11.0', home: 'Home', user: 'Robin', isAdmin: true },
    { result: 'works', haVersion: '2026.11.0', home: 'Home', user: 'Kim', isAdmin: false },
    { result: 'badAddress', message: 'A port is a number.' },
    { result: 'hostNotFound', host: 'nowhere.local' },
    { result: 'refused', address: 'a:8123' },
    { result: 'timeout' },
    { result: 'certificateUntrusted', fingerprint: 'AB:CD', reason: 'It is self-signed' },
    { result: 'tlsFailed', message: 'No shared version.' },
    { result: 'notHomeAssistant', message: 'A web page came back.' },
    { result: 'tokenRefused', message: 'Invalid' },
  ];

  it('has an explanation of its own for each outcome', () => {
    const titles = results.map((result) => testWords(result).title);
    expect(new Set(titles).size).toBe(results.length);
    for (const result of results) {
      const { text } = testWords(result);
      expect(text).toMatch(/\.$|”\.$/);
      expect(text).not.toMatch(/!|undefined|\.\./);
    }
  });

  it('points at the field it is about', () => {
    expect(results.map((result) => testWords(result).field)).toEqual([
      null,
      null,
      'url',
      'url',
      'url',
      'url',
      null,
      'url',
      'url',
      'token',
    ]);
  });
});
