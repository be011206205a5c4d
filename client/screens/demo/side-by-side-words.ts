import { catalogue } from '../../i18n/language.ts';

export const sideBySideWords = catalogue({
  en: {
    console: 'Tonight’s console',
    viewer: 'A viewer’s phone',
    openConsole: 'Open tonight’s console',
    watch: 'Watch as a viewer',
    signedInElse: 'Someone else is signed in in this browser. The console signs in the host, Duan Lihua.',
    showConsole: 'Show the console',
  },
  'zh-CN': {
    console: '今晚的中控台',
    viewer: '观众的手机',
    openConsole: '打开今晚的中控台',
    watch: '以观众身份看直播',
    signedInElse: '此浏览器已登录其他账号。打开中控台会改为登录主播段丽华。',
    showConsole: '打开中控台',
  },
});
