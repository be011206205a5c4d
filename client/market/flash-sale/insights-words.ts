import { catalogue } from '../../i18n/language.ts';

/** What is said of flashes afterwards. */
export const flashResultWords = catalogue({
  en: {
    flashes: 'Flash results',
    quotaTaken: (cap: string, time: string, kept: string) => `quota of ${cap} taken in ${time}, ${kept} kept`,
    quotaTakenAndKept: (cap: string, time: string) => `quota of ${cap} taken in ${time}, all kept`,
    quotaLeft: (cap: string, kept: string) => `quota of ${cap} never all taken, ${kept} kept`,
    more: (n: number) => `${n} more`,
    inVain: (buyers: string, units: string) => `missed: ${buyers}, ${units}`,
    nobodyInVain: 'no missed demand',
    expiredHolds: (n: string) => `reservations expired: ${n}`,
    lateTaps: (n: string) => (n === '1' ? '1 added in the grace period' : `${n} added in the grace period`),
    orders: 'Its paid orders, with all that was in them',
    ordersOfAll: 'Paid orders at all flash prices of this item, with all that was in them',
    flashesDefined:
      'Taken: reserved or ordered; who did not pay in time, or cancelled, gave their units back. Kept: paid and not cancelled by now. Missed: refused for lack of quota or stock, once per person, the largest request; someone refused in several flash sales of an item counts in the last. Grace period: taps up to 2 seconds past the end still get the flash price.',
  },
  'zh-CN': {
    flashes: '秒杀效果',
    quotaTaken: (cap, time, kept) => `${cap} 件名额 ${time}占满，最终成交 ${kept} 件`,
    quotaTakenAndKept: (cap, time) => `${cap} 件名额 ${time}占满，全部成交`,
    quotaLeft: (cap, kept) => `${cap} 件名额没有占满，成交 ${kept} 件`,
    more: (n) => `另有 ${n} 场`,
    inVain: (buyers, units) => `未抢到：${buyers}，${units}`,
    nobodyInVain: '没有缺货流失',
    expiredHolds: (n) => `锁后未付 ${n} 件`,
    lateTaps: (n) => `宽限期加购 ${n} 次`,
    orders: '查看付款订单（含同单其他商品）',
    ordersOfAll: '查看该商品全部秒杀的付款订单（含同单其他商品）',
    flashesDefined:
      '占满：名额全部锁定或下单；超时未付或取消的会退回。成交：已付款且没有取消。未抢到：因秒杀名额或库存不够被拒，每人只算一次，取最大的一次；同一商品多次秒杀都没抢到的，算在最后一次。宽限期：结束后 2 秒内点击仍按秒杀价。',
  },
});
