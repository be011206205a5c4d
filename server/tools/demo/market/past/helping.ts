import { MINUTE } from '../../../../../shared/values/time.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Agenda } from './agenda.ts';
import { type PlayedFloor, playedFloor } from './played-floor.ts';
import type { Shop } from './shopping.ts';

/** What the assistant of tonight counted again, minutes after the start. */
const COUNTED: readonly { itemNumber: number; afterMs: number; delta: number }[] = [
  { itemNumber: 2, afterMs: 9 * MINUTE, delta: 2 },
  { itemNumber: 5, afterMs: 21 * MINUTE, delta: 1 },
];

/** Plans what an assistant does while a stream is on: the host allows it first, so that two people are in its activity (A2). */
export function planHelper(
  deps: Pick<Shop, 'app' | 'clock' | 'ids'> & { agenda: Agenda },
  { host, helper, startMs }: { host: StaffActor; helper: StaffActor; startMs: number },
  streamOf: () => { streamId: string },
): void {
  const floorOf = (by: StaffActor): PlayedFloor => playedFloor(deps.app, deps, by, streamOf().streamId);
  deps.agenda.plan(startMs + MINUTE, () =>
    floorOf(host).send('stream:grant', { staffId: helper.staffId, grants: ['pin', 'stock'] }),
  );
  for (const { itemNumber, afterMs, delta } of COUNTED) {
    deps.agenda.plan(startMs + afterMs, async () => {
      const floor = floorOf(helper);
      const version = (await floor.item(itemNumber))?.version ?? 0;
      await floor.send('stock:adjust', { itemNumber, version, delta });
    });
  }
}
