import { catalogue } from './language.ts';

/** What was taken off paid orders, and who pays for it. */
export const givenMessages = catalogue({
  en: {
    title: 'Discounts from vouchers and bundles',
    defined:
      'On orders paid before the stream closed. Discounts that producers fund are not in the GMV above; those that the host and the shop fund are.',
    sending: (charged: string, back: string) =>
      `Buyers of paid orders paid ${charged} for shipping and got ${back} back. It is in no GMV figure.`,
    whoPays: 'Funded by',
    offGoods: 'Off products',
    offShipping: 'Off shipping',
    producer: 'Producers',
    host: 'Host',
    shop: 'Shop',
    orders: (n: string) => (n === '1' ? '1 paid order used a voucher.' : `${n} paid orders used a voucher.`),
  },
  'zh-CN': {
    title: '优惠券和多件价的让利',
    defined: '统计截单前付款的订单。产地商家承担的不在上面的 GMV 里，主播和店铺承担的在里面。',
    sending: (charged, back) => `已付款订单的运费共 ${charged}，退回 ${back}，都不算在 GMV 里。`,
    whoPays: '承担方',
    offGoods: '商品优惠',
    offShipping: '运费优惠',
    producer: '产地商家',
    host: '主播',
    shop: '店铺',
    orders: (n) => `${n} 个付款订单用了优惠券。`,
  },
});
