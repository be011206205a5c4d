import { MAX_NOTES } from '../../../shared/market/order/bounds.ts';
import { catalogue } from '../../i18n/language.ts';
import type { SentencesOf, SomeSentences } from '../../ui/sentences.ts';

const en = {
  NOTES_FULL: () => `This order has ${MAX_NOTES} notes. Delete one first.`,
  CANCEL_INVALID: ({ reason, refundMinor }, say) => {
    switch (reason) {
      case 'over':
        return 'This order is over: it was cancelled, expired or completed.';
      case 'packed':
        return 'A parcel of this order is packed already. Refund it instead.';
      case 'changed':
        return `This order has changed: ${say.money(refundMinor ?? 0)} would go back now. Check, then try again.`;
    }
  },
  REFUND_INVALID: ({ reason, maxMinor, backMinor }, say) => {
    switch (reason) {
      case 'status':
        return 'An unpaid or cancelled order can’t be refunded.';
      case 'changed':
        return `Someone else refunded this order meanwhile: ${say.money(backMinor ?? 0)} so far. Check, then try again.`;
      case 'cash_unpaid':
        return 'The buyer hasn’t paid yet. Cash can be refunded once the parcel is delivered.';
      case 'too_much':
        return maxMinor
          ? `At most ${say.money(maxMinor)} can be refunded for this line.`
          : 'This line is fully refunded already.';
      case 'too_many':
        return 'This line has too many refunds by amount already.';
    }
  },
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  NOTES_FULL: () => `这笔订单已有 ${MAX_NOTES} 条备注，请先删掉一条。`,
  CANCEL_INVALID: ({ reason, refundMinor }, say) => {
    switch (reason) {
      case 'over':
        return '订单已结束：已取消、已超时或已完成。';
      case 'packed':
        return '这笔订单已有包裹打好了，请改用退款。';
      case 'changed':
        return `订单有变动，现在会退 ${say.money(refundMinor ?? 0)}，请核对后再操作。`;
    }
  },
  REFUND_INVALID: ({ reason, maxMinor, backMinor }, say) => {
    switch (reason) {
      case 'status':
        return '订单未付款或已取消，没有可退的钱。';
      case 'changed':
        return `刚有同事退了款，现已退 ${say.money(backMinor ?? 0)}，请核对后再操作。`;
      case 'cash_unpaid':
        return '货到付款还没收到钱，签收后才能退。';
      case 'too_much':
        return maxMinor ? `这件商品最多还能退 ${say.money(maxMinor)}。` : '这件商品已全额退款。';
      case 'too_many':
        return '这件商品按金额退款的次数太多了。';
    }
  },
};

/** What the office is told of a refund. */
export const refundSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
