/** Why a typed path can't be opened; null when it is worth a try. Opening shows whether the file exists. */
export function pathProblem(typed: string): string | null {
  const path = typed.trim();
  if (path === '') return 'Type the path of a file.';
  if (/^~/.test(path)) return 'Write the home folder out, as /home/….';
  if (!/^(\/|[a-z]:[\\/]|\\\\)/i.test(path)) return 'The path has to be a full one, from the top of the disk.';
  if (/[\\/]$/.test(path)) return 'This is a folder.';
  return null;
}
