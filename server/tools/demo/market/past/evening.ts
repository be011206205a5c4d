import type { Product } from '../../../../../shared/contract/catalogue.ts';
import type { StreamSummary } from '../../../../../shared/market/stream/contract.ts';
import { MINUTE, SECOND } from '../../../../../shared/values/time.ts';
import type { World } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import { makeOffers } from '../offers.ts';
import { pageOf } from '../page-of.ts';
import type { Guest } from '../people.ts';
import type { MarketPictures } from '../pictures.ts';
import type { Agenda } from './agenda.ts';
import { planAudience, type Visit } from './audience-plan.ts';
import { type Evening, usualUnits } from './calendar.ts';
import { planUnpaid } from './left-unpaid.ts';
import { planTalk } from './past-talk.ts';
import { type PlayedFloor, playedFloor } from './played-floor.ts';
import { type ShownItem, screensOf } from './screens.ts';
import { addSomething, pay, placeOrder, SHOWN_LATER, type Shop } from './shopping.ts';
import { planRequests } from './show-requests.ts';

const SET_UP_MS = 30 * MINUTE;
const FLASH = { cap: 8, perBuyerCap: 2, prelaunchSeconds: 30 };
const FLASH_SECONDS = 180;
/** At a steady pace a flash is over before the next product is shown, and the shelf is filled for it: to so few units that it sells out. */
const SHORT_FLASH = { cap: 6, prelaunchSeconds: 10, durationSeconds: 45 };
/** So long after its end somebody still taps the price that they saw. */
const TAPS_LATE_MS = 1_500;
const FILLED_UNITS = 18;
/** Between two orders of one person. */
const ORDERS_AGAIN_MS = 2 * MINUTE;

export interface EveningDeps extends Shop {
  world: Pick<World, 'config' | 'directory' | 'audience'>;
  agenda: Agenda;
  products: ReadonlyMap<string, Product>;
  pictures: Pick<MarketPictures, 'cover' | 'face'>;
}

/** Schedules a stream and fills its shop; it is not on yet. */
export async function schedule(
  deps: EveningDeps,
  host: StaffActor,
  planned: Pick<Evening, 'title' | 'titleEn' | 'skus'> & Partial<Pick<Evening, 'allotted'>>,
  scheduledAtMs: number,
): Promise<{ stream: StreamSummary; floor: PlayedFloor }> {
  const { app, ids, products, pictures, chance } = deps;
  const { title, titleEn, skus, allotted = usualUnits } = planned;
  const made = await app.application.createStream(host, {
    key: ids.next(),
    // Its address is made of Latin letters; what it is called is said of its page.
    title: `${title} ${titleEn}`,
    scheduledAtMs,
    holdPolicy: 'hold',
    payments: ['sandbox', 'cash_on_delivery'],
    currency: 'CNY',
  });
  if (!made.ok) throw new Error(`${title} was refused: ${made.code}`);
  const { stream } = made;
  const floor = playedFloor(app, deps, host, stream.streamId);
  const page = await pageOf(pictures, planned, host.name, scheduledAtMs);
  const described = await floor.send('stream:describe', { version: 0, page });
  if (!described.ok) throw new Error(`The page of ${title} was refused: ${described.code}`);
  for (const sku of skus) {
    const productId = products.get(sku)?.productId ?? '';
    const added = await floor.send('lineup:add', { productId, units: chance.whole(...allotted) });
    if (!added.ok) throw new Error(`${sku} was not added to ${title}: ${added.code}`);
  }
  await makeOffers(floor, await floor.items(), scheduledAtMs);
  return { stream, floor };
}

/**
 * Plans an evening from half an hour before it to its end: the host shows one product after the other, every second one
 * with a flash price; people come, look, add, order, pay and leave.
 * @param guests as many as watch
 * @param onPaid hears who has paid for something
 * @returns the stream, once the agenda has come so far
 */
export function planEvening(
  deps: EveningDeps,
  host: StaffActor,
  evening: Evening,
  startMs: number,
  guests: readonly Guest[],
  onPaid: (guest: Guest, orderId: string) => void,
): { stream(): StreamSummary; end(): Promise<unknown> } {
  const { agenda, chance, world } = deps;
  const { lengthMs } = evening;
  const endMs = startMs + lengthMs;
  let made: Awaited<ReturnType<typeof schedule>> | null = null;
  const known = () => {
    if (!made) throw new Error(`${evening.title} is not scheduled yet.`);
    return made;
  };
  agenda.plan(startMs - SET_UP_MS, async () => {
    made = await schedule(deps, host, evening, startMs);
    const { floor } = made;
    const { streamId } = made.stream;
    if (evening.aims) await aim(deps, host, made, evening.aims);
    const shown = shownIn(evening, startMs);
    agenda.plan(startMs, () => floor.send('stream:go-live', {}));
    for (const { itemNumber, fromMs } of shown) {
      agenda.plan(fromMs, () => show(floor, itemNumber, evening));
    }
    const screens = screensOf(streamId, shown, chance);
    const visits = planAudience(evening, startMs, guests, chance);
    for (const visit of visits) {
      screens.look(visit);
      planVisit(
        deps,
        streamId,
        visit,
        (itemNumber) => screens.tap(visit, itemNumber, deps.clock.nowMs()),
        onPaid,
      );
    }
    planUnpaid(deps, streamId, visits, evening, startMs, screens);
    planRequests(deps, streamId, visits, { startMs, endMs, seed: evening.daysAgo + 1 });
    planTalk(
      deps,
      { streamId, host },
      { shown, visits, seed: evening.daysAgo + 101, isTonight: evening.daysAgo === 0 },
    );
    if (evening.shownForMs !== undefined) planLateTaps(deps, streamId, visits, shown, screens);
    agenda.plan(endMs, async () => {
      await world.audience.record(visits.map((visit) => audienceRow(deps, streamId, visit)));
      await world.audience.expose(screens.rows());
    });
  });
  return { stream: () => known().stream, end: () => known().floor.send('stream:end', {}) };
}

/** The host says what a stream is to sell, and how long it is meant to be on. */
async function aim(
  { app }: EveningDeps,
  host: StaffActor,
  { stream, floor }: Awaited<ReturnType<typeof schedule>>,
  aims: NonNullable<Evening['aims']>,
): Promise<void> {
  const known = await app.application.streamTerms(host, stream.streamId);
  if (!known.ok) throw new Error(`The terms of ${stream.title} were refused: ${known.code}`);
  const said = await floor.send('stream:set-terms', {
    version: known.version,
    terms: { ...known.terms, ...aims },
  });
  if (!said.ok) throw new Error(`The aims of ${stream.title} were refused: ${said.code}`);
}

/** When which item is on the table: one after the other, once, or round and round at a steady pace. */
function shownIn({ skus, lengthMs, shownForMs }: Evening, startMs: number): ShownItem[] {
  const rounds = shownForMs === undefined ? skus.length : skus.length - SHOWN_LATER;
  const times = shownForMs === undefined ? skus.length : Math.floor(lengthMs / shownForMs);
  const at = (index: number) => startMs + Math.round((index * lengthMs) / times);
  return Array.from({ length: times }, (_, place) => ({
    itemNumber: (place % rounds) + 1,
    fromMs: at(place),
    toMs: at(place + 1),
  }));
}

/** In each turn of a steady evening somebody taps a flash price a moment after its end, and is refused. */
function planLateTaps(
  { agenda, app, clock, ids }: EveningDeps,
  streamId: string,
  visits: readonly Visit[],
  shown: readonly ShownItem[],
  screens: ReturnType<typeof screensOf>,
): void {
  const tapsAfterMs = (SHORT_FLASH.prelaunchSeconds + SHORT_FLASH.durationSeconds) * SECOND + TAPS_LATE_MS;
  const lookers = visits.filter(({ intent }) => intent === 'looks');
  for (const { itemNumber, fromMs } of shown) {
    const atMs = fromMs + tapsAfterMs;
    const place = lookers.findIndex((visit) => visit.fromMs < atMs && atMs < visit.toMs);
    const [visit] = place === -1 ? [] : lookers.splice(place, 1);
    if (!visit) continue;
    agenda.plan(atMs, async () => {
      const position = await app.application.position(streamId);
      const list = position?.view.cards[itemNumber]?.listPriceMinor;
      if (list === undefined) return;
      screens.tap(visit, itemNumber, clock.nowMs());
      const { buyerId, channel } = visit.guest;
      const asked = { key: ids.next(), itemNumber, units: 1, seenPriceMinor: list - 1, channel };
      const who = { buyerId, allIds: [buyerId] };
      await app.application.live(who, streamId, 'cart:add', asked, clock.steadyMs(), null);
    });
  }
}

async function show(floor: PlayedFloor, itemNumber: number, { shownForMs }: Evening): Promise<void> {
  const isSteady = shownForMs !== undefined;
  const version = async () => (await floor.item(itemNumber))?.version ?? 0;
  await floor.send('lineup:pin', { itemNumber, version: await version() });
  const found = await floor.item(itemNumber);
  const lacks = isSteady && found ? FILLED_UNITS - found.available : 0;
  if (found && lacks > 0) {
    await floor.send('stock:adjust', { itemNumber, version: found.version, delta: lacks });
  }
  const item = lacks > 0 ? await floor.item(itemNumber) : found;
  if ((!isSteady && itemNumber % 2 === 0) || !item || item.available === 0) return;
  await floor.send('flash-sale:start', {
    ...{ ...FLASH, durationSeconds: FLASH_SECONDS, ...(isSteady && SHORT_FLASH) },
    ...{ itemNumber, version: item.version },
    priceMinor: item.floorMinor ?? item.listPriceMinor,
    startsAtMs: null,
    afterEnd: 'list',
    fundedBy: 'producer',
  });
}

function audienceRow({ ids }: EveningDeps, streamId: string, { guest, fromMs, toMs }: Visit) {
  const { buyerId: viewerId, channel } = guest;
  return {
    connectionId: ids.next(),
    streamId,
    node: 'main',
    viewerId,
    isStaff: false,
    fromMs,
    toMs,
    channel,
  };
}

/** What one person does between coming and going. */
function planVisit(
  deps: EveningDeps,
  streamId: string,
  visit: Visit,
  onTap: (itemNumber: number) => void,
  onPaid: (guest: Guest, orderId: string) => void,
): void {
  const { agenda, chance } = deps;
  const { guest, intent, fromMs, toMs } = visit;
  const look = async () => {
    const engine = await deps.app.engines.stream(streamId);
    const shown = await engine?.read(({ pins }) => pins[0]?.itemNumber);
    if (shown !== undefined) onTap(shown);
  };
  if (intent === 'watches') return;
  if (intent === 'looks') {
    agenda.plan(Math.floor((fromMs + toMs) / 2), look);
    return;
  }
  const { looksMs, ordersMs } = paceOf(visit);
  const firstMs = fromMs + chance.whole(...looksMs);
  for (let round = 0; round < Math.max(1, visit.orders); round += 1) {
    const addsAtMs = firstMs + round * ORDERS_AGAIN_MS;
    const adds = chance.whole(1, 2);
    for (let n = 0; n < adds; n += 1) {
      agenda.plan(addsAtMs + n * chance.whole(8 * SECOND, 20 * SECOND), async () => {
        const added = await addSomething(deps, streamId, guest);
        if (added !== null) onTap(added);
      });
    }
    if (intent === 'adds') continue;
    planOrder(deps, streamId, visit, addsAtMs + chance.whole(...ordersMs), onTap, onPaid);
  }
}

/** How long somebody looks around first, and how long after the first add they order: at a steady pace no minute is quiet. */
function paceOf({ pace }: Visit): Record<'looksMs' | 'ordersMs', [number, number]> {
  // Who has waited for the beginning knows what they want.
  if (pace === 'waited') return { looksMs: [3 * SECOND, 70 * SECOND], ordersMs: [22 * SECOND, 34 * SECOND] };
  if (pace === 'steady') return { looksMs: [30 * SECOND, 60 * SECOND], ordersMs: [70 * SECOND, 90 * SECOND] };
  return { looksMs: [30 * SECOND, 120 * SECOND], ordersMs: [70 * SECOND, 100 * SECOND] };
}

/** An order of what was added until then, and its payment. */
function planOrder(
  deps: EveningDeps,
  streamId: string,
  { guest, intent, pace }: Visit,
  atMs: number,
  onTap: (itemNumber: number) => void,
  onPaid: (guest: Guest, orderId: string) => void,
): void {
  const { agenda, chance } = deps;
  agenda.plan(atMs, async () => {
    let placed = await placeOrder(deps, streamId, guest);
    // Whoever was too late for what they wanted takes something else.
    const other = placed || pace === undefined ? null : await addSomething(deps, streamId, guest);
    if (other !== null) {
      onTap(other);
      placed = await placeOrder(deps, streamId, guest);
    }
    if (!placed) return;
    if (placed.paysInMs !== undefined) {
      const named = placed;
      agenda.plan(deps.clock.nowMs() + placed.paysInMs, () => pay(deps, named));
    }
    if (intent === 'orders') return;
    if (placed.isCash || placed.paysInMs !== undefined) {
      onPaid(guest, placed.orderId);
      return;
    }
    agenda.plan(deps.clock.nowMs() + chance.whole(6 * SECOND, 40 * SECOND), async () => {
      await pay(deps, placed);
      onPaid(guest, placed.orderId);
    });
  });
}
