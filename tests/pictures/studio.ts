import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';
import { typefaceEarly } from '../../server/tools/build/typeface-early.ts';
import { chromiumFlags, chromiumPath } from '../services.ts';
import { type Screen, type Size, sizes } from './screens.ts';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** Shows screens on a fake connection in a browser of its own. */
export interface Studio {
  /**
   * A page with a screen in its state. Whoever opens it closes its context.
   * @param onFault is told of what a page throws
   */
  open(screen: Screen, language: Language, size: Size, onFault: (fault: string) => void): Promise<Page>;
  close(): Promise<void>;
}

const pages = { buyers: 'harness', staff: 'desk-harness' } as const satisfies Record<Screen['stage'], string>;

/** Builds both pages of the fake connection into a folder of its own and serves them on free ports. */
export async function openStudio(stages: readonly Screen['stage'][]): Promise<Studio> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('Pictures need a Chromium: see npm test.');
  const folder = mkdtempSync(join(tmpdir(), 'fairday-pictures-'));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const closeOne of closers.reverse()) await closeOne();
  };
  try {
    const origins: Partial<Record<Screen['stage'], string>> = {};
    for (const stage of new Set(stages)) {
      const served = await serve(stage, join(folder, stage));
      origins[stage] = served.origin;
      closers.push(served.close);
    }
    const browser = await chromium.launch({ executablePath, args: chromiumFlags });
    closers.push(() => browser.close());
    return {
      open: (screen, language, size, onFault) =>
        openPage(browser, origins[screen.stage] ?? '', screen, { language, size, onFault }),
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function serve(stage: Screen['stage'], outDir: string) {
  const root = join(import.meta.dirname, '../client', pages[stage]);
  const common: InlineConfig = {
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [react(), typefaceEarly()],
  };
  await build({ ...common, build: { outDir, emptyOutDir: true, target: 'es2022', minify: false } });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  return {
    origin: server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '',
    close: () => server.close(),
  };
}

async function openPage(
  browser: Browser,
  origin: string,
  screen: Screen,
  { language, size, onFault }: { language: Language; size: Size; onFault: (fault: string) => void },
): Promise<Page> {
  const [width, height] = sizes[size];
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: size !== 'desktop',
    reducedMotion: 'reduce',
    locale: language,
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', ({ message }) => onFault(`throws ${message}`));
  await page.goto(`${origin}${screen.path}${screen.path.includes('?') ? '&' : '?'}lang=${language}`);
  await page.locator('main').first().waitFor();
  await settled(page);
  await screen.act?.(page);
  await settled(page);
  return page;
}

/** The fake line answers within some 150 ms; what slides in then comes to rest, and two frames later all is drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(250);
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    await new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  });
}
