import { catalogue } from './language.ts';

/** Buyers that are looked up by a name or the end of a phone (A5). */
export const peopleFoundWords = catalogue({
  en: {
    find: 'Order number, whole name or last 4 digits of a phone',
    findBuyer: 'Whole name or last 4 digits of a phone',
    findWrong: 'Enter an order number like 12-1085, a whole name, or the last 4 digits of a phone.',
    about: 'Whole names only. Each look-up is noted in the security log.',
    byPhone: (digits: string) => `Look up phones ending in ${digits}`,
    byText: (text: string) => `Look up “${text}” as a name or phone`,
    kind: 'Buyer',
    lookUp: 'Look up',
    none: (text: string) =>
      `No buyer found by “${text}”. Names are found whole, phones by their last digits.`,
    found: (n: number, text: string) =>
      n === 1 ? `1 buyer found by “${text}”` : `${n} buyers found by “${text}”`,
    hasMore: 'More buyers fit than are shown. Use the whole name, or more digits of the phone.',
    close: 'Close',
    phoneEnd: (digits: string) => `phone ···${digits}`,
    allOrders: 'All orders',
    buyerPage: 'Buyer',
    below: { orders: 'Orders of all buyers', buyers: 'All buyers' },
    indexed: (percent: number) => `${percent} % indexed. Not every buyer can be found yet.`,
    used: (time: string) => `You have used this hour’s 120 look-ups. The next one opens at ${time}.`,
    demo: 'Try it:',
  },
  'zh-CN': {
    find: '订单号、完整姓名或手机尾号后 4 位',
    findBuyer: '完整姓名或手机尾号后 4 位',
    findWrong: '请输入订单号（如 12-1085）、完整姓名或手机尾号后 4 位。',
    about: '只按完整姓名查找，每次查找都会记入安全日志。',
    byPhone: (digits) => `查手机尾号 ${digits}`,
    byText: (text) => `按姓名或电话查找“${text}”`,
    kind: '买家',
    lookUp: '查找',
    none: (text) => `没有找到“${text}”。姓名要写完整，电话按尾号查找。`,
    found: (n, text) => `“${text}”找到 ${n} 位买家`,
    hasMore: '符合的买家太多，没有全部显示。请输入完整姓名或更多位电话号码。',
    close: '关闭',
    phoneEnd: (digits) => `尾号 ${digits}`,
    allOrders: '全部订单',
    buyerPage: '买家',
    below: { orders: '所有买家的订单', buyers: '全部买家' },
    indexed: (percent) => `已建立 ${percent}% 的索引，有的买家暂时查不到。`,
    used: (time) => `这一小时的 120 次查找已用完，${time} 后可以再查。`,
    demo: '试一试：',
  },
});
