import type { LimitReason } from '../../shared/values/limit-reasons.ts';
import { catalogue } from '../i18n/language.ts';
import type { SentencesOf, SomeSentences } from './sentences.ts';

/** 致电 is said of a number, 联系 of everything else. */
const isPhone = (contact: string) => /^\+?[\d -]{5,}$/.test(contact);

/** Why the shop decided it, as a buyer may read it of themselves. */
const limitedFor = {
  en: {
    unpaid: ': orders were not paid',
    refused_parcels: ': parcels were refused',
    claims: ': there were many claims',
    resale: ': the shop sells to households alone',
    other: '',
  },
  zh: {
    unpaid: '（多次下单未付款）',
    refused_parcels: '（多次拒收）',
    claims: '（售后较多）',
    resale: '（本店只卖给自用）',
    other: '',
  },
} satisfies Record<string, Record<LimitReason, string>>;

const en = {
  LOST_IN_RESTORE: ({ sinceMs, restoredAtMs }, say) =>
    `We restored from a backup at ${say.clock(restoredAtMs)}. Anything done after ${say.clock(sinceMs)} may be missing. Check first, then try again.`,
  BUYER_RESTRICTED: ({ untilMs, reason, contact }, say) =>
    `You can’t order right now${limitedFor.en[reason]}. You can again on ${say.day(untilMs)}.${
      contact === undefined ? '' : ` Questions? Contact us at ${contact}.`
    }`,
  KEY_REUSED: () =>
    'This was already sent with different contents. Check “My orders” before you order again.',
  FORBIDDEN: () => 'You don’t have permission to do this.',
  UPGRADE_REQUIRED: () => 'This page is out of date. Reload it.',
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  LOST_IN_RESTORE: ({ sinceMs, restoredAtMs }, say) =>
    `系统 ${say.clock(restoredAtMs)} 从备份恢复，${say.clock(sinceMs)} 之后的操作可能丢失。请先核对，再重试。`,
  BUYER_RESTRICTED: ({ untilMs, reason, contact }, say) =>
    `暂时不能下单${limitedFor.zh[reason]}，${say.day(untilMs)}恢复${
      contact === undefined ? '' : `，有疑问请${isPhone(contact) ? '致电' : '联系'} ${contact}`
    }。`,
  KEY_REUSED: () => '这个订单已按其他内容提交，请先查看“我的订单”。',
  FORBIDDEN: () => '您没有操作权限。',
  UPGRADE_REQUIRED: () => '页面版本太旧，请刷新。',
};

/** What hardly anybody is ever told. */
export const rareSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
