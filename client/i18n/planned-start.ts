import { catalogue } from './language.ts';

/** The day and the time for which a stream is planned. */
export const plannedStartWords = catalogue({
  en: {
    day: 'Start date',
    time: 'Start time',
    needDay: 'Choose a date.',
    needTime: 'Enter a time like 20:30.',
  },
  'zh-CN': {
    day: '开播日期',
    time: '开播时间',
    needDay: '请选择日期。',
    needTime: '请填时间，例如 20:30。',
  },
});
