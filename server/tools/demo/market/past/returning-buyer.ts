import type { Application } from '../../../../application/application.ts';
import type { Guest } from '../people.ts';
import { actorOf } from './shopping.ts';

/** So many are looked at: each costs two reads, and the demo opens meanwhile. */
const MOST_LOOKED_AT = 60;

/**
 * Which of those who ordered a visitor may be: the one whose orders show the most. Something was delivered that can still be
 * claimed; the best has a parcel on its way, and an order that is not packed, besides.
 * @returns null if no order can be claimed
 */
export async function returningBuyer(
  application: Pick<Application, 'myOrders' | 'myParcels'>,
  regulars: Iterable<Guest>,
  nowMs: number,
): Promise<Guest | null> {
  let best: { guest: Guest; points: number } | null = null;
  for (const guest of [...regulars].slice(-MOST_LOOKED_AT)) {
    const { parcels, claims } = await application.myParcels(actorOf(guest));
    const claimed = new Set(claims.map(({ orderId }) => orderId));
    const mayClaim = parcels.some(
      ({ claimUntilMs, lines }) =>
        claimUntilMs !== null && claimUntilMs > nowMs && lines.some(({ orderId }) => !claimed.has(orderId)),
    );
    if (!mayClaim) continue;
    const packed = new Set(parcels.flatMap(({ lines }) => lines.map(({ orderId }) => orderId)));
    const orders = await application.myOrders(actorOf(guest));
    const waits = orders.some(({ order }) => order.status === 'PAID' && !packed.has(order.orderId));
    const isOnItsWay = parcels.some(({ status }) => status === 'SHIPPED');
    const points = Number(waits) + Number(isOnItsWay);
    if (!best || points > best.points) best = { guest, points };
  }
  return best?.guest ?? null;
}
