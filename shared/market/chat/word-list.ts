import { MAX_WORD } from './bounds.ts';

/** The words of a list that it takes: those of 40 characters at the most. */
export function readWordList(file: string): string[] {
  return wordsIn(file).filter((word) => word.length <= MAX_WORD);
}

/** How many words of a list are too long for it. */
export function tooLongIn(file: string): number {
  return wordsIn(file).filter((word) => word.length > MAX_WORD).length;
}

/**
 * A file of words as shops have them: one a line, or several between commas. Empty lines and those that begin with # say
 * nothing; a word stands once.
 */
export function wordsIn(file: string): string[] {
  const words = file
    .split(/\r?\n/)
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => line.split(/[,，、;；|\t]/))
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return [...new Set(words)];
}
