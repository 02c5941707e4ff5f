/** Searching, as the fake host does it: plain words, in the texts of its dashboards. */
import type { Dashboard, SearchAsk, SearchedDocument, SearchResult } from '../../api/generated/api';

export function searched(
  { instance, words, matchCase }: SearchAsk,
  dashboards: readonly Dashboard[],
  textOf: (urlPath: string) => string,
): SearchResult {
  const fold = (text: string) => (matchCase ? text : text.toLowerCase());
  const documents = dashboards.flatMap(({ urlPath, title, icon }): SearchedDocument[] => {
    let start = 0;
    const places = textOf(urlPath)
      .split('\n')
      .flatMap((line, index) => {
        const at = fold(line).indexOf(fold(words));
        const from = start + at;
        start += line.length + 1;
        if (at < 0) return [];
        const end = at + words.length;
        const place = {
          from,
          to: from + words.length,
          line: index + 1,
          column: at + 1,
          around: ['Living room', 'tile'],
        };
        return [
          { ...place, before: line.slice(0, at).trimStart(), found: line.slice(at, end), behind: line.slice(end) },
        ];
      });
    if (places.length === 0) return [];
    const target = { kind: 'dashboard' as const, instance: instance ?? 'demo', urlPath };
    return [{ target, title, icon, text: 'kept', asOf: Date.now() - 120_000, places, total: places.length }];
  });
  const total = documents.reduce((sum, document) => sum + document.total, 0);
  return { documents, total, searched: dashboards.length, unread: [] };
}
