import { refusalKinds } from '../../../shared/contract/refusal.ts';
import {
  isRetryable,
  type RefusalCode,
  refusalCodes,
  refusalKindOf,
} from '../../../shared/contract/refusals.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol.ts';
import { table } from '../../gateway/http/sales/exports/columns.ts';
import { gatesTable, limitsTable } from './limits-page.ts';
import { withNumbers } from './rule-numbers.ts';
import { shutdownTable } from './shutdown-page.ts';

type PageOf = (name: string) => string;

/** Pages that people write, but for a list or a number out of the contract or the bench: by their file names in docs/. */
const fills: Readonly<Record<string, (page: string, pageOf: PageOf) => string>> = {
  'limits.md': (page) => between(page, 'limits', limitsTable()),
  '../server/event-log/GATES.md': (page) => between(page, 'limits', gatesTable()),
  'rules.md': (page) => withNumbers(between(page, 'refusals', refusalTable())),
  'shutdown.md': (page) => between(page, 'shutdown', shutdownTable()),
  'developers.md': (page) => page.replaceAll(/^((?:const )?PROTOCOL = )\d+/gm, `$1${PROTOCOL_VERSION}`),
  'deploy/rented-server.md': (page, pageOf) => between(page, 'measured', [needs(pageOf('performance.md'))]),
};

/**
 * The same pages with what the contract says now.
 * @param pageOf reads a page as it is
 */
export function filledDocs(pageOf: PageOf): Record<string, string> {
  return Object.fromEntries(Object.entries(fills).map(([name, fill]) => [name, fill(pageOf(name), pageOf)]));
}

/** What a machine for ten thousand viewers needs, in the numbers of the bench's last run. Throws if one is missing. */
function needs(performance: string): string {
  const of = (measure: string) => {
    const row = performance.split('\n').find((line) => line.startsWith(`| ${measure} `));
    const value = row?.split('|')[2]?.trim();
    if (!value) throw new Error(`docs/performance.md does not say: ${measure}.`);
    return value;
  };
  const memory = of('join: server memory with 10,000 viewers');
  const orders = of('orders: durable orders, end to end, kept up with').replace('/s', ' a second');
  return `10,000 connected viewers take ${memory} of the server and ${of('bytes: per viewer and minute')} a minute each. The first load is ${of('web: JS')} of JavaScript. The two cores confirm ${orders}, so orders are never what a machine is rented for.`;
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
