import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import { type App, buildApp, type Cluster } from '../../server/app.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import type { Ids } from '../../server/lib/clock.ts';
import type { BuyerCommand, StaffCommand } from '../../server/market/command-spec.ts';
import type { PaymentNotice } from '../../server/ports/payments.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';
import type { ConsoleReply, ConsoleRequest, LiveReply, LiveRequest } from '../../shared/protocol.ts';
import { TestClock } from './engine-clock.ts';
import { countingIds } from './engine-stall.ts';
import { type TrickyStore, trickyStore } from './engine-store.ts';
import { at } from './market.ts';

/** A buyer with an address; `allIds` grows when another guest is merged into it. */
export interface HouseBuyer {
  buyerId: string;
  allIds: string[];
  addressId: string;
}

/** What a market stands on. */
export interface Ground {
  clock: TestClock;
  stores: MemoryStores;
  ids: Ids;
  cluster: (() => Cluster) | null;
}

export function newGround(): Ground {
  const clock = new TestClock(at('19:00'));
  let histories = 0;
  return {
    clock,
    stores: openMemory(() => clock.nowMs()),
    ids: {
      ...countingIds(500_000),
      history() {
        histories += 1;
        return `hist${String(histories).padStart(4, '0')}`;
      },
    },
    cluster: null,
  };
}

type Keyless<Request> = Omit<Request, 'key'> & { key?: string };

/** The whole server on the memory store, without sockets, on a clock that the test moves. */
export class MarketHouse {
  readonly clock: TestClock;
  readonly stores: MemoryStores;
  readonly store: TrickyStore;
  readonly ids: Ids;
  readonly alarms: string[] = [];
  readonly faults: string[] = [];
  readonly refunds: { orderId: string; amountMinor: number; refundId: string }[] = [];
  app!: App;
  host!: StaffActor;
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'fairday-house-'));

  /** How it is one of several, and null if it is alone. */
  private readonly cluster: (() => Cluster) | null;

  private constructor({ clock, stores, ids, cluster }: Ground) {
    this.clock = clock;
    this.stores = stores;
    this.store = trickyStore(stores.store);
    this.ids = ids;
    this.cluster = cluster;
  }

  /** @param ground what it shares with other nodes; a market of its own without it */
  static async open(ground: Ground = newGround()): Promise<MarketHouse> {
    const house = new MarketHouse(ground);
    await house.starts();
    house.host = house.staff('host', 'Yang');
    return house;
  }

  /** The process comes back, or comes for the first time. */
  async starts(): Promise<void> {
    if (this.cluster === null) this.clock.forget();
    const config = readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: this.dataDir,
      DATABASE_URL: 'memory:',
      AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
      LOG_LEVEL: 'silent',
    });
    const log = createLog('silent');
    log.warn = ((details: object, what: string) => this.alarms.push(what) && details) as never;
    log.error = ((details: { err?: unknown }) => this.faults.push(String(details.err))) as never;
    log.info = ((details: { refundId?: string }, what: string) => {
      if (what === 'sandbox refund') this.refunds.push(details as never);
    }) as never;
    const { readers, directory, audience, webhooks } = this.stores;
    const { store, ids } = this;
    const clock = this.clock.ofProcess();
    const cluster = this.cluster?.() ?? null;
    const stands = { store, readers, directory, audience, webhooks };
    this.app = await buildApp({ config, ...stands, clock, ids, log, gatherMs: 0, cluster });
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  staff(role: StaffRole, name: string): StaffActor {
    return { staffId: this.ids.next(), name, role, device: 'laptop' };
  }

  async buyer(phone = `+8613${this.ids.next().slice(-9)}`): Promise<HouseBuyer> {
    const buyerId = this.ids.next();
    const addressId = this.ids.next();
    const contact = { name: 'Ana', phone, address: 'Jianchuan 1' };
    const sealed = this.app.secrets.seal(buyerId, contact);
    const atMs = this.clock.nowMs();
    await this.stores.directory.addAddress({ addressId, buyerId, key: this.ids.next(), sealed, atMs });
    return { buyerId, allIds: [buyerId], addressId };
  }

  async product(warehouseUnits: number, priceMinor = 2_990): Promise<Product> {
    const request = {
      key: this.ids.next(),
      name: 'Potato',
      producer: 'Ma',
      priceMinor,
      currency: 'CNY',
      warehouseUnits,
    };
    return accepted(await this.app.application.createProduct(this.host, request)).product;
  }

  /** Units of a product that the warehouse has now, in its log and in the table. */
  async warehouse({ productId }: Product): Promise<number> {
    await this.app.outbox.idle();
    const units = await this.app.engines.shop.read((shop) => shop.products.get(productId)?.warehouseUnits);
    const row = await this.stores.readers.productById(productId);
    if (row?.warehouseUnits !== units)
      throw new Error(`The table says ${row?.warehouseUnits}, the log ${units}.`);
    return units ?? Number.NaN;
  }

  async stream(story: { holdPolicy?: HoldPolicy; payments?: PaymentMethod[] } = {}): Promise<StreamSummary> {
    const request = {
      key: this.ids.next(),
      title: 'Market day',
      scheduledAtMs: at('20:00'),
      holdPolicy: story.holdPolicy ?? 'hold',
      payments: story.payments ?? (['sandbox', 'cash_on_delivery'] as PaymentMethod[]),
      currency: 'CNY',
    };
    return accepted(await this.app.application.createStream(this.host, request)).stream;
  }

  /** A stream that is live with one item of so many units. */
  async liveStream(units: number): Promise<{ stream: StreamSummary; product: Product }> {
    const product = await this.product(units);
    const stream = await this.stream();
    accepted(await this.console(stream, 'lineup:add', { productId: product.productId, units }));
    accepted(await this.console(stream, 'stream:go-live', {}));
    return { stream, product };
  }

  console<C extends StaffCommand>(
    stream: { streamId: string },
    command: C,
    request: Keyless<ConsoleRequest<C>>,
    actor: StaffActor = this.host,
  ): Promise<Ack<ConsoleReply<C>>> {
    const keyed = { key: this.ids.next(), ...request } as ConsoleRequest<C>;
    return this.app.application.console(actor, stream.streamId, command, keyed, this.clock.nowMs());
  }

  live<C extends BuyerCommand>(
    buyer: HouseBuyer,
    stream: { streamId: string },
    command: C,
    request: Keyless<LiveRequest<C>>,
  ): Promise<Ack<LiveReply<C>>> {
    const keyed = { key: this.ids.next(), ...request } as LiveRequest<C>;
    return this.app.application.live(buyer, stream.streamId, command, keyed, this.clock.nowMs(), null);
  }

  adds(buyer: HouseBuyer, stream: { streamId: string }, units = 1, itemNumber = 1) {
    return this.live(buyer, stream, 'cart:add', { itemNumber, units, seenPriceMinor: 2_990 });
  }

  async places(
    buyer: HouseBuyer,
    stream: { streamId: string },
    units = 1,
    payment: PaymentMethod = 'sandbox',
  ) {
    const { addressId } = buyer;
    return this.live(buyer, stream, 'order:place', {
      lines: [{ itemNumber: 1, units, unitPriceMinor: 2_990 }],
      expectTotalMinor: units * 2_990,
      addressId,
      payment,
    });
  }

  /** A hold that was ordered and waits for its payment. */
  async takes(buyer: HouseBuyer, stream: { streamId: string }, units = 1) {
    accepted(await this.adds(buyer, stream, units));
    return accepted(await this.places(buyer, stream, units)).order;
  }

  pays(orderId: string, amountMinor: number, story: Partial<PaymentNotice> = {}): Promise<void> {
    const notice = {
      noticeId: this.ids.next(),
      paymentId: this.ids.next(),
      orderId,
      amountMinor,
      outcome: 'paid',
    };
    return this.app.application.payment({ ...notice, ...story } as PaymentNotice, this.clock.nowMs());
  }

  /** The order as its buyer sees it: in the stream and in the table, which must agree. */
  async order(buyer: HouseBuyer, orderId: string) {
    const found = (await this.app.application.myOrders(buyer)).find(({ order }) => order.orderId === orderId);
    const { orders } = await this.app.application.privateView(found!.order.streamId, buyer);
    const shown = orders.find((order) => order.orderId === orderId);
    if (shown && shown.status !== found!.order.status)
      throw new Error(`The stream says ${shown.status}, the table ${found!.order.status}.`);
    return found!.order;
  }

  async shelf({ streamId }: { streamId: string }, itemNumber = 1) {
    const engine = await this.app.engines.stream(streamId);
    return engine!.read((state) => {
      const { available, held, unpaid, sold } = state.items.get(itemNumber)!;
      return { available, held, unpaid, sold };
    });
  }

  /** Lets time pass; what falls due meanwhile is durable when this resolves. */
  async until(time: string): Promise<void> {
    this.clock.passTo(at(time));
    for (const { streamId } of await this.stores.readers.streams({ rehearsals: true, limit: 100 })) {
      const engine = await this.app.engines.stream(streamId);
      await engine!.submit({
        readAtMs: this.clock.steadyMs(),
        ids: [],
        key: null,
        decide: () => ({ kind: 'accepted', facts: [], reply: () => null }),
      });
    }
    await this.app.outbox.idle();
  }
}

/** The reply of an accepted command; a refusal fails the test with its code. */
export function accepted<T>(ack: Ack<T>): Extract<Ack<T>, { ok: true }> {
  if (!ack.ok) throw new Error(`Refused: ${JSON.stringify(ack)}`);
  return ack as Extract<Ack<T>, { ok: true }>;
}
