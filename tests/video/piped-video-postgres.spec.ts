import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricValues } from '../../server/tools/docs/metric-values.ts';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { PostgresServer } from '../builders/postgres.ts';
import { SECRET } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';
import { aMarket, type TestMarket } from '../e2e/market.ts';
import { aBrowser, aPage, desktop, openCamera, phone } from '../e2e/pages.ts';
import { pictureAgeMs, played, withCameraClock, withStatistics } from './camera-clock.ts';

// Two whole servers over one database: the host is at one, the viewers are at the other.

const mediaFlags = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
];
const LONG = { timeout: 60_000, interval: 250 };

interface Node {
  server: ServerProcess;
  mediaPort: number;
}

let folder: string;
let postgres: PostgresServer;
/** A third server in this process, without live video: the market's desk. */
let market: TestMarket;
let hostNode: Node;
let viewerNode: Node;
let browser: Browser;
let viewers: Page[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-piped-'));
  postgres = await PostgresServer.start();
  const shared = {
    ...{ DATABASE_URL: await postgres.database(), DATA_DIR: folder, AUTH_SECRET: SECRET },
    ...{ LOG_LEVEL: 'warn', MAX_CONNECTIONS_PER_ADDRESS: '0', MEDIA_WORKERS: '1' },
  };
  market = await aMarket([{ name: 'Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 40 }], {
    ...{ ...shared, NODE_ID: 'desk', MEDIA_WORKERS: '0' },
  });
  await market.hostDoes('stream:go-live', {});
  hostNode = await aNode('host', shared);
  viewerNode = await aNode('viewers', shared);
  browser = await aBrowser(mediaFlags);
  await hostGoesOnAir();
  viewers = await Promise.all([aViewer(), aViewer(), aViewer()]);
});

afterAll(async () => {
  await browser?.close();
  await viewerNode?.server.kill();
  await hostNode?.server.kill();
  await market?.close();
  await postgres?.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function aNode(id: string, shared: Record<string, string>): Promise<Node> {
  const [mediaPort] = await freePorts(1);
  const server = new ServerProcess({
    ...{ ...shared, NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', NODE_ID: id },
    MEDIA_PORT: String(mediaPort),
  });
  await server.start();
  return { server, mediaPort: mediaPort! };
}

const originOf = ({ server }: Node) => `http://127.0.0.1:${server.port}`;

async function hostGoesOnAir(): Promise<void> {
  const page = await aPage(browser, desktop);
  page.setDefaultTimeout(LONG.timeout);
  await withCameraClock(page);
  const path = `/console/${market.slug}`;
  const link = new URL((await market.link(market.host.staffId)).replace('/link', `/link?to=${path}`));
  await page.goto(link.href.replace(link.origin, originOf(hostNode)));
  await page.waitForURL((url) => url.pathname === path);
  const panel = await openCamera(page);
  await panel.getByRole('button', { name: 'Set up camera' }).click();
  await panel.getByRole('button', { name: 'Start broadcast' }).click();
}

async function aViewer(): Promise<Page> {
  const page = await aPage(browser, phone);
  await withStatistics(page);
  await page.goto(`${originOf(viewerNode)}/s/${market.slug}`);
  return page;
}

/** Waits for a second's worth of pictures and sound; a browser counts from 0 again with each source. */
async function itPlays(page: Page): Promise<void> {
  let last = await played(page);
  let [pictures, packets] = [0, 0];
  const grown = (now: number, before: number) => (now < before ? now : now - before);
  const look = async () => {
    const now = await played(page);
    pictures += grown(now.framesDecoded, last.framesDecoded);
    packets += grown(now.audioPackets, last.audioPackets);
    last = now;
    return Math.min(pictures, packets);
  };
  await expect.poll(look, LONG).toBeGreaterThan(25);
}

/** The ports that a page's media come from. */
function portsOf(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { fairdayLines } = globalThis as unknown as { fairdayLines: RTCPeerConnection[] };
    const ports = new Set<number>();
    for (const line of fairdayLines) {
      if (line.connectionState !== 'connected') continue;
      const report = await line.getStats();
      report.forEach((pair: Record<string, unknown>) => {
        if (pair.type !== 'candidate-pair' || !pair.nominated) return;
        ports.add(Number(report.get(String(pair.remoteCandidateId))?.port));
      });
    }
    return [...ports];
  });
}

/** A server's own numbers of live video. */
async function mediaOf(node: Node): Promise<Record<string, number>> {
  const text = await (await fetch(`${originOf(node)}/metrics`)).text();
  const found = [...metricValues(text)].filter(([name]) => name.startsWith('fairday_media_'));
  return Object.fromEntries(found.map(([name, value]) => [name.slice('fairday_media_'.length), value]));
}

function killWorkerOf({ server }: Node): void {
  const { stdout } = spawnSync('ps', ['--ppid', String(server.pid), '-o', 'pid=,comm='], {
    encoding: 'utf8',
  });
  const pids = [...stdout.matchAll(/(\d+) mediasoup-work/g)].map((match) => Number(match[1]));
  expect(pids).toHaveLength(1);
  process.kill(pids[0]!, 'SIGKILL');
}

test('viewers are served by the server where they came in; picture and sound cross to it once', async () => {
  for (const viewer of viewers) await itPlays(viewer);
  for (const viewer of viewers) expect(await portsOf(viewer)).toEqual([viewerNode.mediaPort]);
  await expect
    .poll(() => mediaOf(viewerNode), LONG)
    .toMatchObject({
      piped_streams: 1,
      piped_viewers: 3,
      consumers: 6,
      lines: 3,
    });
  // Camera and microphone, however many watch there.
  await expect.poll(() => mediaOf(hostNode), LONG).toMatchObject({ pipes: 1, consumers: 2, lines: 1 });
  const ready = (await (await fetch(`${originOf(viewerNode)}/readyz`)).json()) as { pipes: string };
  expect(ready.pipes).toBe('streams 1, viewers 3');
});

test('through two servers it takes less than a second from the lens to the screen', async () => {
  const ages: number[] = [];
  for (let n = 0; n < 60 && ages.length < 20; n += 1) {
    const age = await pictureAgeMs(viewers[0]!);
    if (age !== null) ages.push(age);
    await viewers[0]!.waitForTimeout(150);
  }
  const median = [...ages].sort((a, b) => a - b)[Math.floor(ages.length / 2)]!;
  process.stdout.write(`glass to glass through two servers, ms: ${ages.join(' ')}, median ${median}\n`);
  expect(ages.length).toBeGreaterThanOrEqual(10);
  expect(median).toBeLessThanOrEqual(1_000);
});

test.each([
  ['host’s', () => hostNode],
  ['viewers’', () => viewerNode],
] as const)('the worker of the %s server is killed: the picture comes back', async (whose, node) => {
  killWorkerOf(node());
  const killedAt = performance.now();
  for (const viewer of viewers) await itPlays(viewer);
  const tookMs = Math.round(performance.now() - killedAt);
  process.stdout.write(
    `a second played again ${tookMs} ms after the worker of the ${whose} server was killed\n`,
  );
  for (const viewer of viewers) expect(await portsOf(viewer)).toEqual([viewerNode.mediaPort]);
  await expect.poll(() => mediaOf(hostNode), LONG).toMatchObject({ pipes: 1, consumers: 2, lines: 1 });
});
