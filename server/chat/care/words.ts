import AhoCorasick from 'modern-ahocorasick';
import { type Folded, fold } from './fold.ts';

/**
 * Says of a text whether it has one of these words: in any width, spacing, script that looks like it, and in traditional
 * characters. Those of an alphabet are found whole only: *pass* has no other word in it. A list of 5,000 is searched as
 * fast as one of ten.
 *
 * @param words those of which nothing is left after folding are left out
 */
export function compileWords(words: readonly string[]): (text: string) => boolean {
  const folded = new Set(words.map((word) => fold(word).text));
  folded.delete('');
  if (folded.size === 0) return () => false;
  const matcher = new AhoCorasick([...folded]);
  return (text) => {
    const read = fold(text);
    for (const { start, end } of matcher.iterate(read.text)) if (isWhole(text, read, start, end)) return true;
    return false;
  };
}

/** Chinese has no spaces between words, so a part counts; letters of an alphabet right before or after make another word. */
function isWhole(text: string, { text: folded, from, to }: Folded, start: number, end: number): boolean {
  if (/\p{Script=Han}/u.test(folded.slice(start, end))) return true;
  const before = text.slice(0, from[start]!);
  const after = text.slice(to[end - 1]!);
  return (
    !/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]$/u.test(before) &&
    !/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]/u.test(after)
  );
}
