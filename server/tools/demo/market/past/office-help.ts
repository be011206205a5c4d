import type { StreamSummary } from '../../../../../shared/market/stream/contract.ts';
import { HOUR } from '../../../../../shared/values/time.ts';
import type { StaffActor } from '../../../../application/application.ts';
import { PACKS_AFTER_MS } from './calendar.ts';
import type { ParcelDeps } from './parcels.ts';
import { playedFloor } from './played-floor.ts';

/** The office answers the phone once the first parcels are packed. */
const CALLS_AFTER_MS = PACKS_AFTER_MS + 3 * HOUR;

/** What it notes about an order that is cancelled, and about one that waits to be packed. */
const NOTES = {
  cancelled: '村里修路，快递进不去，已电话和买家说好取消。',
  waits: '买家周五才在家，发货前先打电话。',
};

/**
 * Plans what the office does for buyers of an evening that is packed in part: one order is cancelled, since nobody can deliver
 * it, and two have a note.
 */
export function planHelp(
  deps: ParcelDeps,
  office: StaffActor,
  startMs: number,
  stream: () => StreamSummary,
): void {
  const { agenda, app, ids } = deps;
  agenda.plan(startMs + CALLS_AFTER_MS, async () => {
    const { slug, streamId } = stream();
    const waiting = (await app.application.packing(slug))?.toPack ?? [];
    const floor = playedFloor(app, deps, office, streamId);
    const notes = async (orderId: string, words: string) => {
      const found = await app.deps.readers.orderById(orderId);
      const reference = found && app.engines.referenceOf(streamId, found.order.number);
      const noted =
        reference && (await app.application.addNote(office, reference, { key: ids.next(), words }));
      if (noted && !noted.ok) throw new Error(`A note was refused: ${noted.refusal.code}`);
    };
    let isNoted = false;
    for (const orderId of waiting.flatMap(({ orderIds }) => orderIds)) {
      const preview = await app.application.previewCallOff(office, orderId);
      // Another origin's parcel of it is packed.
      if (!preview.ok) continue;
      if (!isNoted) {
        await notes(orderId, NOTES.waits);
        isNoted = true;
        continue;
      }
      const { refundMinor } = preview.value;
      const done = await floor.send('order:call-off', { orderId, refundMinor, reason: 'undeliverable' });
      if (!done.ok) throw new Error(`An order was not cancelled: ${done.code}`);
      await notes(orderId, NOTES.cancelled);
      return;
    }
  });
}
