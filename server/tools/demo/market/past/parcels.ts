import type { PackGroup } from '../../../../../shared/contract/packing.ts';
import type { StreamSummary } from '../../../../../shared/market/stream/contract.ts';
import { DAY, HOUR, MINUTE } from '../../../../../shared/values/time.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Guest } from '../people.ts';
import type { Agenda } from './agenda.ts';
import { PACKS_AFTER_MS, SHIPS_AFTER_MS } from './calendar.ts';
import { drawAhead } from './claim-photos.ts';
import { complainAbout } from './complaints.ts';
import { playedFloor } from './played-floor.ts';
import type { Shop } from './shopping.ts';

/** What becomes of a parcel besides arriving. */
type Incident = 'lost' | 'returned' | 'claim_accepted' | 'claim_declined' | 'claim_open';

/** By how many days ago the evening was, and the place of the parcel among its parcels. */
export const incidents: Readonly<Record<number, Readonly<Record<number, Incident>>>> = {
  24: { 4: 'claim_accepted' },
  21: { 3: 'lost', 8: 'claim_declined' },
  14: { 2: 'returned' },
  4: { 1: 'claim_open', 6: 'claim_open' },
};
/** Of the newest evening that is packed every so many-th parcel is still to pack, or on its way. */
const STILL_TO_PACK = 4;
const STILL_ON_ITS_WAY = 3;
/** Of most of them a link leads to the parcel, as of most parcels; one asks for its number. */
const CARRIERS = ['中通快递 ZTO', '顺丰速运 SF Express', '圆通速递 YTO', '京东快递 JD'] as const;
const SHORTEST_WAY_MS = 32 * HOUR;
/** Some villages are further away. */
const MOST_MORE_HOURS = 18;

export interface ParcelDeps extends Shop {
  agenda: Agenda;
  /** Whose order it is. */
  buyerOf(orderId: string): Guest | undefined;
}

/** Plans what the desk does with an evening's orders from the next morning on. */
export function planParcels(
  deps: ParcelDeps,
  packer: StaffActor,
  { daysAgo, startMs, isNewest }: { daysAgo: number; startMs: number; isNewest: boolean },
  stream: () => StreamSummary,
): void {
  const { agenda, app, chance } = deps;
  agenda.plan(startMs + PACKS_AFTER_MS, async () => {
    const { slug, streamId } = stream();
    const desk = await app.application.packing(slug);
    const floor = playedFloor(app, deps, packer, streamId);
    const groups = desk?.toPack ?? [];
    for (const [place, group] of groups.entries()) {
      if (isNewest && place % STILL_TO_PACK === STILL_TO_PACK - 1) continue;
      const { orderIds, origin } = group;
      const packed = await floor.send('parcel:pack', { orderIds, origin });
      if (!packed.ok) throw new Error(`A parcel was not packed: ${packed.code}`);
      const { shipmentId } = packed;
      const shipsAtMs = startMs + SHIPS_AFTER_MS + place * MINUTE;
      agenda.plan(shipsAtMs, () =>
        floor.send('parcel:ship', {
          shipmentId,
          carrier: CARRIERS[place % CARRIERS.length]!,
          trackingCode: `DEMO${String(daysAgo).padStart(2, '0')}${String(place + 1).padStart(4, '0')}`,
        }),
      );
      const arrivesAtMs = shipsAtMs + SHORTEST_WAY_MS + chance.whole(0, MOST_MORE_HOURS) * HOUR;
      const incident = incidents[daysAgo]?.[place];
      if (incident === 'lost') {
        agenda.plan(shipsAtMs + 6 * DAY, () => floor.send('parcel:lose', { shipmentId }));
        continue;
      }
      if (isNewest && place % STILL_ON_ITS_WAY === STILL_ON_ITS_WAY - 1) continue;
      agenda.plan(arrivesAtMs, () =>
        floor.send('parcel:deliver', { shipmentId, deliveredAtMs: arrivesAtMs }),
      );
      if (!incident) continue;
      const [first] = group.lines;
      const photos = first && incident !== 'returned' ? drawAhead(first) : undefined;
      agenda.plan(arrivesAtMs + 5 * HOUR, () =>
        complain(deps, floor, { streamId, incident, group, shipmentId, photos }),
      );
    }
  });
}

async function complain(
  deps: ParcelDeps,
  floor: ReturnType<typeof playedFloor>,
  {
    streamId,
    incident,
    group,
    shipmentId,
    photos,
  }: {
    streamId: string;
    incident: Incident;
    group: PackGroup;
    shipmentId: string;
    photos: Promise<Buffer[]> | undefined;
  },
): Promise<void> {
  const { clock, agenda } = deps;
  const [line] = group.lines;
  if (!line) return;
  const { orderId, lineIndex, units } = line;
  if (incident === 'returned') {
    const back = { orderId, lineIndex, units, condition: 'sellable' as const };
    agenda.plan(clock.nowMs() + 3 * DAY, () => floor.send('parcel:take-back', { shipmentId, units: [back] }));
    return;
  }
  const buyer = deps.buyerOf(orderId);
  if (!buyer) return;
  const claimId = await complainAbout(deps, buyer, streamId, line, photos);
  if (incident === 'claim_open') return;
  const accepted = incident === 'claim_accepted';
  agenda.plan(clock.nowMs() + DAY, () => floor.send('claim:decide', { claimId, accepted }));
}
