import type { StaffActor } from '../../../server/application/application.ts';
import { pauseForAudit } from '../../../server/application/stream/pause.ts';
import { claimMediaHome, mediaStarted, mediaStopped } from '../../../server/market/broadcast/media.ts';
import type { StaffCommand } from '../../../server/market/command-spec.ts';
import type { StreamFact } from '../../../server/market/facts.ts';
import type { DecideAt, Decision } from '../../../server/market/kernel/decision.ts';
import type { StreamState } from '../../../server/market/state.ts';
import { voidTransfer } from '../../../server/market/stock/void.ts';
import type { Cast } from '../../../server/tools/demo/market/past/cast.ts';
import type { PaymentMethod, PaymentOutcome } from '../../../shared/contract/payment.ts';
import type { ConsoleRequest } from '../../../shared/protocol.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/values/time.ts';
import type { AuditMarket } from '../../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../../builders/engine-house.ts';

/** One item, so many units of it, at a price. */
type Line = [itemNumber: number, units: number, unitPriceMinor: number];

/** An evening of all that happens now and then: so that a market has every kind of fact. */
export async function playRareDeeds(market: AuditMarket, cast: Cast): Promise<void> {
  await market.adds(60, 2_000);
  await market.adds(20, 3_000);
  await market.adds(5, 1_000);
  await market.adds(2, 500);
  await prepare(market, cast.analyst);
  accepted(await market.floor('stream:go-live', {}));
  await breakOff(market);
  await changeOnes(market);
  await makeOffers(market);
  await pay(market);
  await wait(market);
  const buyer = await market.buyer();
  const orderIds = [];
  // The second order makes the parcel free: what the first paid for it comes back when the stream closes (P3).
  for (const lines of [[[1, 1, 2_000]], [[2, 2, 3_000]]] as Line[][])
    orderIds.push(await buys(market, buyer, lines));
  await pauseForAudit(market.app.deps, market.streamId, 'a count that was wrong once');
  accepted(await market.floor('stream:resume-selling', {}));
  accepted(await market.floor('lineup:remove', { itemNumber: 3, version: await market.version(3) }));
  accepted(await market.floor('stream:end', {}));
  await market.passes(2 * HOUR);
  await afterwards(market, cast.packer, orderIds);
}

/** Submits what no command asks for: the server's own rules. */
async function submits(
  { app, clock, streamId }: AuditMarket,
  decide: (state: StreamState, at: DecideAt) => Decision<object, StreamFact>,
): Promise<void> {
  const engine = (await app.engines.stream(streamId))!;
  const outcome = await engine.submit({ readAtMs: clock.steadyMs(), ids: [], key: null, decide });
  if (outcome.kind !== 'accepted') throw new Error('The rule said no.');
}

async function prepare(market: AuditMarket, { staffId }: StaffActor): Promise<void> {
  const floor = async <C extends StaffCommand>(command: C, request: Omit<ConsoleRequest<C>, 'key'>) =>
    accepted(await market.floor(command, request));
  await floor('stream:grant', { staffId, grants: ['pin', 'orders:view'] });
  await floor('stream:set-playback-url', { url: 'https://live.invalid/fair/index.m3u8' });
  await floor('stream:make-ingest-key', {});
  await floor('stream:revoke-ingest-key', {});
  await floor('stream:record', { isOn: true });
  await floor('stream:record', { isOn: false });
  const bounds = {
    ...{ newcomerOrderUnits: 8, newcomerShareBps: 9_000, newcomerPayMs: 5 * MINUTE, maxUnpaidOrders: 3 },
    ...{ newcomerFlashPayMs: 3 * MINUTE, newcomerOpenedMs: 2 * MINUTE, isUnpaidStrike: true },
  };
  await floor('stream:set-bounds', { version: 0, bounds });
  const table = { tiers: [{ upToGrams: 5_000, feeMinor: 600 }], capMinor: 900, freeFromMinor: 5_000 };
  const set = await floor('shipping:set', { version: 0, origin: '', table });
  const abroad = { currency: 'USD', language: 'en' as const, rateMicros: 139_000, countries: ['US'] };
  const sold = await floor('shipping:set-overseas', { version: set.version, overseas: abroad });
  await floor('shipping:set', { version: sold.version, origin: '', table, isOverseas: true });
  await submits(market, (state) => claimMediaHome(state, { node: 'main', address: '', gone: null }));
}

/** The picture goes, the stream is interrupted by it, and comes again. */
async function breakOff(market: AuditMarket): Promise<void> {
  await submits(market, (state) => mediaStarted(state));
  await market.passes(MINUTE);
  const lastAtMs = market.clock.nowMs();
  await submits(market, (state, at) => mediaStopped(state, { lastAtMs }, at));
  await market.passes(15 * SECOND);
  await submits(market, (state) => mediaStarted(state));
  accepted(await market.floor('stream:interrupt', {}));
  accepted(await market.floor('stream:resume', {}));
}

/** What a host changes, and takes back. */
async function changeOnes(market: AuditMarket): Promise<void> {
  const { lineupVersion } = await market.app.application.consoleFrame(market.streamId);
  const reordered = accepted(
    await market.floor('lineup:reorder', { order: [2, 1, 3, 4], version: lineupVersion }),
  );
  accepted(await market.floor('lineup:undo', { seq: reordered.seq }));
  const limited = accepted(
    await market.floor('lineup:set-limit', {
      itemNumber: 1,
      version: await market.version(1),
      buyerLimit: 9,
    }),
  );
  accepted(await market.floor('lineup:undo', { seq: limited.seq }));
  for (const itemNumber of [1, 2]) {
    const pinned = accepted(
      await market.floor('lineup:pin', { itemNumber, version: await market.version(itemNumber) }),
    );
    if (itemNumber === 2) accepted(await market.floor('lineup:undo', { seq: pinned.seq }));
  }
  accepted(await market.floor('lineup:unpin', { itemNumber: 1 }));
  const stopped = accepted(await market.floor('stock:stop', { itemNumber: 3 }));
  accepted(await market.floor('lineup:undo', { seq: stopped.seq }));
}

async function makeOffers(market: AuditMarket): Promise<void> {
  const { clock } = market;
  const starts = async (prelaunchSeconds: number) =>
    accepted(
      await market.floor('flash-sale:start', {
        ...{ itemNumber: 2, version: await market.version(2), priceMinor: 2_500, startsAtMs: null },
        ...{ durationSeconds: 600, prelaunchSeconds, cap: 5, perBuyerCap: 2 },
        ...{ afterEnd: 'off' as const, fundedBy: 'producer' as const },
      }),
    );
  const undone = await starts(30);
  accepted(await market.floor('lineup:undo', { seq: undone.seq }));
  const { flashId } = await starts(30);
  accepted(await market.floor('flash-sale:edit', { flashId, version: await market.version(2), cap: 6 }));
  await market.passes(MINUTE);
  accepted(await market.floor('flash-sale:end', { flashId }));
  accepted(await market.floor('stock:resume', { itemNumber: 2, version: await market.version(2) }));

  const startsAtMs = null;
  const endsAtMs = clock.nowMs() + DAY;
  const promotion = { units: 3, totalMinor: 5_500, fundedBy: 'shop' as const, startsAtMs, endsAtMs };
  const version = await market.version(1);
  accepted(await market.floor('promotion:set', { itemNumber: 1, version, promotion }));
  const made = accepted(
    await market.floor('voucher:create', {
      ...{ code: 'AUTUMN7', off: { kind: 'shipping', offMinor: null }, fromMinor: 0, startsAtMs, endsAtMs },
      ...{ scope: { kind: 'shop' }, fundedBy: 'host', cap: 10, perBuyerCap: 1 },
    }),
  );
  const { voucherId } = made;
  accepted(await market.floor('voucher:edit', { voucherId, version: made.version, cap: 12 }));
  accepted(await market.floor('voucher:end', { voucherId }));
}

/** Orders what was taken at the total that the market names. @returns the order, which is paid if it is online */
async function buys(
  market: AuditMarket,
  buyer: HouseBuyer,
  lines: readonly Line[],
  { payment = 'sandbox', isPaid = true }: { payment?: PaymentMethod; isPaid?: boolean } = {},
): Promise<string> {
  const { app, clock, streamId } = market;
  for (const [itemNumber, units, price] of lines) await market.takes(buyer, itemNumber, units, price);
  const asked = {
    lines: lines.map(([itemNumber, units, unitPriceMinor]) => ({ itemNumber, units, unitPriceMinor })),
    addressId: buyer.addressId,
  };
  const quote = accepted(await app.application.orderQuote(buyer, streamId, asked, clock.nowMs()));
  const request = { ...asked, expectTotalMinor: quote.totalMinor, payment };
  const { order } = accepted(await market.live(buyer, 'order:place', request));
  if (isPaid && payment === 'sandbox') await market.pays(order.orderId, order.totalMinor);
  return order.orderId;
}

/** What a provider says before there is money, and when there is none, or too late. */
async function pay(market: AuditMarket): Promise<void> {
  const { app, ids, clock } = market;
  const says = (orderId: string, outcome: PaymentOutcome, amountMinor = 0) =>
    app.application.payment(
      { noticeId: ids.next(), paymentId: ids.next(), orderId, amountMinor, outcome },
      clock.nowMs(),
    );
  const slow = await buys(market, await market.buyer(), [[1, 1, 2_000]], { isPaid: false });
  for (const outcome of ['opened', 'declined', 'failed', 'pending'] as const) await says(slow, outcome);
  const late = await buys(market, await market.buyer(), [[4, 2, 500]], { isPaid: false });
  await market.passes(30 * MINUTE);
  const other = await market.buyer();
  await buys(market, other, [[4, 2, 500]], { payment: 'cash_on_delivery' });
  const { totalMinor } = (await app.deps.readers.orderById(late))!.order;
  await says(late, 'paid', totalMinor);
}

/** Lines for a good of which there is nothing left: left, offered and declined, and ended with the good. */
async function wait(market: AuditMarket): Promise<void> {
  const holder = await market.buyer();
  await market.takes(holder, 3, 3, 1_000);
  await market.takes(await market.buyer(), 3, 2, 1_000);
  const line = [await market.buyer(), await market.buyer(), await market.buyer()] as const;
  for (const buyer of line) {
    accepted(await market.live(buyer, 'waitlist:join', { itemNumber: 3, units: 1 }));
  }
  const [left, offered] = line;
  accepted(await market.live(left, 'waitlist:leave', { itemNumber: 3 }));
  accepted(await market.live(holder, 'cart:remove', { itemNumber: 3, units: 1 }));
  accepted(await market.live(offered, 'waitlist:leave', { itemNumber: 3 }));
  accepted(await market.live(left, 'waitlist:join', { itemNumber: 3, units: 1 }));
}

/** After the stream: money back for what was not packed, and a claim that is declined. */
async function afterwards(
  market: AuditMarket,
  packer: StaffActor,
  orderIds: readonly string[],
): Promise<void> {
  const { app, ids, clock, streamId } = market;
  const desk = async <C extends StaffCommand>(command: C, request: Omit<ConsoleRequest<C>, 'key'>) => {
    const keyed = { key: ids.next(), ...request } as ConsoleRequest<C>;
    return accepted(await app.application.console(packer, streamId, command, keyed, clock.nowMs()));
  };
  const [orderId, other] = orderIds as [string, string];
  const unpacked = { orderId: other, itemNumber: 2, unitPriceMinor: 3_000, units: 1 };
  accepted(await market.floor('order:refund', unpacked));
  const { shipmentId } = await desk('parcel:pack', { orderIds: [orderId], origin: '' });
  await desk('parcel:ship', { shipmentId, carrier: 'SF', trackingCode: 'SF-2000' });
  await market.passes(DAY);
  await desk('parcel:deliver', { shipmentId, deliveredAtMs: clock.nowMs() });
  const { buyerId } = (await app.deps.readers.orderById(orderId))!.order;
  const claimed = await app.application.live(
    { buyerId, allIds: [buyerId] },
    streamId,
    'claim:open',
    {
      ...{ key: ids.next(), orderId, itemNumber: 1, unitPriceMinor: 2_000 },
      ...{ units: 1, shareBps: 10_000, reason: 'wrong' },
    },
    clock.nowMs(),
    null,
  );
  await desk('claim:decide', { claimId: accepted(claimed).claimId, accepted: false });
  await submits(market, (state) => voidTransfer(state, { transferId: `${streamId}:never-sent` }));
}
