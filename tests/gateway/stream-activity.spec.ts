import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import {
  changedValues,
  staffFactTypes,
  toldOf,
  wholeFactTypes,
} from '../../server/application/stream/activity-told.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import type { ActivityPage } from '../../shared/contract/activity.ts';
import type { OfficeActivityPage } from '../../shared/contract/office-activity.ts';
import { MINUTE, SECOND } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

let stores: Awaited<ReturnType<typeof openMemory>>;
let market: AuditMarket;
let url: string;
let host: Awaited<ReturnType<typeof staffSession>>;
let bai: Awaited<ReturnType<typeof staffSession>>;

beforeAll(async () => {
  stores = await openMemory();
  market = await AuditMarket.open(stores);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  host = await staffSession(market, 'host', { staffId: market.host.staffId, name: 'Yang' });
  bai = await staffSession(market, 'assistant', { name: '=Bai', nameEn: 'Bai' });
  await market.adds(9, 1_990);
  accepted(await market.floor('stream:grant', { staffId: bai.staffId, grants: ['pin'] }));
  accepted(await market.floor('stream:grant', { staffId: bai.staffId, grants: ['pin', 'stock'] }));
  accepted(await market.floor('stream:go-live', {}));
  const { terms } = await termsOf();
  accepted(
    await market.floor('stream:set-terms', {
      version: 0,
      terms: { ...terms, targetMinor: 300_000, undoMs: 9_000 },
    }),
  );
  accepted(
    await market.floor('lineup:set-price', {
      itemNumber: 1,
      version: await market.version(1),
      priceMinor: 1_790,
    }),
  );
  const helper = {
    staffId: bai.staffId,
    name: '=Bai',
    role: 'assistant' as const,
    device: 'a-phone-of-hers',
  };
  const adjust = { key: market.ids.next(), itemNumber: 1, version: await market.version(1), delta: -2 };
  accepted(
    await market.app.application.console(
      helper,
      market.streamId,
      'stock:adjust',
      adjust,
      market.clock.steadyMs(),
    ),
  );
  const buyer = await market.buyer();
  await market.live(buyer, 'cart:add', {
    itemNumber: 1,
    units: 1,
    price: { minor: 1_790, flashId: null },
  } as never);
});
afterAll(() => market.close());

async function termsOf() {
  const told = await market.app.application.streamTerms(market.host, market.streamId);
  return accepted(told);
}

async function asks(query: string, headers = host.headers) {
  const answer = await fetch(`${url}/api/v1/streams/audit-day/activity${query}`, { headers });
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    body: query.startsWith('.csv') ? null : (JSON.parse(text) as ActivityPage),
  };
}

const lineOf = ({ type, by, item, whom, changes }: ActivityPage['entries'][number]) => [
  type,
  by.name,
  item?.itemNumber ?? whom ?? null,
  changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`).join(', '),
];

test('[A2] who did what, newest first, with the old beside the new; nothing of buyers', async () => {
  const { body } = await asks('');
  expect(body!.entries.map(lineOf)).toEqual([
    ['stock_adjusted', '=Bai', 1, 'left: 9 → 7'],
    ['price_changed', 'Yang', 1, 'price: 1990 → 1790'],
    ['terms_set', 'Yang', null, 'targetMinor: null → 300000, undoMs: 5000 → 9000'],
    ['stream_went_live', 'Yang', null, ''],
    ['assistant_granted', 'Yang', '=Bai', 'permissions: pin → pin,stock'],
    ['assistant_granted', 'Yang', '=Bai', 'permissions: null → pin'],
    ['item_added', 'Yang', 1, 'price: null → 1990'],
    ['stream_created', 'Yang', null, expect.stringContaining('title: null → Audit day')],
  ]);
  expect(body!.entries[0]!.by).toEqual({
    ...{ staffId: bai.staffId, name: '=Bai', nameEn: 'Bai', role: 'assistant', device: 'a-phone-of-hers' },
  });
  expect(body!.next).toBeNull();
  const head = await stores.store.head(market.streamId);
  expect(body!.entries[0]!.seq).toBeLessThanOrEqual(head!.seq);
});

test('[A2] a page at a time, each act once, and one person alone', async () => {
  const all = (await asks('')).body!.entries.map(({ seq }) => seq);
  const read: number[] = [];
  for (let before = ''; ; ) {
    const { body } = await asks(`?limit=3${before}`);
    expect(body!.entries.length).toBeLessThanOrEqual(3);
    read.push(...body!.entries.map(({ seq }) => seq));
    if (body!.next === null) break;
    before = `&before=${body!.next}&chatBefore=${body!.chatNext}`;
  }
  expect(read).toEqual(all);
  // Who was let in is named by what others did, too: that is not theirs.
  const { body } = await asks(`?staffId=${bai.staffId}`);
  expect(body!.entries.map(({ type }) => type)).toEqual(['stock_adjusted']);
  expect(body!.people).toContainEqual({ staffId: host.staffId, name: 'Yang' });
});

test('[A2] the same as a table without formulas; each export stands in the security log', async () => {
  const { status, text } = await asks(`.csv?staffId=${bai.staffId}`);
  expect(status).toBe(200);
  const [names, row] = text.replace('\ufeff', '').trim().split('\n');
  expect(names).toBe('seq,at,person,role,device,act,item_number,item,order,whom,field,old,new,currency');
  expect(row).toMatch(/,'=Bai,assistant,a-phone-of-hers,stock_adjusted,1,Good at 1990,,,left,9,7,CNY$/);
  expect((await asks('.csv?staffId=me')).status).toBe(400);
  await vi.waitFor(async () => {
    market.clock.passes(MINUTE);
    const all = { kind: 'data_exported' as const, sinceMs: null, untilMs: null, after: null, limit: 100 };
    const noted = (await stores.security.page(all)).filter(({ what }) => what === 'activity.csv');
    expect(noted).toMatchObject([{ staffId: host.staffId, stream: 'audit-day', rows: 1 }]);
  });
});

test('[N5] what the house did in the chat stands among it, page by page too, without a text or a listed word', async () => {
  const { chats } = market.app.application;
  const care = async (command: 'chat:say' | 'chat:delete' | 'chat:announce' | 'chat:set', more: object) => {
    market.clock.passes(SECOND);
    const request = { key: market.ids.next(), ...more };
    const nowMs = market.clock.steadyMs();
    const ack = await chats.console(market.host, market.streamId, command, request as never, nowMs);
    return accepted(ack) as object as { seq: number };
  };
  const before = (await asks('')).body!.entries.length;
  const { seq } = await care('chat:say', { text: 'a secret of mine' });
  await care('chat:delete', { seq });
  await care('chat:announce', { text: 'back at nine' });
  await care('chat:set', {
    settings: { writers: 'off', keptDays: 7, words: ['scam'], wordsDo: 'hold', answers: [] },
  });
  const { body, text } = await asks('');
  expect(body!.entries.slice(0, 3).map(lineOf)).toEqual([
    ['chat_set', 'Yang', null, 'chatWriters: anyone → off, keptDays: 30 → 7, listedWords: 0 → 1'],
    ['chat_notice_set', 'Yang', null, 'announcement: false → true'],
    ['chat_line_taken', 'Yang', null, ''],
  ]);
  expect(body!.entries).toHaveLength(before + 3);
  expect(text).not.toMatch(/secret|at nine|scam/);
  expect((await asks('.csv')).text).not.toMatch(/secret|at nine|scam/);
  const read: string[] = [];
  for (let from = ''; ; ) {
    const { body: page } = await asks(`?limit=2${from}`);
    expect(page!.entries.length).toBeLessThanOrEqual(2);
    read.push(...page!.entries.map(({ type, seq }) => `${type} ${seq}`));
    if (page!.next === null) break;
    from = `&before=${page!.next}&chatBefore=${page!.chatNext}`;
  }
  expect(read).toEqual(body!.entries.map(({ type, seq }) => `${type} ${seq}`));
});

test('[A2] [A1] its host and operators alone', async () => {
  const other = await staffSession(market, 'host', { name: 'Lan' });
  const operator = await staffSession(market, 'operator');
  const packer = await staffSession(market, 'packer');
  for (const query of ['', '.csv']) {
    expect((await asks(query, operator.headers)).status).toBe(200);
    expect((await asks(query, bai.headers)).status).toBe(403);
    expect((await asks(query, other.headers)).status).toBe(404);
    expect((await asks(query, packer.headers)).status).toBe(403);
  }
});

test('[A2] what says something whole is an act of somebody', () => {
  expect(wholeFactTypes.filter((type) => !staffFactTypes.includes(type))).toEqual([]);
});

async function asksAll(query: string, headers: Record<string, string>) {
  const answer = await fetch(`${url}/api/v1/office/activity${query}`, { headers });
  return {
    status: answer.status,
    body: answer.status === 200 ? ((await answer.json()) as OfficeActivityPage) : null,
  };
}
const keyOf = ({ stream, seq }: OfficeActivityPage['entries'][number]) => `${stream?.slug ?? 'shop'} ${seq}`;

test('[A2] all streams and the shop in one list, newest first, each act once whatever the page; a host reads their own', async () => {
  for (const priceMinor of [1_690, 1_590]) {
    market.clock.passes(10_000);
    accepted(
      await market.floor('lineup:set-price', { itemNumber: 1, version: await market.version(1), priceMinor }),
    );
    await market.adds(4, priceMinor);
  }
  const operator = await staffSession(market, 'operator', { name: 'Li' });
  const asOperator = { ...market.host, staffId: operator.staffId, role: 'operator' as const };
  const { version, defaults } = await market.app.application.streamDefaults();
  const set = { key: market.ids.next(), version, defaults: { ...defaults, holdMs: 15 * MINUTE } };
  const { changed } = accepted(await market.app.application.setStreamDefaults(asOperator, set));
  expect(changed).toEqual({ holdMs: { by: 'Li', atMs: expect.any(Number), was: defaults.holdMs } });
  const { body } = await asksAll('?limit=200', operator.headers);
  expect(body!.entries).toContainEqual(
    expect.objectContaining({
      type: 'stream_defaults_set',
      changes: [{ field: 'holdMs', from: defaults.holdMs, to: 15 * MINUTE }],
    }),
  );
  const all = body!.entries;
  expect(all.map(({ atMs }) => atMs)).toEqual(all.map(({ atMs }) => atMs).toSorted((a, b) => b - a));
  expect(all.filter(({ stream }) => stream?.slug === 'audit-day').map(({ type }) => type)).toContain(
    'price_changed',
  );
  expect(all.filter(({ stream }) => !stream)).toContainEqual(
    expect.objectContaining({ type: 'product_created', about: 'Good at 1590', changes: [] }),
  );
  const read: string[] = [];
  for (let before = ''; ; ) {
    const page = (await asksAll(`?limit=2${before}`, operator.headers)).body!;
    read.push(...page.entries.map(keyOf));
    if (page.next === null) break;
    before = `&before=${page.next}`;
  }
  expect(read).toEqual(all.map(keyOf));
  const own = (await asksAll('', host.headers)).body!.entries;
  expect(own.map(keyOf)).toEqual(all.map(keyOf).filter((key) => key.startsWith('audit-day')));
  const hers = (await asksAll(`?staffId=${bai.staffId}`, operator.headers)).body!;
  expect(hers.entries.map(({ type }) => type)).toEqual(['stock_adjusted']);
  expect(hers.people).toContainEqual({ staffId: host.staffId, name: 'Yang' });
  const other = await staffSession(market, 'host', { name: 'Lan' });
  expect((await asksAll('', other.headers)).body!.entries).toEqual([]);
  expect((await asksAll('', bai.headers)).status).toBe(403);
  const csv = await fetch(`${url}/api/v1/office/activity.csv`, { headers: operator.headers });
  const [names, ...rows] = (await csv.text()).replace('\ufeff', '').trim().split('\n');
  expect(names).toMatch(/^at,person,role,device,stream,act,/);
  expect(rows.length).toBeGreaterThanOrEqual(all.length);
});

test('[A2] each limit of new buyers, and both halves of a bundle, stand beside what they were', () => {
  const by = { staffId: market.ids.next(), device: 'laptop' };
  const bounds = {
    ...{ newcomerOrderUnits: 4, newcomerShareBps: 5_000, newcomerPayMs: 0, newcomerFlashPayMs: 0 },
    ...{ newcomerOpenedMs: 60_000, maxUnpaidOrders: 2, isUnpaidStrike: true },
  };
  const set = (more: Partial<typeof bounds>) =>
    toldOf({ type: 'bounds_set', bounds: { ...bounds, ...more }, by }).whole!.values;
  const other = {
    ...{ newcomerOrderUnits: 3, newcomerShareBps: 4_000, newcomerPayMs: 1_000, newcomerFlashPayMs: 2_000 },
    ...{ newcomerOpenedMs: 0, maxUnpaidOrders: 1, isUnpaidStrike: false },
  };
  expect(changedValues(set({}), set(other))).toHaveLength(Object.keys(bounds).length);
  expect(changedValues(set({}), set({ newcomerPayMs: 90_000 }))).toEqual([
    { field: 'newcomerPayMs', from: 0, to: 90_000 },
  ]);
  const bundle = (units: number, totalMinor: number) => ({ units, totalMinor });
  const promotion = {
    type: 'promotion_set',
    itemNumber: 1,
    was: bundle(3, 5_000),
    now: bundle(2, 5_000),
    by,
  };
  expect(toldOf(promotion as StreamFact).changes).toEqual([{ field: 'bundleUnits', from: 3, to: 2 }]);
});
