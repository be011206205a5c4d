import { catalogue } from './language.ts';

/** What a producer gets of a line (M6): the office sets it, the producer reads it. */
export const producerShareWords = catalogue({
  en: {
    percent: (percent: number) => `${percent}%`,
    open: (share: string, reserve: string | null) =>
      reserve ? `Share: ${share}, reserve: ${reserve}` : `Share: ${share}`,
    title: (name: string) => `Share and reserve of ${name}`,
    now: (share: string) => `${share} of the product value goes to the producer; the shop keeps the rest.`,
    share: 'New share (%)',
    shareWrong: (least: number, most: number) =>
      `Enter a share from ${least} to ${most}, with up to two decimals.`,
    reserve: 'Reserve (% of the share)',
    reserveHint: 'Kept against claims and returns, then paid. 0: nothing is kept.',
    reserveWrong: (most: number) => `Enter 0 to ${most}, with up to two decimals.`,
    days: 'Kept for (days)',
    daysHint: 'Counted from the day the share is due.',
    daysWrong: (most: number) => `Enter 1 to ${most} days.`,
    nowReserve: (part: string, days: number) =>
      `${part} of that is kept for ${days === 1 ? '1 more day' : `${days} more days`}.`,
    both: (share: string, part: string, days: number) =>
      `${share}, ${part} of it kept for ${days === 1 ? '1 day' : `${days} days`}`,
    example: (value: string, onTime: string, later: string, days: number) =>
      `Of ${value} product value, ${onTime} is paid on time, and ${later} after ${days === 1 ? '1 more day' : `${days} more days`}.`,
    capped: (promised: string) =>
      `Producers always get ${promised} of the product value on time. Only what the share has above that goes into the reserve.`,
    keptUntil: (day: string, part: string, whole: string) => `Kept until ${day}: ${part} of ${whole}`,
    inReserve: (day: string) => `in reserve until ${day}`,
    reservedOf: 'Kept in reserve, of this week’s lines',
    yourReserve: (part: string, days: number) =>
      `${part} of that is kept in reserve for ${days === 1 ? '1 day' : `${days} days`}, then paid.`,
    noReserveLater: 'Nothing is kept in reserve from then on.',
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
    keep: 'These streams already have the products and keep their share and reserve:',
    keeps: (products: number, shares: string) =>
      products === 1 ? `1 product at ${shares}` : `${products} products at ${shares}`,
    noneKeep: 'No live or upcoming stream has these products yet.',
    moreKeep: 'More streams keep theirs, too.',
    same: 'That’s how it is already.',
    set: 'Save',
    changes: 'Changes',
    noChanges: 'Nobody has changed it yet.',
    change: (was: string, now: string, day: string) => `${was} → ${now} from ${day}`,
    changedBy: (name: string, time: string) => `${name}, ${time}`,
    formerMember: 'Former member',
    replaced: 'replaced before it took effect',
    changed: 'Someone else changed it in the meantime. Check the new share, then set it again.',
    saved: (terms: string, day: string) => `Saved: ${terms}, from ${day}.`,
    savedNow: (terms: string) => `Saved: ${terms}, from now on.`,
    readOnly: 'Only operators can change it.',
    yours: (share: string) => `You get ${share} of the product value.`,
    yoursLater: (share: string, day: string) =>
      `From ${day} it’s ${share}, for products added to a stream from then on.`,
  },
  'zh-CN': {
    percent: (percent) => `${percent}%`,
    open: (share, reserve) => (reserve ? `分成 ${share}，保证金 ${reserve}` : `分成比例 ${share}`),
    title: (name) => `${name}的分成比例和保证金`,
    now: (share) => `货款的 ${share} 归产地商家，其余是服务费。`,
    share: '新比例（%）',
    shareWrong: (least, most) => `请填 ${least} 到 ${most} 之间的比例，最多两位小数。`,
    reserve: '保证金（分成的 %）',
    reserveHint: '防售后和退货，到期自动转为应付。填 0 就是不留。',
    reserveWrong: (most) => `请填 0 到 ${most}，最多两位小数。`,
    days: '留存天数',
    daysHint: '从应付日算起。',
    daysWrong: (most) => `请填 1 到 ${most} 天。`,
    nowReserve: (part, days) => `其中 ${part} 多留 ${days} 天。`,
    both: (share, part, days) => `${share}，其中 ${part} 留 ${days} 天`,
    example: (value, onTime, later, days) =>
      `货款 ${value}：${onTime} 按期打款，${later} 再过 ${days} 天打款。`,
    capped: (promised) => `货款的 ${promised} 一定按期打给商家，只有超出的分成可以留作保证金。`,
    keptUntil: (day, part, whole) => `${whole} 中的 ${part} 留到 ${day}`,
    inReserve: (day) => `保证金，留到 ${day}`,
    reservedOf: '本周各笔中留作保证金',
    yourReserve: (part, days) => `其中 ${part} 留作保证金，${days} 天后打款。`,
    noReserveLater: '之后不再留保证金。',
    from: '生效日',
    fromHint: '选今天就是马上生效。',
    fromWrong: (most) => `请选今天到一年内的日期；最多预设 ${most} 次变更。`,
    preview: '变更预览',
    fromDay: (day, share) => `${day} 起：${share}`,
    fromNow: (share) => `即刻起：${share}`,
    forProducts: (n) => `这家的 ${n} 件商品，之后添加到直播间时按此比例。`,
    dropped: (n) => `取代已预设的 ${n} 次变更。`,
    stays: (share, n) => `仍为 ${share}，取消已预设的 ${n} 次变更。`,
    keep: '已添加到这些直播场次的，比例和保证金不变：',
    keeps: (products, shares) => `${products} 件，${shares}`,
    noneKeep: '直播中和待开播的场次都还没有这家的商品。',
    moreKeep: '还有其他场次，比例同样不变。',
    same: '现在就是这样。',
    set: '保存',
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
