import { LeanSocket } from '../../server/tools/lab/wire/lean-socket.ts';
import { addressOf } from '../../server/tools/lab/wire/networks.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { type Acts, type ActsSeen, actBeforeAll } from './acts.ts';
import { orderAtOnce } from './burst-run.ts';
import { answerParent } from './child.ts';
import { type FlashToOpen, tapOnFlash } from './flash-opening.ts';
import { pause, percentile } from './numbers.ts';
import { type OpenLoop, orderOpenLoop } from './open-loop.ts';
import { RawViewer } from './raw-viewer.ts';
import type { BenchBuyer, Offer } from './stall.ts';
import { usage } from './usage.ts';

/** The crowd, in a process of its own: viewers who watch, and buyers who order as well. */
const AT_ONCE = 100;
/** How many are on their way back at a time: a few less than wait in the kernel for a server to take them in. */
const REJOIN_AT_ONCE = 400;
const TAP_REST_MS = 200;
const crowd: { viewer: RawViewer; buyer: BenchBuyer }[] = [];
const bare: LeanSocket[] = [];
/** The lines of those who watch the picture. */
let lines: { viewer: RawViewer; lineId: string }[] = [];
const RENEW_MS = 1_000;
const LOOPBACK = 'http://127.0.0.1';
let slow: RawViewer[] = [];
let sipping: NodeJS.Timeout | null = null;
/** Whoever has come so far: the next network is the next one's. */
let came = 0;
let bareFrames = 0;
let onBareFrame = () => {};

export interface Tally {
  /** Live frames of all kinds, delivered to all. */
  frames: number;
  bytes: number;
  lost: number;
}

answerParent({
  usage,
  /**
   * Each comes from a network of its own, as far as there are some.
   * @param slug where they say hello as soon as they are let in: the server cuts whoever says nothing for five seconds
   * @param isVillage all are behind one address
   */
  async connect({
    port,
    buyers,
    slug,
    isVillage = false,
  }: {
    port: number;
    buyers: BenchBuyer[];
    slug?: string;
    isVillage?: boolean;
  }): Promise<void> {
    await inGroups(buyers, async (buyer) => {
      came += 1;
      const viewer = await RawViewer.connect(
        port,
        buyer.token,
        isVillage ? undefined : addressOf(came, LOOPBACK),
      );
      crowd.push({ buyer, viewer });
      if (slug !== undefined) await viewer.hello({ protocol: PROTOCOL_VERSION, slug });
    });
  },
  /** All say hello in the same moment. @returns ms until all, and until 99 of 100, had their snapshot and ack */
  async hello({ slug }: { slug: string }): Promise<{ allMs: number; p99Ms: number }> {
    const startMs = performance.now();
    const took = await Promise.all(
      crowd.map(async ({ viewer }) => {
        await viewer.hello({ protocol: PROTOCOL_VERSION, slug });
        return performance.now() - startMs;
      }),
    );
    return { allMs: performance.now() - startMs, p99Ms: percentile(took, 99) };
  },
  /** The last `buyers` of the crowd order; the others only watch. */
  order: ({ buyers, ...loop }: OpenLoop & { buyers: number }) => orderOpenLoop(crowd.slice(-buyers), loop),
  /** Everybody orders in the same moment. */
  burst: (what: { seed: number; offers: Offer[] }) => orderAtOnce(crowd, what),
  /** Everybody taps on a flash that counts down. */
  opening: (what: FlashToOpen) =>
    tapOnFlash(
      crowd.map(({ viewer }) => viewer),
      what,
    ),
  /** The first of the crowd open a line each to watch the picture by. */
  async watch(count: number): Promise<void> {
    lines = await Promise.all(
      crowd.slice(0, count).map(async ({ viewer }) => {
        await asked(viewer, 'media:capabilities', {});
        const { line } = (await asked(viewer, 'media:watch', {})) as { line: { id: string } };
        return { viewer, lineId: line.id };
      }),
    );
  },
  /** Each second they ask for new credentials, as after a change of network. */
  async renewLines(forMs: number): Promise<void> {
    for (const endMs = performance.now() + forMs; performance.now() < endMs; ) {
      await Promise.all(lines.map(({ viewer, lineId }) => asked(viewer, 'media:restart', { lineId })));
      await new Promise((resolve) => setTimeout(resolve, RENEW_MS));
    }
  },
  async unwatch(): Promise<void> {
    await Promise.all(lines.map(({ viewer }) => asked(viewer, 'media:leave', {})));
    lines = [];
  },
  tally(): Tally {
    let frames = 0;
    let bytes = 0;
    for (const { viewer } of crowd) {
      bytes += viewer.bytesRead;
      for (const event of ['s', 'd', 'h', 'g']) frames += viewer.heard.frames[event] ?? 0;
    }
    return { frames, bytes, lost: crowd.filter(({ viewer }) => !viewer.isOpen).length };
  },
  /** What one connection read, in bytes with all framing, and its frames by kind. */
  one: (index: number) => {
    const viewer = crowd[index]?.viewer;
    return { bytes: viewer?.bytesRead ?? 0, frames: { ...viewer?.heard.frames } };
  },
  keep(what: number | { count: number; event: string }): void {
    const viewer = crowd[0]?.viewer;
    if (!viewer) return;
    const { count, event } = typeof what === 'number' ? { count: what, event: 'd' } : what;
    viewer.heard.kept.length = 0;
    viewer.heard.keptMs.length = 0;
    viewer.keep = count;
    viewer.keepsEvent = event;
  },
  /** From here on one in so many of the crowd reads once each `restMs`; 0: all read as before. */
  readSlowly({ oneIn, restMs }: { oneIn: number; restMs: number }): number {
    if (sipping) clearInterval(sipping);
    for (const viewer of slow) viewer.isSlow = false;
    slow = crowd.filter((_, index) => oneIn > 0 && index % oneIn === 0).map(({ viewer }) => viewer);
    for (const viewer of slow) viewer.isSlow = true;
    sipping =
      oneIn > 0
        ? setInterval(() => {
            for (const viewer of slow) viewer.sip();
          }, restMs)
        : null;
    return slow.length;
  },
  /** Connections of the crowd that the server has cut. */
  cut: (): number => crowd.filter(({ viewer }) => !viewer.isOpen).length,
  /** Frames of chats, delivered to all. */
  chatFrames: (): number => crowd.reduce((sum, { viewer }) => sum + (viewer.heard.frames.c ?? 0), 0),
  kept: (): string[] => crowd[0]?.viewer.heard.kept ?? [],
  /** From the first frame that was kept to the last. */
  keptForMs: (): number => {
    const times = crowd[0]?.viewer.heard.keptMs ?? [];
    return (times.at(-1) ?? 0) - (times[0] ?? 0);
  },
  /** All connections are cut in one moment and made again, as after a failure of the network. @returns ms until all have a snapshot */
  async rejoin({ port, slug }: { port: number; slug: string }): Promise<number> {
    const startMs = performance.now();
    const all = crowd.splice(0);
    for (const { viewer } of all) viewer.close();
    await atOnce(all, REJOIN_AT_ONCE, async ({ buyer }) => {
      came += 1;
      const viewer = await RawViewer.connect(port, buyer.token, addressOf(came, LOOPBACK));
      crowd.push({ buyer, viewer });
      await viewer.hello({ protocol: PROTOCOL_VERSION, slug });
    });
    return performance.now() - startMs;
  },
  /** A snapshot as the first of the crowd gets it. */
  async snapshot({ slug }: { slug: string }): Promise<string> {
    const viewer = crowd[0]!.viewer;
    let snapshot = '';
    viewer.onSnapshotText = (text) => {
      snapshot = text;
    };
    await viewer.hello({ protocol: PROTOCOL_VERSION, slug });
    viewer.onSnapshotText = null;
    return snapshot;
  },
  async connectBare({ port, count }: { port: number; count: number }): Promise<void> {
    bare.push(...(await bareSockets(port, count, AT_ONCE)));
  },
  /** What `rejoin` does, at a server that greets each with a snapshot made beforehand. */
  async rejoinBare({ port, isGreeted }: { port: number; isGreeted: boolean }): Promise<number> {
    const startMs = performance.now();
    const { length } = bare;
    for (const socket of bare.splice(0)) socket.cut();
    bare.push(...(await bareSockets(port, length, REJOIN_AT_ONCE, isGreeted)));
    return performance.now() - startMs;
  },
  /** A message of one is told to all, again and again. @returns ms from each message until the last had it */
  async tapBare({ text, times }: { text: string; times: number }): Promise<number[]> {
    const took: number[] = [];
    for (let tap = 0; tap < times; tap += 1) {
      const startMs = performance.now();
      const until = bareFrames + bare.length;
      bare[tap]!.send(text);
      await new Promise<void>((resolve) => {
        onBareFrame = () => {
          if (bareFrames >= until) resolve();
        };
      });
      took.push(performance.now() - startMs);
      await pause(TAP_REST_MS);
    }
    onBareFrame = () => {};
    return took;
  },
  /** A host and buyers act while all of the crowd watches. */
  async actBeforeAll(acts: Acts): Promise<ActsSeen> {
    return actBeforeAll(crowd, acts);
  },
  bareFrames: () => bareFrames,
  leave(): void {
    for (const { viewer } of crowd.splice(0)) viewer.close();
    for (const socket of bare.splice(0)) socket.cut();
  },
});

/** Asks and reads the ack, which must be a yes. */
function asked(viewer: RawViewer, event: string, request: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    viewer.send(event, request, (reply) => {
      const text = reply.toString();
      const [ack] = JSON.parse(text.slice(text.indexOf('['))) as [{ ok: boolean }];
      if (ack.ok) resolve(ack);
      else reject(new Error(`${event} was refused: ${text}`));
    });
  });
}

/** Sockets of a server that does nothing but send; as light here as those of the market's viewers. */
async function bareSockets(
  port: number,
  count: number,
  most: number,
  isGreeted = false,
): Promise<LeanSocket[]> {
  const made: LeanSocket[] = [];
  await atOnce(Array.from({ length: count }), most, async () => {
    await new Promise<void>((resolve, reject) => {
      const owner = {
        opened: () => {
          if (!isGreeted) resolve();
        },
        text: () => {
          bareFrames += 1;
          if (isGreeted) resolve();
          onBareFrame();
        },
        closed: () => reject(new Error('The bare loop let nobody in.')),
      };
      made.push(new LeanSocket({ host: '127.0.0.1', port }, '/', owner));
    });
  });
  return made;
}

async function inGroups<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += AT_ONCE) await Promise.all(all.slice(i, i + AT_ONCE).map(work));
}

/** So many at any time, the next as soon as one is done. */
async function atOnce<T>(all: readonly T[], most: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < all.length) {
      next += 1;
      await work(all[next - 1]!);
    }
  };
  await Promise.all(Array.from({ length: most }, one));
}
