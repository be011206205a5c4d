import { catalogue } from '../../../i18n/language.ts';

/** Of a stream that is passed on; they come with its button. */
export const shareWords = catalogue({
  en: { share: 'Share this stream', live: 'Live now' },
  'zh-CN': { share: '分享直播间', live: '正在直播' },
});
