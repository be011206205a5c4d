import { catalogue } from './language.ts';

/** What a page says of a request to be shown a product; apart from the words of every first load. */
export const askWords = catalogue({
  en: {
    ask: 'Show me',
    asked: 'Asked',
    askFor: (name: string) => `Show me ${name}: ask the host`,
    askedFor: (name: string) => `Asked the host to show ${name}`,
    askPage: 'Ask the host to show this',
    askedPage: 'Asked. The host sees how many want it',
    failed: 'That did not reach the host. Tap again.',
    shownAsked: 'Showing now, you asked for it',
    shownNow: (itemNumber: number, name: string) =>
      `The host is showing No. ${itemNumber}, ${name}, now, you asked for it`,
  },
  'zh-CN': {
    ask: '求讲解',
    asked: '已求',
    askFor: (name) => `求讲解：${name}`,
    askedFor: (name) => `已求讲解：${name}`,
    askPage: '求讲解',
    askedPage: '已求讲解，主播能看到有多少人在求',
    failed: '没有发出去，再点一下试试',
    shownAsked: '你求的，正在讲解',
    shownNow: (itemNumber, name) => `你求的 ${itemNumber} 号“${name}”，主播正在讲解`,
  },
});
