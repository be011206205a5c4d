import type { MyOrder } from '../../../shared/market/order/contract.ts';
import { semaphore } from '../../lib/semaphore.ts';
import { moneyBackTypes, REFUNDS } from '../../market/order/money-back.ts';
import type { OrderWithLines } from '../../ports/readers.ts';
import type { OrderRow } from '../../ports/rows.ts';
import type { ApplicationDeps } from '../deps.ts';

type Refund = NonNullable<MyOrder['refund']>;
type Knowing = Pick<ApplicationDeps, 'readers' | 'store' | 'settlement'>;

/** Accepted claims, or parcels that were lost or came back, of all orders that are shown. */
const MAX_REASONS = 500;
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
      refunds.set(orderId, { state: isGiven ? 'given' : 'by_hand', ...when(isGiven ? back.lastAtMs : atMs) });
      continue;
    }
    // Decided at a time that no table says, such as of a line that nobody could fill: done with the last such fact.
    const isDone = (atMs ?? Number.MAX_VALUE) < next.get(streamId)!;
    refunds.set(orderId, { state: isDone ? 'done' : 'started', ...when(atMs) });
  }
  return refunds;
}

const isCash = ({ payment }: OrderRow) => payment === 'cash_on_delivery';
const when = (atMs: number | undefined): Pick<Refund, 'atMs'> => (atMs === undefined ? {} : { atMs });

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
