import { catalogue } from './language.ts';

/** How far viewers came with the item in hand, in the console. */
export const consoleFunnelWords = catalogue({
  en: {
    about: 'From seen to paid',
    seen: 'seen',
    tapped: 'tapped',
    added: 'added',
    ordered: 'ordered',
    paid: 'paid',
    hints: {
      seen: 'Viewers who had it in sight for a second or more. Pages report every 15 seconds.',
      tapped: 'Viewers who tapped its card.',
      added: 'People who added it to their cart.',
      ordered: 'Orders with it in them.',
      paid: 'Of those, the paid ones.',
    },
    of: (percent: string) => `${percent} of the step before`,
    sampled: (n: number) => `Seen and tapped are estimated from one page in ${n}.`,
    noneTold: 'No page has reported yet. Pages report every 15 seconds.',
    refused: (buyers: string, why: string) => `${buyers} × ${why}`,
    refusedAbout: 'Refused',
    nobodyRefused: 'Nobody was refused.',
    waiting: (buyers: string, units: string) => `${buyers} on the waitlist for ${units}`,
  },
  'zh-CN': {
    about: '从看到到付款',
    seen: '看到',
    tapped: '点击',
    added: '加购',
    ordered: '下单',
    paid: '付款',
    hints: {
      seen: '看到一秒以上的观众；页面每 15 秒上报一次。',
      tapped: '点过商品卡的观众。',
      added: '加入购物车的人数。',
      ordered: '含该商品的订单。',
      paid: '其中已付款的订单。',
    },
    of: (percent) => `上一步的 ${percent}`,
    sampled: (n) => `看到和点击按每 ${n} 个页面取 1 个估算。`,
    noneTold: '还没有页面上报（每 15 秒一次）。',
    refused: (buyers, why) => `${buyers} 人：${why}`,
    refusedAbout: '没买成',
    nobodyRefused: '没有人被拒。',
    waiting: (buyers, units) => `${buyers} 人候补，共 ${units} 件`,
  },
});
