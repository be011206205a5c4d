import { catalogue } from '../../../i18n/language.ts';

/** What a parcel and a claim say to their buyer. */
export const parcelWords = catalogue({
  en: {
    parcels: 'Parcels',
    PACKED: 'Packed',
    SHIPPED: 'Shipped',
    DELIVERED: 'Delivered',
    LOST: 'Lost',
    RETURNED: 'Returned',
    track: 'Track parcel',
    openCarrier: (carrier: string) => `Open ${carrier}’s site`,
    asksForNumber: (carrier: string) =>
      `${carrier} has no public link to one parcel: copy the number and enter it there.`,
    copyNumber: 'Copy number',
    copied: 'Copied',
    copyByHand: 'This device doesn’t let the page copy: press and hold the number.',
    madeUp: 'This is a demo. The number is made up, so the carrier won’t find it.',
    from: (origin: string) => `From ${origin}`,
    together: (numbers: ReadonlySet<string>) => `Ships in one parcel with order ${[...numbers].join(', ')}.`,
    claim: 'Report a problem',
    claimUntil: (time: string) => `Missing or damaged? Report it by ${time}.`,
    reported: 'You reported a problem.',
    claimTitle: 'What went wrong?',
    what: 'Which item',
    why: 'What happened',
    choose: 'Choose one.',
    howMany: 'How many',
    howMuch: 'How much of it',
    share: (percent: number): string =>
      percent === 100 ? 'All of it' : percent === 50 ? 'About half' : 'A quarter or less',
    missing: 'It was missing',
    damaged: 'It arrived broken',
    spoiled: 'It arrived spoiled',
    wrong: 'I got the wrong item',
    send: 'Submit claim',
    claimed: (units: number, name: string, time: string) => `Claim for ${units} × ${name}, sent ${time}.`,
    sentWith: (photos: number, hasWords: boolean): string =>
      photos === 0
        ? 'Sent with your description.'
        : `Sent with ${photos === 1 ? '1 photo' : `${photos} photos`}${hasWords ? ' and your description' : ''}.`,
    OPEN: 'The shop is reviewing it.',
    answerBy: (time: string) => `You’ll have an answer by ${time}.`,
    answerOverdue: (time: string) =>
      `You were to have an answer by ${time}. It’s overdue: please call the shop.`,
    /** `days`: within so many it is there; undefined: nobody promises that. */
    comesBack: (amount: string, isCash: boolean, days: number | undefined) =>
      isCash
        ? `If it’s accepted, the shop gives you ${amount} back itself${days === undefined ? '' : ` within ${days} days`}.`
        : `If it’s accepted, ${amount} goes back the way you paid${days === undefined ? '' : ` and reaches you within ${days} days`}.`,
    withdraw: 'Withdraw claim',
    withdrawSure: 'Yes, withdraw it',
    keepClaim: 'Keep claim',
    // How far the money is says the order, once.
    ACCEPTED: (amount: string) => `The shop accepted it: ${amount}.`,
    moneyBy: (day: string) => `The money reaches you by ${day}.`,
    moneyWasDue: (day: string) => `The money was due by ${day}.`,
    DECLINED: 'The shop declined this claim.',
    WITHDRAWN: 'You withdrew this claim.',
  },
  'zh-CN': {
    parcels: '包裹',
    PACKED: '已打包',
    SHIPPED: '已发货',
    DELIVERED: '已签收',
    LOST: '已丢失',
    RETURNED: '已退回',
    track: '查物流',
    openCarrier: (carrier) => `打开${carrier}官网`,
    asksForNumber: (carrier) => `${carrier}没有单号直达链接，请复制单号到官网查询。`,
    copyNumber: '复制单号',
    copied: '已复制',
    copyByHand: '设备不允许自动复制，请长按单号复制。',
    madeUp: '这里是演示，单号是虚构的，快递官网查不到。',
    from: (origin) => `${origin} 发出`,
    together: (numbers) => `与订单 ${[...numbers].join('、')} 合并发货。`,
    claim: '申请售后',
    claimUntil: (time) => `少件或破损？${time} 前可申请售后。`,
    reported: '已申请售后。',
    claimTitle: '申请售后',
    what: '商品',
    why: '原因',
    choose: '请选择一项。',
    howMany: '数量',
    howMuch: '受损比例',
    share: (percent) => (percent === 100 ? '全部' : percent === 50 ? '大约一半' : '四分之一以内'),
    missing: '少件',
    damaged: '破损',
    spoiled: '变质',
    wrong: '发错货',
    send: '提交申请',
    claimed: (units, name, time) => `${time} 申请售后：${name} × ${units}。`,
    sentWith: (photos, hasWords) =>
      photos === 0 ? '已附文字说明。' : `已附 ${photos} 张照片${hasWords ? '和文字说明' : ''}。`,
    OPEN: '店铺正在处理。',
    answerBy: (time) => `${time} 前答复。`,
    answerOverdue: (time) => `应在 ${time} 前答复，已超时，请直接联系店铺。`,
    comesBack: (amount, isCash, days) =>
      isCash
        ? `同意后由店铺${days === undefined ? '' : `在 ${days} 天内`}直接退您 ${amount}。`
        : `同意后 ${amount} 原路退回${days === undefined ? '' : `，${days} 天内到账`}。`,
    withdraw: '撤销申请',
    withdrawSure: '确认撤销',
    keepClaim: '不撤销',
    ACCEPTED: (amount) => `店铺已同意：${amount}。`,
    moneyBy: (day) => `${day}前到账。`,
    moneyWasDue: (day) => `应在${day}前到账。`,
    DECLINED: '店铺未同意。',
    WITHDRAWN: '您已撤销。',
  },
});
