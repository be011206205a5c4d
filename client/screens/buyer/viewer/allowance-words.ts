import { catalogue } from '../../../i18n/language.ts';

/** What is said of a buyer's own allowance, before a refusal would say it (B1, H3, H6). */
export const allowanceWords = catalogue({
  en: {
    canAdd: (n: number) => `You can add ${n}`,
    none: {
      limit: 'Limit reached',
      reserved: 'Cart full',
      order: 'Cart full',
    },
    whyNone: {
      limit: 'You have all that one person can buy.',
      reserved: 'Cart full. Order what is reserved for you to add more.',
      order: 'Cart full. Place your order to add more.',
    },
    eachReserved: (time: string) => `Reserved for ${time} when you add it`,
    eachReservedBoth: (time: string, flash: string) => `Reserved for ${time} when you add it, flash ${flash}`,
    newHere: (units: number, time: string) =>
      `New here? Up to ${units} units are reserved for ${time}; the rest when you order.`,
    cartFull: 'Cart full. Order what’s in it to add more.',
    noneReserved: 'Not reserved: first to order gets it',
    noMoreReserved: 'More is not reserved: first to order gets it',
    reservedFor: (time: string) => `Reserved for ${time} when you add it`,
    notReserved: 'Not reserved when you add it: first to order gets it',
    reservedMost: 'What you add now isn’t reserved: first to order gets it.',
  },
  'zh-CN': {
    canAdd: (n) => `您还能加 ${n} 件`,
    none: {
      limit: '已达限购',
      reserved: '购物车已满',
      order: '购物车已满',
    },
    whyNone: {
      limit: '已达每人限购数量。',
      reserved: '购物车已满，先下单锁定的商品，再加购。',
      order: '购物车已满，先下单再加购。',
    },
    eachReserved: (time) => `加购后为您锁定 ${time}`,
    eachReservedBoth: (time, flash) => `加购后为您锁定 ${time}，秒杀价 ${flash}`,
    newHere: (units, time) => `新客最多锁定 ${units} 件、${time}，其余下单时先到先得`,
    cartFull: '购物车已满，先下单再加购',
    noneReserved: '加购不锁定，先下单先得',
    noMoreReserved: '再加的不锁定，先下单先得',
    reservedFor: (time) => `加购后为您锁定 ${time}`,
    notReserved: '加购不锁定，先下单先得',
    reservedMost: '再加的不锁定，下单时先到先得。',
  },
});
