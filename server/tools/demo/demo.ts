import * as z from 'zod/mini';
import { MINUTE } from '../../../shared/values/time.ts';
import { untilStopped } from '../../cli/serve.ts';
import { sayWhile } from '../../launcher/progress.mjs';
import { buildPages } from '../build/build-pages.ts';
import { makeWorker } from '../build/make-worker.ts';
import { SPOKEN } from './market/offers.ts';
import { demoSizes } from './market/past/calendar.ts';
import { type Demo, openDemo } from './open-demo.ts';
import { findChromium } from './scene/find-chromium.ts';
import type { SceneKind } from './scene/scene.ts';

const whole = (least: number, most: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,6}$/)),
    z.pipe(z.transform(Number), z.int().check(z.gte(least), z.lte(most))),
  );
const options = z.object({
  port: whole(0, 65_535),
  viewers: whole(0, 500),
  minutes: z.optional(whole(1, 10_000)),
  dev: z.optional(z.boolean()),
  buildWorker: z.optional(z.boolean()),
  build: z.optional(z.boolean()),
  photos: z.optional(z.string()),
  size: z.optional(z.enum(demoSizes)),
});

/** Shows a market at work until Ctrl-C, or for the given minutes. */
export async function demo(given: unknown): Promise<void> {
  const parsed = options.safeParse(given);
  if (!parsed.success) {
    const option = String(parsed.error.issues[0]?.path[0] ?? 'an option');
    throw new Error(`--${option} cannot be used; see: fairday demo --help`);
  }
  const { port, viewers, minutes, dev, build, photos, buildWorker: isBuilding, size } = parsed.data;
  const environment = process.env;
  if (isBuilding) await makeWorker(environment);
  const chromium = findChromium(environment);
  const news = afterwards();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const pages = build ? buildPages(say) : null;
  // Whoever waits for them hears why; until then somebody else may fail first.
  pages?.catch(() => {});
  const wanted = {
    ...{ port, viewers, isDev: dev === true, environment, chromium },
    ...(photos !== undefined && { photos }),
    ...(size && { size }),
    onPicture: (picture: SceneKind) => news.say(`  In the picture now: ${pictureText(picture)}\n`),
  };
  const opening = openDemo({ ...wanted, pages, onStartOver: () => startOver() });
  let market = opening;
  /** The market of the beginning takes the place of the one that is open, under the same link. */
  function startOver(): void {
    market = market.then(async (open) => {
      await open.close();
      const { key, port: samePort } = open;
      return openDemo({ ...wanted, key, port: samePort, onStartOver: startOver });
    });
    market.catch((fault: unknown) => {
      say(`fairday: the demo could not be started over: ${fault instanceof Error ? fault.message : fault}`);
      process.exit(1);
    });
  }
  // Also whoever stops it while it opens finds nothing left behind.
  untilStopped(async () => (await market).close());
  // Of the pages it is said already.
  await pages?.catch(() => {});
  const show = await sayWhile('opening the market and playing its past', opening);
  if (minutes !== undefined) setTimeout(() => process.kill(process.pid, 'SIGINT'), minutes * MINUTE);
  process.stdout.write(welcome(show, viewers));
  news.begin();
}

/** What is heard before the links stand there is said below them: they are the last that is seen of the start. */
function afterwards() {
  let waiting: string[] | null = [];
  const write = (line: string) => process.stdout.write(line);
  return {
    say: (line: string) => (waiting ? waiting.push(line) : write(line)),
    begin() {
      for (const line of waiting ?? []) write(line);
      waiting = null;
    },
  };
}

function pictureText(picture: SceneKind): string {
  return picture.kind === 'drawn'
    ? `a drawn market, broadcast by ${picture.by}`
    : `a drawn market, painted by each viewer's page (${picture.why})`;
}

const PLAIN =
  '\n  Other machines reach it without https: fine at home, where nobody listens in; never for a real market.';

function welcome({ links, picture, isPlainOutside }: Demo, viewers: number): string {
  return `
  The market is open. A host and ${viewers} viewers are at it; every number is theirs, and no money moves.${isPlainOutside ? PLAIN : ''}

  In the picture    ${pictureText(picture)}
  A code to type    ${SPOKEN.code}, in a cart of ${SPOKEN.fromMinor / 100} yuan and more

  Begin here        ${links.landing}
  Watch and buy     ${links.viewer}
  Host the stream   ${links.console}
  See what it sold  ${links.insights}
  Watch one again   ${links.replay}

  The first link takes every part, also the week that passes; the third and fourth sign you in, once each. Ctrl-C ends
  the market and leaves nothing behind.

`;
}
