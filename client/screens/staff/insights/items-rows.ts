import type { OrderOutcome, OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import type { Loss, PartBy, SalesPart } from '../../../../shared/contract/parts.ts';
import type { SalesItem } from '../../../../shared/contract/sales.ts';
import type { QuestionsReport } from '../../../../shared/market/chat/contract.ts';
import { questionsAbout } from '../../../../shared/market/chat/questions-about.ts';
import { isTooFew, type LossStep, lostMost } from '../../../../shared/values/lost-most.ts';

/** From one step to the next, or from tapped to paid over all of them. */
export type LossSpan = LossStep | 'toPayment';
export type SpanLoss = Loss & { step: LossSpan };

/** A part of the sales in a row: what the log says of it, and of an item what the report says beside that. */
export interface PartRow {
  part: SalesPart;
  name: string;
  /** Of an item alone. */
  item: SalesItem | null;
  seen: number | null;
  tapped: number | null;
  most: SpanLoss | null;
  /** Nobody counted what is asked for, or nobody can say. */
  isUnknown: boolean;
  isTooFew: boolean;
  /** Where no whole order was lost after it was paid: units that were cancelled or refunded of orders of which something was kept. */
  partlyLost: number;
  /** Of all that was paid; null when nothing was. */
  share: number | null;
  /** Of an item, what viewers asked about it; null: nobody knows. */
  questions: Pick<QuestionsReport['counts'][number], 'asked' | 'answered'> | null;
}

/**
 * The rows of a table by one kind of part.
 * @param items of the report, under the names of this reader
 * @param nameOf what a part is called that is no item
 * @param step what was lost at this one alone, or from tapped to paid; null: at whichever step most was
 */
export function partRows(
  by: PartBy,
  parts: readonly SalesPart[],
  items: readonly SalesItem[],
  nameOf: (part: SalesPart) => string,
  step: LossSpan | null = null,
): PartRow[] {
  const known = new Map(items.map((item) => [String(item.itemNumber), item]));
  const wholeMinor = parts.reduce((sum, { minor }) => sum + minor.paid, 0);
  return parts.map((part) => {
    const item = by === 'item' ? (known.get(part.of) ?? null) : null;
    // Of older streams no screen said when, and the report has their sums all the same.
    const losses = lossesOf(part, step);
    const isShown = item !== null && item.exposedViewers > 0;
    return {
      part,
      item,
      name: item?.name ?? nameOf(part),
      seen: part.seen ?? (isShown ? item.exposedViewers : null),
      tapped: part.tapped ?? (isShown ? item.openedViewers : null),
      most: lostMost(losses),
      isUnknown: losses.length === 0,
      isTooFew: isTooFew(losses),
      partlyLost: step === null || step === 'paid' ? part.units.undone : 0,
      share: wholeMinor === 0 ? null : part.minor.paid / wholeMinor,
      questions: null,
    };
  });
}

function lossesOf({ losses, toPayment }: SalesPart, step: LossSpan | null): SpanLoss[] {
  if (step === 'toPayment') return toPayment ? [{ step, ...toPayment }] : [];
  return losses.filter((loss) => step === null || loss.step === step);
}

/** The same rows with what viewers asked about their items, as far as anybody knows. */
export function withQuestions(rows: readonly PartRow[], report: QuestionsReport | undefined): PartRow[] {
  const about = questionsAbout(report);
  return rows.map((row) => ({ ...row, questions: row.item && about(row.item.itemNumber) }));
}

/** The orders of a part; of no outcome all of them. */
export function ordersOfPart(slug: string, by: PartBy, of: string, outcome?: OrderOutcome): OrdersFilter {
  const stream = { stream: slug, ...(outcome && { outcome }) };
  switch (by) {
    case 'item':
      return { ...stream, item: Number(of) };
    case 'producer':
      return { ...stream, producer: of };
    case 'channel':
      return { ...stream, channel: of as NonNullable<OrdersFilter['channel']> };
    case 'price':
      return { ...stream, price: of === 'flash' ? 'flash' : 'list' };
  }
}

/** Which orders are lost at a step; null: they are people there, who have not ordered. */
export function outcomeLostAt(step: LossSpan): OrderOutcome | null {
  return { tapped: null, toPayment: null, added: null, ordered: 'unpaid' as const, paid: 'undone' as const }[
    step
  ];
}

/** Which orders stand behind what was lost at a step; with `isThen` those of the minutes in which most was. */
export function ordersLost(
  slug: string,
  by: PartBy,
  of: string,
  { step, when }: SpanLoss,
  isThen = false,
): OrdersFilter | null {
  const outcome = outcomeLostAt(step);
  if (outcome === null) return null;
  const filter = ordersOfPart(slug, by, of, outcome);
  if (!isThen || !when) return filter;
  return { ...filter, minuteMs: when.fromMs, ...(when.toMs > when.fromMs && { toMinuteMs: when.toMs }) };
}

/** The part that lost most by its share; of equal shares the larger loss, then the first. Null: none that can be said. */
export function worstOf(rows: readonly PartRow[]): (PartRow & { most: SpanLoss }) | null {
  let worst: (PartRow & { most: SpanLoss }) | null = null;
  for (const row of rows) {
    const { most } = row;
    if (most && (worst === null || lostMost([worst.most, most]) !== worst.most)) worst = { ...row, most };
  }
  return worst;
}
