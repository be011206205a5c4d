import WebSocket from 'ws';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { answerParent } from './child.ts';
import { percentile } from './numbers.ts';
import { type OpenLoop, orderOpenLoop } from './open-loop.ts';
import { RawViewer } from './raw-viewer.ts';
import type { BenchBuyer } from './stall.ts';

/** The crowd, in a process of its own: viewers who watch, and buyers who order as well. */
const AT_ONCE = 100;
const crowd: { viewer: RawViewer; buyer: BenchBuyer }[] = [];
const bare: WebSocket[] = [];
/** The lines of those who watch the picture. */
let lines: { viewer: RawViewer; lineId: string }[] = [];
const RENEW_MS = 1_000;
let bareFrames = 0;

export interface Tally {
  /** Live frames of all kinds, delivered to all. */
  frames: number;
  bytes: number;
  lost: number;
}

answerParent({
  async connect({ port, buyers }: { port: number; buyers: BenchBuyer[] }): Promise<void> {
    await inGroups(buyers, async (buyer) => {
      crowd.push({ buyer, viewer: await RawViewer.connect(port, buyer.token) });
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
  keep(count: number): void {
    const viewer = crowd[0]?.viewer;
    if (!viewer) return;
    viewer.heard.kept.length = 0;
    viewer.keep = count;
  },
  kept: (): string[] => crowd[0]?.viewer.heard.kept ?? [],
  async connectBare({ port, count }: { port: number; count: number }): Promise<void> {
    await inGroups(Array.from({ length: count }), async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, {
        perMessageDeflate: false,
        skipUTF8Validation: true,
      });
      await new Promise((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
      socket.on('message', () => {
        bareFrames += 1;
      });
      bare.push(socket);
    });
  },
  bareFrames: () => bareFrames,
  leave(): void {
    for (const { viewer } of crowd.splice(0)) viewer.close();
    for (const socket of bare.splice(0)) socket.terminate();
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

async function inGroups<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += AT_ONCE) await Promise.all(all.slice(i, i + AT_ONCE).map(work));
}
