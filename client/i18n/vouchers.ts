import { catalogue } from './language.ts';

/** What a voucher or a promotion is, in a few words; the same to those who make them and those who use them. */
export const voucherMessages = catalogue({
  en: {
    amount: (off: string) => `${off} off`,
    percent: (share: string, most: string) => `${share} off, up to ${most}`,
    shipping: (off: string) => `${off} off shipping`,
    freeShipping: 'Free shipping',
    from: (what: string, least: string) => `${what} on orders of ${least} or more`,
    bundle: (units: number, total: string) => `${units} for ${total}`,
    goodsOf: (producer: string) => `on ${producer} products`,
    items: (numbers: string) => `on items ${numbers}`,
    everything: 'on everything',
    until: (time: string) => `until ${time}`,
  },
  'zh-CN': {
    amount: (off) => `减 ${off}`,
    percent: (share, most) => `减 ${share}，最多 ${most}`,
    shipping: (off) => `运费减 ${off}`,
    freeShipping: '包邮',
    from: (what, least) => `满 ${least} ${what}`,
    bundle: (units, total) => `${total} 任选 ${units} 件`,
    goodsOf: (producer) => `限${producer}的商品`,
    items: (numbers) => `限 ${numbers} 号`,
    everything: '全场通用',
    until: (time) => `${time} 前有效`,
  },
});
