import { catalogue } from './language.ts';

/** The page on which an operator says who may write in chats, and lists words for every chat of the shop. */
export const shopChatWordsWords = catalogue({
  en: {
    title: 'Chat',
    anyone: 'Who may write',
    asked:
      'In mainland China, only people with a verified identity may comment; the name others see can be anything they like. Fairday doesn’t verify anyone for you. Until an operator confirms that your shop does, only people who have ordered here can write, and no stream can be set to “Anyone”.',
    confirm: 'Confirm that our shop verifies who writes',
    confirmHint: 'This is asked once, and kept with your name and the time.',
    confirmed: (by: string, time: string) => `${by} confirmed on ${time} that the shop verifies who writes.`,
    confirmedHint: 'Each stream can let anyone write. New streams start that way.',
    someone: 'An operator',
    listed: 'Listed words',
    about: 'For every chat of the shop.',
    wordsAbout:
      'Each stream can list words of its own; the stricter list wins. A word is found in any width and spacing, in look-alike letters, and in simplified and traditional characters.',
    notYours: 'Only operators can change this.',
    words: 'Listed words, one per line',
    count: (n: number, most: number) => `${n} of ${most}`,
    file: 'Import from a file',
    tooMany: (most: number) => `At most ${most}.`,
    does: 'A line with a listed word',
    doesOf: { hold: 'waits for a look', drop: 'is not sent' },
    save: 'Save',
    saved: 'Saved. This applies to every line from now on.',
    changed: 'Someone else changed this meanwhile. Check what is here now, then save again.',
  },
  'zh-CN': {
    title: '评论',
    anyone: '谁可以发言',
    asked:
      '按中国内地规定，跟帖评论须“后台实名、前台自愿”，先核实发言人身份。Fairday 不替您核实。确认本店已落实之前，只有下过单的人能发言，任何直播都不能设为“所有人”。',
    confirm: '确认：本店已核实发言人身份',
    confirmHint: '只问这一次，会记下您的名字和时间。',
    confirmed: (by, time) => `${by} 于 ${time} 确认：本店已核实发言人身份。`,
    confirmedHint: '每场直播都可以设为“所有人”，新直播默认如此。',
    someone: '运营人员',
    listed: '屏蔽词',
    about: '对全店评论生效。',
    wordsAbout: '每场直播还可以另设，以更严的为准。全角半角、空格隔开、形近字和繁体都能识别。',
    notYours: '只有运营人员能修改。',
    words: '屏蔽词，每行一个',
    count: (n, most) => `${n} / ${most}`,
    file: '从文件导入',
    tooMany: (most) => `最多 ${most} 个。`,
    does: '含屏蔽词的评论',
    doesOf: { hold: '审核后显示', drop: '不发送' },
    save: '保存',
    saved: '已保存，新评论按此处理。',
    changed: '有人刚刚改过。请核对后再保存。',
  },
});
