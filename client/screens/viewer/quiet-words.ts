import { catalogue } from '../../i18n/language.ts';

/** What is said of a stream that sells nothing yet, or nothing any more; it comes with that. */
export const quietWords = catalogue({
  en: {
    startsIn: 'Starts in',
    startsAt: (time: string) => `Starts ${time}`,
    opensAnyMoment: 'Starting any moment now',
    opensHint: 'Browse the shop while you wait.',
    endedText: 'This stream has ended.',
    endedHint: 'You can still order what is reserved for you.',
    closedHint: 'Your orders are under “My orders”.',
    cancelledText: 'This stream was cancelled.',
    cancelledHint: 'Nothing was sold and nothing will be charged.',
    rehearsalText: 'This is a rehearsal: nothing is really sold.',
    lookBack: 'Look back at this stream',
  },
  'zh-CN': {
    startsIn: '距离开播还有',
    startsAt: (time) => `${time} 开播`,
    opensAnyMoment: '马上开播',
    opensHint: '可以先逛逛全部商品。',
    endedText: '直播已结束',
    endedHint: '为您锁定的商品仍可下单。',
    closedHint: '订单都在“我的订单”里。',
    cancelledText: '这场直播已取消',
    cancelledHint: '没有成交，也不会扣款。',
    rehearsalText: '这是彩排，不会真的卖出。',
    lookBack: '回顾这场直播',
  },
});
