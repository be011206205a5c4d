import { compile } from 'html-to-text';
import { plainLines } from '../../../../shared/values/text.ts';

/** Deeper than any shop nests its boxes; what lies below is left out, so that no file makes the reader run deep. */
const MAX_DEPTH = 60;
/** A description that is cut ends with a whole word, if one ends in its last fifth. */
const LAST_PART = 0.8;

const convert = compile({
  wordwrap: false,
  // Without the space of no width, which would become one that is seen.
  whitespaceCharacters: ' \t\r\n\f',
  limits: { maxDepth: MAX_DEPTH },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'hr', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    { selector: 'ul', options: { itemPrefix: '• ' } },
  ],
});

/** What a reader sees of some HTML: paragraphs and lists as lines, without links, pictures, scripts or hidden characters. */
export function textOfHtml(html: string): string {
  return plainLines(convert(html));
}

/** A text of at most so many characters: a longer one is cut, with `…` at its end. */
export function shortenedTo(max: number, text: string): string {
  if (text.length <= max) return text;
  // Half a letter of two code units is none.
  const cut = text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '');
  const end = cut.search(/\s\S*$/);
  return `${(end > max * LAST_PART ? cut.slice(0, end) : cut).trimEnd()}…`;
}
