import type { PaymentOutcome } from '../../../../shared/contract/payment.ts';
import type { PageLanguage, SandboxAnswer } from '../../../ports/sandbox-provider.ts';
import type { Choice } from './choices.ts';

interface Words {
  locale: string;
  title: string;
  sandbox: string;
  order: string;
  paidTo(seller: string): string;
  otherwise: string;
  onTheirWay: string;
  memoryOnly: string;
  back: string;
  backUnpaid: string;
  orders: string;
  unknownTitle: string;
  unknown: string;
  payBy(time: string): string;
  answers: Record<SandboxAnswer, string>;
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
    paidTo: (seller) => `Paid to ${seller}`,
    otherwise: 'Simulate another outcome',
    onTheirWay: 'Notifications not sent yet',
    memoryOnly: 'They are kept in memory only and are lost if the server restarts.',
    back: 'Back to your order',
    backUnpaid: 'Back without paying',
    orders: 'My orders',
    unknownTitle: 'Order not found',
    unknown: 'There is no order at this address. It may not have gone through; check My orders.',
    payBy: (time) => `Pay by ${time}`,
    answers: {
      declined: 'The payment was declined and nothing was charged. You can pay again below.',
      failed: 'The payment didn’t go through and nothing was charged. You can try again below.',
    },
    choices: {
      pay: 'Pay',
      decline: 'Decline the payment',
      fail: 'Provider error',
      'after-5-s': 'Return "pending", pay after 5 s',
      twice: 'Pay twice (two payments)',
      repeated: 'Pay once, notify twice',
      'wrong-amount': 'Pay the wrong amount',
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
      PLACED: 'Payment pending',
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
    sandbox: '测试收银台，不会真的扣款。',
    order: '订单',
    paidTo: (seller) => `收款方：${seller}`,
    otherwise: '模拟其他结果',
    onTheirWay: '未发送的通知',
    memoryOnly: '通知只保存在内存里，服务器重启就会丢失。',
    back: '返回订单',
    backUnpaid: '暂不付款，返回订单',
    orders: '我的订单',
    unknownTitle: '订单不存在',
    unknown: '这个地址没有对应的订单，可能没有下单成功。请查看“我的订单”。',
    payBy: (time) => `请在 ${time} 前付款`,
    answers: {
      declined: '付款被拒绝，没有扣款，可以重新付款。',
      failed: '付款没有成功，没有扣款，请重试。',
    },
    choices: {
      pay: '付款',
      decline: '拒绝付款',
      fail: '支付渠道出错',
      'after-5-s': '先返回“处理中”，5 秒后付款',
      twice: '付款两次（两笔）',
      repeated: '付款一次，通知两次',
      'wrong-amount': '付款金额错误',
      'late-1': '1 分钟后付款',
      'late-16': '16 分钟后付款',
      'late-30': '30 分钟后付款',
      'late-90': '90 分钟后付款',
    },
    outcomes: {
      opened: '已打开收银台',
      paid: '已付款',
      declined: '已拒绝',
      failed: '支付渠道出错',
      pending: '处理中',
    },
    statuses: {
      PLACED: '待付款',
      PAID: '已付款',
      EXPIRED: '超时未付',
      EXPIRED_REFUNDED: '付款过晚，已退款',
      CANCELLED: '已取消',
      COMPLETED: '已完成',
    },
  },
};
