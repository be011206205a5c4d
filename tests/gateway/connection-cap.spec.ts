import { EventEmitter } from 'node:events';
import { connect, type Socket as Wire } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ConnectionCap } from '../../server/gateway/limits/connection-cap.ts';
import { ask, type House, hello, openHouse } from './house.ts';
import { joinedRaw, rawSocket, waitFor } from './raw-socket.ts';

const houses: House[] = [];
const wires: { destroy(): void }[] = [];
afterEach(async () => {
  for (const wire of wires.splice(0)) wire.destroy();
  for (const house of houses.splice(0)) await house.close();
});

function aCap(most: number) {
  let nowMs = 0;
  const turnedAway: string[] = [];
  const closed: string[] = [];
  const displaced: string[] = [];
  const cap = new ConnectionCap(most, {
    clock: { nowMs: () => nowMs },
    onSilentClosed: (key) => closed.push(key),
    onTurnedAway: (key) => turnedAway.push(key),
    onDisplaced: (key) => displaced.push(key),
  });
  const come = (key: string) => {
    const connection = Object.assign(new EventEmitter(), {
      isGone: false,
      destroy() {
        connection.isGone = true;
        connection.emit('close');
      },
    });
    cap.came(connection as never, key);
    return connection;
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  /** A viewer that shows a stream. @returns its connection, and whether it found a place */
  const watch = (key: string, isKept = () => false) => {
    const connection = come(key);
    return { connection, isIn: cap.shows(connection, isKept) !== null };
  };
  return { cap, come, watch, turnedAway, closed, displaced, pass };
}

test('of the address with most silent connections the one that was silent for longest makes room', () => {
  const { cap, come, closed, turnedAway } = aCap(10);
  const attackers = Array.from({ length: 8 }, () => come('attacker'));
  const village = [come('village'), come('village')];
  for (const connection of village) cap.works(connection);
  for (let n = 0; n < 5; n += 1) cap.works(come(`newcomer ${n}`));
  expect(attackers.map(({ isGone }) => isGone)).toEqual([true, true, true, true, true, false, false, false]);
  expect(village.some(({ isGone }) => isGone)).toBe(false);
  expect(closed).toEqual(Array(5).fill('attacker'));
  expect(turnedAway).toEqual([]);
});

test('a village that has joined loses nobody, whoever comes; where nobody is silent the newcomer is turned away', () => {
  const { cap, come, turnedAway, closed } = aCap(100);
  const village = Array.from({ length: 99 }, () => come('village'));
  for (const connection of village) cap.works(connection);
  // They take the one place in turn.
  for (let n = 0; n < 50; n += 1) come(`attacker ${n}`);
  expect(closed).toHaveLength(49);
  cap.works(come('the last'));
  const late = come('too late');
  expect(late.isGone).toBe(true);
  expect(turnedAway).toEqual(['too late']);
  expect(village.some(({ isGone }) => isGone)).toBe(false);
  village[0]!.destroy();
  expect(come('in time').isGone).toBe(false);
});

test('who has worked and fell silent again stands at the end of those of the same address', () => {
  const { cap, come } = aCap(3);
  const [first, second] = [come('a'), come('a')];
  const [over, overToo] = [cap.works(first), cap.works(first)];
  over();
  over();
  come('b');
  cap.works(come('c'));
  expect([first.isGone, second.isGone]).toEqual([false, true]);
  overToo();
  cap.works(come('d'));
  cap.works(come('e'));
  expect(first.isGone).toBe(true);
});

test('a connection counts for the address that it turns out to be of', () => {
  const { cap, come } = aCap(4);
  const proxied = [come('proxy'), come('proxy'), come('proxy')];
  for (const [n, connection] of proxied.entries()) cap.isOf(connection, `visitor ${n}`);
  const own = come('attacker');
  const more = come('attacker');
  expect(proxied.filter(({ isGone }) => isGone)).toHaveLength(1);
  come('somebody');
  expect([own.isGone, more.isGone]).toEqual([true, false]);
});

test('who is only just coming goes last: a village that comes in at once is not taken for the one with most silent lines', () => {
  const { come, closed, cap, pass } = aCap(1_000);
  // A few each, of many addresses.
  const attackers = Array.from({ length: 1_000 }, (_, n) => come(`attacker ${n % 500}`));
  pass(2_000);
  const village = Array.from({ length: 100 }, () => come('village'));
  expect(village.some(({ isGone }) => isGone)).toBe(false);
  expect(attackers.filter(({ isGone }) => isGone)).toHaveLength(100);
  for (const connection of village.slice(50)) cap.works(connection);
  // Who of it has had the time and said nothing is one of the silent.
  pass(2_000);
  come('somebody');
  expect(village.slice(0, 50).filter(({ isGone }) => isGone)).toHaveLength(1);
  expect(closed.at(-1)).toBe('village');
  // Where all are only just coming the address with most of them pays.
  const full = aCap(10);
  for (let n = 0; n < 8; n += 1) full.come('attacker');
  full.come('a');
  full.come('b');
  full.come('c');
  expect(full.closed).toEqual(['attacker']);
});

const goneOf = (viewers: readonly { connection: { isGone: boolean } }[]) =>
  viewers.flatMap(({ connection }, index) => (connection.isGone ? [index] : []));

test('[X170] where viewers have all places the youngest goes, of the address that has most, for a newcomer of one with fewer', () => {
  const { watch, pass, displaced, turnedAway } = aCap(100);
  const attackers = Array.from({ length: 80 }, () => watch('attacker'));
  const village = Array.from({ length: 10 }, () => watch('village'));
  pass(2_000);
  const newcomers = Array.from({ length: 10 }, (_, n) => watch(`home ${n}`));
  expect(newcomers.every(({ isIn }) => isIn)).toBe(true);
  expect(goneOf(attackers)).toEqual([70, 71, 72, 73, 74, 75, 76, 77, 78, 79]);
  expect(goneOf([...village, ...newcomers])).toEqual([]);
  expect([displaced, turnedAway]).toEqual([Array(10).fill('attacker'), []]);
  // The attacker's own newcomers go for none of others.
  for (let n = 0; n < 50; n += 1) watch('attacker');
  expect(goneOf([...village, ...newcomers])).toEqual([]);
});

test('[X170] who has only just come goes after those who have been there for two seconds', () => {
  const { watch, pass } = aCap(10);
  const old = Array.from({ length: 5 }, () => watch('village'));
  pass(2_000);
  const young = Array.from({ length: 4 }, () => watch('village'));
  watch('home');
  watch('home');
  expect([goneOf(old), goneOf(young)]).toEqual([[3, 4], []]);
});

test('[X170] who is known, or has a hold or an order, never goes, and counts against nobody', () => {
  const { watch, pass, turnedAway } = aCap(100);
  const known = Array.from({ length: 60 }, () => watch('village', () => true));
  const attackers = Array.from({ length: 30 }, () => watch('attacker'));
  pass(2_000);
  const newcomers = Array.from({ length: 10 }, () => watch('village'));
  expect(newcomers.every(({ isIn }) => isIn)).toBe(true);
  expect(goneOf(known)).toEqual([]);
  expect(goneOf(attackers)).toHaveLength(10);
  // A known one who comes back takes a stranger's place, also where nobody has more.
  const one = aCap(10);
  const singles = Array.from({ length: 9 }, (_, n) => one.watch(`home ${n}`));
  expect(one.watch('home 10').isIn).toBe(false);
  expect(one.watch('home 11', () => true).isIn).toBe(true);
  expect(goneOf(singles)).toHaveLength(1);
  expect(one.turnedAway).toEqual(['home 10']);
  // Where all are kept nobody goes.
  const full = aCap(10);
  const kept = Array.from({ length: 9 }, () => full.watch('village', () => true));
  expect([full.watch('a').isIn, full.watch('b', () => true).isIn]).toEqual([false, false]);
  expect([goneOf(kept), turnedAway]).toEqual([[], []]);
});

test('[X170] a newcomer of the address with most takes the place of its own that came first', () => {
  const { watch, pass } = aCap(10);
  const village = Array.from({ length: 9 }, () => watch('village'));
  pass(2_000);
  expect(watch('village').isIn).toBe(true);
  expect(goneOf(village)).toEqual([0]);
});

test('[X170] viewers leave places for pages and consoles, and give theirs back', () => {
  const { cap, come, watch, turnedAway } = aCap(100);
  for (let n = 0; n < 90; n += 1) watch('village', () => true);
  expect(watch('village', () => true).isIn).toBe(false);
  const pages = Array.from({ length: 9 }, (_, n) => come(`page ${n}`));
  for (const page of pages) cap.works(page);
  expect(pages.some(({ isGone }) => isGone)).toBe(false);
  expect(turnedAway).toEqual(['village']);
  const [first] = Array.from({ length: 1 }, () => aCap(10));
  const leaving = first!.come('a');
  const leave = first!.cap.shows(leaving, () => true)!;
  for (let n = 0; n < 8; n += 1) first!.watch('a', () => true);
  expect(first!.watch('a').isIn).toBe(false);
  leave();
  expect(first!.watch('a').isIn).toBe(true);
});

test('0 is no limit', () => {
  const { come, closed, turnedAway } = aCap(0);
  for (let n = 0; n < 1_000; n += 1) come('a');
  expect([closed, turnedAway]).toEqual([[], []]);
});

async function aHouse(environment: Record<string, string>) {
  const house = await openHouse({ environment });
  houses.push(house);
  return house;
}

function plain(port: number): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const wire = connect(port, '127.0.0.1', () => resolve(wire));
    wires.push(wire);
    wire.on('error', reject);
  });
}

test('[X07] silent sockets and idle lines of one address keep no newcomer of another out', async () => {
  const house = await aHouse({ TRUST_PROXY: '1', MAX_CONNECTIONS: '20' });
  const tokens = await Promise.all(Array.from({ length: 6 }, () => house.guest()));
  const silent = await Promise.all(
    Array.from({ length: 12 }, () => rawSocket(house.url, { 'X-Forwarded-For': '203.0.113.9' })),
  );
  for (const { heard } of silent) await waitFor(heard, (text) => text.startsWith('0'));
  const idle = await Promise.all(Array.from({ length: 10 }, () => plain(house.port)));
  // They come from elsewhere, and stay.
  for (const [n, { token }] of tokens.entries()) {
    const socket = await house.connect('live', token, { 'X-Forwarded-For': `198.51.100.${n}` });
    expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true });
  }
  const left = silent.filter(({ socket }) => socket.readyState === socket.OPEN).length;
  expect(left + idle.filter((wire) => !wire.destroyed).length).toBeLessThan(22);
  for (const { socket } of silent) socket.terminate();
});

test('[X07] a village that has joined from one address loses nobody to silent lines', async () => {
  const house = await aHouse({ TRUST_PROXY: '1', MAX_CONNECTIONS: '40' });
  const byes: string[] = [];
  const village = [];
  for (let n = 0; n < 25; n += 1) {
    const socket = await house.connect('live', (await house.guest()).token, {
      'X-Forwarded-For': '203.0.113.7',
    });
    socket.on('disconnect', (reason) => byes.push(reason));
    expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true });
    village.push(socket);
  }
  for (let n = 0; n < 60; n += 1) {
    const wire = await plain(house.port);
    wire.on('error', () => {});
  }
  expect(house.gateway.counters.silentClosed).toBeGreaterThan(20);
  expect(byes).toEqual([]);
  expect(village.every((socket) => socket.connected)).toBe(true);
  // Who answers is no silent one, however long that takes.
  expect((await fetch(`${house.url}/api/v1/streams`)).status).toBe(200);
});

test('[X170] viewers of one address who fill the server keep neither newcomers nor consoles nor pages out', async () => {
  const house = await aHouse({ TRUST_PROXY: '1', MAX_CONNECTIONS: '60' });
  const join = async (ip: string) => {
    const socket = await house.connect('live', (await house.guest()).token, { 'X-Forwarded-For': ip });
    return { socket, answer: await ask(socket, 'hello', hello()) };
  };
  const attackers = [];
  for (let n = 0; n < 54; n += 1) attackers.push(await join('203.0.113.9'));
  expect(attackers.filter(({ answer }) => answer.ok)).toHaveLength(54);
  for (let n = 0; n < 10; n += 1) expect((await join(`198.51.100.${n}`)).answer).toMatchObject({ ok: true });
  expect(house.gateway.counters.viewersDisplaced).toBe(10);
  expect((await fetch(`${house.url}/api/v1/streams`)).status).toBe(200);
  const { token } = await house.session('operator');
  expect((await house.connect('console', token, { 'X-Forwarded-For': '203.0.113.9' })).connected).toBe(true);
});

test('[X06] who has left every namespace is closed after the time that a hello has', async () => {
  const house = await aHouse({});
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  raw.socket.send('41/live,');
  const startMs = performance.now();
  await raw.closed;
  expect(performance.now() - startMs).toBeGreaterThan(4_000);
}, 15_000);

test('[X07] the limit of an address counts IPv6 by its /64, and a village has room', async () => {
  const house = await aHouse({ TRUST_PROXY: '1', MAX_CONNECTIONS_PER_ADDRESS: '3' });
  const from = (n: number) => ({ 'X-Forwarded-For': `2001:db8:1:2::${n}` });
  const open = await Promise.all([1, 2, 3].map((n) => rawSocket(house.url, from(n))));
  for (const { heard } of open) await waitFor(heard, (text) => text.startsWith('0'));
  const fourth = await rawSocket(house.url, from(4));
  await fourth.closed;
  expect(fourth.heard).toEqual([]);
  const other = await rawSocket(house.url, { 'X-Forwarded-For': '2001:db8:1:3::1' });
  await waitFor(other.heard, (text) => text.startsWith('0'));
  for (const { socket } of [...open, other]) socket.terminate();
  expect((await aHouse({})).config.maxConnectionsPerAddress).toBe(12_000);
});
