/**
 * Messages between Bobbin's window and the page of a preview. The page's are read with care: it holds anybody's
 * cards.
 */
import type { Trouble } from '../../workspace/document/problems';
import { isSamePath, type Path } from '../../workspace/tree/paths';

/** A request to the page. */
export type Asked =
  | { kind: 'navigate'; to: string }
  | { kind: 'select'; path: Path | null; scroll: boolean }
  | { kind: 'pick'; on: boolean }
  | { kind: 'write' }
  | { kind: 'kiosk'; on: boolean }
  | { kind: 'scroll'; top: number };

export function asPath(found: unknown): Path | null {
  const isStep = (step: unknown) => typeof step === 'string' || typeof step === 'number';
  return Array.isArray(found) && found.length > 0 && found.every(isStep) ? (found as Path) : null;
}

export function asTroubles(found: unknown): Trouble[] {
  if (!Array.isArray(found)) return [];
  const troubles = found.slice(0, 100).map((one: Record<string, unknown>): Trouble => {
    const url = typeof one['url'] === 'string' ? { url: one['url'] } : {};
    const kind = one['kind'] === 'file' ? 'file' : 'card';
    return { kind, message: String(one['message']).slice(0, 500), path: asPath(one['path']), ...url };
  });
  return troubles.filter(
    (one, index) =>
      troubles.findIndex(
        (other) =>
          other.message === one.message &&
          other.url === one.url &&
          (other.path && one.path ? isSamePath(other.path, one.path) : other.path === one.path),
      ) === index,
  );
}
