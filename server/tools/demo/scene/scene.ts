import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import type { FloorLine } from '../market/floor-line.ts';
import { isPageBuilt, type OnTable, openBackstage } from './backstage.ts';
import { openBrowser } from './browser.ts';

/** What is broadcast of the demo's drawn market: the picture, or nothing and why; then the poster or a page stands in. */
export type SceneKind = { kind: 'drawn'; by: string } | { kind: 'poster'; why: string };

export interface Scene {
  shows: SceneKind;
  close(): Promise<void>;
}

/** A browser that has not broadcast by then is closed again; the demo opens without it. */
const ON_AIR_WITHIN_MS = 30_000;
const LOOK_AT_TABLE_MS = 500;
/** One picture for all viewers is written in one language: that of the county. */
const LANGUAGE = 'zh-CN';

/** Why nothing is broadcast where there is no browser. */
export const NO_CHROMIUM = 'no Chromium was found; CHROMIUM_PATH can name one';

const poster = (why: string): Scene => ({ shows: { kind: 'poster', why }, close: async () => {} });

/**
 * Broadcasts a drawn market scene to a live stream, as OBS would: a page in a headless Chromium draws it and publishes
 * it by WHIP under a key that the floor makes. What the host pins is in the picture as well.
 * @param options.chromium the program, or null if there is none
 * @param options.noVideo why this server has no live video, or null if it has
 */
export async function openScene(options: {
  url: string;
  slug: string;
  floor: FloorLine;
  chromium: string | null;
  noVideo: string | null;
}): Promise<Scene> {
  const { url, slug, floor, chromium, noVideo } = options;
  if (noVideo !== null) return poster(noVideo);
  if (chromium === null) return poster(NO_CHROMIUM);
  if (!isPageBuilt()) return poster('its page is not built: npm run build');
  const made = await floor.send('stream:make-ingest-key', {});
  if (!made?.ok || made.ingestKey === null) return poster('no key to broadcast with was given');

  let isOnAir = () => {};
  const onAir = new Promise<boolean>((resolve) => {
    isOnAir = () => resolve(true);
    setTimeout(() => resolve(false), ON_AIR_WITHIN_MS).unref();
  });
  const whip = { url: `${url}/api/v1/streams/${slug}/whip`, key: made.ingestKey };
  const backstage = await openBackstage(url, whip, () => isOnAir());
  const browser = openBrowser(chromium, backstage.url);
  const ended = new Promise<false>((resolve) => browser.onEnd(() => resolve(false)));
  const look = setInterval(() => {
    const itemNumber = floor.pinned();
    const item = itemNumber === null ? undefined : floor.item(itemNumber);
    backstage.show(item ? onTable(item, floor.currency()) : null);
  }, LOOK_AT_TABLE_MS);
  const close = async () => {
    clearInterval(look);
    await browser.close();
    await backstage.close();
  };
  if (await Promise.race([onAir, ended])) return { shows: { kind: 'drawn', by: chromium }, close };
  await close();
  return poster(`${chromium} did not broadcast`);
}

function onTable(
  { itemNumber, name, picture, listPriceMinor, flash }: ConsoleItem,
  currency: string,
): OnTable {
  const isFlash = flash?.phase === 'running' && flash.free > 0;
  const priceMinor = isFlash ? flash.priceMinor : listPriceMinor;
  return { itemNumber, name, picture, price: formatMoney(priceMinor, currency, LANGUAGE) };
}
