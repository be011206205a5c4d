import { refusalKinds } from '../../shared/contract/refusal.ts';
import {
  isRetryable,
  type RefusalCode,
  refusalCodes,
  refusalKindOf,
} from '../../shared/contract/refusals.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { table } from '../gateway/http/exports/columns.ts';

/** Pages that people write, but for a list or a number out of the contract: by their file names in docs/. */
const fills: Readonly<Record<string, (page: string) => string>> = {
  'rules.md': (page) => between(page, 'refusals', refusalTable()),
  'developers.md': (page) => page.replaceAll(/^((?:const )?PROTOCOL = )\d+/gm, `$1${PROTOCOL_VERSION}`),
};

/**
 * The same pages with what the contract says now.
 * @param pageOf reads a page as it is
 */
export function filledDocs(pageOf: (name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(fills).map(([name, fill]) => [name, fill(pageOf(name))]));
}

/** Every refusal by what it is about (I4), and those that may pass by themselves. */
function refusalTable(): string[] {
  const row = (about: string, codes: readonly RefusalCode[]) => [about, `\`${codes.join(' ')}\``];
  return table([
    ['', 'codes'],
    ...refusalKinds.map((kind) =>
      row(
        kind,
        refusalCodes.filter((code) => refusalKindOf(code) === kind),
      ),
    ),
    row('**may succeed if sent again**', refusalCodes.filter(isRetryable)),
  ]);
}

/** A page with other lines between two of its marks. Throws if it has no such marks. */
function between(page: string, mark: string, lines: readonly string[]): string {
  const marks = new RegExp(`(<!-- ${mark}:begin -->\n)[^]*(\n<!-- ${mark}:end -->)`);
  if (!marks.test(page)) throw new Error(`The page has no marks for ${mark}.`);
  return page.replace(marks, (_, begin: string, end: string) => `${begin}\n${lines.join('\n')}\n${end}`);
}
