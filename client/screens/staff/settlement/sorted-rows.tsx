import { type CSSProperties, type ReactNode, useState } from 'react';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';

/** A column of a list of money: its head, what it sorts by, and how wide it is on a desk. */
export interface Column<Row> {
  head: string;
  value(row: Row): string | number;
  width: string;
  /** Figures stand at the right. */
  isSum?: boolean;
}

/**
 * Rows that the page has all of, with heads on a desk that sort them; in a hand they are cards without heads.
 * @param isCut there are more than these: they stand as they came, since no order of a part is that of the whole
 */
export function useSorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  isCut = false,
): { rows: readonly Row[]; heads: ReactNode; style: CSSProperties } {
  const language = useLanguage();
  const [sorting, setSorting] = useState<{ at: number; isDown: boolean } | null>(null);
  const chosen = sorting && columns[sorting.at];
  const compared = (one: Row, other: Row) => {
    const [a, b] = [chosen!.value(one), chosen!.value(other)];
    const rising =
      typeof a === 'string' ? a.localeCompare(String(b), language, { numeric: true }) : a - Number(b);
    return sorting!.isDown ? -rising : rising;
  };
  return {
    rows: chosen && !isCut ? rows.toSorted(compared) : rows,
    heads: <Heads columns={columns} sorting={sorting} isFixed={isCut} onSort={setSorting} />,
    style: { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties,
  };
}

function Heads<Row>({
  columns,
  sorting,
  isFixed,
  onSort,
}: {
  columns: readonly Column<Row>[];
  sorting: { at: number; isDown: boolean } | null;
  isFixed: boolean;
  onSort(by: { at: number; isDown: boolean }): void;
}) {
  const say = useMessages(settlementMessages);
  return (
    <fieldset className="money-row money-heads">
      <legend className="unseen">{say.sortBy}</legend>
      {columns.map(({ head, isSum }, at) => {
        const look = isSum ? 'money-sum' : undefined;
        if (isFixed) {
          return (
            <span key={head} className={look}>
              {head}
            </span>
          );
        }
        const isSorted = sorting?.at === at;
        // Sums first from the largest, words and days from the first on.
        const isDown = isSorted ? !sorting.isDown : isSum === true;
        return (
          <button
            key={head}
            type="button"
            className={look}
            aria-pressed={isSorted}
            title={say.sortTitle(head, isDown)}
            onClick={() => onSort({ at, isDown })}
          >
            {head}
            <span aria-hidden="true">{isSorted ? (sorting.isDown ? ' ↓' : ' ↑') : ''}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
