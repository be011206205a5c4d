import type { QuoteView } from '../../../shared/market/order/contract.ts';
import type { Buyer } from '../account/state.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import { type Decision, refused } from '../kernel/decision.ts';
import { waysToPay } from '../newcomers/why-not.ts';
import { whyNotServed } from '../shipping/serve.ts';
import { wayOn } from '../shipping/way-on.ts';
import type { StreamState } from '../state.ts';
import { offersOf } from '../voucher/offers.ts';
import { typedCodeOf } from '../voucher/typed-code.ts';
import { billOf } from './bill.ts';
import { fillOrder } from './fill.ts';
import { takingsOf } from './taking.ts';
import type { AskedLine, Portion } from './tally.ts';
import { discountView } from './view.ts';
import { whyNoOrder } from './why-not.ts';

/** Who asks for a quote. What is looked up of them for the ways to pay is absent where it could not be: then none is told. */
export interface QuotedFor {
  receivedAtMs: number;
  buyerId: string;
  country?: string | null;
  newcomer?: { isNewInShop: boolean; networkTag: string; isPracticeOff: boolean };
}

/**
 * What an order of these lines would cost now, and what it would be refused for: the same bill as the order's, so that
 * a buyer sees the whole total before the tap (O2). Changes and keeps nothing, and a refusal is not counted: nobody has
 * asked for goods yet.
 */
export function quoteOrder(
  state: Readonly<StreamState>,
  request: {
    lines: readonly AskedLine[];
    addressId: string | null;
    vouchers?: readonly string[] | undefined;
    code?: string | undefined;
  },
  by: QuotedFor,
): { kind: 'quoted'; quote: QuoteView } | Extract<Decision<never>, { kind: 'refused' }> {
  const refusal = whyNoOrder(state, request.lines);
  if (refusal) return refused(refusal);
  const buyerId = buyerIdNow(state, by.buyerId);
  const buyer = state.buyers.get(buyerId);
  // Whose phone it is (H7) is asked when the order comes: a quote looks nothing up.
  const filled = fillOrder(state, request.lines, buyer, { ...by, buyerId, phoneTag: null });
  if (filled.kind === 'refused') return filled;
  const { country = null } = by;
  const notServed = whyNotServed(state, filled.portions, country);
  if (notServed) return refused(notServed);
  const { addressId, vouchers: named = null, code } = request;
  const to = {
    buyer,
    buyerId,
    addressId,
    phoneTag: null,
    receivedAtMs: by.receivedAtMs,
    named,
    code,
    isOverseas: country !== null,
  };
  const billed = billOf(state, filled.portions, to);
  if (billed.kind === 'refused') return billed;
  const { lines, shipping, goodsMinor, shippingMinor, totalMinor } = billed.bill;
  const takings = takingsOf(state, filled.portions, to);
  const quote: QuoteView = {
    lines: lines.map(({ itemNumber, units, unitPriceMinor, payMinor, discounts }) => ({
      itemNumber,
      units,
      unitPriceMinor,
      payMinor,
      discounts: discounts.map(discountView),
    })),
    shipping: (shipping ?? []).map(({ origin, feeMinor, discounts = [] }) => ({
      origin,
      feeMinor,
      discounts: discounts.map(discountView),
      ...wayOn(state, origin, lines, to),
    })),
    goodsMinor,
    shippingMinor,
    totalMinor,
    vouchers: offersOf(state, billed.bill, to),
    ...(takings.length > 0 && { takings }),
    ...waysPart(state, filled, buyer, by),
    ...(code !== undefined && { code: typedCodeOf(state, billed.bill, to, code) }),
  };
  return { kind: 'quoted', quote };
}

/** The ways to pay, and what an order would be refused for by each: so that nobody types an address for nothing (H8). */
function waysPart(
  state: Readonly<StreamState>,
  { asked, portions }: { asked: readonly AskedLine[]; portions: readonly Portion[] },
  buyer: Buyer | undefined,
  { receivedAtMs, newcomer }: QuotedFor,
): Pick<QuoteView, 'ways'> {
  if (!newcomer) return {};
  const { isNewInShop, networkTag: tag, isPracticeOff } = newcomer;
  const from = {
    buyer,
    isNew: isNewInShop && !buyer?.hasPaid,
    tag,
    atMs: Math.max(receivedAtMs, state.atMs),
  };
  return { ways: waysToPay(state, { asked, portions }, from, isPracticeOff) };
}
