import type { Followed } from '../../shared/contract/office.ts';
import { catalogue } from './language.ts';

/** What a length of time is told in. */
export type LengthUnit = 'day' | 'hour' | 'minute' | 'second';

/** How the market is, in sentences. */
export const healthMessages = catalogue({
  en: {
    title: 'System status',
    notYours: 'Only operators can see system status.',
    asOf: (time: string) => `Updated ${time} · refreshes automatically`,
    stale: 'The server isn’t answering. This is older data.',
    ready: 'Selling works: the database is answering.',
    notReady: 'Nothing can be sold: the database isn’t answering, or the server is stopping.',
    since: (node: string, time: string) => `This is ${node}, running since ${time}.`,
    aloneSince: (time: string) => `The server has been running since ${time}.`,
    noFaults: 'No unexpected errors since then.',
    faults: (n: number) =>
      n === 1
        ? 'One unexpected error since then. See the server log.'
        : `${n} unexpected errors since then. See the server log.`,
    books: (time: string) => `The books of all open streams were audited at ${time} and agree.`,
    booksSoon: 'The books of the open streams are about to be audited.',
    booksWrong: (n: number) =>
      n === 1
        ? 'The audit found one contradiction since then. Sales of that stream are paused; the server log says where.'
        : `The audit found ${n} contradictions since then. Sales of those streams are paused; the server log says where.`,
    noAudit: 'No audit: this server keeps everything in memory and forgets it when it stops.',
    work: {
      refunds: 'Refunds to buyers',
      returns: 'Units going back to the warehouse',
      'shipping-credits': 'Shipping refunds',
      settlement: 'Settlement with producers',
    } satisfies Record<Followed['what'], string>,
    done: (what: string) => `${what}: all done.`,
    behind: (what: string, streams: number) =>
      streams === 1 ? `${what}: in progress for 1 stream.` : `${what}: in progress for ${streams} streams.`,
    failing: (what: string, time: string) =>
      `${what}: failing since ${time}. It is retried automatically; the log says why.`,
    webhooks: 'Webhooks are being delivered.',
    webhookFailing: (to: string, time: string) =>
      `Webhook to ${to}: failing since ${time}. It is retried automatically.`,
    webhookOff: {
      failing: (to: string) => `Webhook to ${to}: turned off, it accepted nothing for three days.`,
      gone: (to: string) => `Webhook to ${to}: turned off, it answered that it is gone.`,
    },
    toWebhooks: 'Webhooks',
    elsewhere: 'Refunds, returns and settlement run on another server.',
    noneLate: 'No order is late to ship.',
    late: (n: number) =>
      n === 1
        ? 'One order wasn’t shipped by its promised day.'
        : `${n} orders weren’t shipped by their promised day.`,
    toLate: 'See orders',
    chatsAway: (since: string) => `Chat hasn’t worked since ${since}. Orders are not affected.`,
    chatsRefuse: (refused: number, offered: number) =>
      `Chat turned away ${refused} of the last ${offered} comments. If it’s spam, limit who may write.`,
    noOverdue: 'No payout to a producer is overdue.',
    overdue: (n: number) =>
      n === 1 ? 'One order line is overdue for a producer.' : `${n} order lines are overdue for producers.`,
    toSettlement: 'Settlement',
    disk: (free: string, total: string) => `${free} of ${total} disk space free.`,
    diskLow: (free: string, total: string) =>
      `Only ${free} of ${total} disk space free. When the disk is full, no orders can be taken.`,
    noDisk: 'The system doesn’t report disk space.',
    backup: (time: string, where: string) => `Last backup ${time}, kept in ${where}.`,
    backupOld: (time: string, where: string) =>
      `The last backup is of ${time}, kept in ${where}. Everything since then would be lost with this disk: make a new one.`,
    noBackup:
      'No backup yet. If this disk fails, everything is lost: the operator’s guide says how to make one.',
    logLost:
      'A file beside the database was deleted while the server was running. Stop the server and start it again now: no order is lost that way.',
    databaseLost:
      'The database file was deleted or replaced while the server was running. Don’t stop it, or orders are lost. The operator’s guide says how to rescue them.',
    clock: 'The server’s clock is right.',
    length: (n: string, unit: LengthUnit) => (n === '1' ? `1 ${unit}` : `${n} ${unit}s`),
    clockBehind: (length: string) =>
      `The server’s clock is ${length} behind its streams, which keep their own time. If the clock is wrong, set it and restart between streams. If it is right, it was ahead at an earlier start: there is nothing to do.`,
    clockBehindMachine: (length: string) =>
      `The server’s clock is ${length} behind the machine’s, which slept or was set. Restart the server between streams.`,
    clockAhead: (length: string) =>
      `The server’s clock is ${length} ahead. A stream opened now would release reserved units early; set the clock and restart between streams.`,
    lookUps: (name: string, n: number) => `${name} looked up buyers ${n} times in the last hour. Ask why.`,
    formerColleague: 'Someone who no longer works here',
    toSecurityLog: 'Security log',
    security: 'The security log is being written.',
    securityFailing: (time: string) =>
      `The security log can’t be written since ${time}. Selling goes on and it is retried automatically; the log says why.`,
    securityLost: (n: number) =>
      n === 1
        ? 'One security log entry was lost since the start.'
        : `${n} security log entries were lost since the start.`,
    video: 'Live video is running.',
    hls: 'HLS and recordings are running.',
    node: (name: string, time: string) => `${name}: last seen ${time}.`,
    nodeSilent: (name: string, time: string) => `${name}: not seen since ${time}.`,
    well: 'OK',
    look: 'Needs attention',
  },
  'zh-CN': {
    title: '系统状态',
    notYours: '只有运营人员能查看系统状态。',
    asOf: (time) => `${time} 更新 · 自动刷新`,
    stale: '服务器没有响应，下面是之前的数据。',
    ready: '可以正常下单：数据库有响应。',
    notReady: '现在无法下单：数据库没有响应，或服务器正在停止。',
    since: (node, time) => `这台是 ${node}，${time} 起运行。`,
    aloneSince: (time) => `服务器 ${time} 起运行。`,
    noFaults: '启动以来没有意外错误。',
    faults: (n) => `启动以来出现 ${n} 次意外错误，详见服务器日志。`,
    books: (time) => `${time} 已对账：进行中的直播账都是平的。`,
    booksSoon: '即将对进行中的直播对账。',
    booksWrong: (n) => `启动以来对账发现 ${n} 处不符，对应的直播已暂停下单，详见服务器日志。`,
    noAudit: '没有对账：数据只在内存里，停止后不保留。',
    work: {
      refunds: '买家退款',
      returns: '退回仓库的库存',
      'shipping-credits': '运费退款',
      settlement: '产地商家结算',
    },
    done: (what) => `${what}：都处理完了。`,
    behind: (what, streams) => `${what}：正在处理 ${streams} 场直播。`,
    failing: (what, time) => `${what}：${time} 起失败，会自动重试，原因见日志。`,
    webhooks: 'Webhook 推送正常。',
    webhookFailing: (to, time) => `推送到 ${to}：${time} 起失败，会自动重发。`,
    webhookOff: {
      failing: (to) => `推送到 ${to}：已停用，连续三天推送失败。`,
      gone: (to) => `推送到 ${to}：已停用，对方回复不再接收。`,
    },
    toWebhooks: 'Webhook 推送',
    elsewhere: '退款、退货和结算由另一台服务器处理。',
    noOverdue: '没有逾期未打的货款。',
    noneLate: '没有订单延迟发货。',
    late: (n) => `有 ${n} 单没有按承诺日期发货。`,
    toLate: '查看订单',
    chatsAway: (since) => `评论自 ${since} 起无法发送，下单不受影响。`,
    chatsRefuse: (refused, offered) =>
      `最近 ${offered} 条评论有 ${refused} 条未能发出。如果是刷屏，可以限制谁能发言。`,
    overdue: (n) => `有 ${n} 笔货款逾期未打款。`,
    toSettlement: '去结算',
    disk: (free, total) => `磁盘还剩 ${free}，共 ${total}。`,
    diskLow: (free, total) => `磁盘只剩 ${free}，共 ${total}。满了就不能下单。`,
    noDisk: '系统没有提供磁盘用量。',
    backup: (time, where) => `最近备份：${time}，存放在 ${where}。`,
    backupOld: (time, where) =>
      `最近一次备份还是 ${time}，存放在 ${where}。硬盘一坏，之后的数据就没了，请尽快重新备份。`,
    noBackup: '还没有备份。硬盘一坏，数据全丢；怎么备份，请看运维手册。',
    logLost: '数据库旁边的文件在服务器运行时被删掉了。请马上停掉服务器再启动，一单都不会丢。',
    databaseLost:
      '数据库文件在服务器运行时被删掉或换掉了。先别停服务器，否则会丢订单。怎么救回来，请看运维手册。',
    clock: '服务器时钟正常。',
    length: (n, unit) => `${n} ${{ day: '天', hour: '小时', minute: '分钟', second: '秒' }[unit]}`,
    clockBehind: (length) =>
      `服务器时钟比直播记录慢 ${length}，直播按自己的时间继续。时钟不准就校准，在两场直播之间重启；时钟准的话，是之前某次启动时快了，不用处理。`,
    clockBehindMachine: (length) =>
      `服务器时钟比系统时间慢 ${length}：机器休眠过，或改过时间。请在两场直播之间重启服务器。`,
    clockAhead: (length) =>
      `服务器时钟快了 ${length}。现在打开的直播会提前释放库存；请校准时钟，在两场直播之间重启。`,
    lookUps: (name, n) => `${name} 最近一小时查找了 ${n} 次买家，请了解原因。`,
    formerColleague: '以前的同事',
    toSecurityLog: '安全日志',
    security: '安全日志正常写入。',
    securityFailing: (time) => `安全日志从 ${time} 起写不进去，会自动重试，不影响下单，详见服务器日志。`,
    securityLost: (n) => `启动以来有 ${n} 条安全日志丢失。`,
    video: '直播视频正常。',
    hls: 'HLS 与录像正常。',
    node: (name, time) => `${name}：${time} 在线。`,
    nodeSilent: (name, time) => `${name}：${time} 起离线。`,
    well: '正常',
    look: '需要处理',
  },
});
