import type { PartBy } from '../../../../shared/contract/parts.ts';
import type { itemsMessages } from '../../../i18n/insights-items.ts';
import type { Language } from '../../../i18n/language.ts';
import { whyRefused } from '../../../i18n/refusal-words.ts';
import { amountCell, type Cell } from '../../../stores/csv-file.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { type PartColumn, unitOf, valueIn } from './items-columns.ts';
import type { PartRow } from './items-rows.ts';

interface Saved {
  by: PartBy;
  columns: readonly PartColumn[];
  rows: readonly PartRow[];
  currency: string;
  say: typeof itemsMessages.en;
  language: Language;
}

/**
 * The table as it stands, for a file: its columns, its rows, in its order. What one cell of the page says of a loss and of
 * refusals has columns of its own here: when most was lost, and each reason with its people. An item names its producer.
 */
export function itemsFile({ by, columns, rows, currency, say, language }: Saved): Cell[][] {
  const isItem = by === 'item';
  const head = (column: PartColumn): Cell[] => {
    const unit = unitOf[column];
    const name = unit ? `${say.columns[column]} (${say.units[unit]})` : say.columns[column];
    if (column === 'lost') return [name, say.lostAt];
    return column === 'refused' ? [name, say.whyRefused] : [name];
  };
  const cells = (row: PartRow, column: PartColumn): Cell[] => {
    const value = valueIn(row, column);
    switch (column) {
      case 'lost':
        return row.most ? [lostOf(row.most, say), lostAt(row.most, language)] : [null, null];
      case 'refused':
        return [value, reasons(row, say, language)];
      case 'questions':
        return [row.questions && `${row.questions.asked}/${row.questions.answered}`];
      case 'gmvPaidMinor':
      case 'lostMinor':
        return [amountCell(typeof value === 'number' ? value : null, currency)];
      default:
        return [value];
    }
  };
  return [
    ['#', say.named[by], ...(isItem ? [say.named.producer] : []), ...columns.flatMap(head)],
    ...rows.map((row) => [
      row.item?.itemNumber ?? null,
      row.name,
      ...(isItem ? [row.item?.producer ?? null] : []),
      ...columns.flatMap((column) => cells(row, column)),
    ]),
  ];
}

type Loss = NonNullable<PartRow['most']>;

function lostOf({ step, lost, of }: Loss, say: Saved['say']): Cell {
  return `${say.steps[step]} ${lost}/${of}`;
}

/** Its minutes as `20:14-20:16`. */
function lostAt({ when }: Loss, language: Language): Cell {
  if (!when) return null;
  const [from, to] = [clockTime(when.fromMs, language), clockTime(when.toMs, language)];
  return from === to ? from : `${from}-${to}`;
}

function reasons({ part }: PartRow, say: Saved['say'], language: Language): Cell {
  const told = (part.refused ?? []).map(({ code, buyers }) =>
    say.refusedOf(whyRefused(code, language), String(buyers)),
  );
  return told.length > 0 ? told.join(' · ') : null;
}
