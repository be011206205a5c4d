import { catalogue } from './language.ts';

/** What is on and what waits for somebody. */
export const officeTodayWords = catalogue({
  en: {
    title: 'Today',
    onAir: 'Live now',
    live: 'Live',
    nothingOn: 'No stream is live.',
    next: (title: string) => `Next: ${title}`,
    sold: (money: string, orders: number) => `${money} · ${orders === 1 ? '1 order' : `${orders} orders`}`,
    toDo: 'To do',
    nothingToDo: 'Nothing is waiting.',
    late: (title: string) => `Late to ship: ${title}`,
    orders: (n: number) => (n === 1 ? '1 order' : `${n} orders`),
    claims: 'Open claims',
    overdue: 'Payouts overdue',
    lines: (n: number) => (n === 1 ? '1 line' : `${n} lines`),
    health: 'System status',
    look: 'Needs a look',
  },
  'zh-CN': {
    title: '今天',
    onAir: '正在直播',
    live: '直播中',
    nothingOn: '现在没有直播。',
    next: (title) => `下一场：${title}`,
    sold: (money, orders) => `${money} · ${orders} 笔订单`,
    toDo: '待办',
    nothingToDo: '没有待办。',
    late: (title) => `发货已延迟：${title}`,
    orders: (n) => `${n} 笔订单`,
    claims: '售后待处理',
    overdue: '货款逾期',
    lines: (n) => `${n} 笔`,
    health: '系统状态',
    look: '需要处理',
  },
});
