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
    wait: (n: number) => (n === 1 ? 'Join the waitlist' : `Join the waitlist for ${n}`),
    howMany: 'How many',
    explained: 'What comes free is reserved for you for a few minutes, at the list price.',
    place: (n: number) =>
      n === 1
        ? 'You are next in line'
        : n > MOST_TOLD
          ? `More than ${MOST_TOLD} are before you`
          : `You are ${ordinal(n)} in line`,
    wanted: (n: number) => (n === 1 ? '' : ` · for ${n}`),
    leave: 'Leave waitlist',
    passedOver: {
      first_paid: 'Nothing is reserved here any more, so nothing can be offered. You keep your place.',
      held: 'You have reserved as many as one person may: order some, and you are offered more.',
      limit: 'You have all that one person may buy of this. You keep your place.',
      new: 'You have reserved as many as a new customer may: order and pay, and you are offered more.',
    },
    offered: (n: number) =>
      n === 1 ? 'One’s available, reserved for you' : `${n} available, reserved for you`,
    heldFor: 'Reserved for',
    order: 'Order now',
    noThanks: 'No, thanks',
  },
  'zh-CN': {
    wait: (n) => (n === 1 ? '候补' : `候补 ${n} 件`),
    howMany: '数量',
    explained: '一有库存就按原价为您锁定几分钟。',
    place: (n) =>
      n === 1 ? '下一个就是您' : n > MOST_TOLD ? `前面超过 ${MOST_TOLD} 人` : `您排在第 ${n} 位`,
    wanted: (n) => (n === 1 ? '' : ` · 要 ${n} 件`),
    leave: '取消候补',
    passedOver: {
      first_paid: '这里已不再锁定库存，所以轮不到您；排位还在。',
      held: '为您锁定的件数已满：先下单一些，就会继续为您锁定。',
      limit: '已达到每人限购数量；排位还在。',
      new: '新客能锁定的件数已满：先下单付款，就会继续为您锁定。',
    },
    offered: (n) => `等到了 ${n} 件，已为您锁定`,
    heldFor: '已为您锁定',
    order: '立即下单',
    noThanks: '不要了',
  },
});
