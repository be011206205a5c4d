import { memoryDirectory } from '../../server/adapters/memory/memory-people.ts';
import { memoryStore } from '../../server/adapters/memory/memory-store.ts';
import { emptyTables, type Tables } from '../../server/adapters/memory/tables.ts';
import { saveState } from '../../server/engine/load.ts';
import { SHOP_LOG, shopRules } from '../../server/engine/shop-rules.ts';
import { streamRules } from '../../server/engine/stream-rules.ts';
import type {
  BuyerActor,
  ConsoleMutation,
  Features,
  LiveMutation,
  StaffActor,
} from '../../server/features/features.ts';
import type { Ids } from '../../server/ports/world.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { ConsoleRequest, LiveRequest } from '../../shared/protocol.ts';
import { idOf } from '../builders/bench.ts';
import { accepted } from '../builders/engine-house.ts';
import { countingIds } from '../builders/engine-stall.ts';
import type { HandClock } from './hand-clock.ts';
import { openStage, type Stage, secrets } from './stage.ts';

/** Ids from here on are made during a play; those of a scene are smaller. */
export const FIRST_PLAYED_ID = 600_000;

export interface SceneBuyer extends BuyerActor {
  addressId: string;
}

/** One thing that somebody does in a scene, as its sender does it: what came back, whatever that is. */
export interface Call {
  name: string;
  send(features: Features, nowMs: number, clock: HandClock): Promise<unknown>;
}

type Keyless<Request> = Omit<Request, 'key'>;

/** A market in the middle of a day, and everything that somebody may do to it next, each under a key of its own. */
export class Scene {
  readonly tables: Tables = emptyTables();
  readonly calls: Call[] = [];
  readonly host: StaffActor;
  readonly nowMs: number;
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

  get features(): Features {
    return this.stage.nodes[0]!.features;
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
    const contact = { name: 'Ana', phone: `+8613${addressId.slice(-9)}`, address: 'Jianchuan 1' };
    const sealed = secrets.seal(buyerId, contact);
    const address = { addressId, buyerId, key: this.ids.next(), sealed, atMs: this.nowMs };
    await memoryDirectory(this.tables).addAddress(address);
    return { buyerId, allIds: [buyerId], addressId };
  }

  async product(name: string, warehouseUnits: number): Promise<Product> {
    const request = { name, producer: 'Ma', priceMinor: 2_990, currency: 'CNY', warehouseUnits };
    return accepted(await this.features.createProduct(this.host, { key: this.key(), ...request })).product;
  }

  async stream(title: string): Promise<{ streamId: string; slug: string }> {
    const request = { ...this.streamRequest(title), key: this.key() };
    return accepted(await this.features.createStream(this.host, request)).stream;
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

  /** Does something of the time before the play; it must be accepted. */
  async did<T>(
    send: (features: Features) => Promise<{ ok: true } & T> | Promise<({ ok: true } & T) | { ok: false }>,
  ) {
    return accepted((await send(this.features)) as never) as { ok: true } & T;
  }

  /** Names what a buyer may do next. */
  buyerMay<C extends LiveMutation>(
    name: string,
    buyer: SceneBuyer,
    streamId: string,
    command: C,
    request: Keyless<LiveRequest<C>>,
  ): void {
    const keyed = { key: this.key(), ...request } as unknown as LiveRequest<C>;
    this.may(name, (features, nowMs) => features.live(buyer, streamId, command, keyed, nowMs, null));
  }

  /** Names what staff may do next. */
  staffMay<C extends ConsoleMutation>(
    name: string,
    streamId: string,
    command: C,
    request: Keyless<ConsoleRequest<C>>,
    actor: StaffActor = this.host,
  ): void {
    const keyed = { key: this.key(), ...request } as unknown as ConsoleRequest<C>;
    this.may(name, (features, nowMs) => features.console(actor, streamId, command, keyed, nowMs));
  }

  may(name: string, send: Call['send']): void {
    this.calls.push({ name, send });
  }

  /** Nothing more happens before the play. Snapshots make its many openings quick. */
  async ready(): Promise<this> {
    const { engines } = this.stage.nodes[0]!;
    const store = memoryStore(this.tables, () => this.nowMs);
    for (const logId of this.tables.logs.keys()) {
      if (logId === SHOP_LOG) await engines.shop.read((state) => saveState(store, shopRules, logId, state));
      else await (await engines.stream(logId))!.read((state) => saveState(store, streamRules, logId, state));
    }
    return this;
  }

  call(name: string): Call {
    const call = this.calls.find((each) => each.name === name);
    if (!call) throw new Error(`Nobody does "${name}" in this scene.`);
    return call;
  }
}
