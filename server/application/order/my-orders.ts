import type { AddressView } from '../../../shared/market/account/contract.ts';
import type { MyOrder } from '../../../shared/market/order/contract.ts';
import { hasEnded } from '../../../shared/market/stream/has-ended.ts';
import { isMeantBy, typedReference } from '../../../shared/values/reference.ts';
import type { OrderWithLines } from '../../ports/readers.ts';
import type { OrderRow, StreamRow } from '../../ports/rows.ts';
import { addressView } from '../account/address-view.ts';
import type { BuyerActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { streamTimes } from '../stream-times.ts';
import { atDoorOf, type Newcomers } from './at-door.ts';
import { cancelBackOf } from './cancel-back.ts';
import { lateAmong } from './late.ts';
import { refundsOf } from './refund-of.ts';
import { unitsToSend, viewOfRow } from './row-view.ts';
import { toldOrder } from './told-order.ts';

/** The most orders that a history shows. */
const MAX_HISTORY = 200;

/** A buyer's orders over all streams, newest first. */
export async function myOrders(deps: ApplicationDeps, actor: BuyerActor): Promise<MyOrder[]> {
  return withSurroundings(deps, actor, await deps.readers.ordersOf(actor.allIds, MAX_HISTORY));
}

/**
 * One order of a buyer; null if there is none, or it is somebody else's.
 * @param asked its id, its reference or its number: of several with this number it is the newest (O7)
 */
export async function myOrder(
  deps: ApplicationDeps,
  newcomers: Newcomers,
  actor: BuyerActor,
  asked: string,
): Promise<MyOrder | null> {
  const mine = await findMine(deps, actor, asked);
  return mine && { ...mine, ...(await atDoorOf(deps, newcomers, actor, mine.order)) };
}

async function findMine(deps: ApplicationDeps, actor: BuyerActor, asked: string): Promise<MyOrder | null> {
  if (typedReference.safeParse(asked).success) {
    return (await myOrders(deps, actor)).find(({ order }) => isMeantBy(asked, order)) ?? null;
  }
  const found = await deps.readers.orderById(asked);
  if (!found || !actor.allIds.includes(found.order.buyerId)) return null;
  const [order = null] = await withSurroundings(deps, actor, [found]);
  return order;
}

/** Orders with their stream, the pictures of what was ordered and where they go. A rehearsal is not there (S1). */
async function withSurroundings(
  deps: ApplicationDeps,
  actor: BuyerActor,
  found: readonly OrderWithLines[],
): Promise<MyOrder[]> {
  const streams = new Map<string, StreamRow | null>();
  const pictures = new Map<string, string>();
  for (const { order, lines } of found) {
    if (!streams.has(order.streamId))
      streams.set(order.streamId, await deps.readers.streamById(order.streamId));
    for (const { productId } of lines) {
      if (pictures.has(productId)) continue;
      pictures.set(productId, (await deps.readers.productById(productId))?.picture ?? '');
    }
  }
  const addresses = await addressesOf(deps, actor, found);
  const refunds = await refundsOf(deps, found);
  const late = await lateAmong(deps, found);
  const timesOf = await streamTimes(
    deps,
    found.map(({ order }) => order.streamId),
  );
  const told = await Promise.all(
    found.map(async (row) => {
      const order = toldOrder(deps, actor, viewOfRow(row, timesOf(row.order.streamId)));
      return { row, order, back: await cancelBackOf(deps, order) };
    }),
  );
  return told.flatMap(({ row, order, back }) => {
    const stream = streams.get(row.order.streamId);
    if (!stream || stream.rehearsalOf !== null) return [];
    const refund = refunds.get(row.order.orderId);
    const receiptUrl = receiptOf(deps, row.order);
    return [
      {
        slug: stream.slug,
        streamTitle: stream.title,
        ...(stream.titleEn && { streamTitleEn: stream.titleEn }),
        ...(hasEnded(stream.status) && { hasStreamEnded: true as const }),
        currency: stream.currency,
        order,
        ...back,
        unitsToSend: unitsToSend(row),
        ...(refund && { refund }),
        ...(receiptUrl && { receiptUrl }),
        ...(late.has(row.order.orderId) && { isLate: true as const }),
        pictures: row.lines.map(({ productId }) => pictures.get(productId) ?? ''),
        sendTo: addresses.get(row.order.addressId ?? '') ?? null,
      },
    ];
  });
}

/** The receipt of what was paid: a cancelled order has what became of its money instead. */
function receiptOf({ providers }: ApplicationDeps, { orderId, status, payment }: OrderRow): string | null {
  if (status !== 'PAID' && status !== 'COMPLETED') return null;
  return providers.get(payment)?.receiptUrl?.(orderId) ?? null;
}

/** The buyer's own addresses by their ids; nothing is opened where no order has one. */
async function addressesOf(
  { directory, secrets }: Pick<ApplicationDeps, 'directory' | 'secrets'>,
  { allIds }: BuyerActor,
  found: readonly OrderWithLines[],
): Promise<Map<string, AddressView>> {
  if (found.every(({ order }) => order.addressId === null)) return new Map();
  const kept = await directory.addressesOf(allIds);
  const opened = kept.flatMap((sealed) => addressView(secrets, sealed) ?? []);
  return new Map(opened.map((address) => [address.addressId, address]));
}
