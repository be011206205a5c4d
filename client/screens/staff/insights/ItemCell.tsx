import type { ReactNode } from 'react';
import type { OrderOutcome } from '../../../../shared/contract/office-orders.ts';
import type { PartBy } from '../../../../shared/contract/parts.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { itemsMessages } from '../../../i18n/insights-items.ts';
import { itemMinutesMessages } from '../../../i18n/insights-minutes.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { whyRefused } from '../../../i18n/refusal-words.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { hasMinutes, type MinuteColumn } from './item-minutes.ts';
import type { PartColumn } from './items-columns.ts';
import { valueIn } from './items-columns.ts';
import { ordersOfPart, type PartRow } from './items-rows.ts';
import { LostMost } from './LostMost.tsx';
import { amount, countOf, fewInterval, NO_VALUE, percent } from './number-words.ts';

/**
 * Which orders stand behind a number; `all`: those of any outcome. Units and value that were lost have no such list: `lost`
 * takes orders too of which money was given back for no unit (O8).
 */
const behind: Partial<Record<PartColumn, OrderOutcome | 'all'>> = {
  ordered: 'all',
  paid: 'paid',
  kept: 'kept',
  refunded: 'refunded',
  cancelled: 'cancelled',
  paidUnits: 'paid',
  gmvPaidMinor: 'paid',
};

interface Shown {
  slug: string;
  liveStartMs: number | null;
  by: PartBy;
  row: PartRow;
  column: PartColumn;
  currency: string;
  /** Opens the minutes of an item's number of people, and the items of a producer's. */
  onPeople(column: MinuteColumn): void;
}

/** One number of a part. It opens the orders behind it; of people, who have none, an item's minutes, or a producer's items. */
export function ItemCell(shown: Shown) {
  const { slug, liveStartMs, by, row, column, onPeople } = shown;
  if (column === 'lost') return <LostMost {...{ slug, liveStartMs, by, row, onPeople }} />;
  if (hasMinutes(column)) {
    const value = column === 'refused' ? <Refused row={row} /> : <Value {...shown} />;
    // Of channels and prices nobody keeps the minutes.
    if ((by !== 'item' && by !== 'producer') || !valueIn(row, column)) return value;
    return <People {...{ by, row, column, onPeople }}>{value}</People>;
  }
  const of = behind[column];
  if (of && valueIn(row, column) !== 0) {
    const filter = ordersOfPart(slug, by, row.part.of, of === 'all' ? undefined : of);
    return (
      <OrdersLink filter={filter}>
        <Value {...shown} />
      </OrdersLink>
    );
  }
  return <Value {...shown} />;
}

function People({
  by,
  row,
  column,
  onPeople,
  children,
}: Pick<Shown, 'by' | 'row' | 'onPeople'> & { column: MinuteColumn; children: ReactNode }) {
  const say = useMessages(itemMinutesMessages);
  const words = useMessages(itemsMessages);
  const language = useLanguage();
  const people = Number(valueIn(row, column)).toLocaleString(language);
  return (
    <button
      type="button"
      className="text-button"
      aria-haspopup={by === 'item' ? 'dialog' : undefined}
      title={
        by === 'item'
          ? say.open(words.columns[column], people)
          : words.openItems(words.columns[column], people, row.name)
      }
      onClick={() => onPeople(column)}
    >
      {children}
    </button>
  );
}

function Value({ row, column, currency }: Shown) {
  const language = useLanguage();
  const value = valueIn(row, column);
  switch (column) {
    case 'gmvPaidMinor':
    case 'lostMinor':
      return amount(typeof value === 'number' ? value : null, currency, language);
    case 'questions':
      return row.questions && row.questions.asked > 0
        ? `${countOf(row.questions.asked, language)} / ${countOf(row.questions.answered, language)}`
        : countOf(row.questions ? 0 : null, language);
    case 'share':
      return percent(row.share, language);
    case 'ctr':
      return (
        <FewShare
          hits={row.item?.openedViewers ?? 0}
          of={row.item?.exposedViewers ?? 0}
          share={row.item?.ctr}
        />
      );
    case 'sellThrough':
      return (
        <FewShare
          hits={row.item?.paidUnits ?? 0}
          of={row.item ? row.item.allotted + row.item.restocked : 0}
          share={row.item?.sellThrough}
        />
      );
    case 'exposureSeconds':
      return value === 0 || typeof value !== 'number' ? NO_VALUE : countOf(Math.round(value), language);
    default:
      return countOf(typeof value === 'number' ? value : null, language);
  }
}

/** A share, with its interval where it is one of few. */
function FewShare({ hits, of, share }: { hits: number; of: number; share: number | null | undefined }) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  const few = fewInterval(hits, of, language);
  return (
    <span title={few ? say.interval(few.low, few.high) : undefined}>
      {percent(share ?? null, language)}{' '}
      {few && (
        <span className="soft small">
          {few.low}–{few.high}
        </span>
      )}
    </span>
  );
}

/** To how many it was refused for the first reason, and how many others there are: no order stands behind a refusal. */
function Refused({ row: { part } }: { row: PartRow }) {
  const say = useMessages(itemsMessages);
  const language = useLanguage();
  if (!part.refused) return NO_VALUE;
  if (part.refused.length === 0) return '0';
  const words = part.refused.map(({ code, buyers }) =>
    say.refusedOf(whyRefused(code, language), buyers.toLocaleString(language)),
  );
  const [{ code, buyers }] = part.refused as [(typeof part.refused)[number]];
  return (
    <span className="item-refused" title={words.join(' · ')}>
      <b>{buyers.toLocaleString(language)}</b> <span className="item-why">{whyRefused(code, language)}</span>
      {words.length > 1 && <span className="soft"> {say.moreReasons(words.length - 1)}</span>}
    </span>
  );
}
