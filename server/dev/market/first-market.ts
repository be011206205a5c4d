import { readFile } from 'node:fs/promises';
import type { Channel } from '../../../shared/values/channel.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/values/time.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import { type App, buildApp, type World } from '../../app.ts';
import type { BuyerActor, StaffActor } from '../../features/features.ts';
import { openGuests } from '../../gateway/guests.ts';
import { keepPicture } from '../../gateway/http/pictures.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type MarketGood, marketGoods, pictureFile } from './goods.ts';
import { broughtBy, somebody } from './people.ts';
import { type PlayedClock, playedClock } from './played-clock.ts';

/** Somebody who bought before: their token and kept address make them a regular buyer today (H6). */
export interface Guest {
  token: string;
  buyerId: string;
  addressId: string | null;
  /** Whose link they came by. */
  channel: Channel;
}

/** It began at half past seven, yesterday. */
const BEGAN = [19, 30] as const;
const LENGTH_MS = 40 * MINUTE;
const GUESTS = 36;
const WAREHOUSE_UNITS = 3_000;
const ALLOTTED_UNITS = 60;
/** What was sold that evening: places in `marketGoods`. */
const LINEUP = [3, 6, 8, 12, 13, 11, 5];

/**
 * Yesterday evening's market, played through the real rules and the real store on a clock of its own: goods come into the
 * catalogue, a stream goes live, people add, order, pay and leave, and it closes. Nothing of it is written by hand: what
 * its numbers say is what its log holds.
 * @returns those who paid online: the regular buyers of today
 */
export async function playFirstMarket(world: Omit<World, 'clock'>, host: StaffActor): Promise<Guest[]> {
  const began = new Date();
  began.setDate(began.getDate() - 1);
  const startMs = began.setHours(...BEGAN, 0, 0);
  const clock = playedClock(startMs - HOUR);
  // On a clock that stands still, waiting for company would last for ever.
  const app = await buildApp({ ...world, clock, gatherMs: 0 });
  try {
    const productIds = await stockTheWarehouse(app, world.config.dataDir, host);
    clock.goTo(startMs);
    return await playEvening({ app, world, clock, host, chance: chanceOf(26) }, productIds);
  } finally {
    await app.close();
  }
}

async function stockTheWarehouse(app: App, dataDir: string, host: StaffActor): Promise<string[]> {
  const productIds: string[] = [];
  for (const { picture, ...good } of marketGoods) {
    const path = await keepPicture(dataDir, await readFile(pictureFile(picture)));
    if (path === null) throw new Error(`The drawing ${picture} is no picture.`);
    const made = await app.features.createProduct(host, {
      ...good,
      key: systemIds.next(),
      currency: 'CNY',
      picture: path,
      warehouseUnits: WAREHOUSE_UNITS,
    });
    if (!made.ok) throw new Error(`${good.name} was refused: ${made.code}`);
    productIds.push(made.product.productId);
  }
  return productIds;
}

interface Evening {
  app: App;
  world: Omit<World, 'clock'>;
  clock: PlayedClock;
  host: StaffActor;
  chance: Chance;
}

async function playEvening(evening: Evening, productIds: readonly string[]): Promise<Guest[]> {
  const { app, clock, host, chance } = evening;
  const { features } = app;
  const startMs = clock.nowMs();
  const streamId = systemIds.next();
  const made = await features.createStream(host, {
    key: streamId,
    title: '山货晚集 Mountain Goods Evening',
    scheduledAtMs: startMs,
    holdPolicy: 'hold',
    payments: ['sandbox', 'cash_on_delivery'],
    currency: 'CNY',
  });
  if (!made.ok) throw new Error(`The first stream was refused: ${made.code}`);
  const floor = <C extends Parameters<typeof features.console>[2]>(
    command: C,
    request: Omit<Parameters<typeof features.console<C>>[3], 'key'>,
  ) =>
    features.console(
      host,
      streamId,
      command,
      { ...request, key: systemIds.next() } as Parameters<typeof features.console<C>>[3],
      clock.nowMs(),
    );

  for (const place of LINEUP) {
    await floor('lineup:add', { productId: productIds[place] ?? '', units: ALLOTTED_UNITS });
  }
  await floor('stream:go-live', {});

  const guests = openGuests({ ...evening.world, secrets: app.secrets });
  const paid: Guest[] = [];
  const acts: { atMs: number; act: () => Promise<unknown> }[] = LINEUP.map((_, index) => ({
    atMs: startMs + (index * LENGTH_MS) / LINEUP.length,
    act: () => pinAndFlash(index + 1),
  }));
  for (let n = 0; n < GUESTS; n += 1) {
    const { guestId, token } = guests.create();
    const guest: Guest = { token, buyerId: guestId, addressId: null, channel: broughtBy(chance) };
    const fromMs = startMs + chance.whole(0, LENGTH_MS - 12 * MINUTE);
    const toMs = Math.min(startMs + LENGTH_MS, fromMs + chance.whole(6 * MINUTE, 24 * MINUTE));
    acts.push(...visitOf(evening, streamId, guest, { fromMs, toMs }, () => paid.push(guest)));
  }
  acts.push({ atMs: startMs + LENGTH_MS, act: () => floor('stream:end', {}) });

  for (const { atMs, act } of acts.sort((a, b) => a.atMs - b.atMs)) {
    clock.goTo(atMs);
    await act();
  }
  clock.goTo(startMs + LENGTH_MS + HOUR);
  return paid;

  async function pinAndFlash(itemNumber: number): Promise<void> {
    const version = async () =>
      (await features.consoleFrame(streamId, [itemNumber], [])).items.find(
        (item) => item.itemNumber === itemNumber,
      )?.version ?? 0;
    await floor('lineup:pin', { itemNumber, version: await version() });
    if (itemNumber % 2 === 0) return;
    await floor('flash-price:start', {
      itemNumber,
      version: await version(),
      priceMinor: goodOf(itemNumber).floorMinor,
      startsAtMs: null,
      durationSeconds: 240,
      prelaunchSeconds: 30,
      cap: 24,
      perBuyerCap: 2,
      afterEnd: 'list',
      fundedBy: 'producer',
    });
  }
}

function goodOf(itemNumber: number): MarketGood {
  return marketGoods[LINEUP[itemNumber - 1] ?? 0]!;
}

/** What one guest does between coming and going: looks, adds what is shown, orders, pays, or just leaves. */
function visitOf(
  { app, world, clock, chance }: Evening,
  streamId: string,
  guest: Guest,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  onPaid: () => void,
): { atMs: number; act: () => Promise<unknown> }[] {
  const { features } = app;
  const actor: BuyerActor = { buyerId: guest.buyerId, allIds: [guest.buyerId] };
  const visit = {
    connectionId: systemIds.next(),
    streamId,
    node: 'main',
    viewerId: guest.buyerId,
    isStaff: false,
    fromMs,
    channel: guest.channel,
  };
  const acts: { atMs: number; act: () => Promise<unknown> }[] = [
    { atMs: fromMs, act: () => world.audience.record([{ ...visit, toMs: null }]) },
    { atMs: toMs, act: () => world.audience.record([{ ...visit, toMs }]) },
  ];
  if (chance.often(0.22)) return acts;

  const addsAtMs = fromMs + chance.whole(40 * SECOND, 150 * SECOND);
  const adds = chance.whole(1, 3);
  for (let n = 0; n < adds; n += 1) {
    acts.push({ atMs: addsAtMs + n * chance.whole(8 * SECOND, 25 * SECOND), act: add });
  }
  if (chance.often(0.12)) return acts;
  const method = chance.often(0.2) ? 'cash_on_delivery' : 'sandbox';
  const ordersAtMs = addsAtMs + 90 * SECOND;
  acts.push({ atMs: ordersAtMs, act: () => order(method) });
  return acts;

  /** Mostly what the host shows, sometimes something else of the bag. */
  async function add(): Promise<void> {
    const position = await features.position(streamId);
    if (!position) return;
    const { order, pins, cards, flash, stock } = position.view;
    const itemNumber = chance.often(0.6) ? (pins[0]?.itemNumber ?? 1) : chance.pick(order);
    const running = flash[itemNumber];
    const isFlash =
      running !== undefined &&
      running.startsAtMs <= clock.nowMs() &&
      clock.nowMs() < running.endsAtMs &&
      (stock[itemNumber]?.flashLeft ?? 0) > 0;
    await features.live(
      actor,
      streamId,
      'basket:add',
      {
        key: systemIds.next(),
        itemNumber,
        units: chance.often(0.25) ? 2 : 1,
        seenPriceMinor: isFlash ? running.priceMinor : (cards[itemNumber]?.listPriceMinor ?? 1),
        ...(isFlash && { flashId: running.flashId }),
        channel: guest.channel,
      },
      clock.nowMs(),
      null,
    );
  }

  async function order(payment: 'sandbox' | 'cash_on_delivery'): Promise<void> {
    const { basket } = await features.privateView(streamId, actor);
    const lines = basket.lines.flatMap(({ itemNumber, holds }) =>
      holds.map(({ units, unitPriceMinor }) => ({ itemNumber, units, unitPriceMinor })),
    );
    if (lines.length === 0) return;
    const addressId = systemIds.next();
    await world.directory.addAddress({
      addressId,
      buyerId: guest.buyerId,
      key: systemIds.next(),
      sealed: app.secrets.seal(guest.buyerId, somebody(chance)),
      atMs: clock.nowMs(),
    });
    guest.addressId = addressId;
    const expectTotalMinor = lines.reduce((sum, line) => sum + line.units * line.unitPriceMinor, 0);
    const { channel } = guest;
    const request = { key: systemIds.next(), lines, expectTotalMinor, addressId, payment, channel };
    const placed = await features.live(actor, streamId, 'order:place', request, clock.nowMs(), null);
    // One in nine changes their mind at the till.
    if (!placed.ok || payment !== 'sandbox' || chance.often(0.11)) return;
    clock.goTo(clock.nowMs() + chance.whole(6 * SECOND, 14 * SECOND));
    const { orderId, totalMinor } = placed.order;
    const notice = { noticeId: systemIds.next(), paymentId: systemIds.next() };
    await features.payment({ ...notice, orderId, amountMinor: totalMinor, outcome: 'paid' }, clock.nowMs());
    onPaid();
  }
}
