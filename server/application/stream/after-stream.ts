import {
  type AfterStream,
  MAX_PRODUCERS_TOLD,
  MAX_SHIP_DAYS_TOLD,
} from '../../../shared/contract/after-stream.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { SalesReport } from '../../../shared/contract/sales.ts';
import { MAX_ITEMS } from '../../../shared/market/lineup/bounds.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { StreamFact } from '../../market/facts.ts';
import { rightsOn, seesOrders } from '../../market/kernel/authority.ts';
import type { StreamState } from '../../market/state.ts';
import { aimsOf } from '../../market/stream/aims.ts';
import { WISHES, type Wishes, wishesIn } from '../../market/waitlist/wishes.ts';
import type { StreamRow } from '../../ports/rows.ts';
import { dayText, localDay } from '../../shop/ledger/local-day.ts';
import { termsAt } from '../../shop/ledger/terms.ts';
import { producersOf } from '../../shop/producers.ts';
import type { StaffActor, StaffRights } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { StreamEngine } from '../engines.ts';
import { groupsToPack } from '../parcel/packing.ts';
import { firstDay, promised } from '../ship-days.ts';

/** What one look reads of what is to pack, of packed parcels, and of wishes to wait. */
const MAX_LINES = 5_000;
const MAX_PARCELS = 500;
const MAX_WISHES = 10_000;

/** What producers get of a stream; null: nobody can say. */
export type ExpectedShares = (stream: StreamRow) => Promise<{
  producers: ReadonlyMap<
    string,
    Omit<NonNullable<AfterStream['producers']>[number], 'producerId' | 'producer'>
  >;
  isSettling: boolean;
} | null>;

/**
 * What became of streams (S12), each counted once for all who ask at the same time, and shown to each as far as their rights
 * go. Refusals: NOT_FOUND, REHEARSAL, STREAM_NOT_LIVE for one that was never live.
 */
export function afterStreams(deps: ApplicationDeps, expectedOf: ExpectedShares) {
  const underWay = new Map<string, Promise<AfterStream>>();

  function counted(stream: StreamRow, engine: StreamEngine): Promise<AfterStream> {
    const { streamId } = stream;
    const known = underWay.get(streamId);
    if (known) return known;
    const counting = count(deps, expectedOf, stream, engine).finally(() => underWay.delete(streamId));
    underWay.set(streamId, counting);
    return counting;
  }

  return async (actor: StaffActor, slug: string): Promise<Result<AfterStream, Refusal>> => {
    const stream = await deps.readers.streamBySlug(slug);
    const engine = stream && (await deps.engines.stream(stream.streamId));
    const rights = engine ? await engine.read((state) => rightsOn(state, actor)) : null;
    if (!stream || !engine || !rights) return refuse({ code: 'NOT_FOUND' });
    if (stream.rehearsalOf !== null) return refuse({ code: 'REHEARSAL' });
    if (stream.liveStartMs === null) return refuse({ code: 'STREAM_NOT_LIVE' });
    return ok(seenBy(rights, await counted(stream, engine)));
  };
}

/** As far as rights go (A1): without orders no money, and what producers get is for the host alone. */
function seenBy(rights: StaffRights, after: AfterStream): AfterStream {
  const isSeen = seesOrders(rights);
  return {
    ...after,
    sold: isSeen ? after.sold : null,
    items: isSeen ? after.items : after.items.map(({ gmvPaidMinor: _, ...item }) => item),
    producers: rights.isHost ? after.producers : null,
  };
}

async function count(
  deps: ApplicationDeps,
  expectedOf: ExpectedShares,
  stream: StreamRow,
  engine: StreamEngine,
): Promise<AfterStream> {
  const { readers, clock, engines } = deps;
  const { streamId } = stream;
  const asOfMs = clock.nowMs();
  const [report, expected, floor, lines, packed, shop] = await Promise.all([
    readers.sales(streamId, asOfMs),
    expectedOf(stream),
    engine.read(floorOf),
    readers.toPack(streamId, MAX_LINES),
    readers.parcels({ streamId, statuses: ['PACKED'], limit: MAX_PARCELS }),
    engines.shop.read((state) => ({
      terms: termsAt(state.settlement.terms, asOfMs),
      names: producersOf(state),
    })),
  ]);
  if (!report) throw new Error(`Nobody counted ${streamId}.`);
  const joined = await deps.store.factsAfter(streamId, 0, MAX_WISHES, WISHES);
  const wishes = wishesIn(joined.map(factOf<StreamFact>), floor.idNow);
  const today = dayText(localDay(asOfMs, shop.terms.timeZone));
  return {
    asOfMs,
    timeZone: shop.terms.timeZone,
    dueDays: shop.terms.dueDays,
    status: report.status,
    currency: report.currency,
    liveStartMs: report.liveStartMs ?? asOfMs,
    endedAtMs: floor.endedAtMs,
    closesAtMs: floor.closesAtMs,
    sold: soldOf(report, floor),
    items: itemsOf(report, floor.order, wishes),
    ships: {
      days: shipDays(
        groupsToPack(lines, floor).map((group) => firstDay(group.map(({ shipBy }) => shipBy))),
        packed.map((parcel) => firstDay(parcel.lines.map(({ shipBy }) => shipBy))),
        today,
      ),
      isMore: lines.length === MAX_LINES || packed.length === MAX_PARCELS,
    },
    producers:
      expected &&
      [...expected.producers]
        .map(([producerId, share]) => ({
          producerId,
          ...(shop.names.get(producerId) ?? { producer: producerId }),
          ...share,
        }))
        .sort((a, b) => b.shareMinor - a.shareMinor || (a.producerId < b.producerId ? -1 : 1))
        .slice(0, MAX_PRODUCERS_TOLD),
    isSettling: expected?.isSettling ?? false,
  };
}

function floorOf(state: Readonly<StreamState>) {
  return {
    origins: new Map([...state.items.values()].map(({ itemNumber, origin }) => [itemNumber, origin])),
    idNow: new Map(state.aliases),
    order: [...state.order],
    endedAtMs: state.endedAtMs,
    closesAtMs: state.closesAtMs,
    targetMinor: aimsOf(state).targetMinor,
    atDoorMinor: state.gmv.atDoorMinor,
  };
}

function soldOf(
  { summary }: SalesReport,
  { atDoorMinor, targetMinor }: Pick<ReturnType<typeof floorOf>, 'atDoorMinor' | 'targetMinor'>,
): AfterStream['sold'] {
  const { gmvPaidMinor, paidOrders, paidUnits, payingBuyers, viewers, bridge } = summary;
  return {
    ...{ gmvPaidMinor, paidOrders, paidUnits, payingBuyers, viewers, atDoorMinor },
    unpaidMinor: bridge.openMinor,
    ...(targetMinor !== undefined && { targetMinor }),
  };
}

function itemsOf({ items }: SalesReport, order: readonly number[], wishes: Wishes): AfterStream['items'] {
  const places = new Map(order.map((itemNumber, place) => [itemNumber, place]));
  const placeOf = (itemNumber: number) => places.get(itemNumber) ?? MAX_ITEMS + itemNumber;
  return items
    .filter(({ itemNumber, paidUnits }) => places.has(itemNumber) || paidUnits > 0)
    .sort((a, b) => placeOf(a.itemNumber) - placeOf(b.itemNumber))
    .slice(0, MAX_ITEMS)
    .map(({ itemNumber, name, nameEn, paidUnits, gmvPaidMinor, allotted, restocked, unmetUnits }) => {
      const waited = [...(wishes.get(itemNumber)?.values() ?? [])];
      return {
        ...{ itemNumber, name, ...secondNames({ nameEn }), paidUnits, gmvPaidMinor, unmetUnits },
        hadUnits: Math.max(0, allotted + restocked),
        waitedBuyers: waited.length,
        waitedUnits: waited.reduce((sum, units) => sum + units, 0),
      };
    });
}

/** Parcels by the day of their promise, the earliest first; what was promised no day comes last. */
function shipDays(
  toPack: readonly (string | null)[],
  packed: readonly (string | null)[],
  today: string,
): AfterStream['ships']['days'] {
  const days = new Map<string | null, { toPack: number; packed: number }>();
  const dayOf = (shipBy: string | null) => {
    const known = days.get(shipBy) ?? { toPack: 0, packed: 0 };
    days.set(shipBy, known);
    return known;
  };
  for (const shipBy of toPack) dayOf(shipBy).toPack += 1;
  for (const shipBy of packed) dayOf(shipBy).packed += 1;
  return [...days]
    .sort(([a], [b]) => ((a ?? '~') < (b ?? '~') ? -1 : 1))
    .slice(0, MAX_SHIP_DAYS_TOLD)
    .map(([shipBy, counts]) => ({ ...counts, ...promised(shipBy, today), shipBy }));
}
