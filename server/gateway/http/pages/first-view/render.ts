import type { LiveView } from '../../../../../shared/live-view/entries.ts';
import { shownPrice } from '../../../../../shared/live-view/price.ts';
import { formatMoney } from '../../../../../shared/values/money.ts';
import { namedIn, titledIn } from '../../../../../shared/values/names.ts';
import type { ShownProduct } from '../../../../ports/readers.ts';
import type { StreamRow } from '../../../../ports/rows.ts';
import { inText } from '../in-text.ts';
import type { PreviewLanguage } from '../link-preview.ts';

/** Rows of the shop that fit on a large screen without scrolling. */
const ROWS = 8;

/** The texts of the first view, equal to those of the page that replaces it. */
export const firstWords = {
  en: {
    live: 'Live',
    interrupted: 'Short break',
    scheduled: 'Upcoming',
    shop: 'Shop',
    shopTitle: (n: number) => (n === 1 ? 'Shop · 1 item' : `Shop · ${n} items`),
    number: (n: number) => `Item ${n}`,
    called: (n: number) => `#${n}`,
    add: 'Add to cart',
    addOne: (name: string) => `Add one ${name}`,
    adding: 'Adding…',
  },
  'zh-CN': {
    live: '直播中',
    interrupted: '直播暂停',
    scheduled: '待开播',
    shop: '全部商品',
    shopTitle: (n: number) => `全部商品 · ${n} 件`,
    number: (n: number) => `${n} 号`,
    called: (n: number) => `${n}号`,
    add: '加入购物车',
    addOne: (name: string) => `加购一件${name}`,
    adding: '正在加购…',
  },
} as const;

/** The part of a live view that the first view shows. */
export type ShownView = Pick<LiveView, 'stream' | 'order' | 'cards' | 'flash' | 'stock' | 'pins'>;
/** The part of a stream's row that the first view shows before the start. */
type ShownRow = Pick<StreamRow, 'title' | 'titleEn' | 'hostName' | 'hostNameEn' | 'cover' | 'currency'>;

/** The first view of a stream. */
export interface FirstView {
  language: PreviewLanguage;
  status: 'live' | 'interrupted' | 'scheduled';
  title: string;
  hostName: string;
  cover: string;
  /** The number of all products. */
  count: number;
  /** The product of the page's address, else the newest pinned one. */
  card: Good | null;
  rows: readonly Good[];
}

interface Good {
  itemNumber: number;
  name: string;
  picture: string;
  /** Null: no row tells one. */
  price: { minor: number; listMinor: number; flashId: string | null; currency: string } | null;
  /** Whether a tap can add one. */
  isForSale: boolean;
}

/**
 * The first view of a live stream.
 * @param named the number of the product that the page's address names; null: it names none
 * @param cover of the stream's row; no live view has it
 * @param nowMs the stream's time, which says whether a flash runs
 * @returns null for a stream that is not on
 */
export function firstViewOf(
  view: ShownView,
  { language, named, cover = '' }: { language: PreviewLanguage; named: number | null; cover?: string },
  nowMs: number,
): FirstView | null {
  const { stream, order, pins } = view;
  if (stream?.status !== 'LIVE' && stream?.status !== 'INTERRUPTED') return null;
  const good = (itemNumber: number) => goodOf(view, stream.currency, language, itemNumber, nowMs);
  const [newest] = [...pins].sort((a, b) => b.sinceMs - a.sinceMs);
  const { title, hostName } = titledIn(language, stream);
  return {
    ...{ language, title, hostName, cover },
    status: stream.status === 'LIVE' ? 'live' : 'interrupted',
    count: order.length,
    card: (named !== null && good(named)) || (newest ? good(newest.itemNumber) : null),
    rows: order.slice(0, ROWS).flatMap((itemNumber) => good(itemNumber) ?? []),
  };
}

/**
 * The first view of a scheduled stream, from rows of the store, so that no log is woken.
 * @param named as in `firstViewOf`
 */
export function firstViewOfRow(
  row: ShownRow,
  shown: readonly ShownProduct[],
  { language, named }: { language: PreviewLanguage; named: number | null },
): FirstView {
  const { title, hostName } = titledIn(language, row);
  const goodOfRow = (product: ShownProduct): Good => ({
    itemNumber: product.itemNumber,
    name: namedIn(language, product).name,
    picture: product.picture ?? '',
    // A flash has none until the stream is live.
    price: priceOfRow(product.listPriceMinor, row.currency),
    isForSale: false,
  });
  const product = shown.find(({ itemNumber }) => itemNumber === named);
  return {
    ...{ language, title, hostName, rows: shown.slice(0, ROWS).map(goodOfRow) },
    ...{ status: 'scheduled', cover: row.cover, count: shown.length },
    card: product ? goodOfRow(product) : null,
  };
}

function priceOfRow(minor: number | null, currency: string): Good['price'] {
  return minor === null ? null : { minor, listMinor: minor, flashId: null, currency };
}

function goodOf(
  view: ShownView,
  currency: string,
  language: PreviewLanguage,
  itemNumber: number,
  nowMs: number,
): Good | null {
  const card = view.cards[itemNumber];
  const price = shownPrice(view, itemNumber, nowMs);
  if (!card || !price) return null;
  const state = view.stock[itemNumber]?.state;
  const { priceMinor: minor, listPriceMinor: listMinor, flashId } = price;
  // During a flash's countdown the large button asks for the flash price, which needs the page (F7).
  const isSoon = (view.flash[itemNumber]?.startsAtMs ?? 0) > nowMs;
  return {
    itemNumber,
    name: namedIn(language, card).name,
    picture: card.picture,
    price: { minor, listMinor, flashId, currency },
    isForSale: (state === 'IN_STOCK' || state === 'LOW') && !isSoon,
  };
}

/**
 * Renders a first view. A product for sale has a button, whose value is the tap: `[number, price in minor units, flash
 * id or null]`.
 * @param stall the path of the picture in place of missing video; null: unknown
 * @returns HTML of some 8 kB
 */
export function renderFirstView(
  { language, status, title, hostName, cover, count, card, rows }: FirstView,
  stall: string | null,
): string {
  const say = firstWords[language];
  return [
    `<div id="first" class="f" lang="${language}"><main class="f-stage">`,
    `<header class="f-top"><h1>${inText(title)}</h1><p>${inText(`${say[status]} · ${hostName}`)}</p></header>`,
    `<div class="f-picture">${pictureOf({ status, cover }, stall)}</div><div class="f-bottom">`,
    card ? cardOf(card, language) : '',
    `<nav class="f-bar"><a href="#shop">${say.shop} ${count}</a><span></span></nav>`,
    `</div></main><aside class="f-side"><h2>${say.shopTitle(count)}</h2><i class="f-bone"></i><i class="f-bone"></i>`,
    ...rows.map((row) => rowOf(row, language)),
    '</aside></div>',
  ].join('');
}

/** Where the picture fills the screen of a phone (client/screens/buyer/viewer/Poster.tsx). */
const UPRIGHT = '(max-width: 699px) and (orientation: portrait)';

/** What stands on the stage until its video comes: the cover, else, and in a break, the stall. */
function pictureOf({ status, cover }: Pick<FirstView, 'status' | 'cover'>, stall: string | null): string {
  if (cover && status === 'live') {
    const tallest = `<source media="${UPRIGHT}" srcset="${tall(cover)}">`;
    return `<picture>${tallest}<img class="f-cover" src="${wide(cover)}" alt="" fetchpriority="high"></picture>`;
  }
  if (cover && status === 'scheduled') {
    return `<img class="f-cover" src="${wide(cover)}" alt="" fetchpriority="low">`;
  }
  return stall ? `<img class="f-cover f-stall" src="${stall}" alt="" fetchpriority="high">` : '';
}

/** Links in the head to what stands on the stage of a live stream: over a weak line the scripts would be there before it. */
export function pictureLinks({ status, cover }: FirstView, stall: string | null): string {
  const link = (href: string, media = '') =>
    `<link rel="preload" as="image" href="${href}"${media && ` media="${media}"`} fetchpriority="high">`;
  if (cover && status === 'live')
    return link(tall(cover), UPRIGHT) + link(wide(cover), `not all and ${UPRIGHT}`);
  return stall && status !== 'scheduled' ? link(stall) : '';
}

function cardOf(good: Good, language: PreviewLanguage): string {
  const say = firstWords[language];
  const { itemNumber, name } = good;
  return [
    `<article class="f-card" aria-label="${say.number(itemNumber)}">${photoOf(good)}`,
    `<div><h2><span class="f-number">${say.called(itemNumber)}</span>${inText(name)}</h2>${priceOf(good, language)}</div>`,
    `${addOf(good, { words: say.add, label: '', adding: say.adding })}</article>`,
  ].join('');
}

function rowOf(good: Good, language: PreviewLanguage): string {
  const { itemNumber, name } = good;
  return [
    // On a phone, where no row is shown, none of their pictures is asked for.
    `<div class="f-row"><b>${itemNumber}</b>${photoOf(good, ' loading="lazy"')}`,
    `<div><h3>${inText(name)}</h3>${priceOf(good, language)}</div>`,
    `${addOf(good, { words: '+', label: firstWords[language].addOne(name), adding: '…' })}</div>`,
  ].join('');
}

function photoOf({ picture }: Good, when = ''): string {
  return picture
    ? `<img class="f-photo" src="${small(picture)}" alt=""${when} referrerpolicy="no-referrer">`
    : '<span class="f-photo"></span>';
}

function priceOf({ price }: Good, language: PreviewLanguage): string {
  if (!price) return '';
  const money = (minor: number) => inText(formatMoney(minor, price.currency, language));
  const isLower = price.minor < price.listMinor;
  const was = isLower ? `<s>${money(price.listMinor)}</s>` : '';
  return `<p class="f-price${isLower ? ' f-flash' : ''}"><b>${money(price.minor)}</b>${was}</p>`;
}

function addOf(
  { itemNumber, price, isForSale }: Good,
  { words, label, adding }: Record<'words' | 'label' | 'adding', string>,
): string {
  if (!price || !isForSale) return '<span></span>';
  const tap = inText(JSON.stringify([itemNumber, price.minor, price.flashId]));
  const named = label && ` aria-label="${inText(label)}"`;
  return `<button type="button" class="f-add" value="${tap}" data-adding="${inText(adding)}"${named}>${inText(words)}</button>`;
}

/** The sizes that the page itself requests, so that each picture loads once. */
const sized = (size: 'small' | 'wide' | 'tall') => (picture: string) =>
  inText(picture.replace(/^\/pictures\/([0-9a-f]{40})\..*/, `/pictures/${size}/$1.webp`));
const small = sized('small');
const wide = sized('wide');
const tall = sized('tall');
