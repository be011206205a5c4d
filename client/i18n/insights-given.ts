import { catalogue } from './language.ts';

/** What was taken off paid orders, and who pays for it. */
export const givenMessages = catalogue({
  en: {
    title: 'Taken off by vouchers and bundles',
    defined:
      'Of orders paid by the close. What producers give is not in the goods values above; what host and shop give is.',
    sending: (charged: string, back: string) =>
      `For sending, buyers of paid orders paid ${charged} and got ${back} back. It is in none of the goods values.`,
    whoPays: 'Who pays',
    offGoods: 'Off goods',
    offShipping: 'Off shipping',
    producer: 'Producers',
    host: 'Host',
    shop: 'Shop',
    orders: (n: string) => (n === '1' ? '1 paid order used a voucher.' : `${n} paid orders used a voucher.`),
  },
  'zh-CN': {
    title: '优惠券和多件价让了多少',
    defined: '统计收摊前付款的订单。商家出的不在上面的 GMV 里，主播和店铺出的在里面。',
    sending: (charged, back) => `已付款订单的运费共 ${charged}，退回 ${back}，都不算在 GMV 里。`,
    whoPays: '谁出',
    offGoods: '商品',
    offShipping: '运费',
    producer: '产地商家',
    host: '主播',
    shop: '店铺',
    orders: (n) => `${n} 个付款订单用了券。`,
  },
});
