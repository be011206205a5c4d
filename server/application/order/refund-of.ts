import type { MyOrder } from '../../../shared/market/order/contract.ts';
import { DAY } from '../../../shared/values/time.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import { semaphore } from '../../lib/semaphore.ts';
import type { StreamFact } from '../../market/facts.ts';
import { moneyBackTypes, ordersGivenBack, REFUNDS, timedByLogTypes } from '../../market/order/money-back.ts';
import type { OrderWithLines } from '../../ports/readers.ts';
import type { OrderRow } from '../../ports/rows.ts';
import type { ApplicationDeps } from '../deps.ts';

type Refund = NonNullable<MyOrder['refund']>;
type Knowing = Pick<ApplicationDeps, 'readers' | 'store' | 'settlement' | 'providers'>;

/** Accepted claims, or parcels that were lost or came back, of all orders that are shown. */
const MAX_REASONS = 500;
/** Facts at a log's end that are looked through for the times that no table has. */
const LAST_FACTS = 10_000;
/** Streams that one history looks up side by side: it waits for few round trips, and leaves connections to others. */
const STREAMS_AT_ONCE = 4;

/**
 * How far the money is that comes back of orders, by order; nothing of those of which nothing does. What was paid online is
 * with the provider once the market's own work on the log has passed the decision. What was paid to a courier the shop
 * gives back by hand, and books it (M5).
 */
export async function refundsOf(
  deps: Knowing,
  found: readonly OrderWithLines[],
): Promise<Map<string, Refund>> {
  const orders = found.map(({ order }) => order).filter(({ refundedMinor }) => refundedMinor > 0);
  const refunds = new Map<string, Refund>();
  if (orders.length === 0) return refunds;
  const decided = await decisionTimes(deps, orders);
  await noteUntabled(deps, orders, decided);
  const cash = orders.filter(isCash);
  const given = await deps.settlement?.givenByHand(cash.map(({ orderId }) => orderId));
  const online = orders.filter((order) => !isCash(order));
  const next = await nextToDo(deps, new Set(online.map(({ streamId }) => streamId)));
  for (const order of orders) {
    const { orderId, streamId, refundedMinor } = order;
    const atMs = decided.get(orderId);
    if (isCash(order)) {
      const back = given?.find((each) => each.orderId === orderId);
      const isGiven = back !== undefined && back.minor >= refundedMinor;
      if (isGiven) refunds.set(orderId, { state: 'given', ...when(back.lastAtMs) });
      else refunds.set(orderId, { state: 'by_hand', ...when(atMs), ...byWhen(deps, order, atMs) });
      continue;
    }
    // Decided at a time that is not known any more: done with the last such fact.
    const isDone = (atMs ?? Number.MAX_VALUE) < next.get(streamId)!;
    const state = isDone ? 'done' : 'started';
    refunds.set(orderId, { state, ...when(atMs), ...byWhen(deps, order, atMs) });
  }
  return refunds;
}

const isCash = ({ payment }: OrderRow) => payment === 'cash_on_delivery';
const when = (atMs: number | undefined): Pick<Refund, 'atMs'> => (atMs === undefined ? {} : { atMs });

/** By when money is with its buyer that was given back at a time (O14). */
function byWhen(
  { providers }: Pick<Knowing, 'providers'>,
  { payment }: OrderRow,
  atMs: number | undefined,
): Pick<Refund, 'byMs'> {
  const days = providers.get(payment)?.refundDays;
  return atMs === undefined || days === undefined ? {} : { byMs: atMs + days * DAY };
}

/**
 * When, of each stream, the first fact was that may give money back and is not handled yet; all from before are done (T3: time
 * in a log never goes back). Facts of other kinds keep nothing waiting: the cursor stays before them until the next of these.
 */
async function nextToDo(
  { store }: Pick<Knowing, 'store'>,
  streamIds: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const some = semaphore(STREAMS_AT_ONCE);
  const looks = Array.from(streamIds, (streamId) =>
    some(async () => {
      const cursor = await store.cursor(REFUNDS, streamId);
      const [fact] = await store.factsAfter(streamId, cursor, 1, moneyBackTypes);
      return [streamId, fact?.atMs ?? Number.POSITIVE_INFINITY] as const;
    }),
  );
  return new Map(await Promise.all(looks));
}

/**
 * Adds the times that a log alone has: of shipping that became free, of what the shop refunded by itself, of a line that
 * nobody could fill. They are looked for at the end of a log, after the stream's close; what lies further back has no day.
 */
async function noteUntabled(
  { store, readers }: Pick<Knowing, 'store' | 'readers'>,
  orders: readonly OrderRow[],
  times: Map<string, number>,
): Promise<void> {
  const some = semaphore(STREAMS_AT_ONCE);
  const asked = Map.groupBy(
    orders.filter(({ status }) => status !== 'CANCELLED'),
    ({ streamId }) => streamId,
  );
  const looks = Array.from(asked, ([logId, of]) =>
    some(async () => {
      const head = await store.head(logId);
      if (!head) return;
      const ids = of.map(({ orderId }) => orderId);
      const afterSeq = Math.max(0, head.seq - LAST_FACTS);
      const facts = await readers.factsNaming({
        ...{ logId, afterSeq, untilSeq: head.seq, ids, types: timedByLogTypes, limit: MAX_REASONS },
      });
      for (const stored of facts) {
        for (const orderId of ordersGivenBack(factOf<StreamFact>(stored))) {
          if (ids.includes(orderId)) times.set(orderId, Math.max(stored.atMs, times.get(orderId) ?? 0));
        }
      }
    }),
  );
  await Promise.all(looks);
}

/** When the last of what comes back of each order was decided, where the tables say it: a cancellation, a claim, a parcel. */
async function decisionTimes(
  { readers }: Pick<Knowing, 'readers'>,
  orders: readonly OrderRow[],
): Promise<Map<string, number>> {
  const orderIds = orders.map(({ orderId }) => orderId);
  const [claims, parcels] = await Promise.all([
    readers.claims({ orderIds, statuses: ['ACCEPTED'], limit: MAX_REASONS }),
    readers.parcels({ orderIds, statuses: ['LOST', 'RETURNED'], limit: MAX_REASONS }),
  ]);
  const times = new Map<string, number>();
  const note = (orderId: string, atMs: number | null) => {
    if (atMs !== null) times.set(orderId, Math.max(atMs, times.get(orderId) ?? 0));
  };
  for (const { orderId, cancelledAtMs } of orders) note(orderId, cancelledAtMs);
  for (const { orderId, decidedAtMs } of claims) note(orderId, decidedAtMs);
  for (const { shipment, lines } of parcels) {
    for (const { orderId } of lines) note(orderId, shipment.endedAtMs);
  }
  return times;
}
