import { parseArgs } from 'node:util';
import { HOW } from '../../../adapters/mediasoup/find-worker.ts';
import { workerSource } from '../../../adapters/mediasoup/worker-source.ts';
import { systemClock } from '../../../adapters/system/clock.ts';
import { systemIds } from '../../../adapters/system/ids.ts';
import { untilStopped } from '../../../cli/serve.ts';
import { readConfig } from '../../../config.ts';
import { createLog } from '../../../gateway/logging/log.ts';
import { openStores } from '../../../main.ts';
import { playPast } from '../../demo/market/past/play.ts';
import { openPictures } from '../../demo/market/pictures.ts';
import { openShow, type Show } from '../../demo/market/show.ts';
import { firstTalkLanguage } from '../../demo/market/talk/talks.ts';
import { boardText, openBoard } from './board.ts';
import { type Cluster, openCluster } from './cluster.ts';
import type { ClusterNode } from './node.ts';

/** `npm run cluster`: three servers over PostgreSQL and Redis behind haproxy, with a market at work, until Ctrl-C. */

const LOOK_EVERY_MS = 5_000;
/** Whoever ends a node wants to see the others go on; then it comes back. */
const BACK_AFTER_MS = 3_000;

const closers: (() => Promise<unknown> | unknown)[] = [];
let isClosing = false;

async function close(): Promise<void> {
  isClosing = true;
  for (const closer of closers.splice(0).reverse()) await closer();
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3000' },
      nodes: { type: 'string', default: '3' },
      viewers: { type: 'string', default: '40' },
    },
  });
  const [port, nodes, viewers] = [
    wholeNumber('port', values.port, 0, 65_535),
    wholeNumber('nodes', values.nodes, 1, 9),
    wholeNumber('viewers', values.viewers, 0, 500),
  ];
  say('PostgreSQL and Redis start …');
  const onLine = (node: string, line: string) => {
    if (!isClosing) say(`  ${node}  ${line}`);
  };
  // Three servers need not fetch what one keeps for all: they look until it is there.
  const environment = { MEDIA_WORKER_NO_DOWNLOAD: '1' };
  const cluster = await openCluster({ nodes, port, onLine, environment });
  closers.push(() => cluster.close());

  const config = readConfig(cluster.environment);
  const log = createLog('error');
  const stores = await openStores(config);
  closers.push(() => stores.close());
  const onFatal = (fault: unknown) => log.fatal({ err: fault }, 'the store failed');
  const world = { config, ...stores, log, onFatal };
  say('The market’s past is played …');
  const pictures = openPictures(world.config.dataDir);
  const past = await playPast(world, { nowMs: Date.now(), newest: 1, pictures });
  // Its servers are those of a real market, which draw nothing.
  await pictures.drawAll();
  await cluster.startNodes();
  const show = await openShow({
    url: cluster.url,
    viewers,
    past,
    pictures,
    chromium: null,
    noVideo: () => null,
    language: firstTalkLanguage,
    world: { ...world, clock: systemClock(), ids: systemIds },
  });
  closers.push(() => show.close());
  process.stdout.write(await welcome(cluster, show, viewers));
  fetchWorkerForAll();
  for (const node of cluster.nodes) keepUp(node);

  const streams = await stores.readers.streams({ rehearsals: false, limit: 10 });
  const titles = new Map([['shop', 'the shop'], ...streams.map((s) => [s.streamId, s.title] as const)]);
  const board = openBoard(cluster, { titles, heads: (logIds) => stores.store.heads(logIds) });
  const looks = setInterval(() => {
    board.look().then(
      (lines) => say(boardText(lines)),
      () => {},
    );
  }, LOOK_EVERY_MS);
  closers.push(() => clearInterval(looks));
}

function fetchWorkerForAll(): void {
  const { find, fetch } = workerSource(process.env);
  const found = find();
  if (found.isFound) return;
  if (!fetch) {
    say(`  No live video: ${found.said}`);
    return;
  }
  const ending = new AbortController();
  closers.push(() => ending.abort());
  void fetch(ending.signal).then((got) => {
    if (isClosing) return;
    say(got.isFetched ? '  Live video has come.' : `  No live video: no media worker: ${got.why}; ${HOW}`);
  });
}

/** A node that was ended from outside is started again. */
function keepUp(node: ClusterNode): void {
  void node.ended().then(({ code, signal }) => {
    if (isClosing) return;
    say(`  ${node.name}  ended by ${signal ?? `code ${code}`}; it comes back in ${BACK_AFTER_MS / 1_000} s`);
    setTimeout(() => {
      if (isClosing) return;
      node.start().then(
        () => keepUp(node),
        (fault: unknown) => {
          say(`  ${node.name}  ${String(fault)}`);
          keepUp(node);
        },
      );
    }, BACK_AFTER_MS);
  });
}

async function welcome(cluster: Cluster, show: Show, viewers: number): Promise<string> {
  const links = await show.links(cluster.url);
  const each = cluster.nodes.map(({ name, url, pid }) => `  ${name}  ${url}  kill -9 ${pid()}`);
  return `
  The market is open at ${cluster.url}, on ${cluster.nodes.length} servers. A host and ${viewers} viewers are at it.

  Watch and buy     ${links.viewer}
  Host the stream   ${links.console}
  See what it sold  ${links.insights}
  Watch one again   ${links.replay}

  The second and third link sign you in, once each. End a server and see the others go on; it comes back by itself:

${each.join('\n')}

  PostgreSQL  ${cluster.postgres.url}
  Redis       ${cluster.redis.url}

  Ctrl-C ends all of it and leaves nothing behind.

`;
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number < least || number > most) {
    throw new Error(`--${name} cannot be used: give a whole number from ${least} to ${most}.`);
  }
  return number;
}

function say(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

const running = run();
untilStopped(async () => {
  // Also whoever stops it while it starts finds nothing left behind.
  await running.catch(() => {});
  await close();
});
running.catch(async (fault: unknown) => {
  await close();
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(1);
});
