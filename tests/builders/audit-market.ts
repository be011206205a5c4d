import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, buildApp, type World } from '../../server/app.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import type { Ids } from '../../server/lib/clock.ts';
import type { BuyerCommand, StaffCommand } from '../../server/market/command-spec.ts';
import { createStream } from '../../server/market/stream/decide.ts';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';
import type { ConsoleRequest, LiveRequest } from '../../shared/protocol.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { TestClock } from './engine-clock.ts';
import { accepted, type HouseBuyer } from './engine-house.ts';
import { countingIds } from './engine-stall.ts';
import { at } from './market.ts';

export type AuditStores = Pick<
  World,
  'store' | 'readers' | 'directory' | 'audience' | 'settlement' | 'books'
> & {
  close(): Promise<void>;
};
type Keyless<Request> = Omit<Request, 'key'>;

const SECRET = 'a secret for tests, thirty-two characters or more';

/** A phone that no subscriber in China has, and nobody else here: of the digits of an id. */
export function phoneOf(buyerId: string): string {
  return `+86100${buyerId.replace(/\D/g, '').slice(-8)}`;
}

function testConfig(dataDir: string): Config {
  return readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: 'memory:',
    AUTH_SECRET: SECRET,
    LOG_LEVEL: 'silent',
  });
}

/** On whom and what a server is opened; what is not named is the test's own. */
export interface Opening {
  config: Config;
  clock: TestClock;
  ids: Ids;
  host: StaffActor;
  slug: string;
  /** A stream that is there already: this server goes on with it. */
  streamId: string;
  /** How far the server's clock is ahead of the true time. */
  wrongMs: number;
  holdPolicy: HoldPolicy;
}

interface Started extends Pick<AuditMarket, 'clock' | 'ids' | 'errors' | 'stores'> {
  config: Config;
}

/** @param wrongMs how far the server's clock is ahead of the true time */
function starts({ config, stores, clock, ids, errors }: Started, wrongMs: number): Promise<App> {
  const log = createLog('silent');
  log.error = ((details: object) => errors.push(details)) as never;
  const own = wrongMs === 0 ? clock : clock.ofProcess(wrongMs);
  return buildApp({ config, ...stores, clock: own, ids, log, gatherMs: 0 });
}

/** The whole server, without sockets, over a store that is to be audited, on a clock that the test moves. */
export class AuditMarket {
  readonly clock: TestClock;
  readonly ids: Ids;
  /** Lines of the server's log that are errors. */
  readonly errors: { code?: string; at?: string; paused?: string; err?: unknown }[];
  readonly streamId: string;
  readonly host: StaffActor;
  app: App;
  readonly stores: AuditStores;
  readonly config: Config;
  /** A folder of its own, which goes with it; null: the configuration's. */
  private readonly ownFolder: string | null;

  private constructor(
    stores: AuditStores,
    told: Pick<AuditMarket, 'clock' | 'ids' | 'errors' | 'streamId' | 'host' | 'app'> & {
      config: Config;
      ownFolder: string | null;
    },
  ) {
    this.stores = stores;
    this.clock = told.clock;
    this.ids = told.ids;
    this.errors = told.errors;
    this.streamId = told.streamId;
    this.host = told.host;
    this.app = told.app;
    this.config = told.config;
    this.ownFolder = told.ownFolder;
  }

  /** A scheduled stream that remembers six closed orders, so that a short day forgets most of them. */
  static async open(stores: AuditStores, opening: Partial<Opening> = {}): Promise<AuditMarket> {
    const ownFolder = opening.config ? null : mkdtempSync(join(tmpdir(), 'fairday-audit-'));
    const { clock = new TestClock(at('19:00')), ids = countingIds(500_000) } = opening;
    const config = opening.config ?? testConfig(ownFolder!);
    const errors: AuditMarket['errors'] = [];
    const app = await starts({ config, stores, clock, ids, errors }, opening.wrongMs ?? 0);
    const host = opening.host ?? { staffId: ids.next(), name: 'Yang', role: 'host', device: 'laptop' };
    const streamId = opening.streamId ?? ids.next();
    const market = new AuditMarket(stores, { clock, ids, errors, streamId, host, app, config, ownFolder });
    if (opening.streamId === undefined) {
      await market.makeStream(opening.slug ?? 'audit-day', opening.holdPolicy ?? 'hold');
    }
    return market;
  }

  private async makeStream(slug: string, holdPolicy: HoldPolicy): Promise<void> {
    const { clock, host } = this;
    const engine = await this.app.engines.create(this.streamId);
    const made = await engine.submit({
      readAtMs: clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state, when) =>
        createStream(
          state,
          {
            slug,
            title: 'Audit day',
            hostId: host.staffId,
            hostName: host.name,
            currency: 'CNY',
            holdPolicy,
            payments: ['sandbox', 'cash_on_delivery'],
            scheduledAtMs: clock.nowMs() + HOUR,
            settings: { ...defaultSettings, closedOrdersKept: 6 },
          },
          { ...when, by: { staffId: host.staffId, device: host.device } },
        ),
    });
    if (made.kind !== 'accepted') throw new Error('The stream was not made.');
  }

  /** The server stops, and starts again with a clock that is so far ahead. */
  async restarts(wrongMs: number): Promise<void> {
    await this.app.close();
    this.app = await starts(this, wrongMs);
  }

  async close(): Promise<void> {
    await this.app.close();
    if (this.ownFolder) rmSync(this.ownFolder, { recursive: true, force: true });
  }

  async adds(units: number, priceMinor: number, buyerLimit: number | null = null): Promise<void> {
    const made = await this.app.application.createProduct(this.host, {
      key: this.ids.next(),
      name: `Good at ${priceMinor}`,
      producer: 'Ma',
      priceMinor,
      currency: 'CNY',
      warehouseUnits: 2 * units,
    });
    const { productId } = accepted(made).product;
    accepted(await this.floor('lineup:add', { productId, units, ...(buyerLimit ? { buyerLimit } : {}) }));
  }

  floor<C extends StaffCommand>(command: C, request: Keyless<ConsoleRequest<C>>) {
    const keyed = { key: this.ids.next(), ...request } as ConsoleRequest<C>;
    return this.app.application.console(this.host, this.streamId, command, keyed, this.clock.steadyMs());
  }

  live<C extends BuyerCommand>(buyer: HouseBuyer, command: C, request: Keyless<LiveRequest<C>>) {
    const keyed = { key: this.ids.next(), ...request } as LiveRequest<C>;
    return this.app.application.live(buyer, this.streamId, command, keyed, this.clock.steadyMs(), null);
  }

  async version(itemNumber: number): Promise<number> {
    const { items } = await this.app.application.consoleFrame(this.streamId, { items: [itemNumber] });
    return items[0]?.version ?? 0;
  }

  /** Somebody with an address. @param buyerId a guest who is known already */
  async buyer(buyerId = this.ids.next()): Promise<HouseBuyer> {
    const addressId = this.ids.next();
    const contact = {
      name: 'Ana',
      phone: phoneOf(buyerId),
      address: 'Jianchuan 1',
    };
    const sealed = this.app.secrets.seal(buyerId, contact);
    const atMs = this.clock.nowMs();
    await this.stores.directory.addAddress({ addressId, buyerId, key: this.ids.next(), sealed, atMs });
    return { buyerId, allIds: [buyerId], addressId };
  }

  /** Lets time pass; what falls due meanwhile is in the log when this resolves. */
  async passes(ms: number): Promise<void> {
    this.clock.passes(ms);
    const engine = await this.app.engines.stream(this.streamId);
    await engine?.submit({
      readAtMs: this.clock.steadyMs(),
      ids: [],
      key: null,
      decide: () => ({ kind: 'accepted', facts: [], reply: () => null }),
    });
    await this.app.outbox.idle();
  }

  async takes(
    buyer: HouseBuyer,
    itemNumber: number,
    units: number,
    unitPriceMinor: number,
    flashId?: string,
  ) {
    const seen = { itemNumber, units, seenPriceMinor: unitPriceMinor };
    return accepted(await this.live(buyer, 'cart:add', { ...seen, ...(flashId ? { flashId } : {}) }));
  }

  /** Orders these lines, `[item, units, price]`. */
  async orders(buyer: HouseBuyer, lines: [number, number, number][], payment: PaymentMethod = 'sandbox') {
    const { addressId } = buyer;
    return accepted(
      await this.live(buyer, 'order:place', {
        lines: lines.map(([itemNumber, units, unitPriceMinor]) => ({ itemNumber, units, unitPriceMinor })),
        expectTotalMinor: lines.reduce((sum, [, units, minor]) => sum + units * minor, 0),
        addressId,
        payment,
      }),
    ).order;
  }

  pays(orderId: string, amountMinor: number): Promise<void> {
    const notice = { noticeId: this.ids.next(), paymentId: this.ids.next(), orderId, amountMinor };
    return this.app.application.payment({ ...notice, outcome: 'paid' }, this.clock.steadyMs());
  }
}

/** What of a played day a test may want to change. */
export interface PlayedDay {
  flashId: string;
  voucherId: string;
  /** Orders in the order of their placing. */
  orderIds: string[];
}

/**
 * A short day with all that a stream goes through: flash, cash and online, late and unpaid orders, cancellations before
 * and after paying, a line that can't be filled, a voucher, a merge, orders that are forgotten, one that is talked about
 * again, and a good for which people wait.
 */
export async function playAuditDay(market: AuditMarket): Promise<PlayedDay> {
  const orderIds: string[] = [];
  await market.adds(60, 2_990, 3);
  await market.adds(40, 4_200);
  await market.adds(30, 1_000);
  accepted(await market.floor('stream:go-live', {}));
  await market.passes(5_000);
  accepted(await market.floor('lineup:pin', { itemNumber: 1, version: await market.version(1) }));
  const flash = accepted(
    await market.floor('flash-sale:start', {
      itemNumber: 1,
      version: await market.version(1),
      priceMinor: 1_990,
      startsAtMs: null,
      durationSeconds: 300,
      prelaunchSeconds: 0,
      cap: 20,
      perBuyerCap: 2,
      afterEnd: 'list',
      fundedBy: 'shop',
    }),
  );
  const { flashId } = flash;
  const regulars: HouseBuyer[] = [];
  for (let n = 0; n < 8; n += 1) {
    const buyer = await market.buyer();
    await market.passes(1_000);
    await market.takes(buyer, 1, 1, 1_990, flashId);
    await market.takes(buyer, 2, 1, 4_200);
    const order = await market.orders(buyer, [
      [1, 1, 1_990],
      [2, 1, 4_200],
    ]);
    orderIds.push(order.orderId);
    if (n % 4 === 3) continue;
    await market.passes(2_000);
    await market.pays(order.orderId, order.totalMinor);
    regulars.push(buyer);
  }
  const cancelled = regulars[0]!;
  accepted(await market.live(cancelled, 'order:cancel', { orderId: orderIds[0]! }));
  const guest = await market.buyer();
  await market.takes(guest, 3, 2, 1_000);
  await market.takes(guest, 3, 1, 1_000);
  accepted(await market.live(guest, 'cart:remove', { itemNumber: 3, units: 1 }));
  const member = regulars[1]!;
  await market.takes(member, 1, 1, 1_990, flashId);
  await market.app.application.mergeBuyers(guest.buyerId, member.buyerId);
  member.allIds.push(guest.buyerId);
  await market.passes(6 * 60_000);
  accepted(
    await market.floor('order:cannot-fill', {
      orderId: orderIds[1]!,
      itemNumber: 2,
      unitPriceMinor: 4_200,
      units: 1,
    }),
  );
  accepted(await market.floor('stock:stop', { itemNumber: 3 }));
  accepted(await market.floor('stock:resume', { itemNumber: 3, version: await market.version(3) }));
  accepted(await market.floor('stock:adjust', { itemNumber: 3, version: await market.version(3), delta: 5 }));
  accepted(
    await market.floor('lineup:set-price', {
      itemNumber: 3,
      version: await market.version(3),
      priceMinor: 900,
    }),
  );
  for (const buyer of regulars) {
    await market.takes(buyer, 3, 1, 900);
    const order = await market.orders(buyer, [[3, 1, 900]], 'cash_on_delivery');
    orderIds.push(order.orderId);
    await market.passes(3_000);
  }
  // The free hour is over for all: the stream forgets the oldest.
  await market.passes(62 * 60_000);
  const voucher = accepted(
    await market.floor('voucher:create', {
      off: { kind: 'amount', offMinor: 100 },
      fromMinor: 500,
      scope: { kind: 'items', itemNumbers: [3] },
      fundedBy: 'producer',
      startsAtMs: null,
      endsAtMs: market.clock.nowMs() + DAY,
      cap: 50,
      perBuyerCap: 1,
    }),
  );
  for (const buyer of regulars) {
    await market.takes(buyer, 3, 1, 900);
    const order = await market.orders(buyer, [[3, 1, 900]]);
    orderIds.push(order.orderId);
  }
  await market.passes(16 * 60_000);
  for (let n = 0; n < 10; n += 1) await market.takes(regulars[n % regulars.length]!, 2, 1, 4_200);
  // The payment of an order that ran out long ago: it is recalled, and taken again or given back.
  await market.pays(orderIds[3]!, 6_190);
  await market.passes(1_000);
  const late = orderIds.at(-1)!;
  await market.pays(late, 800);
  await playLine(market, regulars);
  return { flashId, voucherId: voucher.voucherId, orderIds };
}

/** The last unit of a good is given back: the first in its line is silent, the second orders it (H5). */
async function playLine(market: AuditMarket, [holder, first, second]: HouseBuyer[]): Promise<void> {
  await market.adds(1, 700);
  await market.takes(holder!, 4, 1, 700);
  for (const buyer of [first!, second!]) {
    accepted(await market.live(buyer, 'waitlist:join', { itemNumber: 4, units: 1 }));
  }
  accepted(await market.live(holder!, 'cart:remove', { itemNumber: 4, units: 1 }));
  await market.passes(3 * 60_000);
  await market.orders(second!, [[4, 1, 700]], 'cash_on_delivery');
}
