import type { ApiError, ErrorCode } from '../../api/generated/api';

/** Rejects as a command of the real Bobbin does: with a plain object. */
export function fail(code: ErrorCode, message: string, hint: string | null = null): never {
  const error: ApiError = { code, message, hint, details: null };
  throw error;
}

/** Makes an edit, or refuses it as Rust refuses one. */
export function edited<T>(edit: () => T): T {
  try {
    return edit();
  } catch (reason) {
    return fail('editRefused', `This can’t be done: ${(reason as Error).message}. Nothing was changed.`);
  }
}
