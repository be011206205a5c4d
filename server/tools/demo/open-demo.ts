import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../adapters/system/clock.ts';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { photosIn } from '../../gateway/http/pictures/photo-folder.ts';
import { createLog } from '../../gateway/logging/log.ts';
import { isSecure } from '../../gateway/visitors/cookies.ts';
import { openAuditReader, openMedia, openStores } from '../../main.ts';
import type { Media } from '../../ports/media.ts';
import { secretsOf } from '../../startup/secrets-of.ts';
import { openBackups } from './market/backups.ts';
import { type DemoClock, demoClock } from './market/demo-clock.ts';
import { openDoor } from './market/door.ts';
import { thisEveningMs } from './market/evening-time.ts';
import { type Figures, openFigures } from './market/figures.ts';
import { freePort } from './market/free-port.ts';
import { connectListeners, openListeners } from './market/listeners.ts';
import { withLongSessions } from './market/long-sessions.ts';
import { type DemoSize, tonight } from './market/past/calendar.ts';
import { clockIds } from './market/past/clock-ids.ts';
import { openStoresAlone } from './market/past/open-alone.ts';
import { type Past, playPast } from './market/past/play.ts';
import { openPictures } from './market/pictures.ts';
import { openShow, type Show } from './market/show.ts';
import { inLanguage } from './market/talk/in-language.ts';
import { firstTalkLanguage, type TalkLanguage } from './market/talk/talks.ts';
import type { SceneKind } from './scene/scene.ts';
import { serveDemo } from './serve-demo.ts';

/** The port of the pages that `npm run dev` serves. */
const DEV_PAGES = 'http://127.0.0.1:5173';

export interface DemoOptions {
  port: number;
  viewers: number;
  /** Resolves when the pages are built; the doors stay shut until then. Absent: they are there. */
  pages?: Promise<void> | null;
  /** In memory, with links to the pages that are being worked on. */
  isDev: boolean;
  /** HOST, PUBLIC_URL and LOG_LEVEL are taken over; everything else is the demo's own. */
  environment: Readonly<Record<string, string | undefined>>;
  /** How many of the past streams are played, the newest ones; absent: all. */
  newest?: number;
  /** How much of a past there is; absent: that of a market. */
  size?: DemoSize;
  /** A folder whose photos, named by SKU, stand in place of drawings. */
  photos?: string;
  /** The browser that draws a picture to broadcast, or null: then viewers' pages draw it. */
  chromium: string | null;
  /** What the printed link holds, of a market that is started over; absent: a fresh one. */
  key?: string;
  /** Hears that the picture is another one since: live video has come, or can't be had. */
  onPicture?(picture: SceneKind): void;
  /** Hears that a visitor wants the first market again. */
  onStartOver?: (() => void) | undefined;
}

export interface Demo {
  /** What the printed link holds. */
  key: string;
  port: number;
  /** Where this process reaches the server. */
  url: string;
  folder: string;
  past: Past;
  clock: DemoClock;
  /** A token that signs somebody of the market in, once. */
  linkOf: Show['linkOf'];
  /** What stands in the picture of the live stream. */
  picture: SceneKind;
  /** True if other machines reach it without https. */
  isPlainOutside: boolean;
  links: { landing: string; viewer: string; console: string; insights: string; replay: string };
  close(): Promise<void>;
}

/**
 * Opens a market on an empty folder of its own: two months of a past, and tonight's stream with its host and a crowd. The
 * clock stands at ten past eight in the evening, whenever that is; what happens from then on comes through the real doors.
 */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { isDev, environment } = options;
  const folder = mkdtempSync(join(tmpdir(), 'fairday-demo-'));
  // Also when the process ends in another way than by close().
  const tidyUp = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', tidyUp);
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
    tidyUp();
    process.off('exit', tidyUp);
  };
  try {
    const host = environment.HOST || '127.0.0.1';
    const publicUrl = environment.PUBLIC_URL || (isDev ? DEV_PAGES : '');
    // Vite's proxy knows one port; a market that nobody works on takes the next free one.
    const port = isDev ? options.port : await freePort(host, options.port);
    const settings = {
      HOST: host,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      LOG_LEVEL: environment.LOG_LEVEL || 'error',
      DATA_DIR: folder,
      DATABASE_URL: isDev ? 'memory:' : '',
      // Nobody misses what a power cut would take: the folder goes in any case.
      SQLITE_SYNC: 'normal',
      MEDIA_LISTEN_IP: environment.MEDIA_LISTEN_IP,
      MEDIA_ANNOUNCED_ADDRESS: environment.MEDIA_ANNOUNCED_ADDRESS,
      MEDIA_PORT: environment.MEDIA_PORT,
      MEDIA_WORKERS: environment.MEDIA_WORKERS,
    };
    const config = readConfig(settings, 'demo');
    const log = createLog(config.logLevel);
    const onFatal = (fault: unknown) => {
      log.fatal({ err: fault }, 'the store failed');
      process.exit(1);
    };
    const nowMs = thisEveningMs(Date.now());
    const pictures = openPictures(folder, options.photos ? await photosIn(options.photos) : new Map());
    // Nobody asks for anything meanwhile: the past is played on one thread, and the file is opened again for those who come.
    const first = await openStoresAlone(config);
    let past: Past;
    try {
      const { newest, size } = options;
      const played = { nowMs, pictures, ...(newest !== undefined && { newest }), ...(size && { size }) };
      past = await playPast({ config, ...first, webhooks: null, log, onFatal }, played);
    } finally {
      if (!isDev) await first.close();
    }
    const stores = isDev ? first : await openStores(config);
    closers.push(() => stores.close());
    const clock = demoClock(systemClock(), nowMs);
    const directory = withLongSessions(stores.directory);
    const world = { config, ...stores, directory, clock, ids: clockIds(clock, null), log, onFatal };
    const media = await openMedia(config, log);
    const drawnHosts = new Set([past.liveStreamId]);
    const key = options.key ?? secretsOf(config).randomToken();
    // That of the page that was opened last; all that is said and was said reads in it.
    let language = firstTalkLanguage();
    const told: Record<TalkLanguage, (text: string) => string> = {
      en: inLanguage('en'),
      'zh-CN': inLanguage('zh-CN'),
    };
    let show: Show | null = null;
    let figures: Figures | null = null;
    const furtherRoutes = serveDemo({
      ...{ key, clock, pictures, webDir: config.webDir, show: () => show, isSecure: isSecure(config) },
      buyerToken: past.returning?.token ?? null,
      figures: () => figures,
      recordedSlug: past.recordedSlug,
      onStartOver: options.onStartOver,
      onLanguage: (read) => {
        language = read;
      },
      onFault: (fault) => log.error({ err: fault }, 'a week did not pass'),
    });
    const books = await openAuditReader(config);
    const app = await buildApp({
      ...{ ...world, books, media, drawnHosts, furtherRoutes },
      shownInChat: (text) => told[language](text),
    });
    closers.push(() => app.close());
    await options.pages;
    const listensOn = await app.gateway.listen();
    closers.push(() => pictures.close());
    const url = app.gateway.selfUrl();
    const { viewers, chromium, onPicture = () => {} } = options;
    const onFault = (fault: unknown) => log.warn({ err: fault }, 'the scene could not be drawn');
    const noVideo = whyNoVideo(media);
    const opened = await openShow({
      ...{ url, viewers, past, pictures, chromium, world },
      noVideo: () => whyNoVideo(media),
      language: () => language,
      onStage: (streamId) => drawnHosts.add(streamId),
      onPicture,
    });
    show = opened;
    closers.push(() => opened.close());
    const listeners = await openListeners();
    closers.push(() => listeners.close());
    const door = openDoor(url);
    const { seq } = (await app.application.position(past.liveStreamId)) ?? { seq: 1 };
    const office = await door.signIn(await opened.linkOf('office'));
    figures = openFigures({
      ...{ app, door, past, office, liveSlug: () => opened.liveSlug() },
      producer: await door.signIn(await opened.linkOf('producer')),
      onFault: (fault) => log.error({ err: fault }, 'what waits behind the roles could not be counted'),
    });
    figures.now();
    // Nobody waits for these at the door.
    const connecting = connectListeners(listeners, door, office, { slug: past.liveSlug, seq }).catch(
      (fault: unknown) => log.warn({ err: fault }, 'the systems outside do not listen'),
    );
    closers.push(() => connecting);
    pictures
      .drawFirst(tonight.skus)
      .catch((fault: unknown) => log.error({ err: fault }, 'a picture was not drawn'));
    const onVideo = () => {
      const why = whyNoVideo(media);
      if (why !== null) onPicture({ kind: 'poster', why });
      else if (opened.picture().kind === 'poster') opened.draw().then(onPicture, onFault);
    };
    closers.push(media.onStatus(onVideo));
    // It may have come while the market opened.
    if (whyNoVideo(media) !== noVideo) onVideo();
    if (!isDev) {
      const onBackup = (fault: unknown) => log.error({ err: fault }, 'the demo was not backed up');
      const backups = openBackups(folder, { clock, onFault: onBackup });
      closers.push(() => backups.close());
    }
    const picture = opened.picture();
    const origin = config.publicOrigin ?? `http://${host}:${listensOn}`;
    const links = { ...(await opened.links(origin)), landing: `${origin}/demo#${key}` };
    const isPlainOutside = config.isReachable && !config.publicOrigin?.startsWith('https:');
    const { linkOf } = opened;
    return { key, port: listensOn, url, folder, past, clock, linkOf, picture, links, isPlainOutside, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function whyNoVideo(media: Pick<Media, 'status'>): string | null {
  const status = media.status();
  return status.isAvailable ? null : status.said;
}
