import { catalogue } from './language.ts';

/** What a buyer reads of an order that a restore may have lost. */
export const lostOrderWords = catalogue({
  en: {
    title: 'Your order may be lost',
    what: (restored: string, since: string) =>
      `We restored from a backup at ${restored}. Orders sent after ${since} may be missing, and yours is one of them.`,
    whom: (host: string | null) =>
      `Contact ${host ?? 'the host'} before you order again. If you already paid, say when and how much.`,
    both: 'If the first order turns up, both count. Order again?',
    again: 'Order again',
    yes: 'Yes, order again',
    notNow: 'Not now',
    listed: (sent: string) => `The order sent at ${sent} may be lost.`,
    toStream: 'Open the stream',
    forget: 'Got it, don’t show again',
  },
  'zh-CN': {
    title: '订单可能丢失',
    what: (restored, since) => `系统 ${restored} 从备份恢复，${since} 之后的订单可能丢失，您的订单就在其中。`,
    whom: (host) => `再次下单前，请先联系${host ? ` ${host}` : '主播'}。如果已经付款，请说明付款时间和金额。`,
    both: '如果原订单找回来，两单都算数。还要再下一单吗？',
    again: '再下一单',
    yes: '确定再下一单',
    notNow: '先不下单',
    listed: (sent) => `${sent} 提交的订单可能丢失。`,
    toStream: '进入直播间',
    forget: '知道了，不再提示',
  },
});
