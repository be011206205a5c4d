import { catalogue } from './language.ts';

/** What can be returned, for how long and who pays (O6): in one line, and in whole sentences. */
export const returnWords = catalogue({
  en: {
    title: 'Returns',
    claimLine: (hours: number) => `Money back within ${hours} h if something is wrong`,
    freshLine: (hours: number) => `Fresh: money back within ${hours} h, no other returns`,
    daysLine: {
      buyer: (days: number) => `Returns within ${days} days, you pay for sending it back`,
      shop: (days: number) => `Free returns within ${days} days`,
    },
    claim: (hours: number) =>
      `If any of it is missing, spoilt or wrong, tell us within ${hours} hours of delivery, best with a photo. You get your money back for that part, and send nothing back.`,
    fresh: 'Fresh produce can’t be returned for other reasons.',
    days: {
      buyer: (days: number) =>
        `You may return it unused within ${days} days of delivery, without a reason. You pay for sending it back.`,
      shop: (days: number) =>
        `You may return it unused within ${days} days of delivery, without a reason. The shop pays for sending it back.`,
    },
    others: 'For any other return, ask the shop: its policy counts.',
    of: (names: string) => `${names}:`,
    between: ', ',
    ofToday: 'Today’s terms: this order was placed before they were kept with it.',
  },
  'zh-CN': {
    title: '退换',
    claimLine: (hours) => `签收后 ${hours} 小时内，有问题可退款`,
    freshLine: (hours) => `生鲜：签收后 ${hours} 小时内有问题可退款，不支持无理由退货`,
    daysLine: {
      buyer: (days) => `${days} 天无理由退货，退货运费自付`,
      shop: (days) => `${days} 天无理由退货，运费商家出`,
    },
    claim: (hours) =>
      `少了、坏了、发错了，签收后 ${hours} 小时内申请，最好拍张照片。有问题的部分退款，不用寄回。`,
    fresh: '生鲜商品不支持无理由退货。',
    days: {
      buyer: (days) => `没用过的，签收后 ${days} 天内可以无理由退货，退货运费由您承担。`,
      shop: (days) => `没用过的，签收后 ${days} 天内可以无理由退货，退货运费由商家承担。`,
    },
    others: '其他情况的退货，请咨询商家，以商家政策为准。',
    of: (names) => `${names}：`,
    between: '、',
    ofToday: '下单时还没有记录退换条款，这里显示的是今天的。',
  },
});
