import { catalogue } from './language.ts';

/** The minutes in which people came to a step of an item. */
export const itemMinutesMessages = catalogue({
  en: {
    /** What a number opens, for who hears it. */
    open: (column: string, n: string) => `${column}: ${n}, minute by minute`,
    people: {
      seen: 'People who had its card on screen for a second or more.',
      tapped: 'People who tapped its card or button.',
      added: 'People who added it to the cart.',
      refused: 'People who were refused it.',
    },
    minute: 'Minute',
    all: 'All minutes',
    firsts: 'Each person counts once, in the minute when it first happened.',
    film: 'A minute opens the time machine there, with this product’s events and who did them.',
    inFilm: (time: string) => `${time} in the time machine`,
    reasons: 'Refused, by reason',
    rest: (n: string) => `${n} more before the stream went live or after its first eight hours.`,
    unknown: 'In which minutes wasn’t counted in this stream.',
    notRead: 'These minutes didn’t load.',
    reading: 'Still reading the event log: more minutes to come.',
  },
  'zh-CN': {
    open: (column, n) => `${column} ${n}，查看每分钟`,
    people: {
      seen: '商品卡在屏幕上停留满 1 秒的人。',
      tapped: '点过商品卡或按钮的人。',
      added: '加购过的人。',
      refused: '没能买成的人。',
    },
    minute: '时间',
    all: '合计',
    firsts: '每人只算一次，记在第一次发生的那一分钟。',
    film: '点时间，到时光机看那一分钟：只列这件商品的动态和操作人。',
    inFilm: (time) => `在时光机里看 ${time}`,
    reasons: '未成功的原因',
    rest: (n) => `另有 ${n} 发生在开播前或开播 8 小时之后。`,
    unknown: '这场没有统计是在哪几分钟。',
    notRead: '这些分钟的数据没有读到。',
    reading: '还在读取事件日志，后面还有。',
  },
});
