import type { RefundQuery, RefundView } from '../../../shared/contract/order-refund.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { RefundReason } from '../../../shared/market/order/refund-reasons.ts';
import { currencyDecimals, parseMoney } from '../../../shared/values/money.ts';

export type RefundKind = 'amount' | 'units' | 'unfilled';
export type RefundLine = RefundView['lines'][number];

/** What somebody has chosen and typed so far. */
export interface RefundDraft {
  /** Which of the order's lines. */
  at: number;
  kind: RefundKind;
  amount: string;
  units: number;
  reason: RefundReason;
  bearer: Funder;
}

/** Begins with the first line of which anything can be refunded, as an amount that the shop bears. */
export function firstDraft({ lines }: RefundView): RefundDraft {
  const at = Math.max(
    0,
    lines.findIndex((line) => line.mostMinor.shop > 0 || line.openUnits > 0),
  );
  const kind = (lines[at]?.mostMinor.shop ?? 0) > 0 ? 'amount' : 'units';
  return { at, kind, amount: '', units: 1, reason: 'damaged', bearer: 'shop' };
}

/** The ways in which a line can be refunded. */
export function kindsOf(line: RefundLine): RefundKind[] {
  const kinds: RefundKind[] = line.mostMinor.shop > 0 ? ['amount'] : [];
  return line.openUnits > 0 ? [...kinds, 'units', 'unfilled'] : kinds;
}

/** The refund that a draft means; null while its amount is none, or more than there is. */
export function queryOf(draft: RefundDraft, line: RefundLine, currency: string): RefundQuery | null {
  const of = { item: line.itemNumber, priceMinor: line.unitPriceMinor };
  if (!kindsOf(line).includes(draft.kind)) return null;
  if (draft.kind !== 'amount') return { ...of, units: Math.min(draft.units, line.openUnits) };
  const amountMinor = parseMoney(draft.amount, currency);
  if (!amountMinor || amountMinor > line.mostMinor[draft.bearer]) return null;
  return { ...of, amountMinor, bearer: draft.bearer };
}

/** An amount as a field for it holds it: `23.90`. */
export function typed(minor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}
