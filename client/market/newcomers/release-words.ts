import { catalogue } from '../../i18n/language.ts';

const ofOrders = (orders: number) => (orders === 1 ? '1 order' : `${orders} orders`);

/** Cash orders of new buyers, as the host releases them. */
export const releaseMessages = catalogue({
  en: {
    open: 'Release cash orders',
    title: 'Release cash orders',
    about:
      'Cash orders of new buyers that aren’t packed yet. Their units go back on sale, each buyer is told, and new buyers can’t pay cash for your choice until you allow it again. Orders placed after this list was read stay.',
    none: 'No cash orders of new buyers are waiting.',
    choose: 'Which orders?',
    recent: (minutes: number) => `Last ${minutes} minutes`,
    network: (n: number) => `Network ${n}`,
    counts: (orders: number, units: number) =>
      `${ofOrders(orders)} · ${units} ${units === 1 ? 'unit' : 'units'}`,
    orders: (orders: number) => ofOrders(orders),
    onlyBrief: 'Only guests who watched less than a minute',
    allBrief: 'All from guests who watched less than a minute before ordering.',
    noneBrief: 'All of these guests watched for a minute or more before ordering.',
    release: (orders: number) => `Release ${ofOrders(orders)}`,
    released: (orders: number) => `${ofOrders(orders)} released. Every buyer is told.`,
    paused: 'Cash paused for new buyers',
    sinceAll: 'All products',
    ofNetwork: 'One network',
    allow: 'Allow again',
    limits: 'Limit per network',
    letAll: 'End the limit',
    lifted: 'No limit',
  },
  'zh-CN': {
    open: '释放货到付款订单',
    title: '释放货到付款订单',
    about:
      '新客还没打包的货到付款订单。释放后库存重新上架，每位买家都会收到通知；所选范围暂停新客货到付款，直到您恢复。打开本页之后的订单保留。',
    none: '没有新客的货到付款订单。',
    choose: '释放哪些订单？',
    recent: (minutes) => `最近 ${minutes} 分钟`,
    network: (n) => `网络 ${n}`,
    counts: (orders, units) => `${orders} 单 · ${units} 件`,
    orders: (orders) => `${orders} 单`,
    onlyBrief: '只释放进直播间不到一分钟的',
    allBrief: '这些订单都来自进直播间不到一分钟的新客。',
    noneBrief: '这些新客都看了一分钟以上才下单。',
    release: (orders) => `释放 ${orders} 单`,
    released: (orders) => `已释放 ${orders} 单，已通知买家。`,
    paused: '已暂停新客货到付款',
    sinceAll: '全部商品',
    ofNetwork: '同一网络',
    allow: '恢复',
    limits: '同网络限量',
    letAll: '解除限量',
    lifted: '不限',
  },
});
