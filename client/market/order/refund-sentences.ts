import { catalogue } from '../../i18n/language.ts';
import type { SentencesOf, SomeSentences } from '../../ui/sentences.ts';

const en = {
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
