import type { ShipmentStatus } from '../../shared/contract/parcel-status.ts';
import type { Language } from '../i18n/language.ts';
import type { AfterSaleOnly, Reason, SentencesOf, Wording } from './sentences.ts';

const whereEn: Record<ShipmentStatus, string> = {
  PACKED: 'packed',
  SHIPPED: 'on its way',
  DELIVERED: 'delivered',
  LOST: 'lost',
  RETURNED: 'back',
};
const whereZh: Record<ShipmentStatus, string> = {
  PACKED: '已打包',
  SHIPPED: '在路上',
  DELIVERED: '已签收',
  LOST: '已丢失',
  RETURNED: '已退回',
};

const en: SentencesOf<AfterSaleOnly> = {
  NOT_CANCELLABLE: () => 'This order can no longer be cancelled.',
  MERGE_LIMIT: ({ max }) =>
    `Up to ${max} devices can be joined, and yours have been. Order on this one as it is.`,
  PARCEL_INVALID: ({ reason, readyAtMs, status }, say) => {
    switch (reason) {
      case 'different_buyers':
        return 'These orders go to different people or places; pack them apart.';
      case 'not_paid':
        return 'One of these orders is not paid, or was cancelled. Load the list again.';
      case 'too_early':
        return readyAtMs === undefined
          ? 'The stream is not closed yet; more may still go into this parcel.'
          : `The buyer may cancel until ${say.clock(readyAtMs)}; pack it after that.`;
      case 'nothing_to_pack':
        return 'Nothing of this is left to pack.';
      case 'status':
        return `That does not fit: the parcel is ${whereEn[status ?? 'PACKED']}.`;
      case 'units':
        return 'These are not the pieces that can come back out of this parcel.';
      case 'perishable':
        return 'Fresh products are not taken back without a reason; a quality claim is the way.';
    }
  },
  CLAIM_INVALID: ({ reason, max }) => {
    switch (reason) {
      case 'not_delivered':
        return 'This has not been delivered yet.';
      case 'too_late':
        return 'A claim is possible within 48 hours of delivery; that time is over.';
      case 'units':
        return max ? `You can claim up to ${max} of this.` : 'All of this was claimed or paid back already.';
      case 'too_many':
        return 'There are many claims on this order already; please talk to the shop.';
      case 'decided':
        return 'This claim has been decided the other way.';
    }
  },
};

const zh: SentencesOf<AfterSaleOnly> = {
  NOT_CANCELLABLE: () => '这个订单已不能取消。',
  MERGE_LIMIT: ({ max }) => `最多合并 ${max} 台设备，您的已用完；这台设备可以照常下单。`,
  PARCEL_INVALID: ({ reason, readyAtMs, status }, say) => {
    switch (reason) {
      case 'different_buyers':
        return '这些订单的收件人或地址不同，请分开打包。';
      case 'not_paid':
        return '其中有订单未付款或已取消，请刷新列表。';
      case 'too_early':
        return readyAtMs === undefined
          ? '这场还没收摊，包裹里可能还会加商品。'
          : `买家 ${say.clock(readyAtMs)} 前可以取消，过后再打包。`;
      case 'nothing_to_pack':
        return '这里没有要打包的了。';
      case 'status':
        return `现在不能这样做：包裹${whereZh[status ?? 'PACKED']}。`;
      case 'units':
        return '退回的件数和包裹对不上。';
      case 'perishable':
        return '生鲜不支持无理由退货，请走质量售后。';
    }
  },
  CLAIM_INVALID: ({ reason, max }) => {
    switch (reason) {
      case 'not_delivered':
        return '这件还没有签收。';
      case 'too_late':
        return '签收后 48 小时内可以申请售后，现在已过时间。';
      case 'units':
        return max ? `最多可申请 ${max} 件。` : '这里的都已申请或退过款了。';
      case 'too_many':
        return '这个订单的申请已经很多，请联系店家。';
      case 'decided':
        return '这个申请已按另一种结果处理。';
    }
  },
};

const sentences: Record<Language, SentencesOf<AfterSaleOnly>> = { en, 'zh-CN': zh };

/** Says what only buyers and packers are told after the sale, or where devices are joined, or null if the reason is another. */
export function afterSaleSentence(reason: Reason, language: Language, say: Wording): string | null {
  if (reason.code === 'PARCEL_INVALID') return sentences[language].PARCEL_INVALID(reason, say);
  if (reason.code === 'MERGE_LIMIT') return sentences[language].MERGE_LIMIT(reason, say);
  if (reason.code === 'NOT_CANCELLABLE') return sentences[language].NOT_CANCELLABLE(reason, say);
  if (reason.code === 'CLAIM_INVALID') return sentences[language].CLAIM_INVALID(reason, say);
  return null;
}
