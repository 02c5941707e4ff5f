import * as say from '../../words/generated/files';

/** Why a typed path can't be opened; null when it is worth a try. Opening shows whether the file exists. */
export function pathProblem(typed: string): string | null {
  const path = typed.trim();
  if (path === '') return say.enterAPath();
  if (/^~/.test(path)) return say.writeHomeInFull();
  if (!/^(\/|[a-z]:[\\/]|\\\\)/i.test(path)) return say.pathMustBeAbsolute();
  if (/[\\/]$/.test(path)) return say.isAFolder();
  return null;
}
