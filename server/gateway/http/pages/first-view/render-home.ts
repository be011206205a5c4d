import type { ShopAbout } from '../../../../../shared/contract/shop.ts';
import { arranged } from '../../../../../shared/market/stream/arranged.ts';
import type { ListedStream } from '../../../../../shared/market/stream/contract.ts';
import { formatMoney } from '../../../../../shared/values/money.ts';
import { namedIn, shopNameIn, titledIn } from '../../../../../shared/values/names.ts';
import { inText } from '../in-text.ts';
import type { PreviewLanguage } from '../link-preview.ts';

/** Cards below the large one: the first rows of a large screen. */
const CARDS = 8;

/** The texts of the first page, equal to those of the page that replaces it. */
export const homeTexts = {
  en: {
    title: 'Fairday',
    lead: 'Shop live, straight from the growers.',
    sells: (name: string) => `Sold and shipped by ${name}.`,
    answers: (contact: string) => `Questions: ${contact}`,
    live: 'Live',
    interrupted: 'Short break',
    watching: (n: number) => (n === 1 ? '1 watching' : `${n.toLocaleString('en')} watching`),
    enter: 'Watch live',
    next: 'Next stream',
    look: 'See the products',
    onNow: 'Live now',
    coming: 'Upcoming',
    past: 'Past streams',
  },
  'zh-CN': {
    title: 'Fairday 赶集日',
    lead: '产地直播，今天赶集。',
    sells: (name: string) => `${name}${/[\w.)]$/.test(name) ? ' ' : ''}销售并发货。`,
    answers: (contact: string) => `客服：${contact}`,
    live: '直播中',
    interrupted: '直播暂停',
    watching: (n: number) => `${n.toLocaleString('zh-CN')} 人在看`,
    enter: '进入直播间',
    next: '下一场直播',
    look: '看看商品',
    onNow: '正在直播',
    coming: '直播预告',
    past: '往期直播',
  },
} as const;

/** What the first page shows before its scripts run. */
export interface HomeView {
  /** In the order of the page (`arranged`). */
  streams: readonly ListedStream[];
  /** Who sells; null: unknown. */
  shop: Pick<ShopAbout, 'name' | 'nameEn' | 'contact'> | null;
}

/**
 * Renders the first view of the first page: who sells, the stream that is on with its products and prices, and the next
 * ones. Times are left out: only the browser knows its zone.
 * @param stall the path of the picture in place of a missing one; null: unknown
 * @returns HTML of some 6 kB
 */
export function renderHome(
  { streams, shop }: HomeView,
  language: PreviewLanguage,
  stall: string | null,
): string {
  const say = homeTexts[language];
  const { hero, on, coming, recorded } = arranged(streams);
  let left = CARDS;
  const section = (title: string, cards: readonly ListedStream[], of: 's' | 'replay') => {
    const shown = cards.slice(0, left);
    left -= shown.length;
    if (shown.length === 0) return '';
    const drawn = shown.map((stream) => cardOf(stream, `/${of}/${stream.slug}`, language, stall));
    return `<h3>${title}</h3><div class="f-cards">${drawn.join('')}</div>`;
  };
  return [
    `<div id="first" class="f" lang="${language}"><div class="f-page f-home">`,
    `<header class="f-head"><h1>${say.title}</h1><i class="f-acts"></i></header>`,
    `<div class="f-lead"><p>${say.lead}</p>${shop ? sellsOf(shop, language) : ''}</div>`,
    hero ? '<i class="f-bone f-field"></i><i class="f-bone f-chips"></i>' : '',
    hero ? heroOf(hero, language, stall) : '',
    section(say.onNow, on, 's'),
    section(say.coming, coming, 's'),
    section(say.past, recorded, 'replay'),
    '</div></div>',
  ].join('');
}

function sellsOf(shop: NonNullable<HomeView['shop']>, language: PreviewLanguage): string {
  const say = homeTexts[language];
  const name = shopNameIn(language, shop);
  if (name === '') return '';
  const contact = shop.contact === '' ? '' : ` <bdi>${inText(say.answers(shop.contact))}</bdi>`;
  return `<p>${inText(say.sells(name))}${contact}</p>`;
}

function heroOf(stream: ListedStream, language: PreviewLanguage, stall: string | null): string {
  const say = homeTexts[language];
  const { slug, status, viewers = 0, products = [], currency, still, isHostDrawn } = stream;
  const { title, hostName } = titledIn(language, stream);
  const isOn = status === 'LIVE' || status === 'INTERRUPTED';
  const state = isOn
    ? `<span>${status === 'LIVE' ? say.live : say.interrupted}</span>${viewers > 0 ? say.watching(viewers) : ''}`
    : say.next;
  const goods = products.map(
    (product) =>
      `<li><i class="f-photo">${imageOf(product.picture, 'small')}</i><bdi>${inText(namedIn(language, product).name)}</bdi><b>${inText(formatMoney(product.priceMinor, currency, language))}</b></li>`,
  );
  // A live stream's own picture comes later: the stall stands there until then.
  const cover = isOn && (still || isHostDrawn) ? '' : (stream.cover ?? '');
  return [
    `<section class="f-hero">${coverOf(cover, stall, 'eager')}<div class="f-words">`,
    `<p class="f-state f-soft">${state}</p><h2>${inText(title)}</h2><p class="f-soft">${inText(hostName)}</p>`,
    goods.length > 0 ? `<ul class="f-goods">${goods.join('')}</ul>` : '',
    `<a class="f-button" href="/s/${slug}">${isOn ? say.enter : say.look}</a></div></section>`,
  ].join('');
}

function cardOf(stream: ListedStream, href: string, language: PreviewLanguage, stall: string | null): string {
  const { title, hostName } = titledIn(language, stream);
  return `<a class="f-card" href="${href}">${coverOf(stream.cover ?? '', stall, 'lazy')}<p>${inText(title)}</p><p class="f-soft">${inText(hostName)}</p></a>`;
}

function coverOf(cover: string, stall: string | null, loading: 'eager' | 'lazy'): string {
  const picture = cover
    ? imageOf(cover, 'wide', loading)
    : stall && `<img class="f-stall" src="${stall}" alt="">`;
  return `<span class="f-cover">${picture ?? ''}</span>`;
}

/** The sizes that the page itself requests, so that each picture loads once. */
function imageOf(picture: string, size: 'small' | 'wide', loading: 'eager' | 'lazy' = 'eager'): string {
  if (picture === '') return '';
  const source = picture.replace(/^\/pictures\/([0-9a-f]{40})\..*/, `/pictures/${size}/$1.webp`);
  return `<img src="${inText(source)}" alt="" loading="${loading}" fetchpriority="low" referrerpolicy="no-referrer">`;
}
