import { catalogue } from '../i18n/language.ts';
import type { SentencesOf, SomeSentences } from './sentences.ts';

const en = {
  LOST_IN_RESTORE: ({ sinceMs, restoredAtMs }, say) =>
    `We restored from a backup at ${say.clock(restoredAtMs)}. Anything done after ${say.clock(sinceMs)} may be missing. Check first, then try again.`,
  KEY_REUSED: () =>
    'This was already sent with different contents. Check “My orders” before you order again.',
  FORBIDDEN: () => 'You don’t have permission to do this.',
  UPGRADE_REQUIRED: () => 'This page is out of date. Reload it.',
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  LOST_IN_RESTORE: ({ sinceMs, restoredAtMs }, say) =>
    `系统 ${say.clock(restoredAtMs)} 从备份恢复，${say.clock(sinceMs)} 之后的操作可能丢失。请先核对，再重试。`,
  KEY_REUSED: () => '这个订单已按其他内容提交，请先查看“我的订单”。',
  FORBIDDEN: () => '您没有操作权限。',
  UPGRADE_REQUIRED: () => '页面版本太旧，请刷新。',
};

/** What hardly anybody is ever told. */
export const rareSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
