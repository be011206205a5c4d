import type { Reason } from '../../../../shared/contract/answer.ts';
import type { RefusalCode, RefusalOf } from '../../../../shared/contract/refusals.ts';
import { catalogue, useLanguage } from '../../../i18n/language.ts';
import { saidBy, sentenceOf } from '../../../market/sentences.ts';
import { useWording } from '../../../ui/wording.ts';
import { hostOnlySentences } from './host-only-sentences.ts';

/** Where a host wants other words than a buyer; all else is said as everywhere. */
type HostSentences = {
  [Code in RefusalCode | 'NO_ANSWER']?: (
    reason: Code extends RefusalCode ? RefusalOf<Code> : { code: Code },
  ) => string;
};

const en: HostSentences = {
  STREAM_NOT_LIVE: () => 'This only works while the stream is live.',
  STREAM_CLOSED: () => 'This stream is closed; nothing in it can be changed.',
  INSUFFICIENT: ({ max }) => `The warehouse has ${max} of this.`,
  NOT_IN_LINEUP: () => 'This is no longer in the lineup.',
  TOO_MANY_LINES: ({ max }) => `A stream can have up to ${max} items.`,
  KEY_REUSED: () => 'This was already sent with different contents. Check the console, then do it again.',
  LOST_IN_RESTORE: () =>
    'This may have been done already and lost when the server was restored from a backup. Check, then do it again. If you keep seeing this, this computer’s clock is wrong.',
  UNAUTHENTICATED: () => 'You are signed out. Sign in, then open the console again.',
  NOT_FOUND: () => 'This doesn’t exist, or you don’t have access to it.',
  BUSY: ({ retryAfterMs }) =>
    `We’re very busy; nothing changed. Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`,
  UNAVAILABLE: () =>
    'Changes can’t be saved right now. This one may have gone through anyway; try again soon.',
  NO_ANSWER: () => 'No answer yet. The change may have gone through; try again in a moment.',
};

const zh: HostSentences = {
  STREAM_NOT_LIVE: () => '开播后才能这样做。',
  STREAM_CLOSED: () => '这场已截单，不能再改。',
  INSUFFICIENT: ({ max }) => `仓库里只有 ${max} 件。`,
  NOT_IN_LINEUP: () => '商品列表里已经没有这个商品。',
  TOO_MANY_LINES: ({ max }) => `一场最多 ${max} 个商品。`,
  KEY_REUSED: () => '这个操作已按其他内容提交，请核对中控台后再操作。',
  LOST_IN_RESTORE: () =>
    '这个操作可能做过，但在系统恢复时丢失了。请核对后再操作；如果一直这样，请校准这台电脑的时间。',
  UNAUTHENTICATED: () => '您已退出登录，请登录后重新打开中控台。',
  NOT_FOUND: () => '这里没有您要找的内容，或您无权查看。',
  BUSY: ({ retryAfterMs }) => `系统繁忙，没有改动，${Math.ceil(retryAfterMs / 1_000)} 秒后再试。`,
  UNAVAILABLE: () => '暂时无法保存；刚才的改动也可能已生效，请稍后再试。',
  NO_ANSWER: () => '还没有收到结果；刚才的改动也可能已生效，请稍后再试。',
};

/** What a host is told in other words than a buyer. */
export const hostSentences = catalogue<HostSentences>({ en, 'zh-CN': zh });

/** Says to a host why something did not happen. */
export function useHostSentence(currency: string): (reason: Reason) => string {
  const language = useLanguage();
  const wording = useWording(currency);
  return (reason) => {
    const own = hostSentences[language][reason.code] as ((reason: Reason) => string) | undefined;
    if (own) return own(reason);
    return saidBy([hostOnlySentences], reason, language, wording) ?? sentenceOf(reason, language, wording);
  };
}
