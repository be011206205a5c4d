import type { Reason } from '../../../shared/contract/answer.ts';
import type { RefusalCode, RefusalOf } from '../../../shared/contract/refusals.ts';
import { type Language, useLanguage } from '../../i18n/language.ts';
import { fieldSentence } from '../../ui/field-sentence.ts';
import { rareSentence } from '../../ui/rare-sentences.ts';
import { sentenceFor } from '../../ui/sentences.ts';
import { useWording } from '../../ui/wording.ts';
import { hostOnlySentence } from './host-only-sentences.ts';

/** Where a host wants other words than a buyer; all else is said as everywhere. */
type HostSentences = {
  [Code in RefusalCode | 'NO_ANSWER']?: (
    reason: Code extends RefusalCode ? RefusalOf<Code> : { code: Code },
  ) => string;
};

const en: HostSentences = {
  STREAM_NOT_LIVE: () => 'This works only while the stream is on.',
  STREAM_CLOSED: () => 'This stream is over; nothing on it can be changed.',
  INSUFFICIENT: ({ max }) => `The warehouse has ${max} of this.`,
  NOT_IN_LINEUP: () => 'This is not in the lineup any more.',
  TOO_MANY_LINES: ({ max }) => `A stream takes up to ${max} items.`,
  KEY_REUSED: () => 'This was already sent with other contents. Look at the floor, then do it anew.',
  LOST_IN_RESTORE: () =>
    'This may have been done already and lost when the market was restored. Look, then do it anew. If it stays so, this computer’s clock is wrong.',
  UNAUTHENTICATED: () => 'You are signed out. Sign in, then open the console again.',
  NOT_FOUND: () => 'There is nothing here by that name, or it is not yours to see.',
  BUSY: ({ retryAfterMs }) =>
    `The market is very busy; nothing changed. Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`,
  UNAVAILABLE: () =>
    'The market cannot read or write its books just now. A change may stand all the same; try again soon.',
  NO_ANSWER: () => 'No answer yet. A change may stand all the same; try again in a moment.',
};

const zh: HostSentences = {
  STREAM_NOT_LIVE: () => '开播后才能这样做。',
  STREAM_CLOSED: () => '这场已经结束，不能再改。',
  INSUFFICIENT: ({ max }) => `仓库里只有 ${max} 件。`,
  NOT_IN_LINEUP: () => '商品列表里已经没有这个商品。',
  TOO_MANY_LINES: ({ max }) => `一场最多 ${max} 个商品。`,
  KEY_REUSED: () => '这个操作已按别的内容发出，请看一眼现场再做。',
  LOST_IN_RESTORE: () =>
    '这个操作可能做过，但在系统恢复时丢失了。请看一眼现场再做；如果一直这样，请校准这台电脑的时间。',
  UNAUTHENTICATED: () => '您已退出登录，请登录后重新打开中控台。',
  NOT_FOUND: () => '这里没有您要找的内容，或您无权查看。',
  BUSY: ({ retryAfterMs }) => `集市太忙，没有改动，${Math.ceil(retryAfterMs / 1_000)} 秒后再试。`,
  UNAVAILABLE: () => '账本暂时读写不了；刚才的改动也可能已生效，请稍后再试。',
  NO_ANSWER: () => '还没有收到回复；刚才的改动也可能已生效，请稍后再试。',
};

const sentences: Record<Language, HostSentences> = { en, 'zh-CN': zh };

/** Says to a host why something did not happen. */
export function useHostSentence(currency: string): (reason: Reason) => string {
  const language = useLanguage();
  const wording = useWording(currency);
  return (reason) => {
    const own = sentences[language][reason.code] as ((reason: Reason) => string) | undefined;
    if (own) return own(reason);
    return (
      fieldSentence(reason, language, wording) ??
      hostOnlySentence(reason, language, wording) ??
      rareSentence(reason, language, wording) ??
      sentenceFor(reason, language, wording)
    );
  };
}
