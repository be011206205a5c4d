import { catalogue } from './language.ts';

/** The page on which an operator lists words for every chat of the shop. */
export const shopChatWordsWords = catalogue({
  en: {
    title: 'Chat words',
    about:
      'What no chat of the shop shows unlooked at. Each stream can list words of its own; the stricter list wins. Found in any width and spacing, in look-alike letters and in traditional characters.',
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
    title: '屏蔽词',
    about: '全店评论的屏蔽词。每场直播还可以另设，以更严的为准。全角半角、空格隔开、形近字和繁体都能识别。',
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
