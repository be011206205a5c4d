import type { StockEntry } from '../../shared/market/stock/entry.ts';
import { catalogue } from '../i18n/language.ts';

/** What a shelf says of itself (K2, K3). */
export const stockWords = catalogue({
  en: {
    coming: 'Not on sale yet',
    stopped: 'Sales stopped',
    soldOut: 'Sold out',
    held: 'In other carts',
    heldMine: 'No more · yours is reserved',
    heldUntil: (time: string) => `In other carts · may be back by ${time}`,
    awaiting: 'In other orders · awaiting payment',
    left: ({ available }: StockEntry) => `${available} left`,
    many: 'In stock',
  },
  'zh-CN': {
    coming: '尚未开卖',
    stopped: '已停售',
    soldOut: '已售罄',
    held: '已被抢空',
    heldMine: '已被抢空 · 您的已锁定',
    heldUntil: (time) => `已被抢空 · 最早 ${time} 释放`,
    awaiting: '已拍完 · 待付款',
    left: ({ available, state }) => `${state === 'LOW' ? '仅' : ''}剩 ${available} 件`,
    many: '库存充足',
  },
});
