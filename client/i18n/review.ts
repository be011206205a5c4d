import { catalogue } from './language.ts';

/** The frame of a review: its tabs, and the six numbers that stay. */
export const reviewMessages = catalogue({
  en: {
    parts: 'Parts of the review',
    tabs: {
      overview: 'Overview',
      items: 'Items',
      flashes: 'Flash sales',
      audience: 'Audience',
      channels: 'Channels',
      money: 'Money',
      compare: 'Compare',
      export: 'Export',
    },
    bar: 'Six numbers',
    median: (value: string) => `median ${value}`,
    asUsual: 'as usual',
    tooFew: 'too few to say',
    beside: (n: number) => `Change against the median of the shop’s last ${n} streams in the same currency.`,
    fewBefore: (n: number) =>
      `No change to show: a median needs 3 past streams in the same currency (${n} so far).`,
    whileLive: 'So far. Compared with past streams once it has ended.',
  },
  'zh-CN': {
    parts: '复盘栏目',
    tabs: {
      overview: '总览',
      items: '商品',
      flashes: '秒杀',
      audience: '观众',
      channels: '渠道',
      money: '金额',
      compare: '对比',
      export: '导出',
    },
    bar: '核心六项',
    median: (value) => `中位数 ${value}`,
    asUsual: '持平',
    tooFew: '样本太少',
    beside: (n) => `与全店最近 ${n} 场同币种直播的中位数相比。`,
    fewBefore: (n) => `暂无对比：中位数需要 3 场同币种往期（目前 ${n} 场）。`,
    whileLive: '直播中的实时数据，下播后再与往期对比。',
  },
});
