import type { SecurityKind } from '../../shared/values/security-kinds.ts';
import { catalogue } from './language.ts';

/** One entry in words: who did it, whom it was about, what was used, and which stream. */
export interface SecuritySaid {
  /** Null: nobody who was signed in. */
  who: string | null;
  account: string | null;
  about: string;
  what: string;
  stream: string | null;
  rows: number | null;
}
type Sentence = (said: SecuritySaid) => string;

/** ` (potato-day, 1,204 rows)`: what is known of it. */
const aside = (stream: string | null, rows: number | null) => {
  const parts = [
    ...(stream === null ? [] : [stream]),
    ...(rows === null ? [] : [rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};
const howMany = (rows: number | null) => (rows === null ? '' : `，${rows.toLocaleString('en')} 条`);
const ofStream = (stream: string | null) => (stream === null ? '' : ` ${stream} 的`);

/** Who came in, who was turned away, and who saw what is personal. */
export const securityMessages = catalogue({
  en: {
    title: 'Security log',
    about: 'Who signed in, who was denied access, and who viewed or exported personal data.',
    notYours: 'Only operators can see the security log.',
    kind: 'Type',
    allKinds: 'All types',
    person: 'Done by',
    everybody: 'Everyone',
    csv: 'Export CSV',
    period: 'Period',
    periods: { day: 'Last 24 hours', week: 'Last 7 days', month: 'Last 30 days', all: 'Everything kept' },
    none: 'No entries of this type in this period.',
    older: 'Older',
    newer: 'Newer',
    times: (n: number) => `${n} times`,
    from: (address: string) => `from ${address}`,
    device: (session: string) => `device ${session}`,
    account: (hash: string) => `an unknown account (${hash})`,
    gone: (id: string) => `A former colleague (${id})`,
    places: {
      packing: 'the packing list',
      events: 'the event feed',
      refunds: 'the refunds to pay out',
      buyer: 'the addresses of a buyer',
      notes: 'the notes about an order',
      name: 'name',
      phone: 'phone',
      film: 'one buyer’s way through a stream',
    } as Record<string, string>,
    kinds: {
      signed_in: 'Signed in',
      sign_in_failed: 'Wrong password',
      locked_out: 'Too many attempts',
      link_made: 'Sign-in link made',
      link_used: 'Sign-in link used',
      link_failed: 'Invalid sign-in link',
      session_ended: 'Session ended',
      refused: 'Access denied',
      data_read: 'Personal data viewed',
      people_looked_up: 'Buyers looked up',
      data_exported: 'Data exported',
      webhook_added: 'Webhook added',
      webhook_switched: 'Webhook turned on or off',
      webhook_replayed: 'Events resent',
      webhook_removed: 'Webhook removed',
    } satisfies Record<SecurityKind, string> as Record<SecurityKind, string>,
    said: {
      signed_in: ({ who }) => `${who} signed in with a password`,
      sign_in_failed: ({ account }) => `Wrong password for ${account}`,
      locked_out: ({ account }) =>
        account === null ? 'Too many sign-in links tried' : `Too many attempts for ${account}`,
      link_made: ({ who, about }) => `${who} made a sign-in link for ${about}`,
      link_used: ({ who }) => `${who} signed in with a link`,
      link_failed: () => 'Someone tried an invalid sign-in link',
      session_ended: ({ who, about }) =>
        about === '' ? `${who} signed out` : `${who} ended a session of ${about}`,
      refused: ({ who, what, stream }) =>
        `${who ?? 'Someone not signed in'} was denied access: ${what}${aside(stream, null)}`,
      data_read: ({ who, what, stream, rows }) => `${who} viewed ${what}${aside(stream, rows)}`,
      people_looked_up: ({ who, what, rows }) =>
        `${who} looked for buyers by ${what}, ${rows === 1 ? '1 was found' : `${rows ?? 0} were found`}`,
      data_exported: ({ who, what, stream, rows }) => `${who} exported ${what}${aside(stream, rows)}`,
      webhook_added: ({ who, about }) => `${who} added ${about}`,
      webhook_switched: ({ who, about, what }) => `${who} turned ${about} ${what}`,
      webhook_replayed: ({ who, about, stream }) =>
        `${who} resent the events of ${stream ?? 'the shop'} to ${about}`,
      webhook_removed: ({ who, about }) => `${who} removed ${about}`,
    } satisfies Record<SecurityKind, Sentence> as Record<SecurityKind, Sentence>,
  },
  'zh-CN': {
    title: '安全日志',
    about: '谁登录过、谁被拒绝访问、谁看过或导出过个人信息。',
    notYours: '只有运营人员能查看安全日志。',
    kind: '类型',
    allKinds: '全部',
    person: '操作人',
    everybody: '所有人',
    csv: '导出 CSV',
    period: '时间范围',
    periods: { day: '24 小时', week: '7 天', month: '30 天', all: '全部保留的' },
    none: '这段时间没有这类记录。',
    older: '更早',
    newer: '更新',
    times: (n) => `共 ${n} 次`,
    from: (address) => `来自 ${address}`,
    device: (session) => `设备 ${session}`,
    account: (hash) => `未知账号（${hash}）`,
    gone: (id) => `以前的同事（${id}）`,
    places: {
      packing: '打包台',
      events: '事件推送',
      refunds: '待退款',
      buyer: '买家的收货信息',
      notes: '订单备注',
      name: '姓名',
      phone: '电话',
      film: '一位买家在一场直播中的经过',
    },
    kinds: {
      signed_in: '登录',
      sign_in_failed: '密码错误',
      locked_out: '尝试次数太多',
      link_made: '生成登录链接',
      link_used: '用链接登录',
      link_failed: '登录链接无效',
      session_ended: '退出登录',
      refused: '拒绝访问',
      data_read: '查看个人信息',
      people_looked_up: '查找买家',
      data_exported: '导出数据',
      webhook_added: '添加 Webhook',
      webhook_switched: '启用或停用 Webhook',
      webhook_replayed: '重发事件',
      webhook_removed: '删除 Webhook',
    },
    said: {
      signed_in: ({ who }) => `${who} 用密码登录`,
      sign_in_failed: ({ account }) => `${account} 的密码不对`,
      locked_out: ({ account }) => (account === null ? '登录链接尝试次数太多' : `${account} 尝试次数太多`),
      link_made: ({ who, about }) => `${who} 给 ${about} 生成了登录链接`,
      link_used: ({ who }) => `${who} 用链接登录`,
      link_failed: () => '有人用了无效的登录链接',
      session_ended: ({ who, about }) =>
        about === '' ? `${who} 退出登录` : `${who} 让 ${about} 的一台设备退出登录`,
      refused: ({ who, what, stream }) =>
        `${who ?? '未登录的人'} 无权操作：${what}${stream === null ? '' : `（${stream}）`}`,
      data_read: ({ who, what, stream, rows }) => `${who} 查看了${ofStream(stream)}${what}${howMany(rows)}`,
      people_looked_up: ({ who, what, rows }) => `${who} 按${what}查找了买家，找到 ${rows ?? 0} 人`,
      data_exported: ({ who, what, stream, rows }) =>
        `${who} 导出了${ofStream(stream)} ${what}${howMany(rows)}`,
      webhook_added: ({ who, about }) => `${who} 添加了 ${about}`,
      webhook_switched: ({ who, about, what }) => `${who} ${what === 'on' ? '启用' : '停用'}了 ${about}`,
      webhook_replayed: ({ who, about, stream }) =>
        `${who} 向 ${about} 重发了${stream === null ? '全店' : ` ${stream} `}的事件`,
      webhook_removed: ({ who, about }) => `${who} 删除了 ${about}`,
    },
  },
});
