import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import type { Language } from '../../../i18n/language.ts';

/** A page that is found by what it is called, in either language. */
export interface NamedPage {
  href: string;
  /** Who may open this one may open it; null: everybody who works here. */
  of: StaffPage | null;
  /** A page has the words of its reader's language alone, and is looked for in both. */
  names: Record<Language, string>;
}

/** What the pages of the rail are called: a test holds these to the rail's own words. */
export const railNames: Record<StaffPage, Record<Language, string>> = {
  home: { en: 'Home', 'zh-CN': '首页' },
  live: { en: 'Live', 'zh-CN': '直播' },
  orders: { en: 'Orders', 'zh-CN': '订单' },
  buyers: { en: 'Buyers', 'zh-CN': '买家' },
  products: { en: 'Products', 'zh-CN': '商品' },
  packing: { en: 'Packing', 'zh-CN': '打包' },
  settlement: { en: 'Settlement', 'zh-CN': '结算' },
  insights: { en: 'Insights', 'zh-CN': '数据' },
  settings: { en: 'Settings', 'zh-CN': '设置' },
};

/** The pages below those of the rail: a test holds these to the words of their doors. */
export const subPages: readonly NamedPage[] = [
  { href: '/admin/people', of: 'settings', names: { en: 'Team', 'zh-CN': '团队' } },
  { href: '/office/activity', of: 'settings', names: { en: 'Activity', 'zh-CN': '操作记录' } },
  { href: '/admin/security', of: 'settings', names: { en: 'Security log', 'zh-CN': '安全日志' } },
  { href: '/admin/health', of: 'settings', names: { en: 'System status', 'zh-CN': '系统状态' } },
  { href: '/admin/settings', of: 'settings', names: { en: 'System', 'zh-CN': '系统' } },
  {
    href: '/admin/stream-defaults',
    of: 'settings',
    names: { en: 'Stream defaults', 'zh-CN': '直播默认设置' },
  },
  { href: '/admin/shop', of: 'settings', names: { en: 'About the shop', 'zh-CN': '商家信息' } },
  { href: '/admin/shipping-days', of: 'settings', names: { en: 'Shipping days', 'zh-CN': '发货时效' } },
  { href: '/admin/chat-words', of: 'settings', names: { en: 'Chat', 'zh-CN': '评论' } },
  { href: '/admin/webhooks', of: 'settings', names: { en: 'Webhooks', 'zh-CN': 'Webhook 推送' } },
  { href: '/insights/shop', of: 'insights', names: { en: 'Over time', 'zh-CN': '店铺趋势' } },
  { href: '/board', of: null, names: { en: 'Payout board', 'zh-CN': '回款公示' } },
  { href: '/admin/api', of: null, names: { en: 'API reference', 'zh-CN': '接口文档' } },
];

/** Something to do that is no page of its own, with more words that people look for it by, in either language. */
export interface Task extends NamedPage {
  also: readonly string[];
}

export const tasks: readonly Task[] = [
  {
    ...{
      href: '/admin/goods?import=1',
      of: 'products',
      names: { en: 'Import products', 'zh-CN': '导入商品' },
    },
    also: ['product import', 'csv', 'excel', 'shopify', 'spreadsheet', '商品导入', '批量导入', '表格'],
  },
  {
    ...{ href: '/admin/settlement?open=terms', of: 'settlement' },
    names: { en: 'Payout terms', 'zh-CN': '账期设置' },
    also: ['days until payout', 'due days', '打款周期', '结算周期', '几天内打款'],
  },
  {
    ...{ href: '/admin/stream-defaults', of: 'settings' },
    names: { en: 'Reserve time and other stream settings', 'zh-CN': '锁定时间等直播设置' },
    also: ['reserved in the cart', 'hold time', 'cart minutes', '加购后锁定', '预留', '直播设置'],
  },
  {
    ...{ href: '/admin/health', of: 'settings', names: { en: 'Last backup', 'zh-CN': '最近备份' } },
    also: ['backups', 'restore', 'disk', '恢复', '硬盘'],
  },
  {
    ...{ href: '/office/orders', of: 'orders', names: { en: 'Refund an order', 'zh-CN': '给订单退款' } },
    also: ['refunds', 'money back', '退款', '退钱'],
  },
];

/** How people look for the time machine of a stream that is over. */
export const machineNames: Task = {
  ...{ href: '/insights', of: 'insights', names: { en: 'Time machine', 'zh-CN': '时光机' } },
  also: ['film', 'rewind', 'moment', '回看', '录像', '电影'],
};
