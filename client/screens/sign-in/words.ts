import { catalogue } from '../../i18n/language.ts';

export const signInWords = catalogue({
  en: {
    title: 'Sign in',
    lead: 'For hosts, assistants and analysts. Watching and buying need no account.',
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    wrong: 'E-mail and password do not belong together.',
    byLink: 'Signing you in…',
    linkOver: 'This link has been used or is too old. Ask for a new one, or sign in with your password.',
    signedIn: (name: string) => `Signed in as ${name}`,
    console: 'Console',
    insights: 'Insights',
    desk: 'Packing desk',
    signOut: 'Sign out',
  },
  'zh-CN': {
    title: '登录',
    lead: '给主播、助播和分析人员用。看直播和买东西不需要账号。',
    email: '邮箱',
    password: '密码',
    signIn: '登录',
    wrong: '邮箱和密码对不上。',
    byLink: '正在登录…',
    linkOver: '这个链接已用过或已过期，请要一个新的，或用密码登录。',
    signedIn: (name) => `已登录：${name}`,
    console: '中控台',
    insights: '销售分析',
    desk: '打包台',
    signOut: '退出登录',
  },
});
