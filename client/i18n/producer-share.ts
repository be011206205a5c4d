import { catalogue } from './language.ts';

/** What a producer gets of a line (M6): the office sets it, the producer reads it. */
export const producerShareWords = catalogue({
  en: {
    percent: (percent: number) => `${percent}%`,
    open: (share: string) => `Share: ${share}`,
    title: (name: string) => `Share of ${name}`,
    now: (share: string) => `${share} of the product value goes to the producer; the shop keeps the rest.`,
    share: 'New share (%)',
    shareWrong: (least: number, most: number) =>
      `Enter a share from ${least} to ${most}, with up to two decimals.`,
    from: 'From',
    fromHint: 'Today means from now on.',
    fromWrong: (most: number) =>
      `Choose a day from today to a year ahead. Up to ${most} changes can be planned.`,
    preview: 'What this does',
    fromDay: (day: string, share: string) => `From ${day}: ${share}`,
    fromNow: (share: string) => `From now on: ${share}`,
    forProducts: (n: number) =>
      n === 1
        ? 'Applies when the producer’s 1 product is added to a lineup.'
        : `Applies when any of the producer’s ${n} products is added to a lineup.`,
    dropped: (n: number) => (n === 1 ? 'Replaces 1 planned change.' : `Replaces ${n} planned changes.`),
    stays: (share: string, n: number) =>
      n === 1
        ? `Stays at ${share}: the planned change is dropped.`
        : `Stays at ${share}: ${n} planned changes are dropped.`,
    keep: 'These streams already have the products and keep their share:',
    keeps: (products: number, shares: string) =>
      products === 1 ? `1 product at ${shares}` : `${products} products at ${shares}`,
    noneKeep: 'No live or upcoming stream has these products yet.',
    moreKeep: 'More streams keep theirs, too.',
    same: 'That’s already the share.',
    set: 'Set share',
    changes: 'Changes',
    noChanges: 'Nobody has changed it yet.',
    change: (was: string, now: string, day: string) => `${was} → ${now} from ${day}`,
    changedBy: (name: string, time: string) => `${name}, ${time}`,
    formerMember: 'Former member',
    replaced: 'replaced before it took effect',
    changed: 'Someone else changed it in the meantime. Check the new share, then set it again.',
    saved: (share: string, day: string) => `Share set: ${share} from ${day}.`,
    savedNow: (share: string) => `Share set: ${share} from now on.`,
    readOnly: 'Only operators can change it.',
    yours: (share: string) => `You get ${share} of the product value.`,
    yoursLater: (share: string, day: string) =>
      `From ${day} it’s ${share}, for products added to a stream from then on.`,
  },
  'zh-CN': {
    percent: (percent) => `${percent}%`,
    open: (share) => `分成比例 ${share}`,
    title: (name) => `${name}的分成比例`,
    now: (share) => `货款的 ${share} 归产地商家，其余是服务费。`,
    share: '新比例（%）',
    shareWrong: (least, most) => `请填 ${least} 到 ${most} 之间的比例，最多两位小数。`,
    from: '生效日',
    fromHint: '选今天就是马上生效。',
    fromWrong: (most) => `请选今天到一年内的日期；最多预设 ${most} 次变更。`,
    preview: '变更预览',
    fromDay: (day, share) => `${day} 起：${share}`,
    fromNow: (share) => `即刻起：${share}`,
    forProducts: (n) => `这家的 ${n} 件商品，之后添加到直播间时按此比例。`,
    dropped: (n) => `取代已预设的 ${n} 次变更。`,
    stays: (share, n) => `仍为 ${share}，取消已预设的 ${n} 次变更。`,
    keep: '已添加到这些直播场次的，比例不变：',
    keeps: (products, shares) => `${products} 件，${shares}`,
    noneKeep: '直播中和待开播的场次都还没有这家的商品。',
    moreKeep: '还有其他场次，比例同样不变。',
    same: '已经是这个比例了。',
    set: '保存比例',
    changes: '变更记录',
    noChanges: '还没有人改过。',
    change: (was, now, day) => `${was} → ${now}，${day} 起`,
    changedBy: (name, time) => `${name}，${time}`,
    formerMember: '已离职成员',
    replaced: '生效前已被取代',
    changed: '刚才有人改过，请核对新的比例再保存。',
    saved: (share, day) => `已保存：${day} 起 ${share}。`,
    savedNow: (share) => `已保存：即刻起 ${share}。`,
    readOnly: '只有运营人员可以改。',
    yours: (share) => `您得货款的 ${share}。`,
    yoursLater: (share, day) => `${day} 起是 ${share}，对之后添加到直播间的商品生效。`,
  },
});
