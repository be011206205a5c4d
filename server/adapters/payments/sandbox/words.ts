import type { PaymentOutcome } from '../../../../shared/contract/payment.ts';
import type { PageLanguage } from '../../../ports/sandbox-desk.ts';
import type { Choice } from './choices.ts';

interface Words {
  locale: string;
  title: string;
  sandbox: string;
  order: string;
  otherwise: string;
  onTheirWay: string;
  memoryOnly: string;
  back: string;
  backUnpaid: string;
  orders: string;
  unknownTitle: string;
  unknown: string;
  choices: Record<Choice, string>;
  outcomes: Record<PaymentOutcome, string>;
  /** By order status; a status without a sentence is shown as it is. */
  statuses: Record<string, string>;
}

/** Both languages written by hand, side by side. */
export const words: Record<PageLanguage, Words> = {
  en: {
    locale: 'en',
    title: 'Pay',
    sandbox: 'Test mode: you won’t be charged.',
    order: 'Order',
    otherwise: 'Simulate another outcome',
    onTheirWay: 'Still to be sent',
    memoryOnly: 'These wait in memory. If the server restarts, they are gone.',
    back: 'Back to your order',
    backUnpaid: 'Back without paying',
    orders: 'My orders',
    unknownTitle: 'No such order',
    unknown: 'We know no order at this address. It may not have gone through; look under My orders.',
    choices: {
      pay: 'Pay',
      decline: 'Decline the payment',
      fail: 'Fail on the provider’s side',
      'after-5-s': 'Say "pending", pay after 5 s',
      twice: 'Pay twice (two payments)',
      repeated: 'Pay once, tell the shop twice',
      'wrong-amount': 'Pay a wrong amount',
      'late-1': 'Pay in 1 minute',
      'late-16': 'Pay in 16 minutes',
      'late-30': 'Pay in 30 minutes',
      'late-90': 'Pay in 90 minutes',
    },
    outcomes: {
      opened: 'page opened',
      paid: 'paid',
      declined: 'declined',
      failed: 'failed',
      pending: 'pending',
    },
    statuses: {
      PLACED: 'Waiting for payment',
      PAID: 'Paid',
      EXPIRED: 'Not paid in time',
      EXPIRED_REFUNDED: 'Paid too late, refunded',
      CANCELLED: 'Cancelled',
      COMPLETED: 'Completed',
    },
  },
  zh: {
    locale: 'zh-CN',
    title: '付款',
    sandbox: '演示收银台，不会真的扣款。',
    order: '订单',
    otherwise: '模拟其他结果',
    onTheirWay: '还没发出的通知',
    memoryOnly: '这些通知只记在内存里，服务器一重启就没了。',
    back: '返回订单',
    backUnpaid: '暂不付款，返回订单',
    orders: '我的订单',
    unknownTitle: '没有这个订单',
    unknown: '这个地址对不上任何订单，可能没有下成。请到“我的订单”里看看。',
    choices: {
      pay: '付款',
      decline: '拒绝付款',
      fail: '收银台出错，没付成',
      'after-5-s': '先说“处理中”，5 秒后付款',
      twice: '付两次（两笔钱）',
      repeated: '付一次，通知两遍',
      'wrong-amount': '付错金额',
      'late-1': '1 分钟后付款',
      'late-16': '16 分钟后付款',
      'late-30': '30 分钟后付款',
      'late-90': '90 分钟后付款',
    },
    outcomes: {
      opened: '已打开收银台',
      paid: '已付款',
      declined: '已拒绝',
      failed: '收银台出错',
      pending: '处理中',
    },
    statuses: {
      PLACED: '待付款',
      PAID: '已付款',
      EXPIRED: '超时未付',
      EXPIRED_REFUNDED: '付晚了，已退款',
      CANCELLED: '已取消',
      COMPLETED: '已完成',
    },
  },
};
