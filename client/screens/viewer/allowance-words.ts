import { catalogue } from '../../i18n/language.ts';

/** What is said of a buyer's own allowance, before a refusal would say it (B1, H3, H6). */
export const allowanceWords = catalogue({
  en: {
    canAdd: (n: number) => `You can add ${n}`,
    none: {
      limit: 'Limit reached',
      reserved: 'Order first',
      order: 'Order first',
    },
    whyNone: {
      limit: 'You have all that one person can buy.',
      reserved: 'Your cart is full. Order what is reserved for you to add more.',
      order: 'Your first order is full. Place it to add more.',
    },
    eachReserved: (time: string) => `Reserved for ${time} when you add it`,
    eachReservedBoth: (time: string, flash: string) => `Reserved for ${time} when you add it, flash ${flash}`,
    noneReserved: 'Not reserved: first to order gets it',
    noMoreReserved: 'More is not reserved: first to order gets it',
    reservedFor: (time: string) => `Reserved for ${time} when you add it`,
    notReserved: 'Not reserved when you add it: first to order gets it',
    reservedMost: 'As much as a first order can reserve is reserved for you. First to order gets the rest.',
  },
  'zh-CN': {
    canAdd: (n) => `您还能加 ${n} 件`,
    none: {
      limit: '已达限购',
      reserved: '请先下单',
      order: '请先下单',
    },
    whyNone: {
      limit: '已达每人限购数量。',
      reserved: '购物车锁定的件数已满，先下单再加购。',
      order: '首单件数已满，先下单再加购。',
    },
    eachReserved: (time) => `加购后为您锁定 ${time}`,
    eachReservedBoth: (time, flash) => `加购后为您锁定 ${time}，秒杀价 ${flash}`,
    noneReserved: '加购不锁定，先下单先得',
    noMoreReserved: '再加的不锁定，先下单先得',
    reservedFor: (time) => `加购后为您锁定 ${time}`,
    notReserved: '加购不锁定，先下单先得',
    reservedMost: '首单能锁定的件数已满，再加的先下单先得。',
  },
});
