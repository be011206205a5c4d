import { catalogue } from '../../../i18n/language.ts';

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
    used: (n: number) => `${n} used`,
    /** `n`: how many beside the code. */
    codeUsed: (n: number) => (n === 0 ? 'Code used' : `Code and ${n} more used`),
    notWith: (voucher: string, other: string) => `${voucher} can’t be combined with ${other}`,
    mine: 'My vouchers',
    noneOpen: 'No vouchers right now.',
    inUse: (money: string) => `Used in this cart: −${money}`,
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
    used: (n) => `已用 ${n} 张`,
    codeUsed: (n) => (n === 0 ? '已用优惠码' : `已用优惠码和 ${n} 张券`),
    notWith: (voucher, other) => `“${voucher}”不能和“${other}”同用`,
    mine: '我的优惠券',
    noneOpen: '暂时没有优惠券。',
    inUse: (money) => `本单已用，−${money}`,
    left: (n) => `剩 ${n} 张`,
    item: (n, name) => `${n} 号，${name}`,
  },
});
