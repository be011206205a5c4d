import type { LiveView } from '../../../../shared/live-view/entries.ts';
import type { QuoteView } from '../../../../shared/market/order/contract.ts';
import type { VoucherEntry } from '../../../../shared/market/voucher/entry.ts';
import { within } from '../../../../shared/values/time.ts';

/** The ids to name with an order: what the quote used, or nobody's choice where there was none to make. */
export function namedBy({ vouchers }: QuoteView): string[] | undefined {
  if (vouchers.length === 0) return undefined;
  return vouchers.filter(({ isUsed }) => isUsed).map(({ voucherId }) => voucherId);
}

/** The vouchers that a page can name: those that everybody sees, and the one whose code was typed. */
export function vouchersOf(
  { vouchers }: Pick<LiveView, 'vouchers'>,
  { code }: QuoteView,
): LiveView['vouchers'] {
  const coded = code?.voucher;
  return coded ? { ...vouchers, [coded.voucherId]: coded } : vouchers;
}

/** The code to send with an order: only one that its quote used. */
export function codeOf({ code }: QuoteView, typed: string | null): string | undefined {
  return typed !== null && code?.outcome === 'used' ? typed : undefined;
}

/**
 * The vouchers that are used once this one was tapped: without it if it was used, else with it instead of the one of its
 * step (V1).
 */
export function afterTap(
  view: Pick<LiveView, 'vouchers' | 'cards'>,
  used: readonly string[],
  voucherId: string,
): string[] {
  if (used.includes(voucherId)) return used.filter((other) => other !== voucherId);
  const step = stepOf(view, voucherId);
  return [...used.filter((other) => stepOf(view, other) !== step), voucherId];
}

/**
 * The voucher that stands in the way of another one that counts: the one of its step (V1), or one that takes more off
 * than both together would.
 * @param isChosen by the buyer: then only the one of its step is in the way
 * @returns null: nothing is, or it is used itself
 */
export function inTheWay(
  view: Pick<LiveView, 'vouchers' | 'cards'>,
  offers: QuoteView['vouchers'],
  voucherId: string,
  isChosen: boolean,
): string | null {
  const own = offers.find((offer) => offer.voucherId === voucherId);
  if (!own || own.isUsed || own.missingMinor > 0) return null;
  const step = stepOf(view, voucherId);
  const used = offers.filter(({ isUsed }) => isUsed);
  const ofStep = used.find((offer) => stepOf(view, offer.voucherId) === step);
  if (ofStep) return ofStep.voucherId;
  const ofGoods = used.find((offer) => stepOf(view, offer.voucherId) !== 'shipping');
  return isChosen || step === 'shipping' ? null : (ofGoods?.voucherId ?? null);
}

/** Vouchers and bundles that count at a moment, as one plain value that changes only when one of them does. */
export function offersNow(view: Pick<LiveView, 'vouchers' | 'promotions'>, nowMs: number): string {
  const ids = Object.entries(view.vouchers).flatMap(([voucherId, { startsAtMs, endsAtMs, left }]) =>
    left > 0 && within(nowMs, startsAtMs, endsAtMs) ? [voucherId] : [],
  );
  const bundles = Object.entries(view.promotions).flatMap(
    ([itemNumber, { startsAtMs, endsAtMs, units, totalMinor }]) =>
      within(nowMs, startsAtMs, endsAtMs) ? [`${itemNumber}:${units}:${totalMinor}`] : [],
  );
  return [...ids, ...bundles].join(' ');
}

function stepOf({ vouchers, cards }: Pick<LiveView, 'vouchers' | 'cards'>, voucherId: string): string {
  const voucher = vouchers[voucherId];
  if (!voucher) return voucherId;
  if (voucher.off.kind === 'shipping') return 'shipping';
  return voucher.producer ?? onlyProducer(cards, voucher) ?? 'shop';
}

/** Whose goods all of its items are; null if they are of several, or it is for everything. */
function onlyProducer(cards: LiveView['cards'], { itemNumbers }: VoucherEntry): string | null {
  const producers = new Set(itemNumbers?.map((itemNumber) => cards[itemNumber]?.producer));
  const [only] = producers;
  return producers.size === 1 ? (only ?? null) : null;
}
