import { catalogue } from '../../i18n/language.ts';

/** How the shop sends an order to another address (O10). */
export const giveAddressWords = catalogue({
  en: {
    open: 'Change address',
    title: (reference: string) => `Another address for ${reference}`,
    effect: 'What it does',
    effects: [
      'The order ships to the new address. The one it has now isn’t shown here.',
      'Nothing more is charged. Shipping that one parcel saves goes back when the stream closes.',
      'The buyer sees the new address on the order, and keeps it for later. The timeline says who changed it.',
    ],
    act: 'Ship to this address',
    done: 'The order goes to the new address.',
    fixed: {
      packed: 'A parcel is packed already, so the address can’t change.',
      over: 'This order is over; its address can’t change.',
      abroad: 'An order that ships abroad keeps its address.',
      voucher: 'Others with this phone have used up a voucher of this order.',
    },
    limit: 'Others with this phone have ordered as many as one person may. Use another phone.',
  },
  'zh-CN': {
    open: '修改地址',
    title: (reference) => `修改 ${reference} 的收货地址`,
    effect: '修改后',
    effects: [
      '订单寄到新地址，这里不显示原来的地址。',
      '不再加收运费；合单省下的运费在截单后退回。',
      '买家会在订单里看到新地址，以后也能选用；订单动态会记下是谁改的。',
    ],
    act: '寄到这个地址',
    done: '已改为新地址。',
    fixed: {
      packed: '包裹已打包，不能再改地址。',
      over: '订单已结束，不能再改地址。',
      abroad: '寄往国外的订单不能改地址。',
      voucher: '这个手机号已有人用完这单的优惠券。',
    },
    limit: '这个手机号已达到每人限购数量，请换一个手机号。',
  },
});
