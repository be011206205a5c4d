import { MAX_DESCRIPTION } from '../../shared/values/product-details.ts';
import { MAX_TAG, MAX_TAGS } from '../../shared/values/tags.ts';
import type { ImportReport } from '../application/catalogue/take-goods.ts';

/** What an import did, a line for each thing that a person should know, each with its end. */
export function importSentences(file: string, report: ImportReport): string {
  return `${(report.ok ? takenLines(file, report) : refusalLines(file, report)).join('\n')}\n`;
}

function refusalLines(file: string, { faults, faultCount }: Extract<ImportReport, { ok: false }>): string[] {
  const unlisted = faultCount - faults.length;
  return [
    `Nothing was taken from ${file}:`,
    ...faults.map(({ row, reason }) => (row > 0 ? `  row ${row}: ${reason}` : `  ${reason}`)),
    ...(unlisted > 0 ? [`  and ${unlisted} more`] : []),
  ];
}

function takenLines(file: string, report: Extract<ImportReport, { ok: true }>): string[] {
  const { goods, producers, isRepeat } = report;
  const products = counted(goods, 'product', 'products');
  const are = goods === 1 ? 'is' : 'are';
  if (isRepeat) return [`${file} was taken in before: its ${products} ${are} in the catalogue once.`];
  return [
    `${products} of ${counted(producers, 'producer', 'producers')} ${are} in the catalogue.`,
    ...leftOutLines(report),
    ...(report.scarce > 0 ? [scarceLine(report.scarce)] : []),
  ];
}

function leftOutLines(report: Extract<ImportReport, { ok: true }>): string[] {
  const { picturesOnly, compareAtPrices, shortened, tagsLeftOut, columnsLeftOut } = report;
  const lines = [
    picturesOnly === 1 && '1 row only added a picture and was passed over.',
    picturesOnly > 1 && `${picturesOnly} rows only added pictures and were passed over.`,
    compareAtPrices > 0 &&
      `${counted(compareAtPrices, 'compare-at price was', 'compare-at prices were')} left out.`,
    shortened > 0 &&
      `${counted(shortened, 'description', 'descriptions')} had more than ${MAX_DESCRIPTION.toLocaleString('en')} characters and now ${shortened === 1 ? 'ends' : 'end'} with “…”.`,
    tagsLeftOut > 0 &&
      `${counted(tagsLeftOut, 'tag was', 'tags were')} left out: a product has up to ${MAX_TAGS}, of up to ${MAX_TAG} characters.`,
    columnsLeftOut.length > 0 &&
      `${columnsLeftOut.length === 1 ? 'Column' : 'Columns'} left out: ${columnsLeftOut.map(printable).join(', ')}.`,
  ];
  return lines.filter((line) => line !== false);
}

/** In an online shop one unit is one unit; in a show it is over with the first order. */
function scarceLine(scarce: number): string {
  return scarce === 1
    ? '1 product has no more than 1 unit, so one order sells it out: set its units under Admin, Products.'
    : `${scarce} products have no more than 1 unit, so one order sells each out: set their units under Admin, Products.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Without anything that would move a terminal's cursor. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '·');
}
