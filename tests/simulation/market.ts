import { memoryDirectory } from '../../server/adapters/memory/memory-people.ts';
import { memoryReaders } from '../../server/adapters/memory/memory-readers.ts';
import { memoryStore } from '../../server/adapters/memory/memory-store.ts';
import { emptyTables } from '../../server/adapters/memory/tables.ts';
import { loadState, saveState } from '../../server/event-log/replica/load.ts';
import { streamRules } from '../../server/market/market.ts';
import type { Readers } from '../../server/ports/readers.ts';
import type { MarketBatch } from '../../server/ports/rows.ts';
import { SHOP_LOG } from '../../server/shop/shop.ts';
import { Complaints } from './checks/complaints.ts';
import { Judge } from './checks/judge.ts';
import { ShelfHistory } from './checks/shelf-history.ts';
import { ShopSaid } from './checks/shop-said.ts';
import type { Buyer } from './clients/buyer.ts';
import { Camera } from './clients/camera.ts';
import type { Host } from './clients/host.ts';
import { Journal } from './clients/journal.ts';
import { Lines } from './clients/line.ts';
import { SimNet } from './faults/sim-net.ts';
import type { Disk } from './faults/sim-store.ts';
import { Tally } from './faults/tally.ts';
import { calm, type Weather } from './faults/weather.ts';
import { Chance } from './world/chance.ts';
import { Node } from './world/node.ts';
import type { Scene } from './world/scene.ts';
import { Till } from './world/till.ts';
import { World } from './world/world.ts';

export const STREAM = 'stream';
/** A snapshot is written each so many facts, and is there so much later at the most. */
const SNAPSHOT_EVERY = 40;
const SNAPSHOT_TAKES_MS = 2_000;
/** How far a machine's own clock may be off when it starts: nodes follow the store's. */
const CLOCK_OFF_MS = 600_000;
/** How wrong the time is, both ways, that a process starts with where clocks are wrong. */
const CLOCK_WRONG_MS = 600_000;
/**
 * So far two nodes may be apart about the time of a log, 5 s that news take, with the way of a command between them, 3 s.
 * Where clocks are wrong, one that was not told the time of a log yet goes by its own; where machines sleep, the log of one
 * that decides stands still. How long a process stood still comes on top.
 */
const NODES_APART_MS = 8_000;
const WRONG_APART_MS = 2 * CLOCK_WRONG_MS + NODES_APART_MS;

/** One world with everything in it: machines, store, lines, people, and the judge who watches the store. */
export class Market {
  readonly world: World;
  readonly scene: Scene;
  readonly complaints = new Complaints();
  readonly tally = new Tally();
  readonly journal = new Journal();
  readonly tables = emptyTables();
  readonly stores;
  /** The weather as it is now; it begins calm, and is calm again when everything heals. */
  readonly weather: Weather = { ...calm };
  readonly disk: Disk;
  readonly net: SimNet;
  readonly till: Till;
  readonly nodes: Node[];
  readonly lines: Lines;
  readonly judge: Judge;
  /** What the shop's log says, beside that of the stream. */
  readonly shop = new ShopSaid();
  readonly shelves = new ShelfHistory();
  readonly buyers: Buyer[] = [];
  /** Who has bought from the shop before this stream: nobody of them is new (H6). */
  readonly known = new Set<string>();
  /** Draws who that is. */
  readonly people: Chance;
  /** How often a newcomer was told something of what newcomers may keep. */
  readonly told = new Map<string, number>();
  readonly staff: Host[] = [];
  readonly camera: Camera;
  /** Units that the warehouse began with, by product. */
  readonly warehouse = new Map<string, number>();
  /** Told of every batch of the stream, once it was judged. */
  onBatch: (batch: MarketBatch) => void = () => {};
  /** Told of every batch of every log in the moment in which it is committed. */
  onAnyBatch: (batch: MarketBatch) => void = () => {};

  /**
   * @param clocks draws how wrong they are, so that a world with right ones is what it would be without the others
   * @param people the same of who has bought before
   */
  constructor(
    chance: Chance,
    scene: Scene,
    keepsStory: boolean,
    { clocks = new Chance(0), people = new Chance(0) } = {},
  ) {
    this.people = people;
    const world = new World(chance, keepsStory);
    this.world = world;
    this.scene = scene;
    const { weather, tally, tables } = this;
    this.stores = {
      store: memoryStore(tables, () => Math.floor(world.nowMs)),
      readers: knowing(memoryReaders(tables), this.known),
      directory: memoryDirectory(tables),
    };
    this.disk = {
      store: this.stores.store,
      weather,
      tally,
      fullUntilMs: 0,
      isBad: false,
      cutOff: new Map(),
      onCommitted: (batch) => this.committed(batch),
    };
    this.net = new SimNet(world, weather, tally);
    this.till = new Till(world, weather, tally);
    const isCluster = scene.nodes > 1;
    const { stores, disk, net, till } = this;
    const wrongMs = () =>
      scene.hasWrongClocks && clocks.happens(0.6) ? clocks.whole(-CLOCK_WRONG_MS, CLOCK_WRONG_MS) : 0;
    const house = { world, complaints: this.complaints, stores, disk, net, till, isCluster, wrongMs };
    this.nodes = Array.from({ length: scene.nodes }, (_, index) => {
      const offMs = isCluster ? chance.whole(-CLOCK_OFF_MS, CLOCK_OFF_MS) : 0;
      return new Node(house, `n${index + 1}`, offMs);
    });
    this.lines = new Lines(world, this.nodes, this.complaints, weather, tally);
    this.camera = new Camera({ world, lines: this.lines, streamId: STREAM });
    const isFarApart = scene.hasWrongClocks || scene.weather.clockStep > 0;
    const apartMs = isFarApart ? WRONG_APART_MS : NODES_APART_MS;
    if (isCluster) this.journal.logTimes = () => this.logTimes();
    const journals = {
      asked: (_buyerId: string, key: string) => this.journal.entries.get(key) ?? null,
      shows: this.journal.shows,
      stoodStillMs: (fromMs: number, toMs: number) => this.stoodStillMs(fromMs, toMs),
    };
    this.judge = new Judge(STREAM, this.complaints, journals, isCluster ? apartMs : 0);
    this.judge.onFact = () => {
      this.shelves.note(this.judge.ledger, world.nowMs);
      this.shop.judgeAdded(this.judge.facts.at(-1)!, this.complaints);
    };
  }

  /** Counts what a newcomer was told. */
  said(what: string): void {
    this.told.set(what, (this.told.get(what) ?? 0) + 1);
  }

  /** What time it is in the stream's log, as far as any node knows: its pages show that. */
  streamNowMs(): number {
    return Math.max(this.judge.ledger.atMs, ...this.logTimes());
  }

  /** What time it is in the stream's log, as each node that is up has it. */
  private logTimes(): number[] {
    return this.nodes.flatMap(({ server }) =>
      server ? [server.application.timeOf(STREAM, server.clock.steadyMs())] : [],
    );
  }

  /** The longest that the process of any node stood still at a time between two moments. */
  stoodStillMs(fromMs: number, toMs: number): number {
    return Math.max(...this.nodes.map(({ standstills }) => standstills.longestMs(fromMs, toMs)));
  }

  private committed(batch: MarketBatch): void {
    const { world } = this;
    world.story.tell(`commit ${batch.logId} ${batch.from}-${batch.to} ${batch.hash.slice(0, 8)}`, () =>
      batch.facts.map(({ type }) => type).join(' '),
    );
    this.onAnyBatch(batch);
    if (batch.logId === SHOP_LOG) this.shop.committed(batch, world.nowMs);
    if (batch.logId !== STREAM) return;
    this.judge.committed(batch, world.nowMs);
    this.onBatch(batch);
    const isDue = Math.floor(batch.from / SNAPSHOT_EVERY) < Math.floor(batch.to / SNAPSHOT_EVERY);
    if (isDue) world.after(world.chance.between(1, SNAPSHOT_TAKES_MS), () => void this.takeSnapshot());
  }

  /** What the thread beside a server does, which no weather reaches. */
  private async takeSnapshot(): Promise<void> {
    const { store } = this.stores;
    const loaded = await loadState(store, streamRules, STREAM);
    if (loaded) await saveState(store, streamRules, STREAM, loaded.state);
  }
}

/** Of some the shop has orders of before. */
function knowing(readers: Readers, known: ReadonlySet<string>): Readers {
  return {
    ...readers,
    async haveBought(buyerIds) {
      const here = await readers.haveBought(buyerIds);
      return buyerIds.filter((buyerId) => known.has(buyerId) || here.includes(buyerId));
    },
  };
}
