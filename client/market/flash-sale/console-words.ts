import { catalogue } from '../../i18n/language.ts';

/** What the panel of a flash says while it is announced or runs. */
export const flashPanelWords = catalogue({
  en: {
    flashRuns: 'Flash',
    flashStarts: 'Starts in',
    flashEnds: 'Flash ends in',
    flashQuota: (left: string, cap: string) => `${left} of ${cap} left`,
    flashTaken: (held: number, unpaid: number, sold: number) =>
      `${held} reserved, ${unpaid} unpaid, ${sold} sold`,
    endFlash: 'End flash',
    raiseFlash: (n: number) => `Add ${n} to flash`,
  },
  'zh-CN': {
    flashRuns: '秒杀',
    flashStarts: '秒杀倒计时',
    flashEnds: '秒杀剩余',
    flashQuota: (left, cap) => `剩 ${left} / ${cap} 件`,
    flashTaken: (held, unpaid, sold) => `已锁定 ${held}，待付款 ${unpaid}，已售 ${sold}`,
    endFlash: '结束秒杀',
    raiseFlash: (n) => `秒杀加量 ${n} 件`,
  },
});
