import type { StreamFact } from '../domain/facts.ts';
import type { ShopFact, ShopState } from '../domain/shop/state.ts';
import type { StreamState } from '../domain/state.ts';
import type { Bus } from '../ports/bus.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Ids } from '../ports/world.ts';
import { ZERO_HASH } from './chain.ts';
import type { Committed } from './committed.ts';
import { type Consumer, Follower } from './consumer.ts';
import { LogEngine } from './log-engine.ts';
import { Publisher } from './publish.ts';
import { SHOP_LOG, shopRules } from './shop-rules.ts';
import { StreamGatherer } from './stream-gatherer.ts';
import { streamRules } from './stream-rules.ts';

export type StreamEngine = LogEngine<StreamState, StreamFact>;
export type ShopEngine = LogEngine<ShopState, ShopFact>;

/** Logs that are awake at once; one that nobody asks for goes back to sleep first. */
const MAX_AWAKE = 300;

export interface EnginesDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  bus: Bus;
  gatherMs: number;
  onFault(error: unknown, context: string): void;
  /** The disk can't be trusted any more: the process should end, and open it again (C26). */
  onFatal(error: unknown): void;
}

/** Every log that is awake in this process: the shop's, and the streams'. */
export class Engines {
  private readonly deps: EnginesDeps;
  private readonly streams = new Map<string, Promise<StreamEngine | null>>();
  private readonly listeners: ((committed: Committed<StreamState, StreamFact>) => void)[] = [];
  readonly shop: ShopEngine;

  private constructor(deps: EnginesDeps, shop: ShopEngine) {
    this.deps = deps;
    this.shop = shop;
  }

  /** Opens the shop, making its log at the first start, and wakes every stream that may have deadlines due. */
  static async open(deps: EnginesDeps): Promise<Engines> {
    const { store, clock, ids, onFault, onFatal, gatherMs } = deps;
    await createLog(store, ids, SHOP_LOG, 'shop');
    const shop = await LogEngine.open(
      { store, clock, ids, onFault, onFatal, gatherMs, rules: shopRules, onCommitted() {} },
      SHOP_LOG,
    );
    if (!shop) throw new Error('The log of the shop could not be opened.');
    const engines = new Engines(deps, shop);
    for (const logId of await store.openLogs()) {
      if (logId !== SHOP_LOG) await engines.stream(logId);
    }
    return engines;
  }

  /** Hears every committed cut of every stream, in order, before its commands are answered. */
  onCommitted(listener: (committed: Committed<StreamState, StreamFact>) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Leads a consumer along the logs of the streams, from its cursors on.
   * @param onFailure told of each try that failed
   */
  follow(consumer: Consumer<StreamFact>, onFailure: (error: unknown) => void): Follower<StreamFact> {
    const { store, clock } = this.deps;
    const follower = new Follower<StreamFact>({ store, clock, onFailure }, consumer);
    this.onCommitted(({ from, head, gatherer }) => {
      const types = gatherer instanceof StreamGatherer ? gatherer.facts.map(({ fact }) => fact.type) : [];
      follower.heard(head.logId, from, head.seq, types);
    });
    return follower;
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
      },
      () => this.streams.delete(streamId),
    );
    this.letOneSleep().catch((error: unknown) => this.deps.onFault(error, 'sleep'));
    return waking;
  }

  /** Makes the log of a new stream. @returns its engine */
  async create(streamId: string): Promise<StreamEngine> {
    await createLog(this.deps.store, this.deps.ids, streamId, 'stream');
    // Who asked for the stream before it was there may have left a "no" on its way.
    const engine = (await this.stream(streamId)) ?? (await this.stream(streamId));
    if (!engine) throw new Error(`The log of stream ${streamId} could not be opened.`);
    return engine;
  }

  /** Finishes every queue and writes snapshots. */
  async close(): Promise<void> {
    const engines = await Promise.all(this.streams.values());
    await Promise.all(engines.map((engine) => engine?.close()));
    await this.shop.close();
  }

  private wake(streamId: string): Promise<StreamEngine | null> {
    const { store, clock, ids, bus, onFault, onFatal, gatherMs } = this.deps;
    const publisher = new Publisher();
    const onCommitted = (committed: Committed<StreamState, StreamFact>) => {
      // Each consumer for itself: what one can't digest the others still hear.
      for (const tell of [() => bus.publish(publisher.publication(committed)), ...this.tellings(committed)]) {
        try {
          tell();
        } catch (error) {
          onFault(error, 'publish');
        }
      }
    };
    return LogEngine.open(
      { store, clock, ids, onFault, onFatal, gatherMs, rules: streamRules, onCommitted },
      streamId,
    );
  }

  private tellings(committed: Committed<StreamState, StreamFact>): (() => void)[] {
    return this.listeners.map((listener) => () => listener(committed));
  }

  /** The engine that was asked for longest ago goes to sleep; those with deadlines to keep are passed over. */
  private async letOneSleep(): Promise<void> {
    if (this.streams.size <= MAX_AWAKE) return;
    for (const [streamId, promise] of [...this.streams].slice(0, -1)) {
      const engine = await promise.catch(() => null);
      if (!engine || engine.hasDeadlines()) continue;
      if (this.streams.size <= MAX_AWAKE) return;
      if (this.streams.get(streamId) === promise) this.streams.delete(streamId);
      await engine.close();
      return;
    }
  }
}

/** Makes an empty log unless it is there. */
async function createLog(store: Store, ids: Ids, logId: string, kind: 'stream' | 'shop'): Promise<void> {
  if (await store.head(logId)) return;
  await store.create({ logId, kind, history: ids.history(), seq: 0, atMs: 0, hash: ZERO_HASH });
}
