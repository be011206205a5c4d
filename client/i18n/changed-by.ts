import { catalogue } from './language.ts';

/** Who changed a setting last. */
export const changedByWords = catalogue({
  en: {
    changedBy: (who: string, when: string) => `Changed by ${who}, ${when}`,
    somebody: 'a former member',
    saved: (change: string) => `Saved: ${change}.`,
  },
  'zh-CN': {
    changedBy: (who, when) => `${who} 修改于 ${when}`,
    somebody: '已离开的成员',
    saved: (change) => `已保存：${change}。`,
  },
});
