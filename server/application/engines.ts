import { referenceOf } from '../../shared/values/reference.ts';
import type { Committed } from '../event-log/commit/committed.ts';
import type { Draw, TakesLogRefusals } from '../event-log/decision.ts';
import type { LogEngine } from '../event-log/log-engine.ts';
import type { LogState, LogType } from '../event-log/log-type.ts';
import type { CommitTimes } from '../event-log/ports/commit-times.ts';
import type { HeardHead } from '../event-log/ports/head-bus.ts';
import type { Snapshots } from '../event-log/ports/snapshots.ts';
import type { Owner, Store } from '../event-log/ports/store.ts';
import { LogWatch } from '../event-log/replica/log-watch.ts';
import type { NodeName } from '../event-log/replica/ownership.ts';
import { SnapshotQueue } from '../event-log/replica/snapshot-queue.ts';
import type { Subscriber, Subscription } from '../event-log/subscription/subscription.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import { StreamChangeSet } from '../market/change-set.ts';
import type { StreamFact } from '../market/facts.ts';
import { nextFlashEnd } from '../market/flash-sale/ending.ts';
import type { Refused } from '../market/kernel/decision.ts';
import { drawReadUntil } from '../market/kernel/flash-window.ts';
import { streamRules } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import type { Bus } from '../ports/bus.ts';
import type { EngineLoad } from '../ports/engine-load.ts';
import type { Publication, Publications } from '../ports/publication.ts';
import type { Effects } from '../ports/rows.ts';
import { SHOP_LOG, shopRules } from '../shop/shop.ts';
import type { ShopFact, ShopState } from '../shop/state.ts';
import { AwakeLogs, type LogHouse, noHooks, type RunningKind } from './awake-logs.ts';
import { Publisher } from './publisher.ts';

export type StreamEngine = LogEngine<StreamState, StreamFact, TakesLogRefusals<Refused>>;
export type ShopEngine = LogEngine<ShopState, ShopFact, TakesLogRefusals<Refused>>;

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
  /** Every kind of log that there is (server/logs.ts). */
  kinds: readonly RunningKind[];
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

/** Every log that is awake in this process: the shop's, the streams', and those of guests. */
export class Engines implements Publications {
  private readonly deps: EnginesDeps;
  private readonly streams: AwakeLogs<StreamState, StreamFact>;
  private readonly shops: AwakeLogs<ShopState, ShopFact>;
  /** Logs beside the market's own, by kind. */
  private readonly guests = new Map<string, AwakeLogs<LogState, { type: string }>>();
  private readonly published = new Set<(publication: Publication) => void>();
  private readonly watch: LogWatch;
  private readonly snapshots: SnapshotQueue | null;
  shop!: ShopEngine;

  private constructor(deps: EnginesDeps) {
    this.deps = deps;
    const { store, clock, ids, bus, onFault, onFatal, gatherMs, kinds } = deps;
    const snapshots = deps.snapshots ? new SnapshotQueue(deps.snapshots, onFault) : null;
    this.snapshots = snapshots;
    const house: LogHouse = {
      ...{ store, clock, ids, gatherMs, onFault, onFatal },
      node: deps.node,
      commitTimes: deps.commitTimes ?? null,
      lotOf: deps.lotOf,
      contact: deps.contact ?? null,
      wantSnapshot: (logId, kind) => snapshots?.want(logId, kind),
      tell: (logId) => this.watch.tell(logId),
    };
    this.streams = new AwakeLogs(house, kindOf(kinds, streamRules), {
      listener: () => this.publishes(),
      woken: (streamId, engine) => this.learnsNumber(streamId, engine),
      diverged: (known, head) => {
        const { logId: streamId, seq } = known.head;
        this.deps.onLogDiverged?.({ streamId, from: head.seq, to: seq, known: known.state });
      },
    });
    this.shops = new AwakeLogs(house, kindOf(kinds, shopRules), noHooks());
    for (const kind of kinds.filter(({ isGuest }) => isGuest)) {
      this.guests.set(kind.rules.kind, new AwakeLogs(house, kind, noHooks()));
    }
    this.watch = new LogWatch({
      store,
      clock,
      bus,
      // Of more than can be asked about, the last are: the market's own come after its guests'.
      awake: () => this.all().flatMap((logs) => logs.ids()),
      kept: () => this.all().flatMap((logs) => logs.kept()),
      told: (logId) => this.byLog(logId)?.told(logId) ?? null,
      onHead: (head, isFromStore) => this.heard(head, isFromStore),
      onFault,
    });
  }

  /**
   * Opens the shop, making its log at the first start, and wakes every log that may have deadlines due.
   * @throws UnknownKind: a log of a kind that this program does not have; it is named, and nothing was written
   */
  static async open(deps: EnginesDeps): Promise<Engines> {
    const engines = new Engines(deps);
    await refuseUnknownKinds(deps.store, deps.kinds);
    const shop = await engines.shops.create(SHOP_LOG);
    if (!shop) throw new Error('The log of the shop could not be opened.');
    engines.shop = shop;
    if (deps.node) engines.watch.start();
    await engines.wakeOpen();
    return engines;
  }

  /** Wakes every log that is open and of a kind that has deadlines, so that they are kept. */
  async wakeOpen(): Promise<void> {
    for (const logs of this.all()) await logs.wakeOpen();
  }

  /**
   * The logs of a guest: of a kind beside the market's own.
   * @throws where the kind is not in the list of kinds (server/logs.ts)
   */
  guest<State extends LogState, Fact extends { type: string }>(
    kind: RunningKind<State, Fact>,
  ): AwakeLogs<State, Fact> {
    const logs = this.guests.get(kind.rules.kind);
    if (logs?.kind.rules !== (kind as unknown as RunningKind).rules)
      throw new Error(`No guest is called ${kind.rules.kind}.`);
    return logs as unknown as AwakeLogs<State, Fact>;
  }

  /**
   * Hears all that is committed on every stream that is awake here, in order, before own commands are answered.
   * @returns how to stop
   */
  onCommitted(listener: (committed: Committed<StreamState, StreamFact>) => void): () => void {
    return this.streams.onCommitted(listener);
  }

  /** The streams that this process has in memory now, among them all that anybody looks at here. */
  awakeStreams(): string[] {
    return this.streams.ids();
  }

  /** One of them, if it is; nobody wakes it for that. */
  awakeStream(streamId: string): StreamEngine | undefined {
    return this.streams.get(streamId);
  }

  /** Their engines. */
  awakeEngines(): StreamEngine[] {
    return this.streams.engines();
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
    // Facts that nobody can name may be of any type.
    const typesOf = ({ changeSet }: Committed<StreamState, StreamFact>) =>
      changeSet instanceof StreamChangeSet ? changeSet.facts.map(({ fact }) => fact.type) : null;
    return this.streams.follow(subscriber, typesOf, onFailure);
  }

  /** Hears of each batch of the shop's log. @returns how to stop */
  onShopCommitted(listener: (committed: Committed<ShopState, ShopFact>) => void): () => void {
    return this.shops.onCommitted(listener);
  }

  /** Leads a subscriber along the shop's log, as `follow` does along those of the streams. */
  followShop(subscriber: Subscriber<ShopFact>, onFailure: (error: unknown) => void): Subscription<ShopFact> {
    return this.shops.follow(subscriber, () => null, onFailure);
  }

  /** The engine of a stream, woken if it sleeps; null if there is no such stream. */
  stream(streamId: string): Promise<StreamEngine | null> {
    return this.streams.find(streamId);
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

  /** The stream that has a number in the shop (O7), as far as this process has read the shop's log; null: none has. */
  streamNumbered(shopNumber: number): string | null {
    return this.shop.glance(({ streamNumbers }) => {
      for (const [streamId, number] of streamNumbers) if (number === shopNumber) return streamId;
      return null;
    });
  }

  /** What an order of a stream is called outside of it (O7). Of a stream that is awake its number is known. */
  referenceOf(streamId: string, number: string): string {
    return referenceOf(this.shopNumberOf(streamId), number);
  }

  /** Makes the log of a new stream. @returns its engine */
  async create(streamId: string): Promise<StreamEngine> {
    const engine = await this.streams.create(streamId);
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
    this.streams.get(streamId)?.reportOwnerDown(owner);
  }

  /** A log is known to have come so far. */
  heard(head: HeardHead, isFromStore = false): void {
    this.byKind(head.kind)?.heard(head, isFromStore);
  }

  /** True while a stream can't be written because the disk is full. */
  isStorageFull(streamId: string): boolean {
    return this.streams.get(streamId)?.isStorageFull ?? false;
  }

  /** True while more come to a stream than can be decided, so that not everybody is let in. */
  isCrowded(streamId: string): boolean {
    return this.streams.get(streamId)?.isCrowded ?? false;
  }

  /**
   * True while so many wait for a stream's next batches that whoever comes now is turned away.
   * @param inside those who were let in and have no answer yet, wherever they are
   */
  isFull(streamId: string, inside: number): boolean {
    return this.streams.get(streamId)?.isFull(inside) ?? false;
  }

  /**
   * What time it was in a stream's log at a steady moment of this process (T7); of one that sleeps and was never ahead,
   * what the clock said. Known without asking anybody.
   */
  timeOf(streamId: string, steadyMs: number): number {
    const { clock } = this.deps;
    return this.streams.timeOf(streamId)?.arrivalOf(steadyMs) ?? clock.nowMs() - clock.steadyMs() + steadyMs;
  }

  /** How far the logs that are awake here are ahead of this process's clock, in ms; below 0: behind it. */
  aheadMs(): number[] {
    return this.all().flatMap((logs) => logs.engines().map(({ time }) => time.aheadMs));
  }

  /**
   * When the first of the flashes ends that are on, in steady ms; null: none is, or the stream is not awake.
   * @param steadyMs now
   */
  nextFlashEnd(streamId: string, steadyMs: number): number | null {
    const engine = this.streams.get(streamId);
    const endsAtMs = engine?.glance((state) => nextFlashEnd(state, engine.time.at(steadyMs))) ?? null;
    return engine && endsAtMs !== null ? engine.time.steadyAt(endsAtMs) : null;
  }

  /** Until when all taps on a stream are read for the sake of a draw (F7), in steady ms; null: there is none, or it sleeps. */
  drawReadUntil(streamId: string, steadyMs: number): number | null {
    const engine = this.streams.get(streamId);
    const closesAtMs = engine?.glance((state) => drawReadUntil(state, engine.time.at(steadyMs))) ?? null;
    return engine && closesAtMs !== null ? engine.time.steadyAt(closesAtMs) : null;
  }

  /** Turns one away from a stream. @returns when to come again, in ms from now; null if the stream is not awake */
  comeAgainMs(streamId: string): number | null {
    return this.streams.get(streamId)?.retryAfterMs() ?? null;
  }

  /** How much waits and how many streams are on; told at once, whatever the store does. */
  load(): EngineLoad {
    const load = { waiting: 0, parked: 0, streamsAwake: this.streams.ids().length, streamsLive: 0 };
    for (const { waiting, parked } of this.all().map((logs) => logs.load())) {
      load.waiting += waiting;
      load.parked += parked;
    }
    for (const engine of this.streams.engines()) {
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
    // The shop last: until then streams may ask it for something.
    for (const logs of this.all()) await logs.close();
    this.watch.close();
    if (this.deps.node) await this.deps.store.releaseLeases(this.deps.node.id);
  }

  /** The logs of every kind: guests first. */
  private all(): AwakeLogs<LogState, { type: string }>[] {
    return [...this.guests.values(), this.streams, this.shops] as AwakeLogs<LogState, { type: string }>[];
  }

  /** The logs of a kind; undefined: this program has no such kind, and nothing of it is awake. */
  private byKind(kind: string): AwakeLogs<LogState, { type: string }> | undefined {
    return this.all().find((logs) => logs.kind.rules.kind === kind);
  }

  /** The logs among which one is awake. */
  private byLog(logId: string): AwakeLogs<LogState, { type: string }> | undefined {
    return this.all().find((logs) => logs.get(logId));
  }

  /** Makes the publications of one stream. */
  private publishes(): (committed: Committed<StreamState, StreamFact>) => void {
    const publisher = new Publisher();
    return (committed) => {
      const publication = publisher.publication(committed);
      for (const listener of this.published) this.safely(() => listener(publication));
    };
  }

  /** A stream that wakes knows its number in the shop (O7) before anybody asks for it. */
  private async learnsNumber(streamId: string, engine: StreamEngine): Promise<void> {
    if (!engine.glance(({ rehearsalOf }) => rehearsalOf === null)) return;
    await this.findShopNumber(streamId).catch((error: unknown) => this.deps.onFault(error, 'stream number'));
  }

  /** Each listener for itself: what one can't digest the others still hear. */
  private safely(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.deps.onFault(error, 'publish');
    }
  }
}

/** The market holds logs of a kind that this program does not have: a newer one wrote them, or another. */
export class UnknownKind extends Error {
  override name = 'UnknownKind';
}

async function refuseUnknownKinds(store: Store, kinds: readonly RunningKind[]): Promise<void> {
  const known = kinds.map(({ rules }) => rules.kind);
  const unknown = (await store.kinds()).filter((kind) => !known.includes(kind));
  if (unknown.length === 0) return;
  throw new UnknownKind(
    `This market has logs that this program does not know: ${unknown.join(', ')}. Open it with the program that wrote them.`,
  );
}

/** How a process runs the kind of log that has these rules. */
function kindOf<State extends LogState, Fact extends { type: string }>(
  kinds: readonly RunningKind[],
  rules: LogType<State, Fact, Effects>,
): RunningKind<State, Fact> {
  const kind = kinds.find((each) => each.rules === (rules as LogType<LogState, { type: string }, Effects>));
  if (!kind) throw new Error(`The list of kinds lacks ${rules.kind}.`);
  return kind as unknown as RunningKind<State, Fact>;
}
