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
    edit: 'Change',
    editTitle: (item: string) => `Change the flash sale of ${item}`,
    editSave: 'Save changes',
    editStart: 'Starts',
    editStartStays: 'As announced',
    editIn: (seconds: number) => (seconds < 60 ? `in ${seconds} s` : `in ${seconds / 60} min`),
    editEnds: 'Ends in (minutes)',
    editFrom: (least: number, most: number) => `From ${least} to ${most}.`,
    editRunning: 'It’s on: the price is fixed, units can only go up, and it can only end sooner.',
    editOver: 'This flash sale is over.',
  },
  'zh-CN': {
    flashRuns: '秒杀',
    flashStarts: '秒杀倒计时',
    flashEnds: '秒杀剩余',
    flashQuota: (left, cap) => `剩 ${left} / ${cap} 件`,
    flashTaken: (held, unpaid, sold) => `已锁定 ${held}，待付款 ${unpaid}，已售 ${sold}`,
    endFlash: '结束秒杀',
    raiseFlash: (n) => `秒杀加量 ${n} 件`,
    edit: '修改',
    editTitle: (item) => `修改 ${item} 的秒杀`,
    editSave: '保存修改',
    editStart: '开抢时间',
    editStartStays: '按原定',
    editIn: (seconds) => (seconds < 60 ? `${seconds} 秒后` : `${seconds / 60} 分钟后`),
    editEnds: '几分钟后结束',
    editFrom: (least, most) => `${least} 到 ${most}。`,
    editRunning: '秒杀已开始：价格不变，件数只能增加，只能提前结束。',
    editOver: '这场秒杀已结束。',
  },
});
