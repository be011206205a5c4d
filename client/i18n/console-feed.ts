import { catalogue } from './language.ts';
import { ordinal } from './ordinal.ts';

/** The console's third column: orders as they come, and what the team does. */
export const consoleFeedWords = catalogue({
  en: {
    feed: 'Orders and activity',
    orders: 'Orders',
    questions: 'Questions',
    room: 'Chat',
    toCheck: 'to check',
    chatPage: 'Chat of this stream',
    chatAlone: 'Chat on a page of its own',
    chatSettings: 'Chat settings',
    activity: 'Activity',
    nth: (n: number) => (n === 1 ? 'first' : ordinal(n)),
    nthHint: 'How many orders this buyer has placed in the shop, including this one.',
    good: (units: number, name: string) => `${units} × ${name}`,
    older: 'Older orders',
    sound: 'Sound for new orders',
    soundOff: 'Off while you broadcast from this device',
    undone: 'Undo',
  },
  'zh-CN': {
    feed: '订单与操作记录',
    orders: '订单',
    questions: '提问',
    room: '评论',
    toCheck: '条待查',
    chatPage: '本场评论',
    chatAlone: '单独打开评论',
    chatSettings: '评论设置',
    activity: '操作记录',
    nth: (n) => (n === 1 ? '首单' : `第 ${n} 单`),
    nthHint: '该买家在本店的第几单。',
    good: (units, name) => `${name} ×${units}`,
    older: '更早的订单',
    sound: '新订单提示音',
    soundOff: '本设备推流时不响',
    undone: '撤销',
  },
});
