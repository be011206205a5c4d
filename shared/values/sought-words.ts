/** A text as it is compared: full and half width, and any case, are the same (NFKC). */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Says what kind of a thing is looked for, and stands in no title. */
const KIND = /\breplays?\b|回放|重播/g;

/** The words of a question, each to be found somewhere; none where it only asks for replays. */
export function soughtWords(question: string): string[] {
  return folded(question)
    .replace(KIND, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
}
