import { catalogue } from '../../i18n/language.ts';

/** What is said of flashes afterwards. */
export const flashResultWords = catalogue({
  en: {
    flashes: 'Flash results',
    flashLine: (sold: string, cap: string) => `${sold} of ${cap} sold`,
    soldOutIn: (time: string) => `sold out in ${time}`,
    notSoldOut: 'never sold out',
    inVain: (buyers: string, units: string) => `missed: ${buyers}, ${units}`,
    nobodyInVain: 'no missed demand',
    expiredHolds: (n: string) => `reservations expired: ${n}`,
    lateTaps: (n: string) => (n === '1' ? '1 added in the grace period' : `${n} added in the grace period`),
    flashesDefined:
      'Missed: refused for lack of quota or stock, once per person, the largest request; someone refused in several flash sales of an item counts in the last. Grace period: taps up to 2 seconds past the end still get the flash price.',
  },
  'zh-CN': {
    flashes: '秒杀效果',
    flashLine: (sold, cap) => `${cap} 件卖出 ${sold} 件`,
    soldOutIn: (time) => `${time}抢光`,
    notSoldOut: '没有抢光',
    inVain: (buyers, units) => `未抢到：${buyers}，${units}`,
    nobodyInVain: '没有缺货流失',
    expiredHolds: (n) => `锁后未付 ${n} 件`,
    lateTaps: (n) => `宽限期加购 ${n} 次`,
    flashesDefined:
      '未抢到：因秒杀名额或库存不够被拒，每人只算一次，取最大的一次；同一商品多次秒杀都没抢到的，算在最后一次。宽限期：结束后 2 秒内点击仍按秒杀价。',
  },
});
