import type { Ack } from '../../shared/contract/answer.ts';
import type { OriginDays, SetShipDaysRequest, StreamShipDates } from '../../shared/contract/ship-days.ts';
import type { ShipDates } from '../../shared/values/ship-days.ts';
import { LATE, timerOf, within } from '../lib/deadline.ts';
import type { Soon } from '../lib/soon.ts';
import type { StreamRow } from '../ports/rows.ts';
import { dayText, endOfDayAfter, localDay, startOfDay } from '../shop/ledger/local-day.ts';
import { termsAt } from '../shop/ledger/terms.ts';
import { datesAfter, originsWithDays, setShipDays } from '../shop/ship-days.ts';
import type { ShopState } from '../shop/state.ts';
import { ackOf } from './ack.ts';
import type { StaffActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';
import { keyOf } from './key-of.ts';
import { namedChanges } from './stream/named-changes.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'clock'>;

/** An order waits so long for a shop that is writing, in ms: a promise is worth no more than the order. */
const MAX_WAIT_MS = 100;

interface KnownDates {
  seq: number;
  timeZone: string;
  /** The day that they are of, epoch ms: to ask a calendar about each order is dear. */
  fromMs: number;
  untilMs: number;
  dates: ReadonlyMap<string, ShipDates>;
}

/** What was worked out last, of a shop at one place of its log on one day: orders of a crowd ask for the same. */
const known = new WeakMap<Deps['engines'], KnownDates>();
/** What is being asked now: orders that come in one moment wait for one answer. */
const asked = new WeakMap<Deps['engines'], Promise<ReadonlyMap<string, ShipDates>>>();

/**
 * What each origin promises for an order of now (P4). A shop whose log is broken, behind or busy keeps no order waiting: it
 * has the days that were known last today, or else is promised none.
 */
export function shipDatesNow(deps: Deps): Soon<ReadonlyMap<string, ShipDates>> {
  const { engines } = deps;
  const now = engines.shop.readNow((shop) => datesOfToday(deps, shop));
  if (now) return now;
  const underWay = asked.get(engines);
  if (underWay) return underWay;
  const asking = askShipDates(deps).finally(() => asked.delete(engines));
  asked.set(engines, asking);
  return asking;
}

async function askShipDates(deps: Deps): Promise<ReadonlyMap<string, ShipDates>> {
  const { engines, clock } = deps;
  const read = engines.shop.read((shop) => datesOfToday(deps, shop));
  const told = await within(MAX_WAIT_MS, read, timerOf(clock)).catch((): typeof LATE => LATE);
  if (told !== LATE) return told;
  const kept = known.get(engines);
  return kept && isOfThatDay(kept, clock.nowMs()) ? kept.dates : new Map();
}

/** The dates of an order of now; worked out once a day for a shop at one place of its log. */
function datesOfToday({ engines, clock }: Deps, shop: Readonly<ShopState>): ReadonlyMap<string, ShipDates> {
  const nowMs = clock.nowMs();
  const timeZone = zoneOf(shop, nowMs);
  const kept = known.get(engines);
  if (kept?.seq === shop.seq && kept.timeZone === timeZone && isOfThatDay(kept, nowMs)) return kept.dates;
  const dates = shipDatesAt(shop, nowMs);
  const fromMs = startOfDay(localDay(nowMs, timeZone), timeZone);
  const untilMs = endOfDayAfter(nowMs, 0, timeZone);
  known.set(engines, { seq: shop.seq, timeZone, fromMs, untilMs, dates });
  return dates;
}

function isOfThatDay({ fromMs, untilMs }: KnownDates, atMs: number): boolean {
  return fromMs <= atMs && atMs < untilMs;
}

/** What each origin promises for an order of that instant. */
function shipDatesAt(shop: Readonly<ShopState>, atMs: number): ReadonlyMap<string, ShipDates> {
  const timeZone = zoneOf(shop, atMs);
  const dates = new Map<string, ShipDates>();
  for (const [origin, { days }] of shop.shipDays) {
    if (days) dates.set(origin, datesAfter(days, atMs, timeZone));
  }
  return dates;
}

/** The zone whose days the shop counts (M2, P4). */
export function shopTimeZone({ engines, clock }: Deps): Promise<string> {
  return engines.shop.read((shop) => zoneOf(shop, clock.nowMs()));
}

/** Today as the shop counts days (M2, P4): a promise for an earlier one is late. */
export function shopToday({ engines, clock }: Deps): Promise<string> {
  return engines.shop.read((shop) => {
    const nowMs = clock.nowMs();
    return dayText(localDay(nowMs, zoneOf(shop, nowMs)));
  });
}

/**
 * When each origin of a stream ships what is ordered now, as its buyers read it (P4); what is ordered in a planned stream is
 * ordered on the day it begins.
 * @returns null if there is no such stream, or nobody may see it (S1)
 */
export async function streamShipDates(
  deps: Deps & Pick<ApplicationDeps, 'readers'>,
  slug: string,
): Promise<StreamShipDates | null> {
  const stream = await deps.readers.streamBySlug(slug);
  if (!stream || stream.rehearsalOf !== null) return null;
  const engine = await deps.engines.stream(stream.streamId);
  const origins = await engine?.read(({ items }) => new Set([...items.values()].map(({ origin }) => origin)));
  const dates = await datesOfStream(deps, stream);
  return {
    origins: [...dates].flatMap(([origin, each]) => (origins?.has(origin) ? [{ origin, ...each }] : [])),
  };
}

/** What one origin promises buyers of a stream now; null: nothing. */
export async function shipDatesOf(deps: Deps, stream: StreamRow, origin: string): Promise<ShipDates | null> {
  return (await datesOfStream(deps, stream)).get(origin) ?? null;
}

/** Nothing is ordered before a stream begins. */
function datesOfStream({ engines, clock }: Deps, { liveStartMs, scheduledAtMs }: StreamRow) {
  const atMs = Math.max(clock.nowMs(), liveStartMs === null ? scheduledAtMs : 0);
  return engines.shop.read((shop) => shipDatesAt(shop, atMs));
}

/** A day that was promised, as staff read it: with a mark once it is over. Nothing was promised → nothing is said. */
export function promised(shipBy: string | null, today: string): { shipBy?: string; isLate?: true } {
  if (shipBy === null) return {};
  return { shipBy, ...(shipBy < today && { isLate: true as const }) };
}

/** The first of some days; null: there is none. */
export function firstDay(days: readonly (string | null | undefined)[]): string | null {
  return days.reduce<string | null>(
    (first, day) => (day && (first === null || day < first) ? day : first),
    null,
  );
}

/** The last of some days; null where one of them is not known, or there is none. */
export function lastDay(days: readonly (string | null)[]): string | null {
  if (days.some((day) => !day)) return null;
  return days.reduce<string | null>((last, day) => (last === null || (day ?? '') > last ? day : last), null);
}

/** How long each origin takes (P4), and who said it last, by name. */
export async function originDays({
  engines,
  directory,
}: Pick<ApplicationDeps, 'engines' | 'directory'>): Promise<OriginDays[]> {
  const { origins, lastSaid } = await engines.shop.read((shop) => ({
    origins: originsWithDays(shop),
    lastSaid: new Map(shop.lastSaid),
  }));
  const said = origins.flatMap(({ origin }) => {
    const last = lastSaid.get(`origin ${origin}`);
    return last ? [[origin, last] as const] : [];
  });
  const named = new Map(Object.entries(await namedChanges(directory, Object.fromEntries(said))));
  return origins.map((each) => {
    const changed = named.get(each.origin);
    return { ...each, ...(changed && { changed }) };
  });
}

/** Says how long an origin takes (P4), for an operator. Refusals: STALE_VERSION, NOT_FOUND, BAD_REQUEST. */
export async function sayShipDays(
  { engines, clock }: Deps,
  { staffId, device }: StaffActor,
  request: SetShipDaysRequest,
): Promise<Ack<OriginDays>> {
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:ship-days', request),
    decide: (state) => setShipDays(state, request, { by: { staffId, device } }),
  });
  return ackOf(outcome);
}

function zoneOf({ settlement }: Readonly<ShopState>, atMs: number): string {
  return termsAt(settlement.terms, atMs).timeZone;
}
