import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { card, stock } from './fake-market.ts';
import { ask, type House, hello, isWell, openHouse, until } from './house.ts';
import { joinedRaw, waitFor } from './raw-socket.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** A screen as the client keeps it: it counts what it was told, and how often it had to start over. */
function aScreen(socket: Socket) {
  const screen = { cursor: startCursor as Cursor, snapshots: 0, deltas: 0, gaps: 0, order: [] as string[] };
  socket.on('s', (history: string, to: number, changes: Change[]) => {
    screen.cursor = takeSnapshot({ history, to, changes });
    screen.snapshots += 1;
    screen.order.push('s');
  });
  socket.on('d', (history: string, from: number, to: number, changes: Change[]) => {
    const outcome = takeFrame(screen.cursor, { history, from, to, changes });
    if (outcome.kind === 'resync') screen.gaps += 1;
    if (outcome.kind === 'applied') screen.cursor = outcome.cursor;
    screen.deltas += 1;
    screen.order.push('d');
  });
  return screen;
}

async function join(more: Record<string, unknown> = {}, before?: (socket: Socket) => void) {
  const socket = await house.viewer();
  const screen = aScreen(socket);
  before?.(socket);
  const reply = (await ask<Record<string, never>>(socket, 'hello', hello(more))) as Record<string, unknown>;
  screen.order.push('ack');
  return { socket, screen, reply };
}

test('while a frame goes out to a stream’s viewers the way is taken, and it is free afterwards', async () => {
  const { screen } = await join();
  const before = house.way.taken;
  house.market.move([stock(1, 7)], { urgent: true });
  await until(() => screen.cursor.seq === 11);
  expect(house.way.taken).toBeGreaterThan(before);
  expect(house.way.freed).toBe(house.way.taken);
});

test('hello brings the snapshot before its ack, and a delta to who was here before', async () => {
  const first = await join();
  expect(first.reply).toMatchObject({ ok: true, seq: 10, history: 'aaaa1111', me: { seq: 10 } });
  expect(first.screen.order).toEqual(['s', 'ack']);
  house.market.move([stock(1, 7)], { urgent: true });
  house.market.move([['c', 2, null]]);
  await until(() => first.screen.cursor.seq === 12);

  const back = await join({ history: 'aaaa1111', seq: 11 }, () => {});
  expect(back.screen.order).toEqual(['d', 'ack']);
  expect(back.screen.gaps).toBe(1); // This screen is empty, so its delta has nothing to stand on; see below.
  const known = { ...first.screen.cursor };
  expect(known.view).toEqual(house.market.view);
  for (const cursor of [
    { history: 'zzzz9999', seq: 11 },
    { history: 'aaaa1111', seq: 99 },
    { history: 'aaaa1111', seq: 3 },
  ]) {
    expect((await join(cursor)).screen.order).toEqual(['s', 'ack']);
  }
});

test('[INV13] [INV14] screens that join at any time, and come back, all end with the same view', async () => {
  const screens: { socket: Socket; screen: ReturnType<typeof aScreen> }[] = [];
  for (let round = 0; round < 40; round += 1) {
    house.market.move([stock(1 + (round % 3), round % 20)], {
      urgent: round % 5 === 0,
      isLost: round % 7 === 3,
    });
    if (round % 2 === 0) screens.push(await join());
    if (round % 10 === 9) {
      const { socket, screen } = screens[round % screens.length]!;
      const { history, seq } = screen.cursor;
      await ask(socket, 'hello', hello({ history, seq }));
    }
    await new Promise((resolve) => setTimeout(resolve, round % 4 === 0 ? 60 : 5));
  }
  house.market.move([card(9), stock(9, 3)], { urgent: true });
  await until(() => screens.every(({ screen }) => screen.cursor.seq === house.market.seq));
  for (const { screen } of screens) {
    expect(digestOf(screen.cursor.view)).toBe(digestOf(house.market.view));
    expect(screen.gaps).toBe(0);
  }
});

test('[INV16] who had an answer from another node is not welcomed behind it', async () => {
  const { screen } = await join();
  const { history, seq } = screen.cursor;
  house.market.move([stock(1, 7)], { isLost: true });
  const { socket, reply } = await join({ history, seq });
  expect(reply).toMatchObject({ ok: true, seq });
  const welcome = await ask(socket, 'hello', hello({ history, seq, answeredSeq: house.market.seq }));
  expect(welcome).toMatchObject({ ok: true, seq: house.market.seq });
  for (const answeredSeq of [-1, 0.5, '1']) {
    expect(await ask(socket, 'hello', hello({ history, seq, answeredSeq }))).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'answeredSeq',
    });
  }
});

test('[S1] [X63] a rehearsal and a stream that is not there are the same to a viewer', async () => {
  const socket = await house.viewer();
  const refusals = await Promise.all(
    ['rehearsal-x', 'nothing'].map((slug) => ask(socket, 'hello', hello({ slug }))),
  );
  expect(refusals[0]).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  expect(refusals[0]).toEqual(refusals[1]);
});

test('[X57] [X64] a bad cursor is refused; a screen that claims to differ is believed once in 10 s', async () => {
  const socket = await house.viewer();
  const screen = aScreen(socket);
  for (const seq of [-1, 1.5, 'abc', 2 ** 60, null, {}]) {
    expect(await ask(socket, 'hello', hello({ history: 'aaaa1111', seq }))).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'seq',
    });
  }
  const claim = hello({ history: 'aaaa1111', seq: 10, mismatch: true });
  expect((await ask(socket, 'hello', claim)).ok).toBe(true);
  expect(screen.snapshots).toBe(1);
  expect(await ask(socket, 'hello', claim)).toMatchObject({ code: 'RATE_LIMITED' });
});

test('[X58] a seq beyond the head is answered by a snapshot, and the operator hears of it', async () => {
  const socket = await house.viewer();
  const screen = aScreen(socket);
  const ahead = hello({ history: 'aaaa1111', seq: house.market.seq + 1 });
  expect(await ask(socket, 'hello', ahead)).toMatchObject({ ok: true, seq: house.market.seq });
  expect(screen.snapshots).toBe(1);
  expect(house.warnings).toEqual(['a screen is ahead of its stream']);
});

test('[A1] a buyer’s own part goes to the buyer’s own sockets', async () => {
  const guest = await house.guest();
  const mine = await house.connect('live', guest.token);
  const { socket: others } = await join();
  const told: string[] = [];
  mine.on('me', (view: { seq: number }) => told.push(`mine ${view.seq}`));
  others.on('me', () => told.push('others'));
  expect(await ask(mine, 'hello', hello())).toMatchObject({ buyerId: guest.buyerId });
  for (let i = 0; i < 5; i += 1) house.market.move([], { buyers: [guest.buyerId, 'somebody else'] });
  await until(() => told.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(told).toEqual(['mine 15']);
});

test('each second the heartbeat says the time and how many distinct viewers there are', async () => {
  const { token } = await house.guest();
  const [tabOne, tabTwo] = [await house.connect('live', token), await house.connect('live', token)];
  const beats: unknown[][] = [];
  tabOne.on('h', (...beat) => beats.push(beat));
  await ask(tabOne, 'hello', hello());
  await ask(tabTwo, 'hello', hello());
  await join();
  await until(() => beats.length >= 2);
  expect(beats.at(-1)).toEqual(['aaaa1111', 10, expect.any(Number), 2]);
  expect(Math.abs((beats.at(-1)![2] as number) - Date.now())).toBeLessThan(1_500);
});

test('who watches is written in batches, and a store that fails loses nothing while it is short', async () => {
  house.audience.fails = true;
  const { socket } = await join();
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  house.audience.fails = false;
  socket.disconnect();
  await until(() => [...house.audience.rows.values()].some((row) => row.toMs !== null));
  expect(house.audience.rows.size).toBe(1);
  expect([...house.audience.rows.values()][0]).toMatchObject({
    isStaff: false,
    streamId: expect.any(String),
  });
});

test('[X138] who does not read leaves the room, gets a fresh snapshot later, and costs the others nothing', async () => {
  const fast = await join();
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  raw.socket.send(`42/live,1["hello",{"protocol":${PROTOCOL_VERSION},"slug":"potato-day"}]`);
  await waitFor(raw.heard, (text) => text.startsWith('43/live,1'));
  raw.socket.pause();
  const big = 'x'.repeat(200_000);
  for (let i = 0; i < 100; i += 1) {
    house.market.move([card(5, `${big}${i}`)], { urgent: true });
    await new Promise((resolve) => setTimeout(resolve, 52));
  }
  await until(() => fast.screen.cursor.seq === house.market.seq);
  const status = await (await fetch(`${house.url}/metrics`)).text();
  // Read again: a fresh snapshot comes, at the newest seq, instead of all that was missed.
  raw.socket.resume();
  await waitFor(
    raw.heard,
    (text) => text.startsWith('42/live,["s"') && text.includes(`,${house.market.seq},`),
    10_000,
  );
  const frames = raw.heard.filter((text) => text.startsWith('42/live,["d"')).length;
  expect(frames).toBeLessThan(fast.screen.deltas - 20);
  expect(status).toContain('fairday_live_connections 2');
  expect(fast.screen.gaps).toBe(0);
  raw.socket.terminate();
  expect(await isWell(house)).toBe(true);
}, 30_000);

test('[C34] a server that stops says so', async () => {
  const { socket } = await join();
  const byes: string[] = [];
  socket.on('bye', (reason) => byes.push(reason));
  const gone = new Promise((resolve) => socket.once('disconnect', resolve));
  await house.gateway.close();
  await gone;
  expect(byes).toEqual(['DRAIN']);
});

test('[O2] a total is asked for without a key, after a hello, in its strict form', async () => {
  const request = { lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 1_990 }], addressId: null };
  const early = await house.viewer();
  expect(await ask(early, 'order:quote', request)).toMatchObject({ code: 'BAD_REQUEST', field: 'hello' });
  const { socket } = await join();
  // This market's application refuses every quote: it came as far as them.
  expect(await ask(socket, 'order:quote', request)).toMatchObject({ code: 'CART_EMPTY' });
  for (const bad of [{ ...request, key: 'k' }, { ...request, country: 'Singapore' }, { lines: [] }]) {
    expect(await ask(socket, 'order:quote', bad)).toMatchObject({ code: 'BAD_REQUEST' });
  }
});
