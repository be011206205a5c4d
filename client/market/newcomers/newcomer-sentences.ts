import { catalogue } from '../../i18n/language.ts';
import type { SentencesOf, SomeSentences } from '../../ui/sentences.ts';

const en = {
  NETWORK_LIMIT: ({ max, retryAtMs }, say) => {
    const at = `Try again at ${say.clock(retryAtMs)}`;
    return max > 0
      ? `Many orders just came from your network. You can order ${max} of this. ${at} for more.`
      : `Many orders just came from your network. ${at}, or join the waitlist.`;
  },
  NEWCOMER_CASH: ({ maxOrders, maxUnits, possible }) => {
    const most = `Until a first order arrives, ${maxOrders} cash orders with ${maxUnits} items in all are the most.`;
    return possible.length > 0 ? `${most} Pay online to order more.` : most;
  },
  CASH_BARRED: ({ possible }) =>
    possible.length > 0
      ? 'Pay on delivery is paused for new buyers of this. Pay online to order it.'
      : 'Pay on delivery is paused for new buyers of this. The shop opens it again soon.',
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  NETWORK_LIMIT: ({ max, retryAtMs }, say) =>
    max > 0
      ? `您所在的网络刚刚下单较多，现在最多可下 ${max} 件，${say.clock(retryAtMs)} 后可再试。`
      : `您所在的网络刚刚下单较多，请 ${say.clock(retryAtMs)} 后再试，或加入候补。`,
  NEWCOMER_CASH: ({ maxOrders, maxUnits, possible }) => {
    const most = `新客签收前，货到付款最多 ${maxOrders} 单、共 ${maxUnits} 件。`;
    return possible.length > 0 ? `${most}在线付款可以继续下单。` : most;
  },
  CASH_BARRED: ({ possible }) =>
    possible.length > 0
      ? '这件商品暂停新客货到付款，在线付款可以下单。'
      : '这件商品暂停新客货到付款，店铺稍后恢复。',
};

/** What only new buyers are told. */
export const newcomerSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
