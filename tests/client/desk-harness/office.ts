import type { RouteName } from '../../../shared/contract/http.ts';
import type {
  HealthView,
  MemberView,
  SettingView,
  StaffChangeView,
  StaffList,
} from '../../../shared/contract/office.ts';
import type { SecurityEntryView, SecurityPage } from '../../../shared/contract/security.ts';
import { settingGroups } from '../../../shared/contract/server-settings.ts';

const now = Date.now();
const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const HOUR = 3_600_000;

const members: MemberView[] = [
  ...(
    [
      ['Amei', 'amei@example.org', 'operator', null, 2],
      ['Li Guoqiang 李国强', 'li.guoqiang@laojunshan-potato-co-operative.example', 'producer', null, 0],
      ['Wang Fang', 'fang@example.org', 'packer', now - 26 * HOUR, 0],
      ['Yang Xiuying 杨秀英', 'yang@example.org', 'host', null, 1],
    ] as const
  ).map(([name, email, role, offAtMs, sessions], index) => ({
    ...{ staffId: id(index + 2), name, email, role, offAtMs, sessions },
  })),
];

const changes: StaffChangeView[] = [
  { changeId: id(91), atMs: now - 26 * HOUR, by: 'Amei', whom: 'Wang Fang', what: 'off', role: 'packer' },
  {
    changeId: id(92),
    atMs: now - 50 * HOUR,
    by: 'Amei',
    whom: 'Wang Fang',
    what: 'role',
    role: 'packer',
    wasRole: 'host',
  },
  { changeId: id(93), atMs: now - 51 * HOUR, by: null, whom: 'Amei', what: 'invited', role: 'operator' },
];

export const staffList: StaffList = { members, changes };

const given: Partial<Record<SettingView['name'], string>> = {
  DATABASE_URL: 'postgres://db.county-market.example:5432/fairday',
  DATA_DIR: '/srv/fairday/data',
  PUBLIC_URL: 'https://market.jianchuan.example',
  EMBED_ORIGINS: 'https://county.example, https://news.example',
  MEDIA_WORKERS: '4',
};
const secrets: readonly SettingView['name'][] = ['AUTH_SECRET'];

export const settings: SettingView[] = Object.values(settingGroups)
  .flat()
  .map((name) => ({
    name,
    isSet: name in given || secrets.includes(name),
    value: given[name] ?? null,
  }));

const anEntry = (n: number, more: Partial<SecurityEntryView>): SecurityEntryView => ({
  ...{ entryId: id(200 - n), atMs: now - n * 17 * 60_000, kind: 'signed_in', times: 1 },
  ...{ by: { staffId: id(2), name: 'Amei' }, account: null, session: '3f9a02c4d1b7' },
  ...{ address: '203.0.113.0/24', what: null, about: null, stream: null, rows: null },
  ...more,
});
const stranger = { by: null, session: null };
const wang = { staffId: id(4), name: '王芳', nameEn: 'Wang Fang' };

/** One of each. */
export const securityPage: SecurityPage = {
  people: [{ staffId: '0190a000-0000-7000-8000-0000000000b2', name: '王芳', nameEn: 'Wang Fang' }],
  entries: [
    anEntry(1, {
      kind: 'sign_in_failed',
      times: 482,
      ...stranger,
      account: { hash: 'Q3xk9_LmZp2aWc7t', name: null },
    }),
    anEntry(2, {
      kind: 'locked_out',
      times: 61,
      ...stranger,
      account: { hash: 'b81c', name: 'Yang Xiuying 杨秀英' },
    }),
    anEntry(3, { kind: 'data_exported', by: wang, what: 'taobao.csv', stream: 'potato-day', rows: 1_204 }),
    anEntry(4, { kind: 'data_read', by: wang, what: 'packing', stream: 'potato-day', rows: 40, times: 3 }),
    anEntry(5, { kind: 'refused', by: wang, what: 'GET /office/staff' }),
    anEntry(6, { kind: 'refused', ...stranger, what: 'GET /packing/:slug', address: '2001:db8:0:7::/64' }),
    anEntry(7, { kind: 'webhook_removed', about: 'https://stock.laojunshan-co-operative.example' }),
    anEntry(8, { kind: 'webhook_added', about: 'https://stock.laojunshan-co-operative.example' }),
    anEntry(9, { kind: 'session_ended', about: 'Wang Fang' }),
    anEntry(10, { kind: 'link_made', about: 'Wang Fang' }),
    anEntry(11, { kind: 'link_used', by: { staffId: id(77), name: null } }),
    anEntry(12, {}),
  ],
  next: `${now}.${id(100)}`,
};

/** A server on which all is well. */
export const wellHealth: HealthView = {
  asOfMs: now,
  nodeId: 'main',
  startedAtMs: now - 30 * HOUR,
  isReady: true,
  faults: 0,
  media: { video: null, hls: null },
  audit: { lookedAtMs: now - 3_000, findings: 0 },
  outbox: {
    isHere: true,
    work: (['refunds', 'returns', 'shipping-credits', 'settlement'] as const).map((what) => ({
      ...{ what, logsBehind: 0, failingSinceMs: null },
    })),
  },
  payouts: { overdue: 0 },
  shipping: { late: 0 },
  disk: { freeBytes: 152e9, totalBytes: 500e9 },
  lostFiles: [],
  clock: { logsMs: 0, machineMs: 0 },
  security: { waiting: 0, lost: 0, failingSinceMs: null },
  lookUps: [],
  webhooks: [{ webhookId: id(301), origin: 'https://stock.example', failingSinceMs: null, offWhy: null }],
  nodes: [{ nodeId: 'main', heardAtMs: now - 1_000 }],
};

/** One that wants somebody's attention in every line. */
export const illHealth: HealthView = {
  ...wellHealth,
  isReady: false,
  faults: 2,
  media: { video: 'not_installed', hls: 'not_installed' },
  audit: { lookedAtMs: now - 3_000, findings: 1 },
  outbox: {
    isHere: true,
    work: [
      { what: 'refunds', logsBehind: 1, failingSinceMs: now - 600_000 },
      { what: 'settlement', logsBehind: 3, failingSinceMs: null },
    ],
  },
  payouts: { overdue: 3 },
  shipping: { late: 2 },
  disk: { freeBytes: 1.2e9, totalBytes: 40e9 },
  lostFiles: ['wal', 'shm'],
  clock: { logsMs: 540_000, machineMs: 0 },
  security: { waiting: 120, lost: 0, failingSinceMs: now - 300_000 },
  webhooks: [
    { webhookId: id(301), origin: 'https://stock.example', failingSinceMs: null, offWhy: null },
    { webhookId: id(302), origin: 'https://books.example', failingSinceMs: now - 700_000, offWhy: null },
    { webhookId: id(303), origin: 'https://old.example', failingSinceMs: now, offWhy: 'gone' },
  ],
  nodes: [
    { nodeId: 'main', heardAtMs: now - 1_000 },
    { nodeId: 'two', heardAtMs: now - 2_000 },
    { nodeId: 'three', heardAtMs: now - 90_000 },
  ],
};

/** The office with a few people, or with nobody but its operator. */
export function officeDesk(scene: string): Partial<Record<RouteName, (input: unknown) => unknown>> {
  const list = scene === 'empty' ? { members: members.slice(0, 1), changes: [] } : staffList;
  return {
    staff: () => list,
    invite: () => ({ staffId: id(9), token: 'Yx3kq-Rw7s2_vPzT9LmNbQ4cJdH8fGaE5uKiXoZtSyM' }),
    newLink: () => ({ staffId: id(9), token: 'Yx3kq-Rw7s2_vPzT9LmNbQ4cJdH8fGaE5uKiXoZtSyM' }),
    setRole: () => ({ refusal: { code: 'LAST_OPERATOR' } }),
    switchMember: () => list,
    serverSettings: () => ({ settings }),
    securityLog: () => (scene === 'empty' ? { entries: [], next: null, people: [] } : securityPage),
    health: () => (scene === 'ill' ? illHealth : wellHealth),
  };
}
