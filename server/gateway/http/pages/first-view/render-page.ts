import { inText } from '../in-text.ts';
import type { PreviewLanguage } from '../link-preview.ts';

/** The plain pages of buyers whose first view is a title over the shape of what comes. */
export type PlainPage = 'orders' | 'order' | 'find' | 'cart' | 'about';

/** Their titles, equal to those of the pages that replace them. */
export const pageTitles: Record<PreviewLanguage, Record<PlainPage, string>> = {
  en: {
    orders: 'My orders',
    order: 'Your order',
    find: 'Find my order',
    cart: 'Cart',
    about: 'About the shop',
  },
  'zh-CN': {
    orders: '我的订单',
    order: '订单详情',
    find: '查订单',
    cart: '购物车',
    about: '商家信息',
  },
};

const bones = '<i class="f-bone"></i>'.repeat(3);

/** Renders the first view of a plain page, the same for everybody: HTML of less than 1 kB. */
export function renderPlain(page: PlainPage, language: PreviewLanguage): string {
  return [
    `<div id="first" class="f" lang="${language}"><div class="f-page"><header class="f-head">`,
    `<i class="f-back"></i><h1>${pageTitles[language][page]}</h1><i class="f-acts"></i></header>`,
    `<div class="f-order">${bones}</div></div></div>`,
  ].join('');
}

/**
 * Renders the first view of a replay: title, host and the place of its picture.
 * @param stall the path of the picture in place of the recording; null: unknown
 */
export function renderReplay(
  { title, hostName }: { title: string; hostName: string },
  language: PreviewLanguage,
  stall: string | null,
): string {
  const shapes = ['f-table', 'f-over', 'f-rest'].map((name) => `<i class="f-bone ${name}"></i>`);
  return [
    `<div id="first" class="f" lang="${language}"><div class="f-replay"><header class="f-top"><i class="f-back"></i>`,
    `<div><h1>${inText(title)}</h1><p class="f-soft">${inText(hostName)}</p></div><i class="f-acts"></i></header>`,
    `<div class="f-picture">${stall ? `<img src="${stall}" alt="">` : ''}</div>`,
    `${shapes.join('')}</div></div>`,
  ].join('');
}
