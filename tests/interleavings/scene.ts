import { memoryDirectory } from '../../server/adapters/memory/memory-people.ts';
import { memoryStore } from '../../server/adapters/memory/memory-store.ts';
import { emptyTables, type Tables } from '../../server/adapters/memory/tables.ts';
import { ackOf } from '../../server/application/ack.ts';
import type { BuyerActor, ChatWriter, StaffActor } from '../../server/application/application.ts';
import { saveState } from '../../server/event-log/replica/load.ts';
import type { Ids } from '../../server/lib/clock.ts';
import type { BuyerCommand, StaffCommand } from '../../server/market/command-spec.ts';
import type { DecideAt, Decision } from '../../server/market/kernel/decision.ts';
import type { StreamState } from '../../server/market/state.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { RouteName, rawRoutes } from '../../shared/contract/http.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type {
  ConsoleCommand,
  ConsoleCommandOf,
  ConsoleReply,
  ConsoleRequest,
  LiveCommand,
  LiveCommandOf,
  LiveReply,
  LiveRequest,
} from '../../shared/protocol.ts';
import { idOf } from '../builders/bench.ts';
import { accepted } from '../builders/engine-house.ts';
import { countingIds } from '../builders/engine-stall.ts';
import { at } from '../builders/market.ts';
import type { Asked, Asker } from './front-door.ts';
import type { HandClock } from './hand-clock.ts';
import { kindOf, readLog } from './log-at-play.ts';
import { type Market, openStage, plainSecrets, type Stage } from './stage.ts';
import { turn } from './turnstile.ts';

/** Ids from here on are made during a play; those of a scene are smaller. */
export const FIRST_PLAYED_ID = 600_000;

export interface SceneBuyer extends BuyerActor {
  addressId: string;
}

/** The ledger rests half a second after each page; a scene has few of them. */
const REST_MS = 600;
const MAX_RESTS = 10;

/** What the contract calls a thing that may be asked for: a socket's command, or a route. */
export type Command = LiveCommand | ConsoleCommand | RouteName | keyof typeof rawRoutes;

/** One thing that somebody does in a scene, as its sender does it: what came back, whatever that is. */
export interface Call {
  name: string;
  /** Null: nobody asks for it, it happens. */
  of: Command | null;
  /** The name of an earlier call that is the same but for its key or a detail: this one is there to meet it. */
  twinOf?: string;
  send(market: Market, nowMs: number, clock: HandClock): Promise<unknown>;
}

type Keyless<Request> = Omit<Request, 'key'>;

interface OrderedLine {
  itemNumber: number;
  units: number;
  unitPriceMinor: number;
}

/** A market in the middle of a day, and everything that somebody may do to it next, each under a key of its own. */
export class Scene {
  readonly tables: Tables = emptyTables();
  readonly calls: Call[] = [];
  readonly host: StaffActor;
  /** What the clock says when the calls are sent. */
  nowMs: number;
  stage!: Stage;
  private readonly ids: Ids = countingIds(500_000);
  private keys = 0;

  private constructor(nowMs: number) {
    this.nowMs = nowMs;
    this.host = this.staff('host');
  }

  static async open(nowMs: number): Promise<Scene> {
    const scene = new Scene(nowMs);
    scene.stage = await openStage(scene.tables, { nowMs, ids: scene.ids, nodes: 1 });
    return scene;
  }

  get market(): Market {
    return this.stage.nodes[0]!;
  }

  id(): string {
    return this.ids.next();
  }

  staff(role: StaffActor['role']): StaffActor {
    return { staffId: this.ids.next(), name: role, role, device: 'laptop' };
  }

  key(): string {
    this.keys += 1;
    return idOf(700_000 + this.keys);
  }

  async buyer(): Promise<SceneBuyer> {
    const [buyerId, addressId] = [this.ids.next(), this.ids.next()];
    await this.addAddress(buyerId, addressId, addressId);
    return { buyerId, allIds: [buyerId], addressId };
  }

  /** Another address of a buyer, under the phone of somebody's first. @returns its id */
  async address({ buyerId }: SceneBuyer, phoneOf: SceneBuyer): Promise<string> {
    const addressId = this.ids.next();
    await this.addAddress(buyerId, addressId, phoneOf.addressId);
    return addressId;
  }

  private async addAddress(buyerId: string, addressId: string, phoneOf: string): Promise<void> {
    const contact = { name: 'Ana', phone: `+8613${phoneOf.slice(-9)}`, address: 'Jianchuan 1' };
    const sealed = plainSecrets.seal(buyerId, contact);
    const address = { addressId, buyerId, key: this.ids.next(), sealed, atMs: this.nowMs };
    await memoryDirectory(this.tables).addAddress(address);
  }

  async product(name: string, warehouseUnits: number): Promise<Product> {
    const request = { name, producer: 'Ma', priceMinor: 2_990, currency: 'CNY', warehouseUnits };
    return accepted(await this.market.createProduct(this.host, { key: this.key(), ...request })).product;
  }

  async stream(title: string): Promise<{ streamId: string; slug: string }> {
    const request = { ...this.streamRequest(title), key: this.key() };
    return accepted(await this.market.createStream(this.host, request)).stream;
  }

  streamRequest(title: string) {
    const payments: ('sandbox' | 'cash_on_delivery')[] = ['sandbox', 'cash_on_delivery'];
    return {
      title,
      scheduledAtMs: this.nowMs,
      holdPolicy: 'hold' as const,
      payments,
      currency: 'CNY',
    };
  }

  /** What staff did before the play. */
  async did<C extends StaffCommand>(
    streamId: string,
    command: C,
    request: Keyless<ConsoleRequest<C>>,
    actor: StaffActor = this.host,
    atMs = this.nowMs,
  ): Promise<{ ok: true } & ConsoleReply<C>> {
    const keyed = { key: this.key(), ...request } as unknown as ConsoleRequest<C>;
    return accepted(await this.market.console(actor, streamId, command, keyed, atMs)) as never;
  }

  /** What a buyer did before the play. */
  async buyerDid<C extends BuyerCommand>(
    buyer: SceneBuyer,
    streamId: string,
    command: C,
    request: Keyless<LiveRequest<C>>,
    atMs = this.nowMs,
  ): Promise<{ ok: true } & LiveReply<C>> {
    const keyed = { key: this.key(), ...request } as unknown as LiveRequest<C>;
    const ack: Ack<LiveReply<C>> = await this.market.live(buyer, streamId, command, keyed, atMs, null);
    return accepted(ack) as never;
  }

  /** An order of what the buyer has in the cart, before the play. */
  async ordered(
    buyer: SceneBuyer,
    streamId: string,
    line: OrderedLine | readonly OrderedLine[],
    payment: PaymentMethod = 'sandbox',
  ) {
    const lines = [line].flat();
    const expectTotalMinor = lines.reduce((sum, each) => sum + each.units * each.unitPriceMinor, 0);
    const { addressId } = buyer;
    const request = { lines, expectTotalMinor, addressId, payment };
    return (await this.buyerDid(buyer, streamId, 'order:place', request)).order;
  }

  /** A payment that came in before the play. */
  async paid(orderId: string, amountMinor: number): Promise<void> {
    const paymentId = this.key();
    const notice = { noticeId: paymentId, paymentId, orderId, amountMinor, outcome: 'paid' as const };
    await this.market.payment(notice, this.nowMs);
  }

  /** Names what a buyer may do next. @returns its key */
  buyerMay<C extends BuyerCommand>(
    name: string,
    buyer: SceneBuyer,
    streamId: string,
    command: C,
    request: Keyless<LiveRequest<C>>,
    atMs?: number,
  ): string {
    const keyed = { key: this.key(), ...request } as unknown as LiveRequest<C>;
    this.may(name, command, (market, nowMs) =>
      market.live(buyer, streamId, command, keyed, atMs ?? nowMs, null),
    );
    return keyed.key;
  }

  /** Names what staff may do next. */
  staffMay<C extends StaffCommand>(
    name: string,
    streamId: string,
    command: C,
    request: Keyless<ConsoleRequest<C>>,
    actor: StaffActor = this.host,
    atMs?: number,
  ): void {
    const keyed = { key: this.key(), ...request } as unknown as ConsoleRequest<C>;
    this.may(name, command, (market, nowMs) =>
      market.console(actor, streamId, command, keyed, atMs ?? nowMs),
    );
  }

  /** What a viewer did in a chat before the play. */
  async talked<C extends LiveCommandOf<'chat'>>(
    buyer: SceneBuyer,
    streamId: string,
    command: C,
    request: Keyless<LiveRequest<C>>,
  ): Promise<{ ok: true } & LiveReply<C>> {
    const keyed = { key: this.key(), ...request } as unknown as LiveRequest<C>;
    const { chats } = this.market;
    return accepted(await chats.live(writes(buyer), streamId, command, keyed, this.nowMs)) as never;
  }

  /** What the house did in a chat before the play. */
  async cared<C extends ConsoleCommandOf<'chat'>>(
    streamId: string,
    command: C,
    request: Keyless<ConsoleRequest<C>>,
  ): Promise<void> {
    const keyed = { key: this.key(), ...request } as unknown as ConsoleRequest<C>;
    accepted(await this.market.chats.console(this.host, streamId, command, keyed, this.nowMs));
  }

  /** Names what a viewer may do in a chat next. */
  talkerMay<C extends LiveCommandOf<'chat'>>(
    name: string,
    buyer: SceneBuyer,
    streamId: string,
    command: C,
    request: Keyless<LiveRequest<C>>,
  ): void {
    const keyed = { key: this.key(), ...request } as unknown as LiveRequest<C>;
    this.may(name, command, ({ chats }, nowMs) => chats.live(writes(buyer), streamId, command, keyed, nowMs));
  }

  /** Names what the house may do in a chat next. */
  carerMay<C extends ConsoleCommandOf<'chat'>>(
    name: string,
    streamId: string,
    command: C,
    request: Keyless<ConsoleRequest<C>>,
    actor: StaffActor = this.host,
  ): void {
    const keyed = { key: this.key(), ...request } as unknown as ConsoleRequest<C>;
    this.may(name, command, ({ chats }, nowMs) => chats.console(actor, streamId, command, keyed, nowMs));
  }

  /** Names what somebody may ask over HTTP next. */
  askMay<N extends RouteName>(name: string, route: N, by: Asker, asked: Asked<N>, atMs?: number): void {
    this.may(name, route, (market, nowMs) => market.ask(route, by, asked, atMs ?? nowMs));
  }

  /** Names what the log of a stream may be told that nobody asks for; who tells it looks only at whether it was taken. */
  logMayHear(
    name: string,
    streamId: string,
    decide: (state: StreamState, at: DecideAt) => Decision<{ seq: number }>,
  ): void {
    this.may(name, null, async ({ engines }, readAtMs) => {
      const engine = (await engines.stream(streamId))!;
      const ack = ackOf(await engine.submit({ readAtMs, ids: [], key: null, decide }));
      return ack.ok ? { ok: true } : ack;
    });
  }

  may(name: string, of: Command | null, send: Call['send']): void {
    this.calls.push({ name, of, send });
  }

  /** Says of two calls, the earlier one first, that they are the same thing done by two. */
  areTwins(name: string, twin: string): void {
    const [one, other] = [this.call(name), this.call(twin)];
    if (one.of !== other.of || this.calls.indexOf(one) > this.calls.indexOf(other))
      throw new Error(`"${twin}" is not "${name}" once more.`);
    other.twinOf = name;
  }

  /** Lets the ledger, which rests between its pages, come up to the logs. */
  async settled(): Promise<void> {
    await turn();
    for (let rests = 0; rests < MAX_RESTS && this.stage.clock.passToNext(REST_MS); rests += 1) await turn();
  }

  /** Nothing more happens before the play. Snapshots make its many openings quick. */
  async ready(): Promise<this> {
    await this.settled();
    const { engines } = this.stage.nodes[0]!;
    const store = memoryStore(this.tables, () => this.nowMs);
    for (const [logId, { head }] of this.tables.logs) {
      const { rules } = kindOf(head);
      await readLog(engines, head, (state) => saveState(store, rules, logId, state));
    }
    return this;
  }

  call(name: string): Call {
    const call = this.calls.find((each) => each.name === name);
    if (!call) throw new Error(`Nobody does "${name}" in this scene.`);
    return call;
  }
}

/** Nobody writes too often here (N2). */
function writes(actor: SceneBuyer): ChatWriter {
  return { actor, deviceId: actor.buyerId, takePlace: async () => ({ nextAtMs: at('21:00') }) };
}
