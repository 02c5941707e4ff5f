/** The last part of a path of either kind of system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** The path without its last part. */
export function folderName(path: string): string {
  return path.slice(0, Math.max(0, path.length - fileName(path).length - 1));
}

/** `1 change`, `3 changes`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Words as a sentence: with a full stop, unless they end in one or the like. */
export function sentence(words: string): string {
  return /[.!?…:]$/.test(words) ? words : `${words}.`;
}
