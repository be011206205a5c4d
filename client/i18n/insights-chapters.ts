import { catalogue } from './language.ts';

/** The form of what the chapters of a replay are called, where they begin and which there are. */
export const chapterMessages = catalogue({
  en: {
    open: 'Edit chapters',
    title: 'Replay chapters',
    about:
      'Each product you pinned is a chapter of the replay. Rename it, move where it begins or leave it out. The event log stays as it is.',
    none: 'No product was pinned, so the replay has no chapters.',
    name: 'Name',
    nameEn: 'Name in English (optional)',
    /** An empty name shows the product's. */
    empty: (item: string) => `Empty: ${item}`,
    begins: 'Begins at',
    notThen: (from: string, to: string) => `Choose a time between ${from} and ${to}.`,
    shown: 'Show in the replay',
    hidden: 'left out',
    most: (n: number) => `At most ${n} chapters can be changed.`,
    save: 'Save',
    saved: 'Chapters saved.',
    undo: 'Undo',
    undone: 'The chapters are as they were before.',
    replay: 'See the replay',
  },
  'zh-CN': {
    open: '编辑章节',
    title: '回放章节',
    about: '讲解过的每件商品是回放里的一章。可以改名、调整起点，或者不显示；直播记录不会变。',
    none: '这场没有讲解商品，回放没有章节。',
    name: '章节名',
    nameEn: '英文名（选填）',
    empty: (item) => `留空则显示：${item}`,
    begins: '起点',
    notThen: (from, to) => `请填 ${from} 到 ${to} 之间的时间。`,
    shown: '在回放中显示',
    hidden: '不显示',
    most: (n) => `最多可以修改 ${n} 章。`,
    save: '保存',
    saved: '章节已保存。',
    undo: '撤销',
    undone: '已恢复到修改前。',
    replay: '看回放',
  },
});
