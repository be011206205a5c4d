import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import express, { type Express, type Request, type Response } from 'express';
import type { Application } from '../../../application/application.ts';
import type { SettlementAdmin } from '../../../application/payout/payouts.ts';
import type { Config } from '../../../config.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Readers } from '../../../ports/readers.ts';
import { pagesOrigin } from '../../visitors/origin.ts';
import { framableBy } from '../guards/framing.ts';
import {
  coverPictures,
  picturesDir,
  smallPictures,
  tallPictures,
  widePictures,
} from '../pictures/pictures.ts';
import type { PublicProducerOf } from '../producers/public-producer.ts';
import { serveDrawn } from './drawn-pages.ts';
import { FirstPages, sendMade, withFirstView } from './first-view/first-page.ts';
import { firstViews } from './first-view/first-views.ts';
import { pageStyles } from './first-view/page-styles.ts';
import { pictureLinks, renderFirstView } from './first-view/render.ts';
import type { HomeView } from './first-view/render-home.ts';
import { renderReplay } from './first-view/render-page.ts';
import { type LinkPreview, linkPreviews, withPreview } from './link-preview.ts';
import { packedStatic, sendPacked } from './packed-files.ts';
import { serveProducers } from './producer-pages.ts';
import { readIn } from './read-in.ts';

/** The addresses of screens; each serves the one page, which finds its screen. */
export const screenPaths = [
  '/',
  '/s/:slug',
  '/replay/:slug',
  '/orders',
  '/orders/find',
  '/about',
  '/packing',
  '/packing/:stream',
  '/sign-in',
  '/sign-in/link',
  '/console',
  '/console/:stream',
  '/console/:stream/activity',
  '/console/:stream/chat',
  '/insights',
  '/insights/:stream',
  '/insights/:stream/moment',
  '/insights/:stream/film',
  '/insights/:stream/wall',
  '/office',
  '/office/activity',
  '/office/orders',
  '/office/orders/:order',
  '/office/buyers',
  '/office/buyers/:buyer',
  '/producer',
  '/admin',
  '/admin/settlement',
  '/admin/goods',
  '/admin/shop',
  '/admin/shipping-days',
  '/admin/chat-words',
  '/admin/stream-defaults',
  '/admin/people',
  '/admin/settings',
  '/admin/health',
  '/admin/security',
  '/admin/webhooks',
  '/admin/api',
  '/statement/:producer',
  '/board',
];
/** The overlay shows public data only. The embedded viewer takes orders, so its frames are restricted. */
const OVERLAY = '/overlay/:stream';
const EMBED = '/embed/:stream';
/** The demo's landing page, a part of the build that only the demo serves. */
const DEMO_CHUNK = /^(?:DemoScreen|_words-demo)-[\w-]+\.(?:js|css)/;
/** A product's spoken number in a stream. */
const ITEM_NUMBER = /^[1-9]\d{0,3}$/;
const YEAR_MS = 365 * 86_400_000;

/** True if a path leads to the demo's part of the build, decoded and with `//` and `..` resolved. */
export function isDemoChunk(path: string): boolean {
  try {
    return DEMO_CHUNK.test(posix.basename(posix.normalize(decodeURIComponent(path))));
  } catch {
    // An undecodable path leads nowhere.
    return false;
  }
}

interface PagesDeps {
  config: Pick<Config, 'webDir' | 'dataDir' | 'embedOrigins' | 'publicOrigin' | 'mode'>;
  readers: Pick<Readers, 'streamBySlug' | 'shown'>;
  clock: Clock;
  application: Pick<Application, 'position' | 'timeOf'> & Partial<Pick<Application, 'sold'>>;
  settlementAdmin?: Pick<SettlementAdmin, 'timeZone'> | null;
  /** Absent: producers have no pages. */
  publicProducer?: PublicProducerOf;
  /** Absent: the first page is drawn without its streams. */
  home?: () => Promise<HomeView>;
}

/** Serves pictures, the built page and its parts, and the page for every screen's address. */
export function servePages(app: Express, deps: PagesDeps): void {
  const { webDir, dataDir } = deps.config;
  servePictures(app, dataDir);
  serveBuild(app, webDir);
  serveScreens(app, deps);
}

function servePictures(app: Express, dataDir: string): void {
  app.use(
    '/pictures',
    (_, response, next) => {
      // A file opened by itself may run nothing, whatever it contains.
      response.set('Content-Security-Policy', "default-src 'none'; sandbox");
      response.set('Cross-Origin-Resource-Policy', 'cross-origin');
      next();
    },
    express.static(picturesDir(dataDir), {
      immutable: true,
      maxAge: YEAR_MS,
      index: false,
      redirect: false,
      dotfiles: 'ignore',
    }),
  );
  serveMade(app, '/pictures/small/:file', /^([0-9a-f]{40})\.webp$/, smallPictures(dataDir));
  serveMade(app, '/pictures/wide/:file', /^([0-9a-f]{40})\.webp$/, widePictures(dataDir));
  serveMade(app, '/pictures/tall/:file', /^([0-9a-f]{40})\.webp$/, tallPictures(dataDir));
  serveMade(app, '/pictures/cover/:file', /^([0-9a-f]{40})\.jpg$/, coverPictures(dataDir));
}

/** Serves another size of a stored picture, made at the first request. */
function serveMade(
  app: Express,
  path: `${string}/:file`,
  form: RegExp,
  madeOf: ReturnType<typeof smallPictures>,
): void {
  app.get(path, async (request, response) => {
    const name = form.exec(String(request.params.file))?.[1];
    const made = name === undefined ? null : await madeOf(name).catch(() => null);
    if (!made) response.status(404).end();
    else if ('large' in made) response.redirect(made.large);
    else response.sendFile(made.file, { immutable: true, maxAge: YEAR_MS, dotfiles: 'allow' });
  });
}

/** Serves the parts of the built page, without the demo's. */
function serveBuild(app: Express, webDir: string): void {
  app.use((request, response, next) => {
    if (isDemoChunk(request.path)) response.status(404).end();
    else next();
  });
  app.use(
    '/assets',
    packedStatic(join(webDir, 'assets'), {
      immutable: true,
      maxAge: YEAR_MS,
      index: false,
      redirect: false,
    }),
  );
  app.use(packedStatic(webDir, { index: false, redirect: false, maxAge: 3_600_000 }));
}

function serveScreens(app: Express, deps: PagesDeps): void {
  const page = join(deps.config.webDir, 'index.html');
  const isDemo = deps.config.mode === 'demo';
  const show = (request: Request, response: Response, status = 200) => {
    response.set('Cache-Control', 'no-cache');
    if (isDemo && existsSync(page))
      response
        .status(status)
        .type('html')
        .send(ofDemo(readFileSync(page, 'utf8')));
    else if (existsSync(page)) sendPacked(request, response.status(status), page);
    else response.status(503).type('text').send('The pages are not built yet: run npm run build.\n');
  };
  app.get(OVERLAY, framableBy('*'));
  app.get(EMBED, framableBy(deps.config.embedOrigins));
  servePreviewed(app, deps, page, show);
  app.get([...screenPaths, OVERLAY, EMBED], (request, response) => show(request, response));
  // A browser gets the page with 404, which explains it in the visitor's language.
  app.use((request, response, next) => {
    if (isForAPage(request)) show(request, response, 404);
    else next();
  });
}

/** Serves a stream's page with a link preview and a first view: title, price and products before its scripts run. */
function servePreviewed(
  app: Express,
  deps: PagesDeps,
  page: string,
  show: (request: Request, response: Response, status?: number) => void,
): void {
  const { publicOrigin, mode } = deps.config;
  const previewOf = linkPreviews(deps);
  const firstViewOf = firstViews(deps);
  const pages = new FirstPages(deps.clock);
  const stall = stallOf(deps.config.webDir);
  const pageText = () =>
    readFile(page, 'utf8').then(
      (text) => (mode === 'demo' ? ofDemo(text) : text),
      () => null,
    );
  // If the store does not answer, the page goes out without them.
  const drawnLive = async (text: string, { language }: LinkPreview, slug: string, named: number | null) => {
    const first = await firstViewOf(slug, { language, named });
    if (!first) return text;
    const early = pictureLinks(first, stall());
    return withFirstView(text, renderFirstView(first, stall()), { early });
  };
  const drawnReplay = async (text: string, { language, title, of }: LinkPreview) => {
    if (of.kind !== 'stream' || of.endedAtMs === null) return text;
    return withFirstView(text, renderReplay({ title, hostName: of.hostName }, language, stall()), {
      styles: pageStyles,
    });
  };
  const showPreviewed = (draw: typeof drawnLive) => async (request: Request, response: Response) => {
    const { slug, number } = request.params;
    const itemNumber = number === undefined ? null : Number(number);
    const language = readIn(request, response);
    // A demo's origin is the address by which it was reached.
    const origin = mode === 'demo' ? pagesOrigin(deps.config, request) : publicOrigin;
    const made = await pages
      .of([request.path, language, origin].join(' '), async () => {
        const preview = await previewOf(String(slug), language, itemNumber);
        const text = preview && (await pageText());
        if (!text) return null;
        const drawn = await draw(text, preview, String(slug), itemNumber);
        return withPreview(drawn, preview, request.path, origin);
      })
      .catch(() => null);
    if (made) return sendMade(request, response, made);
    // The status 404 is for programs; the page shows it in words. A silent store proves nothing.
    const stream = await deps.readers.streamBySlug(String(slug)).catch(() => undefined);
    show(request, response, stream === null ? 404 : 200);
  };
  const showStream = showPreviewed(drawnLive);
  app.get('/s/:slug', showStream);
  app.get('/s/:slug/:number', (request, response, next) => {
    if (ITEM_NUMBER.test(String(request.params.number))) return showStream(request, response);
    next();
  });
  app.get('/replay/:slug', showPreviewed(drawnReplay));
  serveDrawn(app, { ...deps, pageText, pages, stall, show });
  serveProducers(app, { ...deps, pageText, pages, show });
}

/** Says in a page that it is a demo's, so that its way back to the demo's first page is there before anybody is asked. */
const ofDemo = (page: string) => page.replace('<html ', '<html data-demo ');

/** The path of the stall picture, read once; null: the pages are not built. */
function stallOf(webDir: string): () => string | null {
  let found: string | null | undefined;
  return () => {
    if (found === undefined) {
      const folder = join(webDir, 'assets');
      const name = existsSync(folder) && readdirSync(folder).find((each) => /^stall-[\w-]+\.svg$/.test(each));
      found = name ? `/assets/${name}` : null;
    }
    return found;
  };
}

/** The path of the built pages' typeface, read once at the first use; null: they are not built. */
export function typefaceOf(webDir: string): () => string | null {
  let found: string | null | undefined;
  return () => {
    if (found === undefined) {
      const page = join(webDir, 'index.html');
      const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
      found = /href="(\/assets\/[\w.-]+\.woff2)"/.exec(text)?.[1] ?? null;
    }
    return found;
  };
}

/** True for a page request: no API call of a program, and no missing file of a page. */
function isForAPage({ method, path, headers }: Request): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (path === '/api' || path.startsWith('/api/') || /\.[a-z0-9]+$/i.test(path)) return false;
  return headers.accept?.includes('text/html') ?? false;
}
