import type { RefundQuery, RefundView } from '../../../shared/contract/order-refund.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { linesToText, type NamedLine } from '../../../shared/market/order/refund-lines.ts';
import type { RefundReason } from '../../../shared/market/order/refund-reasons.ts';
import { currencyDecimals, parseMoney } from '../../../shared/values/money.ts';

export type RefundKind = 'amount' | 'units' | 'unfilled';
export type RefundLine = RefundView['lines'][number];

/** What somebody has chosen and typed so far. */
export interface RefundDraft {
  /** The lines that are meant, by their place in the order, with units of each; an amount is split over them. */
  picked: ReadonlyMap<number, number>;
  kind: RefundKind;
  amount: string;
  /** null: nobody has chosen one; none is chosen for them, since of units on the shelf nobody knows why. */
  reason: RefundReason | null;
  bearer: Funder;
}

/** A refund that a draft means: units of lines, or an amount over lines with who bears it. */
export interface RefundAsk {
  lines: readonly NamedLine[];
  given: { amountMinor: number; bearer: Funder } | null;
}

/** Begins with the first line of which anything can be refunded, as an amount that the shop bears. */
export function firstDraft(view: RefundView): RefundDraft {
  const kind = kindsOf(view)[0] ?? 'units';
  return { picked: firstPick(view, kind), kind, amount: '', reason: null, bearer: 'shop' };
}

/** The ways in which something of the order can be refunded. */
export function kindsOf({ lines }: RefundView): RefundKind[] {
  const kinds: RefundKind[] = lines.some((line) => fits(line, 'amount')) ? ['amount'] : [];
  return lines.some((line) => fits(line, 'units')) ? [...kinds, 'units', 'unfilled'] : kinds;
}

/** Whether anything of a line can be refunded in that way. */
export function fits(line: RefundLine, kind: RefundKind): boolean {
  return kind === 'amount' ? line.mostMinor.shop > 0 : line.openUnits > 0;
}

/** The same lines refunded in another way, those of them of which that can be; else the first that can. */
export function withKind(draft: RefundDraft, kind: RefundKind, view: RefundView): Partial<RefundDraft> {
  const stay = withoutDone({ ...draft, kind }, view).picked;
  return { kind, picked: stay.size > 0 ? stay : firstPick(view, kind) };
}

/** The same without lines of which nothing is left to refund in the draft's way. */
export function withoutDone(draft: RefundDraft, { lines }: RefundView): RefundDraft {
  const stay = [...draft.picked].filter(([at]) => lines[at] && fits(lines[at], draft.kind));
  return stay.length === draft.picked.size ? draft : { ...draft, picked: new Map(stay) };
}

/** One line more, with all of its open units, or one fewer. */
export function withLine({ picked }: RefundDraft, at: number, { lines }: RefundView): Partial<RefundDraft> {
  const others = [...picked].filter(([place]) => place !== at);
  if (others.length < picked.size) return { picked: new Map(others) };
  return { picked: new Map([...others, [at, Math.max(1, lines[at]?.openUnits ?? 1)]]) };
}

/** All lines of which anything can be refunded in the draft's way, with all of their units. */
export function withAll({ kind }: RefundDraft, { lines }: RefundView): Partial<RefundDraft> {
  const all = [...lines.entries()].filter(([, line]) => fits(line, kind));
  return { picked: new Map(all.map(([at, { openUnits }]) => [at, Math.max(1, openUnits)])) };
}

/** The lines of a draft, in the order of the sheet, with their units: never more than are open. */
export function pickedLines({ picked }: RefundDraft, { lines }: RefundView) {
  return [...lines.entries()].flatMap(([at, line]) => {
    const units = picked.get(at);
    return units === undefined ? [] : [{ line, units: Math.min(units, Math.max(1, line.openUnits)) }];
  });
}

/** The refund that a draft means; null while no line is picked, or its amount is none or more than there is. */
export function askOf(draft: RefundDraft, view: RefundView): RefundAsk | null {
  const picked = pickedLines(draft, view);
  if (picked.length === 0 || !picked.every(({ line }) => fits(line, draft.kind))) return null;
  const named = ({ itemNumber, unitPriceMinor }: RefundLine) => ({ itemNumber, unitPriceMinor });
  if (draft.kind !== 'amount')
    return { lines: picked.map(({ line, units }) => ({ ...named(line), units })), given: null };
  const amountMinor = parseMoney(draft.amount, view.currency);
  if (!amountMinor || amountMinor > mostOf(draft, view)) return null;
  return { lines: picked.map(({ line }) => named(line)), given: { amountMinor, bearer: draft.bearer } };
}

/** The most that an amount over the picked lines can be. */
export function mostOf(draft: RefundDraft, view: RefundView): number {
  return pickedLines(draft, view).reduce((sum, { line }) => sum + line.mostMinor[draft.bearer], 0);
}

/** Half of what was paid for the picked lines, as far as there is so much left. */
export function halfOf(draft: RefundDraft, view: RefundView): number {
  const paidMinor = pickedLines(draft, view).reduce((sum, { line }) => sum + line.paidMinor, 0);
  return Math.min(mostOf(draft, view), Math.floor(paidMinor / 2));
}

/** How the preview of a refund is asked for. */
export function queryOf({ lines: [first, ...others], given }: RefundAsk): RefundQuery {
  return {
    ...{ item: first?.itemNumber ?? 0, priceMinor: first?.unitPriceMinor ?? 0 },
    ...(given ?? { units: first?.units }),
    ...(others.length > 0 && { more: linesToText(others) }),
  };
}

/** An amount as a field for it holds it: `23.90`. */
export function typed(minor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}

/** One unit of the first line that can be refunded in that way: more are a tap away. */
function firstPick({ lines }: RefundView, kind: RefundKind): ReadonlyMap<number, number> {
  const at = lines.findIndex((line) => fits(line, kind));
  return new Map(at < 0 ? [] : [[at, 1]]);
}
