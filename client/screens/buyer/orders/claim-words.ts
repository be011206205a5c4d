import { catalogue } from '../../../i18n/language.ts';

/** What the form of a claim says beside the words that a claim has on the order, and what shows what was sent with one. */
export const claimWords = catalogue({
  en: {
    shareBack: (share: string, amount: string) => `${share} · about ${amount} back`,
    /** `days`: within so many it is there; undefined: nobody promises that. */
    moneyBack: (isCash: boolean, days: number | undefined) =>
      isCash
        ? `If it’s accepted, the shop gives you the money back itself${days === undefined ? '' : ` within ${days} days`}.`
        : `If it’s accepted, the money goes back the way you paid${days === undefined ? '' : ` and reaches you within ${days} days`}.`,
    photos: 'Photos (optional)',
    addPhoto: 'Add photos',
    removePhoto: (n: number) => `Remove photo ${n}`,
    badPhoto: 'One of these photos can’t be used. Try another.',
    words: 'Details (optional)',
    whoReads: (days: number) =>
      `Only you and the shop’s staff see your words and photos. They’re deleted after ${days} days.`,
    showSent: 'Show what you sent',
    hideSent: 'Hide what you sent',
    sentPhoto: (n: number) => `Photo ${n} that you sent`,
    gone: (days: number) =>
      `The words and photos you sent are deleted: they’re kept for ${days} days, or until you withdraw the claim.`,
  },
  'zh-CN': {
    shareBack: (share, amount) => `${share} · 约退 ${amount}`,
    moneyBack: (isCash, days) =>
      isCash
        ? `同意后由店铺${days === undefined ? '' : `在 ${days} 天内`}直接退款给您。`
        : `同意后原路退款${days === undefined ? '' : `，${days} 天内到账`}。`,
    photos: '照片（选填）',
    addPhoto: '添加照片',
    removePhoto: (n) => `删除第 ${n} 张照片`,
    badPhoto: '有一张照片打不开，换一张试试。',
    words: '补充说明（选填）',
    whoReads: (days) => `文字和照片只有您和店铺售后能看到，${days} 天后删除。`,
    showSent: '查看我提交的内容',
    hideSent: '收起我提交的内容',
    sentPhoto: (n) => `我提交的照片 ${n}`,
    gone: (days) => `您提交的文字和照片已删除：最多保留 ${days} 天，撤销申请后立即删除。`,
  },
});
