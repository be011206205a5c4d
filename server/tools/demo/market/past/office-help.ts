import type { StreamSummary } from '../../../../../shared/market/stream/contract.ts';
import { HOUR } from '../../../../../shared/values/time.ts';
import type { StaffActor } from '../../../../application/application.ts';
import { PACKS_AFTER_MS } from './calendar.ts';
import type { ParcelDeps } from './parcels.ts';
import { playedFloor } from './played-floor.ts';

/** The office answers the phone once the first parcels are packed. */
const CALLS_AFTER_MS = PACKS_AFTER_MS + 3 * HOUR;

/** Plans what the office does for buyers of an evening that is packed in part: one order is cancelled, since nobody can deliver it. */
export function planHelp(
  deps: ParcelDeps,
  office: StaffActor,
  startMs: number,
  stream: () => StreamSummary,
): void {
  const { agenda, app } = deps;
  agenda.plan(startMs + CALLS_AFTER_MS, async () => {
    const { slug, streamId } = stream();
    const waiting = (await app.application.packing(slug))?.toPack ?? [];
    const floor = playedFloor(app, deps, office, streamId);
    for (const orderId of waiting.flatMap(({ orderIds }) => orderIds)) {
      const preview = await app.application.previewCallOff(office, orderId);
      // Another origin's parcel of it is packed.
      if (!preview.ok) continue;
      const { refundMinor } = preview.value;
      const done = await floor.send('order:call-off', { orderId, refundMinor, reason: 'undeliverable' });
      if (!done.ok) throw new Error(`An order was not cancelled: ${done.code}`);
      return;
    }
  });
}
