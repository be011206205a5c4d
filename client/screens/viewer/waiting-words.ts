import { catalogue } from '../../i18n/language.ts';

/** Places that are told exactly (H5). */
const MOST_TOLD = 20;

function ordinal(n: number): string {
  const ending = n % 10 === 1 && n !== 11 ? 'st' : n % 10 === 2 && n !== 12 ? 'nd' : 'th';
  return `${n}${n % 10 === 3 && n !== 13 ? 'rd' : ending}`;
}

/** What is said to those who wait for a good (H5). */
export const waitingWords = catalogue({
  en: {
    wait: (n: number) => (n === 1 ? 'Tell me when one is free' : `Tell me when ${n} are free`),
    howMany: 'How many',
    explained: 'What comes free is held for you for a few minutes, at the list price.',
    place: (n: number) =>
      n === 1
        ? 'You are next in line'
        : n > MOST_TOLD
          ? `More than ${MOST_TOLD} are before you`
          : `You are ${ordinal(n)} in line`,
    wanted: (n: number) => (n === 1 ? '' : ` · for ${n}`),
    leave: 'Leave the line',
    passedOver: {
      first_paid: 'Nothing is held for you here any more, so nothing can be offered. You keep your place.',
      held: 'You hold as much as one person may: order some of it, and you are offered units again.',
      limit: 'You have all that one person may buy of this. You keep your place.',
      new: 'You hold as much as a new customer may: order and pay for it, and you are offered units again.',
    },
    offered: (n: number) =>
      n === 1
        ? 'One came free: it is yours if you want it'
        : `${n} came free: they are yours if you want them`,
    heldFor: 'Held',
    order: 'Order now',
    noThanks: 'No, thanks',
  },
  'zh-CN': {
    wait: (n) => (n === 1 ? '有货告诉我' : `有 ${n} 件时告诉我`),
    howMany: '数量',
    explained: '一放出来就按原价为您留几分钟。',
    place: (n) =>
      n === 1 ? '下一个就是您' : n > MOST_TOLD ? `前面超过 ${MOST_TOLD} 人` : `您排在第 ${n} 位`,
    wanted: (n) => (n === 1 ? '' : ` · 要 ${n} 件`),
    leave: '不等了',
    passedOver: {
      first_paid: '这里已不再为您留货，所以轮不到您；排位还在。',
      held: '您占的件数已满：先下单一些，就会继续为您留。',
      limit: '已达到每人限购数量；排位还在。',
      new: '新客能占的件数已满：先下单付款，就会继续为您留。',
    },
    offered: (n) => `等到了 ${n} 件，先为您留着`,
    heldFor: '为您留着',
    order: '立即下单',
    noThanks: '不要了',
  },
});
