import { catalogue } from '../../i18n/language.ts';

/** What the office notes about an order (O12). */
export const noteWords = catalogue({
  en: {
    title: 'Private notes',
    write: 'Add a note',
    hint: (days: number) =>
      `Only for those who can open this order. The buyer never sees it. Kept for ${days} days.`,
    add: 'Save note',
    delete: 'Delete',
    deleteSure: 'Delete for good',
    keep: 'Keep',
    gone: 'Former colleague',
  },
  'zh-CN': {
    title: '内部备注',
    write: '添加备注',
    hint: (days) => `只有能查看这笔订单的人看得到，买家看不到。保留 ${days} 天。`,
    add: '保存备注',
    delete: '删除',
    deleteSure: '彻底删除',
    keep: '保留',
    gone: '已离职同事',
  },
});
