import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memorySecurityLog } from '../../server/adapters/memory/memory-security.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { type SecurityEvent, SecurityLog } from '../../server/gateway/security/security-log.ts';
import { keepTrimmed } from '../../server/gateway/security/trim.ts';
import type { SecurityEntry, SecurityLogStore } from '../../server/ports/security-log.ts';
import type { SecurityEntryView, SecurityPage } from '../../shared/contract/security.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { REHEARSAL, STREAM } from './fake-market.ts';
import { ask, type House, hello, openHouse, SLUG, until } from './house.ts';

const EIGHT = 1_790_000_000_000;
const everything = { kind: null, sinceMs: null, untilMs: null, after: null, limit: 10_000 };

/** A store that can be told to take nothing, and counts how often it was asked to. */
function aStore() {
  const kept = memorySecurityLog();
  const store = {
    ...kept,
    isDown: false,
    tries: 0,
    async write(entries: readonly SecurityEntry[]): Promise<void> {
      store.tries += 1;
      if (store.isDown) throw new Error('no disk');
      await kept.write(entries);
    },
    entries: () => kept.page(everything),
  } satisfies SecurityLogStore & Record<string, unknown>;
  return store;
}

function aLog() {
  const clock = new TestClock(EIGHT);
  const store = aStore();
  const warned: string[] = [];
  const log = new SecurityLog({
    ...{ store, clock, ids: systemIds },
    secrets: { sign: (_purpose, text) => createHash('sha256').update(text).digest('base64url') },
    log: { warn: ((_: object, what: string) => warned.push(what)) as never },
  });
  const passes = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.passes(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { clock, store, log, warned, passes };
}

const guess = (n: number, ip = '203.0.113.77'): SecurityEvent => ({
  ...{ kind: 'sign_in_failed', account: `guess-${n}@market.example`, ip },
});

describe('what is written', () => {
  test('names nobody: accounts are keyed hashes, addresses are networks, sessions are told apart', async () => {
    const { store, log, passes } = aLog();
    log.note({ kind: 'sign_in_failed', account: 'Li@Market.example', ip: '203.0.113.77' });
    log.note({ kind: 'sign_in_failed', account: 'li@market.example', ip: '2001:db8:1:2:3:4:5:6' });
    log.note({ kind: 'signed_in', staffId: 'staff-1', session: 'a'.repeat(64), ip: '127.0.0.1' });
    await passes(1_000);
    const entries = (await store.entries()).reverse();
    expect(entries.map(({ address }) => address)).toEqual([
      '203.0.113.0/24',
      '2001:db8:1:2::/64',
      '127.0.0.0/24',
    ]);
    expect(entries.map(({ session }) => session)).toEqual([null, null, 'aaaaaaaaaaaa']);
    expect(entries[0]!.account).toBe(entries[1]!.account);
    expect(JSON.stringify(entries).toLowerCase()).not.toContain('li@');
    expect(entries.map(({ isStranger }) => isStranger)).toEqual([true, true, false]);
    expect(log.state()).toEqual({ waiting: 0, written: 3, failures: 0, lost: 0, failingSinceMs: null });
  });

  test('a thousand guesses of one address in twenty seconds are three entries, which count each of them', async () => {
    const { store, log, passes } = aLog();
    for (let n = 0; n < 1_000; n += 1) {
      log.note(guess(n));
      if (n % 25 === 24) await passes(500);
    }
    await passes(12_000);
    const entries = await store.entries();
    expect(entries).toHaveLength(3);
    expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(1_000);
    // Another kind, another address and whoever is signed in have entries of their own.
    log.note({ kind: 'locked_out', ip: '203.0.113.77' });
    log.note(guess(1, '198.51.100.1'));
    for (let n = 0; n < 5; n += 1) log.note({ kind: 'signed_in', staffId: 'staff-1', ip: '203.0.113.77' });
    await passes(1_000);
    expect(await store.entries()).toHaveLength(3 + 1 + 1 + 5);
  });

  test('ten thousand addresses do not fill it either: two hundred are told apart, the others share', async () => {
    const { store, log, passes } = aLog();
    for (let n = 0; n < 10_000; n += 1) log.note(guess(n, `2001:db8:${n.toString(16)}::1`));
    await passes(12_000);
    const entries = await store.entries();
    expect(entries.length).toBeLessThanOrEqual(202);
    expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(10_000);
    expect(entries.some(({ address, account, times }) => !address && !account && times > 9_000)).toBe(true);
  });

  test('of a page that is read again and again the rows add up', async () => {
    const { store, log, passes } = aLog();
    const read = {
      kind: 'data_read',
      staffId: 'packer',
      what: 'packing',
      stream: 'day',
      ip: '10.0.0.1',
    } as const;
    for (let n = 0; n < 6; n += 1) log.note({ ...read, rows: 40 });
    log.note({ ...read, stream: 'other', rows: 1 });
    await passes(12_000);
    const ofDay = (await store.entries()).filter(({ stream }) => stream === 'day');
    expect(ofDay.map(({ times, rows }) => [times, rows])).toEqual([
      [5, 200],
      [1, 40],
    ]);
  });
});

describe('a store that takes nothing', () => {
  test('stops nobody: what waits is bounded, tried again, counted, and written when it can be', async () => {
    const { store, log, warned, passes } = aLog();
    store.isDown = true;
    const event = { kind: 'signed_in', staffId: 'staff-1', ip: '10.0.0.1' } as const;
    for (let n = 0; n < 10_050; n += 1) log.note(event);
    await passes(21_000);
    expect(log.state()).toMatchObject({ waiting: 10_000, lost: 50, written: 0, failingSinceMs: EIGHT + 500 });
    expect(store.tries).toBe(5);
    expect(log.state().failures).toBe(5);
    expect(warned).toEqual(['the security log cannot be written']);
    store.isDown = false;
    await passes(10_000);
    expect(log.state()).toMatchObject({ waiting: 0, lost: 50, written: 10_000, failingSinceMs: null });
  });

  test('whoever stops the server waits for it two seconds at most', async () => {
    const { clock, log } = aLog();
    const never = new SecurityLog({
      ...{ clock, ids: systemIds, secrets: { sign: () => '' }, log: { warn: () => {} } as never },
      store: { ...aStore(), write: () => new Promise(() => {}) },
    });
    never.note(guess(1));
    const closing = never.close();
    clock.passes(2_000);
    await closing;
    log.note(guess(2));
    log.note(guess(3));
    await log.close();
    expect(log.state()).toMatchObject({ waiting: 0, written: 2 });
  });
});

test('what is too old goes, then what strangers wrote beyond half, then what is too much; in small steps', async () => {
  const clock = new TestClock(EIGHT);
  const store = memorySecurityLog();
  const entry = (n: number, isStranger: boolean, atMs: number): SecurityEntry => ({
    ...{ entryId: `entry-${String(n).padStart(6, '0')}`, atMs, kind: 'refused', times: 1, isStranger },
    ...{ staffId: null, account: null, session: null, address: null, what: null, about: null },
    ...{ stream: null, rows: null },
  });
  const many = (count: number, from: number, isStranger: boolean, atMs: number) =>
    Array.from({ length: count }, (_, n) => entry(from + n, isStranger, atMs + n));
  await store.write(many(700, 0, false, EIGHT - 1_000_000));
  await store.write(many(300, 1_000, false, EIGHT - 90_000));
  await store.write(many(1_400, 2_000, true, EIGHT - 50_000));
  let most = 0;
  const counted: SecurityLogStore = {
    ...store,
    async trim(upTo, ofStrangers, step) {
      const gone = await store.trim(upTo, ofStrangers, step);
      most = Math.max(most, gone);
      return gone;
    },
  };
  const job = keepTrimmed({
    ...{ store: counted, clock, onFault: expect.unreachable },
    config: { securityLog: { maxRows: 1_000, maxAgeMs: 500_000 } },
  });
  let isDone = false;
  const looking = job.look().finally(() => {
    isDone = true;
  });
  for (let n = 0; n < 200 && !isDone; n += 1) {
    clock.passes(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await looking).toBe(700 + 900);
  expect(most).toBe(500);
  const left = await store.page(everything);
  expect(left.filter(({ isStranger }) => isStranger)).toHaveLength(500);
  expect(left.filter(({ isStranger }) => !isStranger)).toHaveLength(300);
  await job.close();
});

describe('at the front door', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const post = (path: string, body: object, token?: string) =>
    fetch(`${house.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
  const get = (path: string, token?: string) =>
    fetch(`${house.url}/api/v1${path}`, {
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    });

  /** The log as an operator reads it, once so many entries are in it; oldest first. */
  async function read(count: number, query = ''): Promise<SecurityEntryView[]> {
    const { token } = await house.session('operator');
    let entries: SecurityEntryView[] = [];
    await until(() => house.security.written() >= count);
    const answer = await get(`/office/security${query}`, token);
    expect(answer.status).toBe(200);
    entries = ((await answer.json()) as SecurityPage).entries.reverse();
    return entries;
  }

  test('sign-ins, right and wrong, lock-outs, links and sign-outs are there, by whom and from where', async () => {
    const { email, staffId } = await house.staff('host', 'correct horse');
    await post('/sign-in', { email, password: 'wrong horse' });
    const right = await post('/sign-in', { email: email.toUpperCase(), password: 'correct horse' });
    expect(right.status).toBe(200);
    const session = /fairday_staff=([^;]+)/.exec(right.headers.get('set-cookie') ?? '')![1]!;
    await post('/sign-out', {}, session);
    await post('/sign-in/link', { token: 'x'.repeat(43) });
    const entries = await read(4);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'sign_in_failed',
      'signed_in',
      'session_ended',
      'link_failed',
    ]);
    const [wrong, signedIn, signedOut] = entries as [SecurityEntryView, SecurityEntryView, SecurityEntryView];
    expect(wrong).toMatchObject({ by: null, account: { name: 'A Host' }, address: '127.0.0.0/24', times: 1 });
    expect(signedIn).toMatchObject({ by: { staffId, name: 'A Host' }, account: wrong.account });
    expect(signedIn.session).toHaveLength(12);
    expect(signedOut.session).toBe(signedIn.session);
    const kept = JSON.stringify(await house.security.entries());
    for (const secret of [email, 'horse', session, house.secrets.digest(session)]) {
      expect(kept).not.toContain(secret);
    }
  });

  test('whoever asks for what is not theirs is there, over HTTP and at the console', async () => {
    await get('/office/staff');
    const host = await house.session('host');
    await get('/office/staff', host.token);
    const socket = await house.connect('console', host.token);
    house.market.grants.set(host.staffId, { isHost: false, grants: [] });
    expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true });
    const no = await ask(socket, 'stream:end', { key: systemIds.next() });
    expect(no).toMatchObject({ code: 'FORBIDDEN' });
    // Why it was noted is nobody's who is told.
    expect(no).not.toHaveProperty('lacksRight');
    // No log decides it, and the same rights do.
    expect(await ask(socket, 'media:stop', {})).toMatchObject({ code: 'FORBIDDEN' });
    house.market.grants.set(host.staffId, null);
    expect(await ask(socket, 'hello', hello())).toMatchObject({ code: 'NOT_FOUND' });
    const entries = await read(5);
    expect(entries.map(({ by, what, stream }) => [by?.staffId ?? null, what, stream])).toEqual([
      [null, 'GET /office/staff', null],
      [host.staffId, 'GET /office/staff', null],
      [host.staffId, 'stream:end', SLUG],
      [host.staffId, 'media:stop', SLUG],
      [host.staffId, 'hello', SLUG],
    ]);
    expect([STREAM, REHEARSAL]).not.toContain(entries[2]!.stream);
  });

  test('a stranger who asks for the metrics is there too', async () => {
    const guarded = await openHouse({ environment: { PUBLIC_URL: 'https://market.example' } });
    try {
      expect((await fetch(`${guarded.url}/metrics`)).status).toBe(403);
      await until(() => guarded.security.written() === 1);
      expect(await guarded.security.entries()).toMatchObject([
        { kind: 'refused', what: 'GET /metrics', isStranger: true },
      ]);
    } finally {
      await guarded.close();
    }
  });

  test('a store that fails changes no answer, and /metrics says so', async () => {
    house.security.isDown = true;
    const { email } = await house.staff('host', 'correct horse');
    expect((await post('/sign-in', { email, password: 'wrong horse' })).status).toBe(401);
    expect((await post('/sign-in', { email, password: 'correct horse' })).status).toBe(200);
    await until(() => house.security.tries > 0);
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    expect(metrics).toMatch(/^fairday_security_log_waiting 2$/m);
    expect(metrics).toMatch(/^fairday_security_log_failures_total 1$/m);
    const { token } = await house.session('operator');
    const health = (await (await get('/office/health', token)).json()) as { security: object };
    expect(health.security).toMatchObject({ waiting: 2, lost: 0, failingSinceMs: expect.any(Number) });
  });

  test('operators read it by kind and time, a page after the other; nobody else does', async () => {
    const { token } = await house.session('host');
    expect((await get('/office/security')).status).toBe(401);
    expect((await get('/office/security', token)).status).toBe(403);
    await house.security.fill(7);
    const operator = (await house.session('operator')).token;
    const page = async (query: string) =>
      (await (await get(`/office/security?${query}`, operator)).json()) as SecurityPage;
    const first = await page('kind=webhook_added&limit=3');
    expect(first.entries).toHaveLength(3);
    const second = await page(`kind=webhook_added&limit=3&after=${first.next}`);
    const third = await page(`kind=webhook_added&limit=3&after=${second.next}`);
    expect([second.entries.length, third.entries.length, third.next]).toEqual([3, 1, null]);
    const all = [...first.entries, ...second.entries, ...third.entries];
    expect(new Set(all.map(({ entryId }) => entryId)).size).toBe(7);
    const middle = all[3]!.atMs;
    expect((await page(`kind=webhook_added&sinceMs=${middle}`)).entries).toHaveLength(4);
    expect((await page(`kind=webhook_added&untilMs=${middle}`)).entries).toHaveLength(3);
    expect((await get('/office/security?staffId=me', operator)).status).toBe(400);
    expect((await get('/office/security?after=nonsense', operator)).status).toBe(400);
    expect((await get('/office/security?kind=nonsense', operator)).status).toBe(400);
  });

  test('[A2] what is chosen goes along as a table, of one person too, and that is an entry itself', async () => {
    const { token } = await house.session('host');
    expect((await get('/office/security.csv')).status).toBe(401);
    expect((await get('/office/security.csv', token)).status).toBe(403);
    await house.security.fill(7);
    const { token: operator, staffId } = await house.session('operator');
    const table = async (query: string) => {
      const answer = await get(`/office/security.csv?${query}`, operator);
      expect(answer.status).toBe(200);
      return (await answer.text()).trim().split('\n');
    };
    const all = await table('kind=webhook_added');
    expect(all[0]!.replace('\ufeff', '')).toBe(
      'at,kind,times,person,account,about,what,stream,rows,address,device',
    );
    expect(all).toHaveLength(8);
    const own = (await read(1, `?staffId=${staffId}`)).filter(({ what }) => what === 'security.csv');
    expect(own).toMatchObject([{ kind: 'data_exported', rows: 7, by: { staffId } }]);
    expect((await table(`staffId=${staffId}&kind=webhook_added`)).length).toBe(1);
    expect((await get('/office/security.csv?staffId=me', operator)).status).toBe(400);
  });
});
