import { systemIds } from '../../server/adapters/system/ids.ts';
import type { App } from '../../server/app.ts';
import type { StreamEngine } from '../../server/application/engines.ts';
import { payloadHash } from '../../server/application/payload-hash.ts';
import type { Clock } from '../../server/lib/clock.ts';
import type { Outcome } from '../../server/market/kernel/decision.ts';
import { settlePayment } from '../../server/market/order/pay.ts';
import { placeOrder } from '../../server/market/order/place.ts';
import type { PlayedClock } from '../../server/tools/demo/market/played-clock.ts';
import type { LiveReply } from '../../shared/protocol.ts';
import { seeded } from './numbers.ts';
import { orderOf } from './orders.ts';
import type { Stall, stallKeeper } from './stall.ts';

/** Orders of one moment of the past; each is paid in the same moment. */
const AT_ONCE = 500;
const ITEMS = 30;
const UNITS = 5_000_000;
/** Buyers of the past come back: this many orders of each, over the days. */
const ORDERS_EACH = 20;
/** Long enough that hardly anybody of the last hour may still cancel: all but 1 in 72 orders are closed. */
const PAST_MS = 72 * 3_600_000;

/**
 * A live stream that has sold for three days: so many three-line orders through the engine, each paid at once, on a clock
 * that is played from the past to now. The same seed gives the same carts.
 * @param items products in its lineup
 */
export async function sellInThePast(
  { app, keeper }: { app: App; keeper: ReturnType<typeof stallKeeper> },
  clock: PlayedClock,
  { orders, seed, items = ITEMS }: { orders: number; seed: number; items?: number },
): Promise<Stall> {
  const chance = seeded(seed);
  const stall = await keeper.open(Array(items).fill(UNITS));
  const engine = await app.engines.stream(stall.streamId);
  if (!engine) throw new Error('The stream of the bench is gone.');
  const buyers = Array.from({ length: Math.max(AT_ONCE, orders / ORDERS_EACH) }, () => systemIds.next());
  const startMs = clock.nowMs();
  for (let done = 0; done < orders; done += AT_ONCE) {
    clock.goTo(startMs + (PAST_MS * done) / orders);
    const count = Math.min(AT_ONCE, orders - done);
    const carts = Array.from({ length: count }, (_, index) => {
      const buyerId = buyers[(done + index) % buyers.length]!;
      return { buyerId, request: orderOf(stall.offers, systemIds.next(), buyerId, chance) };
    });
    const placed = await Promise.all(
      carts.map(({ buyerId, request }) =>
        engine.submit<Omit<LiveReply<'order:place'>, 'replay'>>({
          readAtMs: clock.steadyMs(),
          ids: [buyerId],
          key: { key: request.key, payloadHash: payloadHash('order:place', request) },
          decide: (state, at) =>
            placeOrder(state, request, {
              ...at,
              buyerId,
              isNewInShop: false,
              phoneTag: buyerId,
              country: null,
              receiptAtMs: null,
              networkTag: buyerId,
              joinedAtMs: null,
            }),
        }),
      ),
    );
    await Promise.all(placed.map((outcome) => pay(engine, clock, taken(outcome).order)));
  }
  clock.goTo(startMs + PAST_MS);
  return stall;
}

/** When the past begins, for it to end now. */
export function pastStartMs(nowMs: number): number {
  return nowMs - PAST_MS;
}

/** The sandbox's word that an order is paid, straight to its engine. */
export async function pay(
  engine: StreamEngine,
  clock: Pick<Clock, 'steadyMs'>,
  { orderId, totalMinor }: { orderId: string; totalMinor: number },
): Promise<void> {
  const payment = { orderId, paymentId: orderId, amountMinor: totalMinor, outcome: 'paid' } as const;
  taken(
    await engine.submit({
      readAtMs: clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state, at) => settlePayment(state, payment, { ...at, lookedUp: null }),
    }),
  );
}

function taken<Reply>(outcome: Outcome<Reply>): Reply {
  if (outcome.kind === 'refused') throw new Error(`Refused: ${outcome.refusal.code}`);
  return outcome.reply;
}
