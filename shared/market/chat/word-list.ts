import { MAX_WORD } from './bounds.ts';

/**
 * A file of words as shops have them: one a line, or several between commas. Empty lines and those that begin with # say
 * nothing; a word stands once.
 */
export function readWordList(file: string): string[] {
  const words = file
    .split(/\r?\n/)
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => line.split(/[,，、;；|\t]/))
    .map((word) => word.trim().slice(0, MAX_WORD))
    .filter((word) => word !== '');
  return [...new Set(words)];
}
