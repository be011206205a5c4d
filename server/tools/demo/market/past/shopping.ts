import { DRAW_MS } from '../../../../../shared/market/flash-sale/bounds.ts';
import type { Channel } from '../../../../../shared/values/channel.ts';
import { SECOND } from '../../../../../shared/values/time.ts';
import type { App, World } from '../../../../app.ts';
import type { BuyerActor } from '../../../../application/application.ts';
import type { Clock, Ids } from '../../../../lib/clock.ts';
import type { Chance } from '../chance.ts';
import { SPOKEN } from '../offers.ts';
import { type Guest, somebody } from '../people.ts';

/** The last so many of an evening’s products are kept for its end: nobody asks for them before. */
export const SHOWN_LATER = 2;
/** The order that every hint names where a number is typed: it is paid online, so that its refund can be tried. */
const NAMED_REFERENCE = '12-1085';
const NAMED_PAYS_MS = 20 * SECOND;
/** A draw and its answers are over by then. */
const DRAWN_IN_MS = 4 * DRAW_MS;

export interface Shop {
  app: App;
  world: Pick<World, 'directory'>;
  clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
  ids: Ids;
  chance: Chance;
  /** A phone that nobody has yet. */
  nextNumber(): number;
}

export function actorOf({ buyerId }: Pick<Guest, 'buyerId'>): BuyerActor {
  return { buyerId, allIds: [buyerId] };
}

/** Adds what the host shows, or now and then something else of the shop. @returns the item, or null for none */
export async function addSomething(
  { app, clock, ids, chance }: Shop,
  streamId: string,
  guest: Guest,
): Promise<number | null> {
  const position = await app.application.position(streamId);
  if (!position) return null;
  const { order, pins, cards, flash, stock } = position.view;
  const itemNumber = chance.often(0.65)
    ? (pins[0]?.itemNumber ?? 1)
    : chance.pick(order.slice(0, -SHOWN_LATER));
  const running = flash[itemNumber];
  // This clock stands still while somebody waits for an answer, and a draw is held when it goes on (F7).
  if (running && Math.abs(clock.nowMs() - running.startsAtMs) <= DRAWN_IN_MS) return null;
  const isFlash =
    running !== undefined &&
    running.startsAtMs <= clock.nowMs() &&
    clock.nowMs() < running.endsAtMs &&
    (stock[itemNumber]?.flashLeft ?? 0) > 0;
  await app.application.live(
    actorOf(guest),
    streamId,
    'cart:add',
    {
      key: ids.next(),
      itemNumber,
      units: chance.often(0.3) ? 2 : 1,
      seenPriceMinor: isFlash ? running.priceMinor : (cards[itemNumber]?.listPriceMinor ?? 1),
      ...(isFlash && { flashId: running.flashId }),
      channel: guest.channel,
    },
    clock.steadyMs(),
    null,
  );
  return itemNumber;
}

/** An order that stands, to be paid. */
export interface Placed {
  orderId: string;
  totalMinor: number;
  /** Cash is paid at the door. */
  isCash: boolean;
  /** It is paid so long after it was placed, whoever placed it; absent: as its buyer draws. */
  paysInMs?: number;
}

/** Orders what is reserved, at the total that the market names. @returns null if nothing was, or it was refused */
export async function placeOrder(shop: Shop, streamId: string, guest: Guest): Promise<Placed | null> {
  const { app, clock, ids, chance } = shop;
  const actor = actorOf(guest);
  const { cart } = await app.application.privateView(streamId, actor);
  const lines = cart.lines.flatMap(({ itemNumber, holds }) =>
    holds.map(({ units, unitPriceMinor }) => ({ itemNumber, units, unitPriceMinor })),
  );
  if (lines.length === 0) return null;
  guest.addressId ??= await keepAddress(shop, guest);
  const { addressId } = guest;
  const code = chance.often(0.3) ? { code: SPOKEN.code } : {};
  const asked = { lines, addressId, ...code };
  const quote = await app.application.orderQuote(actor, streamId, asked, clock.steadyMs());
  if (!quote.ok) return null;
  const isUsed = quote.code?.outcome === 'used';
  const request = {
    ...{ lines, addressId, expectTotalMinor: quote.totalMinor },
    ...(isUsed && code),
    channel: guest.channel as Channel,
    // What was reserved before a flash is kept at its price.
    askedFlashIds: quote.takings?.map(({ flashId }) => flashId) ?? [],
  };
  const drawsCash = chance.often(0.2);
  const isNamed = drawsCash && (await nextReference(shop, streamId)) === NAMED_REFERENCE;
  // Cash is not for everybody (H6): whoever is refused it pays online.
  for (const payment of drawsCash && !isNamed
    ? (['cash_on_delivery', 'sandbox'] as const)
    : ['sandbox' as const]) {
    const order = { ...request, key: ids.next(), payment };
    const placed = await app.application.live(actor, streamId, 'order:place', order, clock.steadyMs(), null);
    if (placed.ok) {
      const { orderId, totalMinor } = placed.order;
      return {
        ...{ orderId, totalMinor, isCash: payment === 'cash_on_delivery' },
        ...(isNamed && { paysInMs: NAMED_PAYS_MS }),
      };
    }
    if (placed.code !== 'PAYMENT_FAILED') return null;
  }
  return null;
}

/** What the next order of a stream will be called. */
async function nextReference({ app }: Shop, streamId: string): Promise<string | undefined> {
  const engine = await app.engines.stream(streamId);
  return engine?.read(({ orderNumbers }) => app.engines.referenceOf(streamId, `${orderNumbers.last + 1}`));
}

/** Pays online, as the provider would tell it. What is paid outside of a draw takes no ids, either: all else stays as it was. */
export async function pay(
  { app, clock, ids }: Shop,
  { orderId, totalMinor, paysInMs }: Placed,
): Promise<void> {
  const notice =
    paysInMs === undefined
      ? { noticeId: ids.next(), paymentId: ids.next() }
      : { noticeId: `named:${orderId}`, paymentId: `named:${orderId}` };
  await app.application.payment(
    { ...notice, orderId, amountMinor: totalMinor, outcome: 'paid' },
    clock.steadyMs(),
  );
}

async function keepAddress(
  { app, world, clock, ids, chance, nextNumber }: Shop,
  { buyerId }: Guest,
): Promise<string> {
  const addressId = ids.next();
  const sealed = app.secrets.seal(buyerId, somebody(chance, nextNumber()));
  await world.directory.addAddress({ addressId, buyerId, key: ids.next(), sealed, atMs: clock.nowMs() });
  return addressId;
}
