import type { Followed } from '../../shared/contract/office.ts';
import { catalogue } from './language.ts';

/** How the market is, in sentences. */
export const healthMessages = catalogue({
  en: {
    title: 'Health',
    notYours: 'Only operators see how the server is.',
    asOf: (time: string) => `As of ${time}. It looks again by itself.`,
    stale: 'The server does not answer. What stands here is older.',
    ready: 'The market is open: its store answers.',
    notReady: 'Nothing can be sold: the store does not answer, or the server is stopping.',
    since: (node: string, time: string) => `This is ${node}, running since ${time}.`,
    noFaults: 'Nothing unexpected happened since then.',
    faults: (n: number) =>
      n === 1
        ? 'One request failed unexpectedly since then. It stands in the server’s log.'
        : `${n} requests failed unexpectedly since then. They stand in the server’s log.`,
    books: (time: string) => `The books of every open stream were looked through at ${time} and agree.`,
    booksSoon: 'The books of the open streams are about to be looked through.',
    booksWrong: (n: number) =>
      n === 1
        ? 'The books contradicted themselves once since then. The sale of that stream is paused; the server’s log says where.'
        : `The books contradicted themselves ${n} times since then. The sale of those streams is paused; the server’s log says where.`,
    noAudit: 'Nobody audits this market: it is kept in memory and forgotten at the end.',
    work: {
      refunds: 'Money that goes back to buyers',
      returns: 'Units that go back to the warehouse',
      'shipping-credits': 'Shipping that is given back',
      settlement: 'What producers are owed',
    } satisfies Record<Followed['what'], string>,
    done: (what: string) => `${what}: all done.`,
    behind: (what: string, streams: number) =>
      streams === 1 ? `${what}: being done for 1 stream.` : `${what}: being done for ${streams} streams.`,
    failing: (what: string, time: string) =>
      `${what}: fails since ${time}. It is tried again by itself; the log says why.`,
    elsewhere: 'Refunds, returns and the settlement are done by another server.',
    noOverdue: 'No payout to a producer is overdue.',
    overdue: (n: number) =>
      n === 1 ? 'One line is overdue for a producer.' : `${n} lines are overdue for producers.`,
    toSettlement: 'Settlement',
    disk: (free: string, total: string) => `${free} of ${total} on the disk are free.`,
    diskLow: (free: string, total: string) =>
      `Only ${free} of ${total} on the disk are free. When it is full no order can be taken.`,
    noDisk: 'The system does not say how full the disk is.',
    security: 'The security log is written.',
    securityFailing: (time: string) =>
      `The security log cannot be written since ${time}. Selling goes on, and it is tried again by itself; the log says why.`,
    securityLost: (n: number) =>
      n === 1
        ? 'One entry of the security log could not be kept since the start.'
        : `${n} entries of the security log could not be kept since the start.`,
    video: 'Live video runs.',
    hls: 'HLS and recordings run.',
    node: (name: string, time: string) => `${name}: last heard of at ${time}.`,
    nodeSilent: (name: string, time: string) => `${name}: silent since ${time}.`,
    well: 'Well',
    look: 'Look at this',
  },
  'zh-CN': {
    title: '运行状况',
    notYours: '只有运营人员能查看服务器状况。',
    asOf: (time) => `截至 ${time}，会自动更新。`,
    stale: '服务器没有回应，下面是之前的情况。',
    ready: '市场正常：数据库有回应。',
    notReady: '现在卖不了：数据库没有回应，或服务器正在停止。',
    since: (node, time) => `这台是 ${node}，${time} 起运行。`,
    noFaults: '启动以来没有意外。',
    faults: (n) => `启动以来有 ${n} 个请求意外失败，详见服务器日志。`,
    books: (time) => `${time} 查过所有进行中直播的账，全部相符。`,
    booksSoon: '马上会查一遍进行中直播的账。',
    booksWrong: (n) => `启动以来发现 ${n} 处账目矛盾，对应的直播已暂停销售，详见服务器日志。`,
    noAudit: '这个市场只在内存里，结束后不保留，没有对账。',
    work: {
      refunds: '退给买家的钱',
      returns: '退回仓库的货',
      'shipping-credits': '退还的运费',
      settlement: '应付商家的账',
    },
    done: (what) => `${what}：都处理完了。`,
    behind: (what, streams) => `${what}：正在处理 ${streams} 场直播。`,
    failing: (what, time) => `${what}：${time} 起失败，会自动重试，原因见日志。`,
    elsewhere: '退款、退货和结算由另一台服务器处理。',
    noOverdue: '没有逾期的商家打款。',
    overdue: (n) => `有 ${n} 笔商家货款逾期。`,
    toSettlement: '去结算',
    disk: (free, total) => `磁盘还剩 ${free}，共 ${total}。`,
    diskLow: (free, total) => `磁盘只剩 ${free}，共 ${total}。满了就不能接单。`,
    noDisk: '系统没有提供磁盘用量。',
    security: '安全日志正常写入。',
    securityFailing: (time) => `安全日志从 ${time} 起写不进去，会自动重试，不影响卖货，详见服务器日志。`,
    securityLost: (n) => `启动以来有 ${n} 条安全日志没能留下。`,
    video: '直播画面正常。',
    hls: 'HLS 与录像正常。',
    node: (name, time) => `${name}：${time} 有消息。`,
    nodeSilent: (name, time) => `${name}：${time} 起没有消息。`,
    well: '正常',
    look: '请留意',
  },
});
