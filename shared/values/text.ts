import * as z from 'zod/mini';

/** Control characters, bidirectional overrides, zero-width characters and lone surrogates: they hide or turn text. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point of this line.
  /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const STACKED_MARKS = /\p{M}{5,}/u;
/** As many marks as a letter may carry. */
const MOST_MARKS = 4;

/** True iff a text shows what it holds: no hidden or turning characters, no towers of marks. */
export function isPlainText(text: string): boolean {
  return !HIDDEN.test(text) && !STACKED_MARKS.test(text);
}

/**
 * One line of text from people: trimmed and NFC, 1 to `max` characters, plain (see isPlainText).
 * Length is judged first, so that no pattern ever runs over a long text.
 */
export function line(max: number) {
  return z.pipe(
    z.string().check(z.maxLength(max * 2)),
    z.pipe(
      z.transform((text: string) => text.normalize('NFC').trim()),
      z.string().check(z.minLength(1), z.maxLength(max), z.refine(isPlainText, 'hidden characters')),
    ),
  );
}

/** The same, or nothing. */
export const lineOrNone = (max: number) => z.union([z.literal(''), line(max)]);

/**
 * Some lines of text from people: each is trimmed and plain, at most one empty line stands between two, none at the ends.
 * 1 to `max` characters, line breaks counted.
 */
export function lines(max: number) {
  return z.pipe(
    z.string().check(z.maxLength(max * 2)),
    z.pipe(
      z.transform(tidyLines),
      z.string().check(
        z.minLength(1),
        z.maxLength(max),
        z.refine((text) => text.split('\n').every(isPlainText), 'hidden characters'),
      ),
    ),
  );
}

/**
 * The same lines as `lines` takes them, of a text that nobody here wrote: what would be refused of it is left out, and
 * spaces that do not break become such that do.
 */
export function plainLines(text: string): string {
  return tidyLines(
    text
      .split(/\r\n|\r|\n/)
      .map(withoutHidden)
      .join('\n'),
  );
}

function withoutHidden(line: string): string {
  return line
    .replace(new RegExp(HIDDEN, 'g'), '')
    .replace(new RegExp(STACKED_MARKS, 'gu'), (marks) => [...marks].slice(0, MOST_MARKS).join(''))
    .replaceAll('\u00a0', ' ');
}

/** Each line trimmed, at most one empty line between two, none at the ends. */
function tidyLines(text: string): string {
  return text
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .map((one) => one.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
