import { catalogue } from '../../i18n/language.ts';

/** One number for each role of the demo, and the states one may jump to. */
export const figureWords = catalogue({
  en: {
    shown: (n: number, name: string) => `Now: No. ${n} ${name}`,
    nothingShown: 'Nothing is pinned right now',
    parcels: (n: number) => (n === 1 ? '1 parcel' : `${n} parcels`),
    sold: (money: string) => `${money} sold tonight`,
    asking: (n: number) => (n === 1 ? '1 viewer asks to see a product' : `${n} requests to see a product`),
    orders: (n: number) => (n === 1 ? '1 order tonight' : `${n} orders tonight`),
    toPack: (n: number) => `${n} to pack`,
    due: (money: string, day: string) => `${money} due ${day}`,
    nothingDue: 'Nothing due this week',
    jump: 'Jump to',
    jumps: {
      refund: 'An order partly refunded',
      claim: 'A claim that waits for an answer',
      late: 'Orders that should have shipped',
      due: 'What producers get by Friday',
      summary: 'What the last stream came to',
      film: 'Tonight, twenty minutes in',
      replay: 'A replay, at a product’s moment',
    },
    gone: 'Nothing is in that state right now. Skip a week and try again.',
  },
  'zh-CN': {
    shown: (n, name) => `正在讲解 ${n} 号 ${name}`,
    nothingShown: '现在没有讲解商品',
    parcels: (n) => `${n} 个包裹`,
    sold: (money) => `今晚已售 ${money}`,
    asking: (n) => `${n} 次求讲解`,
    orders: (n) => `今晚 ${n} 单`,
    toPack: (n) => `${n} 单待发货`,
    due: (money, day) => `截至${day}应付 ${money}`,
    nothingDue: '本周没有到期款项',
    jump: '直接看',
    jumps: {
      refund: '一笔部分退款的订单',
      claim: '一条待处理的售后',
      late: '延迟发货的订单',
      due: '周五前该付的货款',
      summary: '上一场的直播小结',
      film: '今晚开播 20 分钟时',
      replay: '某个商品的讲解回放',
    },
    gone: '现在没有这种情况，快进 7 天再试。',
  },
});
