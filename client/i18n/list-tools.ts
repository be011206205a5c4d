import { catalogue } from './language.ts';

/** What every dense list of staff has. */
export const listToolsWords = catalogue({
  en: {
    all: 'All',
    sort: 'Sort by',
    asUsual: 'Usual order',
    acts: 'Actions',
    nothingFound: 'Nothing matches.',
    showAll: 'Show all',
    of: (shown: string, all: string) => (shown === all ? all : `${shown} of ${all}`),
  },
  'zh-CN': {
    all: '全部',
    sort: '排序',
    asUsual: '默认顺序',
    acts: '操作',
    nothingFound: '没有符合的。',
    showAll: '显示全部',
    of: (shown, all) => (shown === all ? all : `${all} 中的 ${shown}`),
  },
});
