import { catalogue } from '../../i18n/language.ts';

/** What is said of a stream that sells nothing yet, or nothing any more; it comes with that. */
export const quietWords = catalogue({
  en: {
    startsIn: 'The market opens in',
    startsAt: (time: string) => `Opens ${time}`,
    opensAnyMoment: 'Opening any moment now',
    opensHint: 'You can look through the shop already.',
    endedText: 'This market day has ended.',
    endedHint: 'What is reserved for you can still be ordered.',
    closedHint: 'Your orders are kept under “My orders”.',
    cancelledText: 'This market day was called off.',
    cancelledHint: 'Nothing was sold, nothing is owed.',
    rehearsalText: 'A rehearsal: nothing is really sold.',
    lookBack: 'Look back at this day',
  },
  'zh-CN': {
    startsIn: '距离开市还有',
    startsAt: (time) => `${time} 开市`,
    opensAnyMoment: '马上开市',
    opensHint: '可以先看看全部商品。',
    endedText: '今天的集市收摊了。',
    endedHint: '为您锁定的商品仍可下单。',
    closedHint: '您的订单都在“我的订单”里。',
    cancelledText: '这场集市取消了。',
    cancelledHint: '没有卖出任何东西，也没有任何欠款。',
    rehearsalText: '这是彩排，不会真的卖出。',
    lookBack: '回看这一场',
  },
});
