import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { referenceOf } from '../../shared/values/reference.ts';
import type { Committed } from '../event-log/commit/committed.ts';
import { ZERO_HASH } from '../event-log/commit/hash-chain.ts';
import type { Draw, TakesLogRefusals } from '../event-log/decision.ts';
import { LogEngine, type LogEngineDeps } from '../event-log/log-engine.ts';
import type { LogTime } from '../event-log/log-time.ts';
import type { CommitTimes } from '../event-log/ports/commit-times.ts';
import type { HeardHead } from '../event-log/ports/head-bus.ts';
import type { Snapshots } from '../event-log/ports/snapshots.ts';
import type { Owner, Store } from '../event-log/ports/store.ts';
import { LogWatch } from '../event-log/replica/log-watch.ts';
import type { NodeName } from '../event-log/replica/ownership.ts';
import { SnapshotQueue } from '../event-log/replica/snapshot-queue.ts';
import { type Subscriber, Subscription } from '../event-log/subscription/subscription.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import { StreamChangeSet } from '../market/change-set.ts';
import type { StreamFact } from '../market/facts.ts';
import { nextFlashEnd } from '../market/flash-sale/ending.ts';
import type { Refused } from '../market/kernel/decision.ts';
import { drawClosesAt } from '../market/kernel/flash-window.ts';
import { streamRules } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import type { Bus } from '../ports/bus.ts';
import type { EngineLoad } from '../ports/engine-load.ts';
import type { Publication, Publications } from '../ports/publication.ts';
import { SHOP_LOG, shopRules } from '../shop/shop.ts';
import type { ShopFact, ShopState } from '../shop/state.ts';
import { Publisher } from './publisher.ts';

export type StreamEngine = LogEngine<StreamState, StreamFact, TakesLogRefusals<Refused>>;
export type ShopEngine = LogEngine<ShopState, ShopFact, TakesLogRefusals<Refused>>;

/** Logs that are awake at once; one that nobody asks for goes back to sleep first. */
const MAX_AWAKE = 300;
/** Sleeping logs whose times are remembered, the newest: one that is forgotten begins at its last fact. */
const MAX_TIMES = 1_000;

/** What a stream lost when its log diverged from what was known of it (C24), as far as this process knows. */
export interface LogDiverged {
  streamId: string;
  /** Where the log stands now, and where it was known to stand. It may have grown again, past that or not. */
  from: number;
  to: number;
  /** The stream as it was known, for a list of what is missing. */
  known: Readonly<StreamState>;
}

export interface EnginesDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** How the nodes of a market tell each other that a log has grown. */
  bus: Bus;
  /** This process among several; null if it is the only one. */
  node: NodeName | null;
  gatherMs: number;
  /** The lot of somebody in a draw of a stream (F7). */
  lotOf(streamId: string, draw: Draw): string;
  /** Whom the market names to those whose key a log may have lost (I5); null: whom each log names. */
  contact?: string | null;
  /** Where it is counted how long commits take. */
  commitTimes?: CommitTimes;
  /** Who makes snapshots while the logs grow; none in a store that is forgotten anyway. */
  snapshots?: Snapshots | null;
  onFault(error: unknown, context: string): void;
  /** The disk can't be trusted any more: the process should end, and open it again (C26). */
  onFatal(error: unknown): void;
  /** A log came back shorter than it was known to be; it has another history by now. */
  onLogDiverged?(lost: LogDiverged): void;
}

/** Every log that is awake in this process: the shop's, and the streams'. */
export class Engines implements Publications {
  private readonly deps: EnginesDeps;
  private readonly streams = new Map<string, Promise<StreamEngine | null>>();
  private readonly awake = new Map<string, StreamEngine>();
  /** The times of logs that sleep, where they are not what this process's clock says. */
  private readonly timesAsleep = new BoundedMap<string, LogTime>(MAX_TIMES);
  private readonly committed = new Set<(committed: Committed<StreamState, StreamFact>) => void>();
  private readonly published = new Set<(publication: Publication) => void>();
  private readonly shopGrown = new Set<(from: number, seq: number) => void>();
  private readonly sleeping = new Set<(head: HeardHead) => void>();
  private readonly watch: LogWatch;
  private readonly snapshots: SnapshotQueue | null;
  private readonly streamRules: typeof streamRules;
  shop!: ShopEngine;

  private constructor(deps: EnginesDeps) {
    this.deps = deps;
    const { store, clock, bus, onFault } = deps;
    this.streamRules = this.naming(streamRules);
    this.snapshots = deps.snapshots ? new SnapshotQueue(deps.snapshots, onFault) : null;
    const awake = () => [...this.awake.keys(), SHOP_LOG];
    this.watch = new LogWatch({
      store,
      clock,
      bus,
      awake,
      kept: () => this.kept(),
      told: (logId) => (logId === SHOP_LOG ? this.shop : this.awake.get(logId))?.told ?? null,
      onHead: (head, isFromStore) => this.heard(head, isFromStore),
      onFault,
    });
  }

  /** Opens the shop, making its log at the first start, and wakes every stream that may have deadlines due. */
  static async open(deps: EnginesDeps): Promise<Engines> {
    const engines = new Engines(deps);
    await createLog(deps.store, deps.ids, SHOP_LOG, shopRules.kind);
    const shop = await LogEngine.open<ShopState, ShopFact, TakesLogRefusals<Refused>>(
      {
        ...engines.logDeps(),
        rules: engines.naming(shopRules),
        onCommitted: ({ from, head, isOwn }) => {
          if (isOwn) engines.watch.tell(SHOP_LOG);
          for (const listener of engines.shopGrown) engines.safely(() => listener(from, head.seq));
        },
      },
      SHOP_LOG,
    );
    if (!shop) throw new Error('The log of the shop could not be opened.');
    engines.shop = shop;
    if (deps.node) engines.watch.start();
    await engines.wakeOpen();
    return engines;
  }

  /** Wakes every stream that is open, so that its deadlines are kept. */
  async wakeOpen(): Promise<void> {
    for (const logId of await this.deps.store.openLogs()) {
      if (logId !== SHOP_LOG) await this.stream(logId);
    }
  }

  /**
   * Hears all that is committed on every stream that is awake here, in order, before own commands are answered.
   * @returns how to stop
   */
  onCommitted(listener: (committed: Committed<StreamState, StreamFact>) => void): () => void {
    this.committed.add(listener);
    return () => this.committed.delete(listener);
  }

  /** The streams that this process has in memory now, among them all that anybody looks at here. */
  awakeStreams(): string[] {
    return [...this.awake.keys()];
  }

  /** Their engines. */
  awakeEngines(): StreamEngine[] {
    return [...this.awake.values()];
  }

  subscribe(listener: (publication: Publication) => void): () => void {
    this.published.add(listener);
    return () => this.published.delete(listener);
  }

  /**
   * Leads a subscriber along the logs of the streams, from its cursors on.
   * @param onFailure told of each try that failed
   */
  follow(subscriber: Subscriber<StreamFact>, onFailure: (error: unknown) => void): Subscription<StreamFact> {
    const { store, clock } = this.deps;
    const subscription = new Subscription<StreamFact>({ store, clock, onFailure }, subscriber);
    const stopCommitted = this.onCommitted(({ from, head, changeSet }) => {
      // Facts that nobody can name may be of any type.
      const types =
        changeSet instanceof StreamChangeSet
          ? changeSet.facts.map(({ fact }) => fact.type)
          : subscriber.types;
      subscription.heard(head.logId, from, head.seq, types);
    });
    const atSleeping = ({ logId }: HeardHead) => {
      subscription.resume(logId).catch(onFailure);
    };
    this.sleeping.add(atSleeping);
    subscription.onClose(() => {
      stopCommitted();
      this.sleeping.delete(atSleeping);
    });
    return subscription;
  }

  /** Leads a subscriber along the shop's log, as `follow` does along those of the streams. */
  followShop(subscriber: Subscriber<ShopFact>, onFailure: (error: unknown) => void): Subscription<ShopFact> {
    const { store, clock } = this.deps;
    const subscription = new Subscription<ShopFact>({ store, clock, onFailure }, subscriber);
    const grown = (from: number, seq: number) => subscription.heard(SHOP_LOG, from, seq, subscriber.types);
    this.shopGrown.add(grown);
    subscription.onClose(() => this.shopGrown.delete(grown));
    return subscription;
  }

  /** The engine of a stream, woken if it sleeps; null if there is no such stream. */
  stream(streamId: string): Promise<StreamEngine | null> {
    const awake = this.streams.get(streamId);
    if (awake) {
      this.streams.delete(streamId);
      this.streams.set(streamId, awake);
      return awake;
    }
    const waking = this.wake(streamId);
    this.streams.set(streamId, waking);
    waking.then(
      (engine) => {
        if (!engine) this.streams.delete(streamId);
        else if (this.streams.get(streamId) === waking) this.awake.set(streamId, engine);
      },
      () => this.streams.delete(streamId),
    );
    this.letOneSleep().catch((error: unknown) => this.deps.onFault(error, 'sleep'));
    return waking;
  }

  /** The number of a stream in the shop (O7), as far as this process has read the shop's log; null: a rehearsal has none. */
  shopNumberOf(streamId: string): number | null {
    return this.shop.glance(({ streamNumbers }) => streamNumbers.get(streamId) ?? null);
  }

  /** The same, after a look into the store where another server may have named the stream a moment ago. */
  async findShopNumber(streamId: string): Promise<number | null> {
    const known = this.shopNumberOf(streamId);
    if (known !== null || !this.deps.node) return known;
    const head = await this.deps.store.head(SHOP_LOG);
    if (head) this.shop.heard(head, true);
    await this.shop.read(() => null);
    return this.shopNumberOf(streamId);
  }

  /** What an order of a stream is called outside of it (O7). Of a stream that is awake its number is known. */
  referenceOf(streamId: string, number: string): string {
    return referenceOf(this.shopNumberOf(streamId), number);
  }

  /** Makes the log of a new stream. @returns its engine */
  async create(streamId: string): Promise<StreamEngine> {
    await createLog(this.deps.store, this.deps.ids, streamId, streamRules.kind);
    // Who asked for the stream before it was there may have left a "no" on its way.
    const engine = (await this.stream(streamId)) ?? (await this.stream(streamId));
    if (!engine) throw new Error(`The log of stream ${streamId} could not be opened.`);
    return engine;
  }

  /** The other node that decides a stream from now on; null: this one does. */
  async ownerOf(streamId: string): Promise<Owner | null> {
    const engine = this.deps.node && (await this.stream(streamId));
    return engine ? engine.resolveOwner() : null;
  }

  /** The other node that decides a stream for now, if one is known to. */
  async otherOwner(streamId: string): Promise<Owner | null> {
    const engine = this.deps.node && (await this.stream(streamId));
    return engine ? engine.otherOwner() : null;
  }

  /** An owner did not answer: until it commits again, this process decides itself. */
  reportOwnerDown(streamId: string, owner: Owner): void {
    this.awake.get(streamId)?.reportOwnerDown(owner);
  }

  /** A log is known to have come so far. */
  heard(head: HeardHead, isFromStore = false): void {
    if (head.logId === SHOP_LOG) {
      this.shop.heard(head, isFromStore);
      return;
    }
    const engine = this.awake.get(head.logId);
    if (engine) engine.heard(head, isFromStore);
    else if (!this.streams.has(head.logId)) for (const listener of this.sleeping) listener(head);
  }

  /** True while a stream can't be written because the disk is full. */
  isStorageFull(streamId: string): boolean {
    return this.awake.get(streamId)?.isStorageFull ?? false;
  }

  /** True while more come to a stream than can be decided, so that not everybody is let in. */
  isCrowded(streamId: string): boolean {
    return this.awake.get(streamId)?.isCrowded ?? false;
  }

  /**
   * True while so many wait for a stream's next batches that whoever comes now is turned away.
   * @param inside those who were let in and have no answer yet, wherever they are
   */
  isFull(streamId: string, inside: number): boolean {
    return this.awake.get(streamId)?.isFull(inside) ?? false;
  }

  /**
   * What time it was in a stream's log at a steady moment of this process (T7); of one that sleeps and was never ahead,
   * what the clock said. Known without asking anybody.
   */
  timeOf(streamId: string, steadyMs: number): number {
    const time = this.awake.get(streamId)?.time ?? this.timesAsleep.get(streamId);
    const { clock } = this.deps;
    return time?.arrivalOf(steadyMs) ?? clock.nowMs() - clock.steadyMs() + steadyMs;
  }

  /** How far the logs that are awake here are ahead of this process's clock, in ms; below 0: behind it. */
  aheadMs(): number[] {
    return [this.shop.time.aheadMs, ...this.awakeEngines().map(({ time }) => time.aheadMs)];
  }

  /**
   * When the first of the flashes ends that are on, in steady ms; null: none is, or the stream is not awake.
   * @param steadyMs now
   */
  nextFlashEnd(streamId: string, steadyMs: number): number | null {
    const engine = this.awake.get(streamId);
    const endsAtMs = engine?.glance((state) => nextFlashEnd(state, engine.time.at(steadyMs))) ?? null;
    return engine && endsAtMs !== null ? engine.time.steadyAt(endsAtMs) : null;
  }

  /** When the draw closes for which a stream keeps taps now (F7), in steady ms; null: none is open, or it is not awake. */
  drawClosesAt(streamId: string, steadyMs: number): number | null {
    const engine = this.awake.get(streamId);
    const closesAtMs = engine?.glance((state) => drawClosesAt(state, engine.time.at(steadyMs))) ?? null;
    return engine && closesAtMs !== null ? engine.time.steadyAt(closesAtMs) : null;
  }

  /** Turns one away from a stream. @returns when to come again, in ms from now; null if the stream is not awake */
  comeAgainMs(streamId: string): number | null {
    return this.awake.get(streamId)?.retryAfterMs() ?? null;
  }

  /** How much waits and how many streams are on; told at once, whatever the store does. */
  load(): EngineLoad {
    const load = {
      waiting: this.shop.load.waiting,
      parked: 0,
      streamsAwake: this.awake.size,
      streamsLive: 0,
    };
    for (const engine of this.awake.values()) {
      load.waiting += engine.load.waiting;
      load.parked += engine.load.parked;
      const status = engine.glance((state) => state.status);
      if (status === 'LIVE' || status === 'INTERRUPTED') load.streamsLive += 1;
    }
    return load;
  }

  /** False while the store does not answer, so that nobody knows what other nodes have written. */
  isCurrent(): boolean {
    return this.watch.isCurrent();
  }

  /** Finishes every queue, writes snapshots, and tells the others that this process decides nothing any more. */
  async close(): Promise<void> {
    this.snapshots?.close();
    const engines = await Promise.all(this.streams.values());
    await Promise.all(engines.map((engine) => engine?.close()));
    await this.shop.close();
    this.watch.close();
    if (this.deps.node) await this.deps.store.releaseLeases(this.deps.node.id);
  }

  private logDeps(): Pick<
    LogEngineDeps<never, never>,
    'store' | 'clock' | 'ids' | 'node' | 'onFault' | 'onFatal' | 'gatherMs' | 'commitTimes' | 'wantSnapshot'
  > {
    const { store, clock, ids, node, onFault, onFatal, gatherMs, commitTimes } = this.deps;
    const wantSnapshot = (logId: string, kind: string) => this.snapshots?.want(logId, kind);
    return { store, clock, ids, node, onFault, onFatal, gatherMs, commitTimes, wantSnapshot };
  }

  /** The rules of a log, with whom the market wants to be asked. */
  private naming<LogRules extends { whomToAsk(state: never): string | null }>(rules: LogRules): LogRules {
    const { contact } = this.deps;
    return contact ? { ...rules, whomToAsk: () => contact } : rules;
  }

  private async wake(streamId: string): Promise<StreamEngine | null> {
    const publisher = new Publisher();
    const onCommitted = (committed: Committed<StreamState, StreamFact>) => {
      if (committed.isOwn) this.watch.tell(streamId);
      const publication = publisher.publication(committed);
      for (const listener of this.published) this.safely(() => listener(publication));
      for (const listener of this.committed) this.safely(() => listener(committed));
    };
    const onLogDiverged: LogEngineDeps<StreamState, StreamFact>['onLogDiverged'] = (known, head) =>
      this.deps.onLogDiverged?.({ streamId, from: head.seq, to: known.head.seq, known: known.state });
    const engine = await LogEngine.open<StreamState, StreamFact, TakesLogRefusals<Refused>>(
      {
        ...this.logDeps(),
        rules: this.streamRules,
        onCommitted,
        onLogDiverged,
        time: this.timesAsleep.get(streamId) ?? null,
        lotOf: this.deps.lotOf,
      },
      streamId,
    );
    if (engine?.glance(({ rehearsalOf }) => rehearsalOf === null)) {
      await this.findShopNumber(streamId).catch((error: unknown) =>
        this.deps.onFault(error, 'stream number'),
      );
    }
    return engine;
  }

  /** What this process decides and is still open: the others show its time. */
  private kept(): string[] {
    const engines = [this.shop, ...this.awake.values()];
    return engines.filter(({ isKept, head }) => isKept && head.isOpen).map(({ head }) => head.logId);
  }

  /** Each listener for itself: what one can't digest the others still hear. */
  private safely(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.deps.onFault(error, 'publish');
    }
  }

  /** The engine that was asked for longest ago goes to sleep; those with deadlines to keep are passed over. */
  private async letOneSleep(): Promise<void> {
    if (this.streams.size <= MAX_AWAKE) return;
    for (const [streamId, promise] of [...this.streams].slice(0, -1)) {
      const engine = await promise.catch(() => null);
      if (!engine || engine.hasDeadlines()) continue;
      if (this.streams.size <= MAX_AWAKE) return;
      if (this.streams.get(streamId) === promise) {
        this.streams.delete(streamId);
        this.awake.delete(streamId);
        // Behind where it has been it must not begin when it is woken (T7).
        if (engine.time.aheadMs !== 0) this.timesAsleep.set(streamId, engine.time);
      }
      await engine.close();
      return;
    }
  }
}

/** Makes an empty log unless it is there. */
async function createLog(store: Store, ids: Ids, logId: string, kind: string): Promise<void> {
  if (await store.head(logId)) return;
  await store.create({
    logId,
    kind,
    history: ids.history(),
    seq: 0,
    atMs: 0,
    hash: ZERO_HASH,
    isOpen: true,
    owner: null,
  });
}
