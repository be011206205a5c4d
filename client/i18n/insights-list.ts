import { catalogue } from './language.ts';

/** The streams to look back on. */
export const insightsListMessages = catalogue({
  en: {
    notYours: 'Only analysts, operators and the hosts of a stream can see its numbers.',
    find: 'Title or host',
    host: 'Host',
    began: 'Start',
    everyHost: 'All hosts',
    state: 'Status',
    states: { all: 'All', on: 'Live', open: 'Ended, payments open', closed: 'Closed' },
    sort: 'Sort by',
    columns: {
      liveStartMs: 'Stream',
      gmvPaidMinor: 'GMV paid',
      paidOrders: 'Orders',
      viewers: 'Viewers',
      cvr: 'Conversion',
    },
    streams: (n: number) => (n === 1 ? '1 stream' : `${n} streams`),
    orders: (n: number) => (n === 1 ? '1 paid order' : `${n.toLocaleString('en')} paid orders`),
    nothingFound: 'No stream matches.',
    showAll: 'Show all',
  },
  'zh-CN': {
    notYours: '只有数据分析、运营和该场主播能看数据。',
    find: '标题或主播',
    host: '主播',
    began: '开播时间',
    everyHost: '全部主播',
    state: '状态',
    states: { all: '全部', on: '直播中', open: '已下播，待付款', closed: '已结束' },
    sort: '排序',
    columns: {
      liveStartMs: '场次',
      gmvPaidMinor: '付款 GMV',
      paidOrders: '付款订单',
      viewers: '观看人数',
      cvr: '成交率',
    },
    streams: (n) => `${n} 场`,
    orders: (n) => `付款订单 ${n.toLocaleString('zh-CN')}`,
    nothingFound: '没有符合的场次。',
    showAll: '查看全部',
  },
});
