import type { PaymentMethod } from '../../../../shared/contract/payment.ts';
import { shownPrice } from '../../../../shared/live-view/price.ts';
import type { AddressView } from '../../../../shared/market/account/contract.ts';
import type { LiveRequest } from '../../../../shared/protocol.ts';
import { systemIds } from '../../../adapters/system/ids.ts';
import type { Chance } from './chance.ts';
import type { Door } from './door.ts';
import { SPOKEN } from './offers.ts';
import { pause } from './pause.ts';
import { type Guest, somebody } from './people.ts';
import type { Screen } from './screen.ts';
import type { Watcher } from './watcher.ts';

/** How far somebody goes: most only watch. */
export type Intent = 'watches' | 'looks' | 'adds' | 'orders' | 'pays';

/** Phones of today begin behind those of the market's past. */
let lastNumber = 10_000_000;

export interface Shopping {
  door: Door;
  watcher: Watcher;
  guest: Guest;
  chance: Chance;
  isOver: AbortSignal;
  screen: Screen;
}

/** Puts a good into the cart, mostly what the host shows; what is gone some wait for. */
export async function addSomething({ watcher, guest, chance, screen }: Shopping): Promise<void> {
  const view = watcher.view();
  if (view.stream?.status !== 'LIVE' || view.order.length === 0) return;
  const shown = view.pins[0]?.itemNumber;
  const itemNumber = shown !== undefined && chance.often(0.65) ? shown : chance.pick(view.order);
  screen.tap(itemNumber);
  const state = view.stock[itemNumber]?.state;
  if (state === 'SOLD_OUT' || state === 'ALL_HELD' || state === 'AWAITING_PAYMENT') {
    if (chance.often(0.2)) {
      await watcher.send('waitlist:join', { key: systemIds.next(), itemNumber, units: 1 });
    }
    return;
  }
  if (state !== 'IN_STOCK' && state !== 'LOW') return;
  const price = shownPrice(view, itemNumber, watcher.nowMs());
  if (!price) return;
  const ticket = watcher.ticket();
  await watcher.send('cart:add', {
    key: systemIds.next(),
    itemNumber,
    units: chance.often(0.2) ? 2 : 1,
    seenPriceMinor: price.priceMinor,
    ...(price.flashId !== null && { flashId: price.flashId }),
    ...(price.flashId !== null && ticket !== null && { ticket }),
    channel: guest.channel,
  });
}

/** Thinks better of one unit, if there is anything in the cart. */
export async function removeSomething({ watcher, chance }: Shopping): Promise<void> {
  const lines = watcher.me()?.cart.lines ?? [];
  if (lines.length === 0) return;
  const { itemNumber } = chance.pick(lines);
  await watcher.send('cart:remove', { key: systemIds.next(), itemNumber, units: 1 });
}

/** In such a time a cart has heard of what it took. */
const TOLD_MS = 1_000;

/**
 * Orders what the cart holds, and pays for it if that is wanted.
 * @param way how to pay; absent: as most do
 * @returns true if an order was placed
 */
export async function order(shopping: Shopping, doesPay: boolean, way?: PaymentMethod): Promise<boolean> {
  const { watcher, guest, chance } = shopping;
  const lines = orderable(watcher);
  if (lines.length === 0) return false;
  guest.addressId ??= await keepAddress(shopping);
  const offered = watcher.view().stream?.payments ?? [];
  const hasHeardCode = chance.often(0.4);
  const wanted: PaymentMethod = way ?? (chance.often(0.25) ? 'cash_on_delivery' : 'sandbox');
  let first = await place(wanted);
  // What was reserved at list price has a flash price by now (F7): some take it, some keep what they have.
  if (first?.ok === false && first.code === 'CHEAPER_NOW') {
    const { itemNumber, units, flashId, totalBeforeMinor, totalAfterMinor } = first;
    const offer = { itemNumber, units, flashId, totalBeforeMinor, totalAfterMinor };
    const { addressId, channel } = guest;
    if (chance.often(0.8)) {
      const taken = await watcher.send('cart:take', { key: systemIds.next(), ...offer, addressId, channel });
      await pause(TOLD_MS, shopping.isOver);
      // It is ordered at its new price; what has sold out meanwhile stays as it is.
      return taken?.ok === true && !shopping.isOver.aborted ? order(shopping, doesPay, way) : false;
    }
    first = await place(wanted, [flashId]);
  }
  if (first?.ok) return settle(first.order.payUrl);
  // Cash is not for everybody (H6): the refusal names what is possible.
  if (way || first?.code !== 'PAYMENT_FAILED' || !offered.includes('sandbox')) return false;
  const second = await place('sandbox');
  return second?.ok ? settle(second.order.payUrl) : false;

  async function place(payment: PaymentMethod, askedFlashIds: string[] = []) {
    const { addressId, channel } = guest;
    const bill = await billOf(watcher, { lines, addressId, ...(hasHeardCode && { code: SPOKEN.code }) });
    if (bill === null) return null;
    return watcher.send('order:place', {
      key: systemIds.next(),
      lines,
      addressId,
      payment,
      channel,
      askedFlashIds,
      ...bill,
    });
  }

  async function settle(payUrl: string | null): Promise<true> {
    if (payUrl !== null && doesPay) await payFor(shopping, payUrl);
    return true;
  }
}

async function payFor({ door, chance, isOver }: Shopping, payUrl: string): Promise<void> {
  await pause(chance.whole(2_000, 9_000), isOver);
  const mood = chance.next();
  // Most pay at once; some wait for their bank, some are declined first.
  if (isOver.aborted) return;
  if (mood > 0.88) return door.pay(payUrl, 'after-5-s');
  if (mood > 0.83) {
    await door.pay(payUrl, 'decline');
    await pause(chance.whole(3_000, 8_000), isOver);
    if (isOver.aborted) return;
  }
  await door.pay(payUrl, 'pay');
}

/** What is held at its bound price, and what is wanted without a hold at the price in force. */
function orderable(watcher: Watcher): LiveRequest<'order:place'>['lines'] {
  const nowMs = watcher.nowMs();
  return (watcher.me()?.cart.lines ?? []).flatMap(({ itemNumber, holds, directUnits }) => {
    const kept = holds
      .filter((hold) => hold.untilMs > nowMs)
      .map(({ units, unitPriceMinor }) => ({ itemNumber, units, unitPriceMinor }));
    const price = directUnits > 0 ? shownPrice(watcher.view(), itemNumber, nowMs) : null;
    return price ? [...kept, { itemNumber, units: directUnits, unitPriceMinor: price.priceMinor }] : kept;
  });
}

async function keepAddress({ door, guest, chance }: Shopping): Promise<string> {
  lastNumber += 1;
  const contact = { ...somebody(chance, lastNumber), key: systemIds.next() };
  const { addressId } = await door.post<AddressView>('/me/addresses', contact, guest.token);
  return addressId;
}

/** What a page shows before the tap: asked for where sending or vouchers count, else added up. Null: no answer. */
async function billOf(
  watcher: Watcher,
  asked: LiveRequest<'order:quote'>,
): Promise<Pick<LiveRequest<'order:place'>, 'expectTotalMinor' | 'code'> | null> {
  if (!watcher.view().stream?.isQuoted) {
    const goodsMinor = asked.lines.reduce((sum, line) => sum + line.units * line.unitPriceMinor, 0);
    return { expectTotalMinor: goodsMinor };
  }
  const quote = await watcher.send('order:quote', asked);
  if (!quote?.ok) return null;
  const isUsed = quote.code?.outcome === 'used';
  return { expectTotalMinor: quote.totalMinor, ...(isUsed && { code: asked.code }) };
}
