import { catalogue } from '../../i18n/language.ts';

/** What the open cart says; it comes with it. */
export const cartWords = catalogue({
  en: {
    emptyHint: 'Items you add are reserved while you watch.',
    emptyHintFor: (time: string) => `Items you add are reserved for ${time}.`,
    eachFor: (time: string) => `Each item is reserved for ${time} when you add it.`,
    eachForBoth: (time: string, flash: string) =>
      `Each item is reserved for ${time} when you add it, at a flash price for ${flash}.`,
    reservedFor: (time: string) => `Reserved for ${time}`,
    notReserved: 'Not reserved · first to order gets it',
    expired: (units: number) => (units === 1 ? 'Reservation expired' : `Reservation expired for ${units}`),
    takeAgain: (price: string) => `Add again at ${price}`,
    remove: 'Remove',
    shipping: 'Shipping',
    free: 'free',
    toFree: (money: string) => `${money} to free shipping`,
    addAlso: 'Add',
    subtotal: 'Subtotal',
    total: 'Total',
    checkout: (units: number) => `Checkout (${units})`,
  },
  'zh-CN': {
    emptyHint: '点“加入购物车”，先为您锁定库存，慢慢看。',
    emptyHintFor: (time) => `点“加入购物车”，为您锁定 ${time}，慢慢看。`,
    eachFor: (time) => `每件加购后锁定 ${time}。`,
    eachForBoth: (time, flash) => `每件加购后锁定 ${time}，秒杀价锁定 ${flash}。`,
    reservedFor: (time) => `已为您锁定 ${time}`,
    notReserved: '未锁定 · 先下单先得',
    expired: (units) => `${units} 件锁定已过期`,
    takeAgain: (price) => `按 ${price} 重新加购`,
    remove: '移除',
    shipping: '运费',
    free: '包邮',
    toFree: (money) => `再买 ${money} 包邮`,
    addAlso: '凑单',
    subtotal: '商品小计',
    total: '合计',
    checkout: (units) => `去结算 (${units})`,
  },
});
