import type { ShipmentStatus } from '../../shared/market/parcel/status.ts';
import { catalogue } from '../i18n/language.ts';
import type { SentencesOf, SomeSentences } from './sentences.ts';

const whereEn: Record<ShipmentStatus, string> = {
  PACKED: 'packed',
  SHIPPED: 'shipped',
  DELIVERED: 'delivered',
  LOST: 'lost',
  RETURNED: 'returned',
};
const whereZh: Record<ShipmentStatus, string> = {
  PACKED: '已打包',
  SHIPPED: '已发货',
  DELIVERED: '已签收',
  LOST: '已丢失',
  RETURNED: '已退回',
};

const en = {
  NOT_CANCELLABLE: () => 'This order can no longer be cancelled.',
  ADDRESS_FIXED: ({ reason }) => {
    switch (reason) {
      case 'packed':
        return 'Your parcel is packed already, so its address can’t change.';
      case 'over':
        return 'This order is over; its address can’t change.';
      case 'abroad':
        return 'Addresses abroad can’t be changed here; please contact the shop.';
      case 'voucher':
        return 'A voucher of this order was already used with that phone.';
    }
  },
  PAYMENT_FIXED: ({ reason }) =>
    reason === 'paid' ? 'This order is paid already.' : 'This order is over; there is nothing left to pay.',
  MERGE_LIMIT: ({ max }) =>
    `You can link up to ${max} devices and have reached that. You can still order on this one.`,
  PARCEL_INVALID: ({ reason, readyAtMs, status }, say) => {
    switch (reason) {
      case 'different_buyers':
        return 'These orders go to different people or addresses; pack them separately.';
      case 'not_paid':
        return 'One of these orders is unpaid or was cancelled. Reload the list.';
      case 'too_early':
        return readyAtMs === undefined
          ? 'The stream isn’t closed yet; more may still be added to this parcel.'
          : `The buyer can cancel until ${say.clock(readyAtMs)}; pack it after that.`;
      case 'nothing_to_pack':
        return 'Nothing is left to pack here.';
      case 'status':
        return `You can’t do that now: the parcel is ${whereEn[status ?? 'PACKED']}.`;
      case 'units':
        return 'The returned units don’t match this parcel.';
      case 'perishable':
        return 'Perishables can’t be returned without a reason; open a quality claim instead.';
    }
  },
  CLAIM_INVALID: ({ reason, max }) => {
    switch (reason) {
      case 'not_delivered':
        return 'This hasn’t been delivered yet.';
      case 'too_late':
        return 'Claims are open for 48 hours after delivery; that time is over.';
      case 'units':
        return max ? `You can claim up to ${max} of this.` : 'All of this was already claimed or refunded.';
      case 'too_many':
        return 'This order has too many claims already; please contact the shop.';
      case 'decided':
        return 'This claim was already decided differently.';
      case 'texts':
        return 'Your words and photos expired before the claim was sent. Please submit it again.';
    }
  },
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  NOT_CANCELLABLE: () => '这个订单已不能取消。',
  ADDRESS_FIXED: ({ reason }) => {
    switch (reason) {
      case 'packed':
        return '包裹已打包，不能再改地址。';
      case 'over':
        return '订单已结束，不能再改地址。';
      case 'abroad':
        return '境外地址不能在这里修改，请联系店铺。';
      case 'voucher':
        return '这个手机号已用过此订单里的优惠券。';
    }
  },
  PAYMENT_FIXED: ({ reason }) => (reason === 'paid' ? '这个订单已付款。' : '订单已结束，不用再付款。'),
  MERGE_LIMIT: ({ max }) => `最多合并 ${max} 台设备，您的已用完；这台设备可以照常下单。`,
  PARCEL_INVALID: ({ reason, readyAtMs, status }, say) => {
    switch (reason) {
      case 'different_buyers':
        return '这些订单的收件人或地址不同，请分开打包。';
      case 'not_paid':
        return '其中有订单未付款或已取消，请刷新列表。';
      case 'too_early':
        return readyAtMs === undefined
          ? '这场还没截单，包裹里可能还会加商品。'
          : `买家 ${say.clock(readyAtMs)} 前可以取消，过后再打包。`;
      case 'nothing_to_pack':
        return '没有待发货的了。';
      case 'status':
        return `操作不了：包裹${whereZh[status ?? 'PACKED']}。`;
      case 'units':
        return '退回的件数和包裹对不上。';
      case 'perishable':
        return '生鲜不支持无理由退货，请走质量售后。';
    }
  },
  CLAIM_INVALID: ({ reason, max }) => {
    switch (reason) {
      case 'not_delivered':
        return '这件商品还没有签收。';
      case 'too_late':
        return '签收后 48 小时内可以申请售后，现在已过时间。';
      case 'units':
        return max ? `最多可申请 ${max} 件。` : '都已申请售后或退款。';
      case 'too_many':
        return '这个订单的售后申请太多，请联系店铺。';
      case 'decided':
        return '这个售后已有其他处理结果。';
      case 'texts':
        return '文字和照片已过期，请重新提交。';
    }
  },
};

/** What buyers and packers are told after the sale. */
export const afterSaleSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
