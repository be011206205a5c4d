import { catalogue } from '../../i18n/language.ts';

/** What is said of vouchers and bundles to those who may use them. */
export const offerWords = catalogue({
  en: {
    offers: 'Offers',
    vouchers: 'Vouchers',
    best: 'Best discounts applied automatically.',
    useBest: 'Use the best discounts again',
    discounts: 'Discounts',
    bundles: 'Bundle price',
    takes: (money: string) => `−${money}`,
    missing: (money: string) => `Add ${money} to use it`,
    nearest: (money: string) => `Add ${money} to use one`,
    used: (n: number, all: number) => `${n} of ${all} used`,
    left: (n: number) => `${n} left`,
    item: (n: number, name: string) => `item ${n}, ${name}`,
  },
  'zh-CN': {
    offers: '优惠',
    vouchers: '优惠券',
    best: '已自动使用最优惠组合。',
    useBest: '恢复最优惠组合',
    discounts: '优惠',
    bundles: '多件价',
    takes: (money) => `−${money}`,
    missing: (money) => `再买 ${money} 可用`,
    nearest: (money) => `再买 ${money} 可用`,
    used: (n, all) => `共 ${all} 张，已用 ${n} 张`,
    left: (n) => `剩 ${n} 张`,
    item: (n, name) => `${n} 号，${name}`,
  },
});
