import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';

import { Client } from '../../api/client';
import type { SearchedDocument, SearchResult } from '../../api/generated/api';
import { fail, FakeHost } from '../../host/fake';
import { Search } from './Search.svelte';

function place(line: number) {
  return { from: line * 10, to: line * 10 + 4, line, column: 1, before: 'a: ', found: 'lamp', behind: '', around: [] };
}

function document(title: string, lines: number[], total = lines.length): SearchedDocument {
  const target = { kind: 'dashboard' as const, instance: 'home', urlPath: title };
  return { target, title, icon: null, text: 'kept', asOf: 1, places: lines.map(place), total };
}

function result(...documents: SearchedDocument[]): SearchResult {
  return { documents, total: documents.reduce((sum, one) => sum + one.total, 0), searched: 5, unread: [] };
}

function search(answers: SearchResult[]): { host: FakeHost; search: Search } {
  const host = new FakeHost();
  for (const answer of answers) host.answerOnce('dashboard_search', () => answer);
  return { host, search: new Search(new Client(host), () => 'home') };
}

describe('Searching all dashboards', () => {
  it('asks a moment after the last key, not after each', async () => {
    vi.useFakeTimers();
    try {
      const { host, search: all } = search([result(document('A', [1]))]);
      for (const words of ['l', 'la', 'lamp']) all.words = words;
      await vi.runAllTimersAsync();
      expect(host.requests('dashboard_search').map((ask) => ask.words)).toEqual(['lamp']);
      expect(all.result?.total).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('lists each document with its places, and says how many more there are', async () => {
    const { search: all } = search([result(document('A', [1, 2], 5), document('B', [3]))]);
    all.words = 'lamp';
    await all.now();
    expect(all.rows.map((row) => (row.kind === 'more' ? row.more : row.kind))).toEqual([
      'document',
      'place',
      'place',
      3,
      'document',
      'place',
    ]);
    const first = all.result?.documents[0];
    if (first) all.toggleDocument(first);
    flushSync();
    expect(all.rows.map((row) => row.kind)).toEqual(['document', 'document', 'place']);
  });

  it('searches anew when it is looked for in another way', async () => {
    const { host, search: all } = search([result(), result(document('A', [1]))]);
    all.words = 'lamp';
    await all.now();
    all.toggle('regularExpression');
    await vi.waitFor(() => expect(all.result?.total).toBe(1));
    expect(host.requests('dashboard_search').map((ask) => ask.regularExpression)).toEqual([false, true]);
  });

  it('takes the answer to the later question, and none when nothing is looked for', async () => {
    const { host, search: all } = search([]);
    const answers: ((value: SearchResult) => void)[] = [];
    host.answer('dashboard_search', () => new Promise<SearchResult>((done) => answers.push(done)));
    all.words = 'l';
    const first = all.now();
    all.words = 'la';
    const second = all.now();
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.(result(document('B', [2])));
    await second;
    answers[0]?.(result(document('A', [1])));
    await first;
    expect(all.result?.documents.map((one) => one.title)).toEqual(['B']);
    all.words = '  ';
    await all.now();
    expect(all.result).toBeNull();
    expect(all.isSearching).toBe(false);
  });

  it('keeps what it found while a pattern is being typed, and says what is wrong with it', async () => {
    const { host, search: all } = search([result(document('A', [1]))]);
    all.words = 'lamp';
    await all.now();
    host.answerOnce('dashboard_search', () => fail('badRequest', 'This is no regular expression: unclosed group.'));
    all.words = 'lamp(';
    await all.now();
    expect(all.failure?.message).toBe('This is no regular expression: unclosed group.');
    expect(all.result?.total).toBe(1);
  });

  it('brings the focus to its field, the words ready to be typed over', async () => {
    const field = globalThis.document.createElement('input');
    field.value = 'lamp';
    globalThis.document.body.append(field);
    const search = new Search(new Client(new FakeHost()), () => null);
    await search.focus();
    expect(globalThis.document.activeElement).not.toBe(field);
    const disconnect = search.attach(field);
    await search.focus();
    expect(globalThis.document.activeElement).toBe(field);
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 4]);
    field.blur();
    disconnect();
    await search.focus();
    expect(globalThis.document.activeElement).not.toBe(field);
    field.remove();
  });
});
