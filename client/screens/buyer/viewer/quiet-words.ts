import { catalogue } from '../../../i18n/language.ts';

/** What is said of a stream that sells nothing yet, or nothing any more; it comes with that. */
export const quietWords = catalogue({
  en: {
    starts: (left: string) => (left.includes(':') ? `Starts in ${left}` : `Starts ${left}`),
    startsAt: (time: string) => time,
    remind: 'Remind me',
    remindLabel: 'Remind me: adds this stream to your calendar',
    preview: 'In this stream',
    moreProducts: (n: number) => (n === 1 ? 'and 1 more' : `and ${n} more`),
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
    starts: (left) => (left.includes(':') ? `距开播 ${left}` : `${left}开播`),
    startsAt: (time) => time,
    remind: '预约提醒',
    remindLabel: '预约提醒：把这场直播加入日历',
    preview: '本场商品预告',
    moreProducts: (n) => `还有 ${n} 件`,
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
