import { catalogue } from '../../../i18n/language.ts';

/** The vouchers of all streams, as My orders leads to them. */
export const voucherDoorWords = catalogue({
  en: {
    mine: 'My vouchers',
    ready: (n: number) => `${n} ready`,
    /** Until when it counts, or the one that ends first. */
    first: (n: number, until: string) => (n === 1 ? until : `first ${until}`),
    none: 'none right now',
    unknown: 'We can’t load your vouchers right now.',
    noneOpen: 'No vouchers right now. They come with the streams that are live.',
    toStream: (stream: string) => `Use it at ${stream}`,
    codes: 'Were you told a code? Type it at the checkout of its stream.',
  },
  'zh-CN': {
    mine: '我的优惠券',
    ready: (n) => `${n} 张可用`,
    first: (n, until) => (n === 1 ? until : `最早 ${until}`),
    none: '暂无可用',
    unknown: '暂时取不到优惠券。',
    noneOpen: '暂时没有优惠券，开播后这里会有。',
    toStream: (stream) => `去“${stream}”使用`,
    codes: '有主播给的优惠码？在那场直播确认订单时输入。',
  },
});
