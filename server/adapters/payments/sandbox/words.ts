import type { PaymentOutcome } from '../../../../shared/contract/payment.ts';
import type { OrderStatus } from '../../../../shared/market/order/contract.ts';
import type { PolicyName } from '../../../../shared/values/shop-policies.ts';
import type { PageLanguage, SandboxAnswer } from '../../../ports/sandbox-provider.ts';
import type { Choice } from './choices.ts';

interface Words {
  locale: string;
  /** Of the page by what there is to do: pay, or read how it ended. */
  title: string;
  titles: Record<OrderStatus, string>;
  order(reference: string): string;
  orderedAt(stream: string, host: string): string;
  payTo: string;
  /** The way to pay, and what it asks for: no wallet and no card, whose marks therefore stand nowhere. */
  way: string;
  wayWhat: string;
  paidTo: string;
  /** Of a receipt: by which way it was paid. */
  paidBy: string;
  wayOfTest: string;
  orderNumber: string;
  paidAt: string;
  pay(total: string): string;
  payBy(time: string): string;
  timeLeft: string;
  /** A moment of a clock in a zone; of a day, where it says one. */
  moment(at: { day?: string; time: string; zone: string }): string;
  products: string;
  discounts: string;
  shipping: string;
  free: string;
  total: string;
  refund: string;
  /** Of one of which shipping alone went back. */
  shippingRefund: string;
  unfilled(units: number): string;
  /** What became of an order; `refunded` is empty where nothing goes back. */
  ended: Record<OrderStatus, (refunded: string) => string>;
  answers: Record<SandboxAnswer, { title: string; text: string }>;
  tryAgain(total: string): string;
  payAtDoor: string;
  noOtherWay: string;
  ask(contact: string): string;
  back: string;
  backUnpaid: string;
  backToStream: string;
  orders: string;
  aboutShop: string;
  soldBy(seller: string): string;
  licence(number: string): string;
  foodLicence(number: string): string;
  complaints(phone: string): string;
  policies: Record<PolicyName, string>;
  unknownTitle: string;
  unknown: string;
  test: string;
  testHow: string;
  choices: Record<Exclude<Choice, 'pay'>, string>;
  waiting: string;
  memoryOnly: string;
  outcomes: Record<PaymentOutcome, string>;
}

/** Both languages written by hand, side by side. */
export const words: Record<PageLanguage, Words> = {
  en: {
    locale: 'en',
    title: 'Pay for your order',
    titles: {
      PLACED: 'The time to pay is over',
      PAID: 'Receipt',
      COMPLETED: 'Receipt',
      EXPIRED: 'Not paid in time',
      EXPIRED_REFUNDED: 'Paid too late',
      CANCELLED: 'Order cancelled',
    },
    order: (reference) => `Order ${reference}`,
    orderedAt: (stream, host) => `${stream} · hosted by ${host}`,
    payTo: 'To',
    way: 'Online payment',
    wayWhat: 'No wallet or card is asked for, and no money moves.',
    paidTo: 'Paid to',
    paidBy: 'Payment',
    wayOfTest: 'Online payment (test)',
    orderNumber: 'Order number',
    paidAt: 'Paid at',
    pay: (total) => `Pay ${total}`,
    payBy: (time) => `Pay by ${time}`,
    timeLeft: 'Time left to pay',
    moment: ({ day, time, zone }) => `${day === undefined ? '' : `${day}, `}${time} ${zone}`,
    products: 'Subtotal',
    discounts: 'Discounts',
    shipping: 'Shipping',
    free: 'free',
    total: 'Total',
    refund: 'Refund',
    shippingRefund: 'Shipping refund',
    unfilled: (units) => `${units} couldn’t be filled`,
    ended: {
      PLACED: () => 'Your items are being released.',
      PAID: () => 'Your payment has arrived.',
      COMPLETED: () => 'Your payment has arrived.',
      EXPIRED: () => 'It wasn’t paid in time, so your items were released. Nothing was charged.',
      EXPIRED_REFUNDED: (refunded) =>
        `Your payment came after your items were gone. ${refunded} will be refunded the way you paid.`,
      CANCELLED: (refunded) =>
        refunded === '' ? 'Nothing was charged.' : `${refunded} will be refunded the way you paid.`,
    },
    answers: {
      declined: { title: 'Payment declined', text: 'The payment was declined. Nothing was charged.' },
      failed: { title: 'Payment failed', text: 'The payment didn’t go through. Nothing was charged.' },
    },
    tryAgain: (total) => `Try again · ${total}`,
    payAtDoor: 'Pay on delivery instead',
    noOtherWay: 'This order can only be paid online.',
    ask: (contact) => `Questions? Ask the shop: ${contact}`,
    back: 'Back to your order',
    backUnpaid: 'Back without paying',
    backToStream: 'Back to the stream',
    orders: 'My orders',
    aboutShop: 'About the shop',
    soldBy: (seller) => `Sold by ${seller}`,
    licence: (number) => `Business licence ${number}`,
    foodLicence: (number) => `Food licence ${number}`,
    complaints: (phone) => `Complaints ${phone}`,
    policies: { shipping: 'Shipping', returns: 'Returns and refunds', privacy: 'Privacy' },
    unknownTitle: 'Nothing to pay here',
    unknown: 'This order didn’t go through, or is paid on delivery. See My orders.',
    test: 'Test payments: nothing is charged',
    testHow: 'Choose how this payment goes instead.',
    choices: {
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
    waiting: 'Notifications not sent yet',
    memoryOnly: 'They are kept in memory only and are lost if the server restarts.',
    outcomes: {
      opened: 'page opened',
      paid: 'paid',
      declined: 'declined',
      failed: 'failed',
      pending: 'pending',
    },
  },
  zh: {
    locale: 'zh-CN',
    title: '订单付款',
    titles: {
      PLACED: '付款时间已过',
      PAID: '付款凭证',
      COMPLETED: '付款凭证',
      EXPIRED: '超时未付',
      EXPIRED_REFUNDED: '付款过晚',
      CANCELLED: '订单已取消',
    },
    order: (reference) => `订单 ${reference}`,
    orderedAt: (stream, host) => `${stream} · 主播 ${host}`,
    payTo: '收款方',
    way: '在线支付',
    wayWhat: '不用绑卡，也不用打开别的应用，不会真的扣款。',
    paidTo: '收款方',
    paidBy: '付款方式',
    wayOfTest: '在线支付（测试）',
    orderNumber: '订单号',
    paidAt: '付款时间',
    pay: (total) => `付款 ${total}`,
    payBy: (time) => `请在 ${time}前付款`,
    timeLeft: '剩余付款时间',
    moment: ({ day, time, zone }) =>
      `${day === undefined ? '' : `${day} `}${time}（${zone === 'GMT+8' ? '北京时间' : zone}）`,
    products: '商品小计',
    discounts: '优惠',
    shipping: '运费',
    free: '包邮',
    total: '合计',
    refund: '退款',
    shippingRefund: '退运费',
    unfilled: (units) => `${units} 件缺货`,
    ended: {
      PLACED: () => '商品即将释放。',
      PAID: () => '已收到您的付款。',
      COMPLETED: () => '已收到您的付款。',
      EXPIRED: () => '超时未付款，商品已释放，没有扣款。',
      EXPIRED_REFUNDED: (refunded) => `付款时商品已被抢空，${refunded} 将原路退回。`,
      CANCELLED: (refunded) => (refunded === '' ? '没有扣款。' : `${refunded} 将原路退回。`),
    },
    answers: {
      declined: { title: '付款被拒绝', text: '付款被拒绝，没有扣款。' },
      failed: { title: '付款失败', text: '付款没有成功，没有扣款。' },
    },
    tryAgain: (total) => `重新付款 ${total}`,
    payAtDoor: '改为货到付款',
    noOtherWay: '这一单只能在线付款。',
    ask: (contact) => `有疑问请联系商家：${contact}`,
    back: '返回订单',
    backUnpaid: '暂不付款，返回订单',
    backToStream: '回到直播间',
    orders: '我的订单',
    aboutShop: '商家信息',
    soldBy: (seller) => `销售方：${seller}`,
    licence: (number) => `营业执照 ${number}`,
    foodLicence: (number) => `食品经营许可证 ${number}`,
    complaints: (phone) => `投诉电话 ${phone}`,
    policies: { shipping: '发货说明', returns: '退换货政策', privacy: '隐私政策' },
    unknownTitle: '这里没有待付款的订单',
    unknown: '可能没有下单成功，或已改为货到付款。请查看“我的订单”。',
    test: '测试付款：不会真的扣款',
    testHow: '选择这笔付款的另一种结果。',
    choices: {
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
    waiting: '未发送的通知',
    memoryOnly: '通知只保存在内存里，服务器重启就会丢失。',
    outcomes: {
      opened: '已打开付款页',
      paid: '已付款',
      declined: '已拒绝',
      failed: '支付渠道出错',
      pending: '处理中',
    },
  },
};
