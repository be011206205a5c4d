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
    toPack: 'To pack',
    late: 'Late to ship',
    orders: (n: string) => (n === '1' ? '1 order' : `${n} orders`),
    claims: 'Open claims',
    answer: (hours: number) => {
      if (hours < 0) return `first answer ${-hours} h late`;
      return hours === 0 ? 'answer the first within the hour' : `${hours} h left for the first`;
    },
    low: (title: string) => `Low stock: ${title}`,
    coming: 'Upcoming',
    products: (n: number) => (n === 1 ? '1 product' : `${n} products`),
    overdue: 'Payouts overdue',
    lines: (n: number) => (n === 1 ? '1 order line' : `${n} order lines`),
    health: 'System status',
    looks: (n: number) => (n === 1 ? '1 thing needs attention' : `${n} things need attention`),
    money: 'Payouts to producers',
    dueToday: 'Due by today',
    dueBy: (day: string) => `Due by ${day}`,
    nothingDue: 'Nothing',
    backup: 'Backup',
    lastBackup: 'Last backup',
    noBackup: 'None yet',
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
    toPack: '待打包',
    late: '延迟发货',
    orders: (n) => `${n} 单`,
    claims: '售后待处理',
    answer: (hours) => {
      if (hours < 0) return `最早一单已超时 ${-hours} 小时`;
      return hours === 0 ? '最早一单 1 小时内要处理' : `最早一单还剩 ${hours} 小时`;
    },
    low: (title) => `库存紧张：${title}`,
    coming: '待开播',
    products: (n) => `${n} 个商品`,
    overdue: '货款逾期',
    lines: (n) => `${n} 笔`,
    health: '系统状态',
    looks: (n) => `${n} 项需要处理`,
    money: '货款',
    dueToday: '到期应付',
    dueBy: (day) => `${day}前应付`,
    nothingDue: '没有',
    backup: '备份',
    lastBackup: '最近备份',
    noBackup: '还没有备份',
  },
});
