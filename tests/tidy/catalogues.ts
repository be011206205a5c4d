import { sources } from './sources.ts';

/** A text that people read, as it stands in a source: of a template the parts that are always the same. */
export interface ReadText {
  path: string;
  /** Of the file, from 1. */
  line: number;
  language: 'en' | 'zh';
  text: string;
}

/** What the server writes for people: pages, papers and the page of a link. */
const SERVER = [
  'server/adapters/payments/sandbox/words.ts',
  'server/gateway/http/packing/labels-and-slips.ts',
  'server/gateway/http/settlement/statement-document.ts',
];

/** Sources of the client whose texts people read: catalogues, sentences, and what a part says of itself. */
const CLIENT = /(?:words|sentences?)\.ts$|^client\/i18n\/(?!language)|\bcatalogue[<(]/;

/** Every text of every catalogue, in both languages. A text with a Chinese character is Chinese. */
export function readTexts(): ReadText[] {
  const client = sources('client').filter(
    ({ path, text }) => CLIENT.test(path) || /\bcatalogue[<(]/.test(text),
  );
  const server = sources('server').filter(({ path }) => SERVER.includes(path));
  return [...client, ...server].flatMap(({ path, text }) =>
    literals(text).map(({ at, value }) => ({
      path,
      line: text.slice(0, at).split('\n').length,
      language: /\p{Script=Han}/u.test(value) ? 'zh' : 'en',
      text: value,
    })),
  );
}

interface Literal {
  at: number;
  value: string;
}

/** The literals of a source that can be texts: no import, key, case, type, or word that is compared. */
function literals(source: string): Literal[] {
  const found: Literal[] = [];
  read(source, 0, source.length, found);
  return found.filter(({ at, value }) => {
    const before = source.slice(Math.max(0, at - 30), at);
    const after = source.slice(at + value.length + 2, at + value.length + 6);
    if (/(?:from|import|case|[=!]==|\|| of:|kind:|\bextends)\s*\(?$/.test(before)) return false;
    return !/^\s*(?::|\||\]|=>|[=!]==)/.test(after) || value.includes(' ');
  });
}

/** Reads strings and templates from `at` on into `found`, those inside a template's values too. */
function read(source: string, from: number, until: number, found: Literal[]): void {
  for (let at = from; at < until; at += 1) {
    const sign = source[at]!;
    if (source.startsWith('//', at)) at = source.indexOf('\n', at);
    else if (source.startsWith('/*', at)) at = source.indexOf('*/', at) + 1;
    else if (sign === "'" || sign === '"') {
      const end = endOfString(source, at);
      found.push({ at, value: source.slice(at + 1, end) });
      at = end;
    } else if (sign === '`') at = readTemplate(source, at, found);
  }
}

function endOfString(source: string, from: number): number {
  let at = from + 1;
  while (source[at] !== source[from]) at += source[at] === '\\' ? 2 : 1;
  return at;
}

/** @returns where the template ends */
function readTemplate(source: string, from: number, found: Literal[]): number {
  let value = '';
  let at = from + 1;
  while (source[at] !== '`') {
    if (!source.startsWith('${', at)) {
      value += source[at];
      at += 1;
      continue;
    }
    const end = endOfValue(source, at + 2);
    read(source, at + 2, end, found);
    value += '…';
    at = end + 1;
  }
  found.push({ at: from, value });
  return at;
}

/** Where the value in a template ends that begins at `from`. */
function endOfValue(source: string, from: number): number {
  let depth = 0;
  for (let at = from; ; at += 1) {
    const sign = source[at]!;
    if (sign === '`') at = readTemplate(source, at, []);
    else if (sign === "'" || sign === '"') at = endOfString(source, at);
    else if (sign === '{') depth += 1;
    else if (sign === '}' && depth === 0) return at;
    else if (sign === '}') depth -= 1;
  }
}
