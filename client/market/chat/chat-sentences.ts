import { catalogue } from '../../i18n/language.ts';
import type { SentencesOf, SomeSentences } from '../../ui/sentences.ts';

const en = {
  CHAT_SLOW: ({ retryAtMs }, say) => `One line at a time: you can write again at ${say.clock(retryAtMs)}.`,
  CHAT_OFF: ({ why }) => {
    switch (why) {
      case 'off':
        return 'Only the host writes here right now.';
      case 'ordered':
        return 'Only people who have ordered here can write.';
      case 'over':
        return 'The chat has ended with the stream.';
      case 'away':
        return 'There is no chat right now. Everything else works.';
    }
  },
  CHAT_SILENCED: ({ untilMs, reason }, say) =>
    `${untilMs === null ? 'You can’t write in this chat' : `You are muted until ${say.clock(untilMs)}`}${silencedFor.en[reason]}. You can still watch and order.`,
  CHAT_NAME: () =>
    'Choose another name: this one looks like the host’s or the shop’s, or has signs we don’t show.',
  CHAT_WORDS: () => 'This wasn’t sent: it has words that aren’t shown here.',
  CHAT_GONE: () => 'Someone has settled or deleted this by now.',
} satisfies SomeSentences;

/** Why somebody may not write, as they read it of themselves. */
const silencedFor = {
  en: {
    insult: ', for insults',
    spam: ', for spam',
    fraud: ', for offers from outside',
    private: ', for private details',
    other: '',
  },
  zh: {
    insult: '（言语不文明）',
    spam: '（刷屏）',
    fraud: '（引流、诱导私下交易）',
    private: '（泄露个人信息）',
    other: '',
  },
};

const zh: SentencesOf<keyof typeof en> = {
  CHAT_SLOW: ({ retryAtMs }, say) => `说慢一点，${say.clock(retryAtMs)} 后可以再发。`,
  CHAT_OFF: ({ why }) => {
    switch (why) {
      case 'off':
        return '现在只有主播可以发言。';
      case 'ordered':
        return '在本店下过单才能发言。';
      case 'over':
        return '直播已结束，评论已关闭。';
      case 'away':
        return '评论暂时不可用，购物不受影响。';
    }
  },
  CHAT_SILENCED: ({ untilMs, reason }, say) =>
    `${untilMs === null ? '您已被禁言' : `您已被禁言，${say.clock(untilMs)} 后可发言`}${silencedFor.zh[reason]}，不影响观看和下单。`,
  CHAT_NAME: () => '这个名字不能用：太像主播或店铺，或含有不显示的符号，换一个试试。',
  CHAT_WORDS: () => '没有发出：含有这里不显示的词。',
  CHAT_GONE: () => '这条已经有人处理或删除了。',
};

/** What those are told who write in the chat, and who care for it. */
export const chatSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
