import type { Language } from '../i18n/language.ts';
import type { CheckoutOnly, Reason, SentencesOf, Wording } from './sentences.ts';

const en: SentencesOf<CheckoutOnly> = {
  VOUCHER_GONE: ({ reason, nowMinor }, say) => {
    const now = `Without it your order costs ${say.money(nowMinor)}.`;
    switch (reason) {
      case 'not_started':
        return `This voucher does not count yet. ${now}`;
      case 'ended':
        return `This voucher has ended. ${now}`;
      case 'used_up':
        return `The last of these vouchers has just gone. ${now}`;
      case 'buyer_limit':
        return `You have used this voucher as often as one person may. ${now}`;
    }
  },
  VOUCHER_NOT_MET: ({ missingMinor, nowMinor }, say) =>
    `Goods for ${say.money(missingMinor)} more and this voucher counts. Without it your order costs ${say.money(nowMinor)}.`,
};

const zh: SentencesOf<CheckoutOnly> = {
  VOUCHER_GONE: ({ reason, nowMinor }, say) => {
    const now = `不用它，这单是 ${say.money(nowMinor)}。`;
    switch (reason) {
      case 'not_started':
        return `这张券还没到使用时间。${now}`;
      case 'ended':
        return `这张券已经过期。${now}`;
      case 'used_up':
        return `这张券刚刚被领完。${now}`;
      case 'buyer_limit':
        return `这张券您已用满次数。${now}`;
    }
  },
  VOUCHER_NOT_MET: ({ missingMinor, nowMinor }, say) =>
    `再买 ${say.money(missingMinor)} 就能用这张券。不用它，这单是 ${say.money(nowMinor)}。`,
};

const sentences: Record<Language, SentencesOf<CheckoutOnly>> = { en, 'zh-CN': zh };

/** Says what only the checkout is told, or null if the reason is another. */
export function voucherSentence(reason: Reason, language: Language, say: Wording): string | null {
  if (reason.code === 'VOUCHER_GONE') return sentences[language].VOUCHER_GONE(reason, say);
  if (reason.code === 'VOUCHER_NOT_MET') return sentences[language].VOUCHER_NOT_MET(reason, say);
  return null;
}
