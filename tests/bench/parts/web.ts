import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';
import { cartTaps, SLOWER, slowDown, taps, tapTimes } from '../taps.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const WEB = resolve(import.meta.dirname, '../../../web');
/** After this the page has asked for all that its first seconds need; what a refusal says comes later (FaultPlace.tsx). */
const SETTLED_MS = 2_500;

const PHONE = { width: 390, height: 844 };
/** A weak line: what Chromium's developers call slow 3G. */
const WEAK_LINE = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000, offline: false };
/** So often the page is opened over it, each time by a new device; the worst counts. */
const WEAK_LOADS = 3;
const FIRST_PAINT_MS = 1_800;
const FIRST_PRICE_MS = 2_500;
/** The stage has its picture, the cover or the stall: a dark one looks broken. */
const FIRST_PICTURE_MS = 2_500;
const HTML_KB = 14;
/** Of each kind so many taps, in a shop with so many products. */
const TAPS = 20;
const PRODUCTS = 14;
/** A tap that is answered within so many ms is felt as answered at once. */
const AT_ONCE_MS = 100;

/**
 * What a viewer's first load brings, before any video: which files a browser really asked for, gzipped. And how long a
 * tap waits for the frame that answers it, on a slow phone.
 */
export async function web(seed: number): Promise<PartReport> {
  const hasBrowser = existsSync(CHROMIUM);
  const files = hasBrowser ? await filesOfBrowser() : filesOfBuild();
  const answers = hasBrowser ? [...(await weakMeasures()), ...(await tapMeasures())] : [];
  const kB = (ending: string) =>
    [...files]
      .filter(([name]) => name.endsWith(ending))
      .reduce((sum, [, body]) => sum + gzipSync(body).length / 1_000, 0);
  const names = (ending: string) => [...files.keys()].filter((name) => name.endsWith(ending)).join(', ');
  return {
    part: 'web',
    about: hasBrowser
      ? 'first load of /s/:slug, the files that Chromium fetched, gzipped one by one'
      : 'first load of /s/:slug, by the import graph of the build (no browser here), gzipped one by one',
    seed,
    measures: [
      { name: 'JS', value: kB('.js'), unit: 'kB', budget: { most: 110 }, note: names('.js') },
      { name: 'CSS', value: kB('.css'), unit: 'kB', budget: { most: 12 }, note: names('.css') },
      ...answers,
    ],
  };
}

function filesOfBrowser(): Promise<Map<string, Buffer>> {
  return inHouse(async ({ server, port }) => {
    const stall = await server.ask<Stall>('stall', [50, 50, 50, 50, 50]);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const files = new Map<string, Buffer>();
    try {
      const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
      const reading: Promise<void>[] = [];
      page.on('response', (response) => {
        const { pathname } = new URL(response.url());
        if (!response.ok() || !/\.(js|css)$/.test(pathname)) return;
        reading.push(response.body().then((body) => void files.set(basename(pathname), body)));
      });
      await page.goto(`http://127.0.0.1:${port}/s/${stall.slug}`);
      // The title comes with the snapshot: the page is at work, not just drawn.
      await page.getByText('Potato day').first().waitFor({ timeout: 10_000 });
      await pause(SETTLED_MS);
      await Promise.all(reading);
    } finally {
      await browser.close();
    }
    return files;
  });
}

/** On a phone's screen, with a processor that is slowed down. */
function tapMeasures(): Promise<Measure[]> {
  return inHouse(async ({ server, port }) => {
    const { slug, streamId } = await server.ask<Stall>('stall', Array(PRODUCTS).fill(10_000));
    await server.ask('host', { streamId, command: 'lineup:pin', request: { itemNumber: 1 } });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const measures: Measure[] = [];
    try {
      const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/s/${slug}`);
      await page.locator('.pinned .pinned-about').waitFor({ timeout: 10_000 });
      await pause(SETTLED_MS);
      await slowDown(page);
      for (const tap of taps) measures.push(measureOf(tap.name, await tapTimes(page, tap, TAPS)));
      await page.locator('.cart-strip .cart-summary').tap();
      for (const tap of cartTaps) measures.push(measureOf(tap.name, await tapTimes(page, tap, TAPS)));
    } finally {
      await browser.close();
    }
    return measures;
  });
}

/** The page over a weak line, on a phone's screen with a processor that is slowed down: when its first price is seen. */
function weakMeasures(): Promise<Measure[]> {
  return inHouse(async ({ server, port }) => {
    const { slug, streamId } = await server.ask<Stall>('stall', Array(PRODUCTS).fill(10_000));
    await server.ask('host', { streamId, command: 'lineup:pin', request: { itemNumber: 1 } });
    const url = `http://127.0.0.1:${port}/s/${slug}`;
    const html = gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length / 1_000;
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const loads: FirstLook[] = [];
    const others: Measure[] = [];
    try {
      for (let load = 0; load < WEAK_LOADS; load += 1) loads.push(await firstLook(browser, url));
      for (const [name, path] of [
        ['first page', '/'],
        ['my orders', '/orders'],
      ] as const) {
        const paints: number[] = [];
        for (let load = 0; load < WEAK_LOADS; load += 1) {
          paints.push(await firstPaint(browser, new URL(path, url).href));
        }
        others.push({
          name: `first paint of ${name} over a weak line`,
          value: Math.max(...paints),
          unit: 'ms',
          budget: { most: FIRST_PAINT_MS },
          note: `loads: ${paints.map((ms) => ms.toFixed(0)).join(', ')}`,
        });
      }
    } finally {
      await browser.close();
    }
    const worst = (name: keyof FirstLook) => Math.max(...loads.map((load) => load[name]));
    const note = (name: keyof FirstLook) => `loads: ${loads.map((load) => load[name].toFixed(0)).join(', ')}`;
    const line = `400 kbit/s, 400 ms, processor slowed ${SLOWER} times`;
    return [
      {
        name: 'HTML',
        value: html,
        unit: 'kB',
        budget: { most: HTML_KB },
        note: 'gzipped, as the server sends it',
      },
      {
        name: 'first paint over a weak line',
        value: worst('paintMs'),
        unit: 'ms',
        budget: { most: FIRST_PAINT_MS },
        note: `${line}; ${note('paintMs')}`,
      },
      {
        name: 'first price over a weak line',
        value: worst('priceMs'),
        unit: 'ms',
        budget: { most: FIRST_PRICE_MS },
        note: `${note('priceMs')}; the page has taken over after ${note('pageMs')}`,
      },
      {
        name: 'first picture over a weak line',
        value: worst('pictureMs'),
        unit: 'ms',
        budget: { most: FIRST_PICTURE_MS },
        note: note('pictureMs'),
      },
      ...others,
    ];
  });
}

/** From the start of the navigation, in ms. */
interface FirstLook {
  paintMs: number;
  priceMs: number;
  /** What the stage shows until its video comes. */
  pictureMs: number;
  pageMs: number;
}

/** A new phone with a slow processor, behind the weak line. */
async function weakPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await slowDown(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', WEAK_LINE);
  return page;
}

/** From the start of the navigation until something is painted, in ms; at most 30 s are waited for it. */
async function firstPaint(browser: Browser, url: string): Promise<number> {
  const page = await weakPhone(browser);
  try {
    await page.goto(url, { waitUntil: 'commit' });
    const painted = await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      undefined,
      { timeout: 30_000 },
    );
    return (await painted.jsonValue()) ?? Number.POSITIVE_INFINITY;
  } finally {
    await page.context().close();
  }
}

async function firstLook(browser: Browser, url: string): Promise<FirstLook> {
  const page = await weakPhone(browser);
  try {
    await page.addInitScript(() => {
      const seen: Record<string, number> = {};
      Object.assign(window, { seen });
      const look = () => {
        for (const [name, selector] of [
          ['price', '.f-card .f-price, .pinned .price'],
          ['page', '.pinned .price'],
        ] as const)
          if (document.querySelector(selector)) seen[name] ??= performance.now();
        const picture = document.querySelector<HTMLImageElement>('.f-cover');
        if (picture?.complete && picture.naturalWidth > 0) seen.picture ??= performance.now();
        if (!seen.page) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('.pinned .price').first().waitFor({ timeout: 30_000 });
    return await page.evaluate(() => {
      const never = Number.POSITIVE_INFINITY;
      const { seen } = window as never as { seen: Record<string, number> };
      const { price = 0, picture = never, page: whole = 0 } = seen;
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? never;
      // A frame is on the screen after it was looked at.
      return { paintMs: paint, priceMs: Math.max(price, paint), pictureMs: picture, pageMs: whole };
    });
  } finally {
    await page.context().close();
  }
}

function measureOf(name: string, times: { answer: number; event: number }[]): Measure {
  const answers = times.map(({ answer }) => answer);
  const worst = Math.max(...answers);
  const events = times.map(({ event }) => event);
  const first = `the first ${answers[0]!.toFixed(0)} ms`;
  return {
    name: `${name}, worst of ${times.length} taps`,
    value: worst,
    unit: 'ms',
    budget: { most: AT_ONCE_MS },
    note: `p50 ${median(answers).toFixed(0)} ms, ${first}; to the next frame whatever is in it ${Math.max(...events)} ms at most; processor slowed ${SLOWER} times`,
  };
}

/** The page, what it names, what those import, and the viewer's own chunk with what it imports. */
function filesOfBuild(): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const take = (name: string) => {
    if (files.has(name)) return;
    const body = readFileSync(join(WEB, 'assets', name));
    files.set(name, body);
    if (!name.endsWith('.js')) return;
    const text = body.toString();
    for (const [, next] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) if (next) take(next);
    // Vite lists what each lazy screen needs; the viewer's is the one that a first load follows.
    for (const [, next] of text.matchAll(/"assets\/(ViewerScreen[\w.-]*\.(?:js|css))"/g))
      if (next) take(next);
  };
  const page = readFileSync(join(WEB, 'index.html'), 'utf8');
  for (const [, name] of page.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.(?:js|css))"/g))
    if (name) take(name);
  return files;
}
