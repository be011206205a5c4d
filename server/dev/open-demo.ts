import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecrets } from '../adapters/crypto/secrets.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemIds } from '../adapters/system/ids.ts';
import { buildApp } from '../app.ts';
import { addStaff, signInToken } from '../cli/user.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../gateway/log.ts';
import { openStores } from '../main.ts';
import { chanceOf } from './market/chance.ts';
import { runCrowd } from './market/crowd.ts';
import { openDoor } from './market/door.ts';
import { playFirstMarket } from './market/first-market.ts';
import { freePort } from './market/free-port.ts';
import { runHost } from './market/host.ts';
import { setStage } from './market/stage.ts';

/** The port of the pages that `npm run dev` serves. */
const DEV_PAGES = 'http://127.0.0.1:5173';

/** Whoever waits for an answer when the show is over is not waited for any longer. */
const GOODBYE_MS = 1_000;

export interface DemoOptions {
  port: number;
  viewers: number;
  /** In memory, with links to the pages that are being worked on. */
  isDev: boolean;
  /** HOST, PUBLIC_URL and LOG_LEVEL are taken over; everything else is the demo's own. */
  environment: Readonly<Record<string, string | undefined>>;
}

export interface Demo {
  /** Where this process reaches the server. */
  url: string;
  folder: string;
  liveSlug: string;
  eveningSlug: string;
  links: { viewer: string; console: string; insights: string; firstMarket: string };
  close(): Promise<void>;
}

/**
 * Opens a market on an empty folder of its own: a stream that ended yesterday, one that is live now with its host and a
 * crowd, and one this evening. What happens today comes through the real doors.
 */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { isDev, environment } = options;
  const folder = mkdtempSync(join(tmpdir(), 'fairday-demo-'));
  // Also when the process ends in another way than by close().
  const tidyUp = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', tidyUp);
  const show = new AbortController();
  // Every place of the crowd waits for the end.
  setMaxListeners(0, show.signal);
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async () => {
    show.abort();
    for (const closer of closers.splice(0).reverse()) await closer();
    tidyUp();
    process.off('exit', tidyUp);
  };
  try {
    const host = environment.HOST || '127.0.0.1';
    const publicUrl = environment.PUBLIC_URL || (isDev ? DEV_PAGES : '');
    // Vite's proxy knows one port; a market that nobody works on takes the next free one.
    const port = isDev ? options.port : await freePort(host, options.port);
    const config = readConfig({
      HOST: host,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      LOG_LEVEL: environment.LOG_LEVEL || 'error',
      DATA_DIR: folder,
      DATABASE_URL: isDev ? 'memory:' : '',
    });
    const log = createLog(config.logLevel);
    const stores = await openStores(config);
    closers.push(() => stores.close());
    const onFatal = (fault: unknown) => {
      log.fatal({ err: fault }, 'the store failed');
      process.exit(1);
    };
    const world = { config, ...stores, ids: systemIds, log, onFatal };

    const secrets = openSecrets({ master: config.masterSecret, country: config.countryCode });
    const staff = async (email: string, name: string, role: 'host' | 'operator') => {
      const member = { email, name, role, password: null };
      return { ...(await addStaff(stores.directory, secrets, systemIds, member)), name, role };
    };
    const seller = await staff('host@market.example', '段丽华 Duan Lihua', 'host');
    const visitor = await staff('visitor@market.example', '来宾 Visitor', 'operator');
    const regulars = await playFirstMarket(world, { ...seller, device: 'first-market' });
    const [first] = await stores.readers.streams({ rehearsals: false, limit: 1 });

    const app = await buildApp({ ...world, clock: systemClock() });
    closers.push(() => app.close());
    const listensOn = await app.gateway.listen();
    const url = app.gateway.selfUrl();
    const door = openDoor(url);
    const clock = systemClock();
    const linkFor = (staffId: string) => signInToken(stores.directory, secrets, clock, staffId);
    const session = await door.signIn(await linkFor(seller.staffId));
    const { live, evening, floor } = await setStage(door, session);
    closers.push(() => floor.leave());

    const isOver = show.signal;
    const onFault = (fault: unknown) => {
      if (!isOver.aborted) log.warn({ err: fault }, 'somebody in the demo stumbled');
    };
    const seed = Date.now();
    const crowd = { door, slug: live.slug, size: options.viewers, regulars, seed, isOver, onFault };
    const cast = [
      runHost({ floor, chance: chanceOf(seed), isOver }).catch(onFault),
      runCrowd(crowd).catch(onFault),
    ];
    closers.push(() =>
      Promise.race([Promise.all(cast), new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref())]),
    );

    const origin = config.publicOrigin ?? `http://${host}:${listensOn}`;
    const signedIn = async (path: string) =>
      `${origin}/sign-in/link?to=${path}#${await linkFor(visitor.staffId)}`;
    return {
      url,
      folder,
      liveSlug: live.slug,
      eveningSlug: evening.slug,
      links: {
        viewer: `${origin}/s/${live.slug}`,
        console: await signedIn(`/console/${live.slug}`),
        insights: await signedIn(`/insights/${live.slug}`),
        firstMarket: `${origin}/insights/${first?.slug ?? ''}`,
      },
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
}
