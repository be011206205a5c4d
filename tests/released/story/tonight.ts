import { DAY, HOUR, MINUTE } from '../../../shared/values/time.ts';
import type { AuditMarket } from '../../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../../builders/engine-house.ts';

/** What is open when the story ends. */
export interface Tonight {
  nowMs: number;
  streamId: string;
  /** Holds a unit at the flash price, of which nobody else is sold one any more. */
  holder: HouseBuyer;
  holderPays: { itemNumber: number; units: number; unitPriceMinor: number };
  /** Ordered earlier, for cash and paid online. */
  orderNumbers: { of: HouseBuyer; numbers: string[] };
  /** The first of those who wait for the good that is all held. */
  waiting: HouseBuyer;
}

/** Plans tonight's stream as a host does, with its rehearsal, and one that is called off. */
export async function planTonight(
  { app, ids, clock, host }: AuditMarket,
  cover: string,
): Promise<{ streamId: string; rehearsalId: string }> {
  const plan = async (title: string, scheduledAtMs: number) => {
    const request = { key: ids.next(), title, scheduledAtMs, currency: 'CNY', holdPolicy: 'hold' as const };
    const payments = ['sandbox' as const, 'cash_on_delivery' as const];
    return accepted(await app.application.createStream(host, { ...request, payments })).stream;
  };
  const nowMs = clock.nowMs();
  const { streamId, slug } = await plan('Autumn market', nowMs + HOUR);
  const { streamId: rainedOff } = await plan('Rained off', nowMs + DAY);
  await plan('Next week', nowMs + 7 * DAY);
  const send = app.application.console;
  accepted(await send(host, rainedOff, 'stream:cancel', { key: ids.next() }, nowMs));
  const page = {
    ...{ title: '秋天的集市', titleEn: 'Autumn market', hostNameEn: 'Duan Lihua', cover },
    ...{
      description: '土豆、核桃、蜂蜜',
      descriptionEn: 'Potatoes, walnuts, honey',
      scheduledAtMs: nowMs + HOUR,
    },
  };
  accepted(await send(host, streamId, 'stream:describe', { key: ids.next(), version: 0, page }, nowMs));
  for (const { productId } of (await app.deps.readers.products({ limit: 50 })).slice(0, 2)) {
    const request = { key: ids.next(), productId, units: 3 };
    accepted(await send(host, streamId, 'lineup:add', request, nowMs));
  }
  const rehearsal = accepted(await app.application.rehearse(host, slug));
  return { streamId, rehearsalId: rehearsal.stream.streamId };
}

/** The host tries a pin and a flash price before the doors open. */
export async function playRehearsal(market: AuditMarket): Promise<void> {
  const [price] = await listPrices(market);
  accepted(await market.floor('lineup:pin', { itemNumber: 1, version: await market.version(1) }));
  await startFlash(market, price! - 100);
  await market.passes(5 * MINUTE);
  accepted(await market.floor('stream:end', {}));
  await market.passes(2 * HOUR);
}

/**
 * An evening that goes on: a flash price is on and held, one good is all held and waited for, two orders are paid, one is
 * paid at the door, one waits for its money, and a voucher counts.
 */
export async function playTonight(market: AuditMarket): Promise<Tonight> {
  const { clock, streamId } = market;
  const [price, other] = (await listPrices(market)) as [number, number];
  const flashPrice = price - 100;
  await market.adds(40, 3_200);
  accepted(await market.floor('stream:go-live', {}));
  accepted(await market.floor('lineup:pin', { itemNumber: 3, version: await market.version(3) }));
  accepted(
    await market.floor('voucher:create', {
      name: 'Two and more',
      off: { kind: 'percent', bps: 500, maxMinor: 800 },
      fromMinor: 6_000,
      scope: { kind: 'shop' },
      fundedBy: 'shop',
      startsAtMs: null,
      endsAtMs: clock.nowMs() + DAY,
      cap: 100,
      perBuyerCap: 1,
    }),
  );
  const numbers: string[] = [];
  const of = await market.buyer();
  for (const payment of ['cash_on_delivery', 'sandbox', 'sandbox'] as const) {
    await market.passes(20_000);
    await market.takes(of, 3, 1, 3_200);
    const { orderId, number, totalMinor } = await market.orders(of, [[3, 1, 3_200]], payment);
    numbers.push(number);
    if (payment === 'sandbox') await market.pays(orderId, totalMinor);
  }
  const unpaid = await market.buyer();
  await market.takes(unpaid, 3, 1, 3_200);
  await market.orders(unpaid, [[3, 1, 3_200]]);
  const flashId = await startFlash(market, flashPrice);
  await market.passes(5_000);
  const holder = await market.buyer();
  await market.takes(holder, 1, 2, flashPrice, flashId);
  await market.takes(of, 2, 3, other);
  const waiting = await market.buyer();
  for (const buyer of [waiting, await market.buyer()]) {
    accepted(await market.live(buyer, 'waitlist:join', { itemNumber: 2, units: 1 }));
  }
  await market.passes(10_000);
  return {
    ...{ nowMs: clock.nowMs(), streamId, holder, waiting },
    holderPays: { itemNumber: 1, units: 2, unitPriceMinor: flashPrice },
    orderNumbers: { of, numbers },
  };
}

/** Two minutes of a lower price for two units of the first item. @returns its id */
async function startFlash(market: AuditMarket, priceMinor: number): Promise<string> {
  const started = await market.floor('flash-sale:start', {
    ...{ itemNumber: 1, version: await market.version(1), priceMinor, startsAtMs: null },
    ...{ durationSeconds: 120, prelaunchSeconds: 0, cap: 2, perBuyerCap: 2 },
    ...{ afterEnd: 'list' as const, fundedBy: 'host' as const },
  });
  return accepted(started).flashId;
}

async function listPrices({ app, streamId }: AuditMarket): Promise<number[]> {
  const { items } = await app.application.consoleFrame(streamId);
  return items.map(({ listPriceMinor }) => listPriceMinor);
}
