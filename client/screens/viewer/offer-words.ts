import { catalogue } from '../../i18n/language.ts';

/** What is said of vouchers and bundles to those who may use them. */
export const offerWords = catalogue({
  en: {
    offers: 'Offers',
    vouchers: 'Vouchers',
    best: 'The best ones are used by themselves.',
    useBest: 'Use the best ones again',
    bundles: 'Bundle price',
    takes: (money: string) => `−${money}`,
    missing: (money: string) => `${money} more and it counts`,
    left: (n: number) => `${n} left`,
    more: (n: number) => `and ${n} more`,
    item: (n: number, name: string) => `${n} ${name}`,
  },
  'zh-CN': {
    offers: '优惠',
    vouchers: '优惠券',
    best: '已自动用上最划算的。',
    useBest: '恢复自动选择',
    bundles: '多件价',
    takes: (money) => `−${money}`,
    missing: (money) => `再买 ${money} 可用`,
    left: (n) => `剩 ${n} 张`,
    more: (n) => `还有 ${n} 项`,
    item: (n, name) => `${n} 号 ${name}`,
  },
});
