import { catalogue } from '../../i18n/language.ts';

/** What a list of a buyer's vouchers says, of one stream or of all. */
export const voucherListsWords = catalogue({
  en: {
    open: 'Ready to use',
    usedBefore: 'Used',
    usedIn: (number: string, money: string) => `−${money} · order ${number}`,
    ended: 'No longer valid',
    gone: { used: 'used as often as allowed', taken: 'all claimed', over: 'expired' },
  },
  'zh-CN': {
    open: '可用',
    usedBefore: '已使用',
    usedIn: (number, money) => `−${money} · 订单 ${number}`,
    ended: '已失效',
    gone: { used: '已用完次数', taken: '已领完', over: '已过期' },
  },
});
