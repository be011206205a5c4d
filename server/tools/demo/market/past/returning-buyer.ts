import type { MyParcels } from '../../../../../shared/contract/packing.ts';
import { HOUR } from '../../../../../shared/values/time.ts';
import type { Application, StaffActor } from '../../../../application/application.ts';
import type { Guest } from '../people.ts';
import type { Agenda } from './agenda.ts';
import { drawAhead } from './claim-photos.ts';
import { type Broken, complainAbout } from './complaints.ts';
import { playedFloor } from './played-floor.ts';
import { actorOf, type Shop } from './shopping.ts';

/** So many are looked at: each costs two reads, and the demo opens meanwhile. */
const MOST_LOOKED_AT = 60;
/** The desk answers a claim after this. */
const ANSWERED_AFTER_MS = 2 * HOUR;

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
    const { length: units } = claimableNow({ parcels, claims }, nowMs);
    // What was answered, and what a visitor can still say, count as much as a parcel to follow.
    const points = Number(waits) + 2 * Number(isOnItsWay) + 2 * Number(units > 1) + Number(units > 2);
    if (!best || points > best.points) best = { guest, points };
  }
  return best?.guest ?? null;
}

/**
 * Lets the returning buyer complain, with words and photos, as far as something is left for whoever plays them: the shop
 * accepts one claim, and another waits.
 */
export async function complainAsReturning(
  deps: Pick<Shop, 'app' | 'ids' | 'clock'> & { agenda: Agenda },
  guest: Guest,
  packer: StaffActor,
): Promise<void> {
  const { app, agenda, clock } = deps;
  const mine = await app.application.myParcels(actorOf(guest));
  const [answered, second, third] = claimableNow(mine, clock.nowMs());
  if (!answered || !second) return;
  const { streamId } = answered;
  const photos = third && drawAhead(second);
  const claimId = await complainAbout(deps, guest, streamId, answered);
  const floor = playedFloor(app, deps, packer, streamId);
  agenda.plan(clock.nowMs() + ANSWERED_AFTER_MS, () =>
    floor.send('claim:decide', { claimId, accepted: true }),
  );
  if (third) await complainAbout(deps, guest, second.streamId, second, photos);
}

/** Each unit by itself that can be claimed and about which nothing was said. */
function claimableNow({ parcels, claims }: MyParcels, nowMs: number): (Broken & { streamId: string })[] {
  const isClaimed = ({ orderId, itemNumber }: Broken) =>
    claims.some((claim) => claim.orderId === orderId && claim.itemNumber === itemNumber);
  return parcels
    .filter(({ claimUntilMs }) => claimUntilMs !== null && claimUntilMs > nowMs)
    .flatMap(({ streamId, lines }) =>
      lines
        .filter((line) => !isClaimed(line))
        .flatMap((line) =>
          Array.from({ length: line.units - line.sellable - line.damaged }, () => ({ ...line, streamId })),
        ),
    );
}
