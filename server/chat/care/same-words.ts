import { fold } from './fold.ts';

/**
 * What two texts share that are the same flood: letters alone, each repeated at most once, so that *goooood!!* and *GOOD*
 * are one. A text of signs and emoji is itself.
 */
export function sameWords(text: string): string {
  const folded = fold(text).text.replace(/(.)\1+/gu, '$1');
  return folded === '' ? text.trim() : folded;
}
