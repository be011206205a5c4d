import { catalogue } from './language.ts';

/** How long until something begins. */
export const untilMessages = catalogue({
  en: {
    days: (n: number) => `in ${n} days`,
    hours: (h: number, m: number) => (m === 0 ? `in ${h} h` : `in ${h} h ${m} min`),
    minutes: (n: number) => `in ${n} min`,
  },
  'zh-CN': {
    days: (n) => `${n} 天后`,
    hours: (h, m) => (m === 0 ? `${h} 小时后` : `${h} 小时 ${m} 分钟后`),
    minutes: (n) => `${n} 分钟后`,
  },
});
