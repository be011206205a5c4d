/** A text as it is compared: full and half width, and any case, are the same (NFKC). */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Says what kind of a thing is looked for, and stands in no title. */
const KIND = /\breplays?\b|回放|重播/g;

/** Whether a question says that it is one for replays. */
export function asksForReplays(question: string): boolean {
  return folded(question).search(KIND) >= 0;
}

/**
 * Whether a folded text has a word: one of Latin letters or figures where one of the text begins (_tea_ is not in
 * _steamed_), one of another script anywhere, since that has no spaces.
 */
export function hasWord(text: string, word: string): boolean {
  if (!LATIN.test(word.charAt(0))) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !LATIN.test(text.charAt(at - 1))) return true;
  }
  return false;
}
const LATIN = /[\p{Script=Latin}\p{Number}]/u;

/** The words of a question, each to be found somewhere; none where it only asks for replays. */
export function soughtWords(question: string): string[] {
  return folded(question)
    .replace(KIND, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
}
