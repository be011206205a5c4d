import { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { types } from 'mediasoup';
import { readConfig } from '../../server/config.ts';
import { type Market, openMarket } from '../../server/main.ts';
import { hasNetworksTo } from '../../server/tools/demo/market/own-networks.ts';
import { crowdBounds } from '../../server/tools/lab/wire/networks.ts';
import { answerParent } from './child.ts';
import { type MediaStream, openStreams, sendOn } from './media-flow.ts';
import { pause } from './numbers.ts';
import { pay } from './past-orders.ts';
import { watchSlices } from './slices.ts';
import { type BenchBuyer, type Stall, stallKeeper } from './stall.ts';
import { usage } from './usage.ts';

/** The real server in a process of its own, with a hand on its stall and an eye on its costs. */
let market: Market | null = null;
let keeper: ReturnType<typeof stallKeeper> | null = null;
/** Where the last stream's media meet. */
let router: types.Router | null = null;
/** Its crowd comes over networks, where this machine has them. */
const BOUNDS = crowdBounds(hasNetworksTo('http://127.0.0.1'));
const loop = monitorEventLoopDelay({ resolution: 2 });

function open() {
  if (!market || !keeper) throw new Error('The market is not open.');
  return { market, keeper };
}

answerParent({
  async open(environment: Record<string, string>): Promise<{ port: number }> {
    process.env.MEDIA_WORKER_NO_DOWNLOAD = '1';
    market = await openMarket(readConfig(environment));
    keeper = stallKeeper(market.app);
    return { port: market.port };
  },
  stall: (units: number[]): Promise<Stall> => open().keeper.open(units, { bounds: BOUNDS }),
  /** One whose carts hold. */
  holdingStall: (units: number[]): Promise<Stall> =>
    open().keeper.open(units, { holdPolicy: 'hold', bounds: BOUNDS }),
  buyers: (count: number): Promise<BenchBuyer[]> => open().keeper.buyers(count),
  guests: (count: number): BenchBuyer[] => open().keeper.guests(count),
  /** From here on, where media meet is known. */
  async findRouters(): Promise<void> {
    const { observer } = await import('mediasoup');
    observer.on('newworker', (worker) => {
      worker.observer.on('newrouter', (opened) => {
        router = opened;
      });
    });
  },
  /** A host's sound and picture in the stream that is watched, sent on to these ports. */
  async broadcast(ports: number[]): Promise<MediaStream[]> {
    if (!router) throw new Error('Nobody watches.');
    const streams = await openStreams(router);
    await sendOn(router, streams, ports);
    return streams;
  },
  /** The history of a stream's log, as every hello tells it. */
  async history(streamId: string): Promise<string> {
    const position = await open().market.app.application.position(streamId);
    if (!position) throw new Error('There is no such stream.');
    return position.history;
  },
  usage,
  /** What waits in this process to be written to sockets: all of it, and that of the fullest, in bytes. */
  buffered(): { total: number; most: number } {
    const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
    const waiting = handles.filter((each) => each instanceof Socket).map((socket) => socket.writableLength);
    return { total: waiting.reduce((sum, bytes) => sum + bytes, 0), most: Math.max(0, ...waiting) };
  },
  /** From here on, how long the loop was late; it costs a little, so it runs only while asked for. */
  watchLoop(): void {
    loop.reset();
    loop.enable();
  },
  loopMs(): { p99: number; max: number } {
    loop.disable();
    return { p99: loop.percentile(99) / 1e6, max: loop.max / 1e6 };
  },
  watchSlices: () => watchSlices.start(),
  slices: () => watchSlices.stop(),
  /** The host stops and resumes the sale of an item over and over: one changed counter, told at once. */
  async flicker({ streamId, itemNumber, everyMs, forMs }: Flicker): Promise<number> {
    const { market: at, keeper: by } = open();
    const { application, deps } = at.app;
    let times = 0;
    for (const endMs = performance.now() + forMs; performance.now() < endMs; times += 1) {
      const startMs = performance.now();
      const command = times % 2 === 0 ? 'stock:stop' : 'stock:resume';
      const key = deps.ids.next();
      await application.console(by.host, streamId, command, { key, itemNumber }, deps.clock.nowMs());
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, everyMs - (performance.now() - startMs))),
      );
    }
    return times;
  },
  /** One console command on an item, at the version it has; a refusal is an error. */
  async host({ streamId, command, request }: HostAct): Promise<unknown> {
    const { market: at, keeper: by } = open();
    const { application, deps, engines } = at.app;
    const stream = await engines.stream(streamId);
    const version = await stream?.read((state) => state.items.get(request.itemNumber)?.version);
    const whole = { key: deps.ids.next(), version, ...request } as never;
    const ack = await application.console(by.host, streamId, command, whole, deps.clock.nowMs());
    if (!ack.ok) throw new Error(`The host was refused: ${ack.code}`);
    return ack;
  },
  /** These buyers pay what they have ordered, again and again. @returns how many orders */
  async pay({ streamId, buyerIds, everyMs, forMs }: Paying): Promise<number> {
    const { engines, deps } = open().market.app;
    const engine = await engines.stream(streamId);
    if (!engine) throw new Error('There is no such stream.');
    let count = 0;
    for (const endMs = performance.now() + forMs; performance.now() < endMs; ) {
      const unpaid = await engine.read(({ buyers, orders }) =>
        buyerIds
          .flatMap((buyerId) => buyers.get(buyerId)?.unpaid ?? [])
          .flatMap((orderId) => orders.look(orderId) ?? [])
          .map(({ orderId, totalMinor }) => ({ orderId, totalMinor })),
      );
      // An engine that has no time takes some of them in the next round.
      const done = await Promise.allSettled(unpaid.map((order) => pay(engine, deps.clock, order)));
      count += done.filter(({ status }) => status === 'fulfilled').length;
      await pause(everyMs);
    }
    return count;
  },
  /** When a flash that is announced starts, epoch ms. */
  async flashStart({ streamId, flashId }: { streamId: string; flashId: string }): Promise<number> {
    const stream = await open().market.app.engines.stream(streamId);
    const startsAtMs = await stream?.read((state) => state.flashes.get(flashId)?.startsAtMs);
    if (startsAtMs === undefined) throw new Error('There is no such flash.');
    return startsAtMs;
  },
  async close(): Promise<void> {
    await market?.close();
    market = null;
  },
});

export interface Flicker {
  streamId: string;
  itemNumber: number;
  everyMs: number;
  forMs: number;
}

export interface Paying {
  streamId: string;
  buyerIds: readonly string[];
  everyMs: number;
  forMs: number;
}

export interface HostAct {
  streamId: string;
  command: 'lineup:pin' | 'flash-sale:start';
  request: { itemNumber: number };
}
