/** Characters of a snapshot that are written at once: a few milliseconds' work for the writer. */
const PART = 512 * 1_024;

/** A text in parts that can stand alone: none ends in the middle of a character. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const last = text.charCodeAt(from + PART - 1);
    const isHalf = last >= 0xd800 && last <= 0xdbff;
    const to = from + (isHalf ? PART - 1 : PART);
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}
