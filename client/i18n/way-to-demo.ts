import { catalogue } from './language.ts';

/** The way back to a demo's first page. */
export const demoWayWords = catalogue({
  en: {
    demo: 'Demo',
    demoWhat: 'To the demo’s first page. People and orders here are made up.',
  },
  'zh-CN': {
    demo: '演示',
    demoWhat: '回到演示首页。这里的人物和订单都是虚构的。',
  },
});
