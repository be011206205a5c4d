import type { PackingView } from '../../../../shared/contract/packing.ts';
import { HOUR } from '../../../../shared/values/time.ts';
import type { Door } from './door.ts';
import { openFloor } from './floor-line.ts';

/** How long before now the last of a week's parcels came: a claim is possible for two days (O6). */
const CAME_BEFORE_MS = 3 * HOUR;
const CARRIER = '中通快递 ZTO';
/** A command that is always too fast is a mistake. */
const MOST_TRIES = 20;
const USUAL_PAUSE_MS = 500;

/**
 * What packing and the carriers did with a closed stream over a week that was put forward: parcels that were on their way
 * have come, a few hours ago, and what was still to pack is on its way.
 * @param session of somebody who may do all of it
 * @param nowMs of the demo's clock
 */
export async function packingWeek(door: Door, session: string, slug: string, nowMs: number): Promise<void> {
  const { parcels, toPack } = await door.get<PackingView>(`/packing/${slug}`, session);
  const floor = await openFloor(door.url, slug, session);
  const deliveredAtMs = nowMs - CAME_BEFORE_MS;
  for (const { status, shipmentId } of parcels) {
    if (status === 'SHIPPED') await done(() => floor.send('parcel:deliver', { shipmentId, deliveredAtMs }));
  }
  const waiting = parcels.filter(({ status }) => status === 'PACKED').map(({ shipmentId }) => shipmentId);
  for (const { orderIds, origin } of toPack) {
    waiting.push((await done(() => floor.send('parcel:pack', { orderIds, origin }))).shipmentId);
  }
  for (const [place, shipmentId] of waiting.entries()) {
    const trackingCode = `DEMO${String(place + 1).padStart(6, '0')}`;
    await done(() => floor.send('parcel:ship', { shipmentId, carrier: CARRIER, trackingCode }));
  }
  floor.leave();
}

/**
 * Does it as fast as one device may: who is too fast waits and comes again.
 * @throws if it was refused, or no answer came
 */
async function done<Reply extends { ok: boolean; code?: string; retryAfterMs?: number }>(
  send: () => Promise<Reply | null>,
): Promise<Extract<Reply, { ok: true }>> {
  let answer = await send();
  for (let tries = 1; tries < MOST_TRIES && answer?.code === 'RATE_LIMITED'; tries += 1) {
    const { retryAfterMs = USUAL_PAUSE_MS } = answer;
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    answer = await send();
  }
  if (!answer?.ok) throw new Error(`A week of packing was refused: ${answer?.code ?? 'no answer'}`);
  return answer as Extract<Reply, { ok: true }>;
}
