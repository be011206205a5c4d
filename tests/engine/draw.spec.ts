import { expect, test } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { MAX_DRAWN } from '../../server/event-log/admission/draw-room.ts';
import type { Outcome } from '../../server/market/kernel/decision.ts';
import { SECOND } from '../../shared/values/time.ts';
import { buyerId, codeOf, STREAM, Stall } from '../builders/engine-stall.ts';
import { turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';
import { type Coming, readBySlowLoop } from '../builders/slow-loop.ts';

const STARTS = at('20:01');
/** When the draw of a flash that starts at 20:01 is held. */
const HELD = STARTS + 350;

/** Those in time have been looked at for a while: a draw that a busy log could not hold in time is held then. */
async function untilNobodyComes({ clock }: Stall): Promise<void> {
  for (let wait = 0; wait < 3; wait += 1) {
    await turns();
    clock.passes(50);
  }
}

/** A stall whose item 1 has a flash at 20:01 for five units. The later somebody's number, the earlier their lot. */
async function aCountdown(stock = [3_000, 10]) {
  const lots = new Map(Array.from({ length: 3_000 }, (_, n) => [buyerId(n), String(9_999 - n)]));
  const stall = await Stall.open({ stock, lotOf: ({ of }) => lots.get(of) ?? '0' });
  const flashId = await stall.flashes(60, STARTS);
  const tap = (buyer: number, key?: string) =>
    stall.add(buyer, { flashId, seen: 1_990, ...(key !== undefined && { key }) });
  return { stall, flashId, tap };
}

test('[F7] who taps around the start is decided by lot: an early line and a quick one are worth nothing', async () => {
  const { stall, tap } = await aCountdown();
  const answers = [];
  for (let n = 0; n < 60; n += 1) {
    stall.clock.passTo(STARTS - 300 + 10 * n);
    answers.push(stall.send(tap(n)));
  }
  await turns();
  expect(stall.engine.load.parked).toBe(60);
  await stall.drawIsHeld(STARTS);
  const codes = (await Promise.all(answers)).map(codeOf);
  expect(codes.map((code, n) => (code === 'accepted' ? n : -1)).filter((n) => n >= 0)).toEqual([
    55, 56, 57, 58, 59,
  ]);
  expect(new Set(codes.slice(0, 55))).toEqual(new Set(['FLASH_QUOTA_GONE']));
  const facts = (await stall.factsOf('cart_added')).map(({ body }) => JSON.parse(body).body);
  // Each has its own arrival: that of 59 was 290 ms after the start.
  expect(facts[0]).toMatchObject({ buyerId: buyerId(59) });
  expect(facts.map(({ receivedAtMs }) => receivedAtMs ?? 0)).toEqual(
    [0, 280, 270, 260, 250].map((ms) => (ms === 0 ? 0 : STARTS + ms)),
  );
});

test('[F7] nobody gets past the draw by not naming the flash', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS + 10);
  const quick = Array.from({ length: 5 }, (_, n) => stall.send(stall.add(n, { seen: 1_990 })));
  const kept = Array.from({ length: 5 }, (_, n) => stall.send(tap(100 + n)));
  await turns();
  expect(stall.engine.load.parked).toBe(10);
  await stall.drawIsHeld(STARTS);
  expect((await Promise.all(kept)).map(codeOf)).toEqual(Array(5).fill('accepted'));
  // Who saw that price hears that it is gone.
  expect((await Promise.all(quick)).map(codeOf)).toEqual(Array(5).fill('FLASH_QUOTA_GONE'));
});

test('[F7] each buyer takes part once: a second tap is BUSY until the draw is over, and then decided', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS - 100);
  const first = stall.send(tap(0));
  await turns();
  const second = tap(0, stall.nextKey());
  const busy = await stall.send(second);
  expect(busy).toMatchObject({ refusal: { code: 'BUSY' } });
  const { retryAfterMs } = (busy as unknown as { refusal: { retryAfterMs: number } }).refusal;
  expect(STARTS - 100 + retryAfterMs).toBeGreaterThan(HELD);
  await stall.drawIsHeld(STARTS);
  expect(codeOf(await first)).toBe('accepted');
  stall.clock.passes(SECOND);
  expect(codeOf(await stall.send({ ...second, readAtMs: stall.clock.steadyMs() }))).toBe('accepted');
});

test('[F7] too early is no answer for good: the same key is judged again, and nothing was written of it', async () => {
  const { stall, tap } = await aCountdown();
  const seat = await stall.anotherSeat('one');
  await stall.anotherSeat('two');
  stall.clock.passTo(STARTS - SECOND);
  const early = tap(0);
  const inDoubt = { ...early, key: { ...early.key!, isInDoubt: true } };
  for (const ask of [early, early, inDoubt, inDoubt]) {
    const now = { ...ask, readAtMs: stall.clock.steadyMs() };
    expect(await stall.send(now, seat)).toMatchObject({
      refusal: { code: 'FLASH_NOT_STARTED', inMs: SECOND, startsAtMs: STARTS },
    });
  }
  expect(await stall.store.findKey((await stall.head()).logId, [buyerId(0)], early.key!.key)).toBeNull();
  stall.clock.passTo(STARTS);
  const again = stall.send({ ...inDoubt, readAtMs: STARTS }, seat);
  await turns();
  await stall.drawIsHeld(STARTS);
  expect(codeOf(await again)).toBe('accepted');
});

test.each([
  ['', () => 0],
  // Two thirds of a second for all of them, on an average: it is behind from the first on.
  [' on a loop that is a turn behind', (opening: number) => 8 + ((7 * opening) % 29)],
] as const)(
  '[F7] over 200 openings early bots and fast lines win no more often than their share%s',
  async (_, eachMs) => {
    const OPENINGS = 200;
    const [bots, fast, people] = [6, 6, 18];
    const all = bots + fast + people;
    const { lot } = openSecrets({ master: 'a master secret of the test, long enough', country: '86' });
    const stall = await Stall.open({ stock: [5_000], lotOf: (draw) => lot(STREAM, draw) });
    const won = { bots: 0, fast: 0, people: 0 };
    for (let opening = 0; opening < OPENINGS; opening += 1) {
      const startsAtMs = stall.clock.nowMs() + 10 * SECOND;
      const flashId = await stall.flashes(10, startsAtMs);
      const answers: Promise<Outcome<unknown>>[] = [];
      const taps = (from: number, count: number, momentMs: (n: number) => number): Coming[] =>
        Array.from({ length: count }, (_, n) => ({
          atMs: startsAtMs + momentMs(n),
          read(readAtMs) {
            // Others each time: who lets a hold run out often holds no more.
            const ask = stall.add(all * opening + from + n, { flashId, seen: 1_990 });
            answers[from + n] = stall.send({ ...ask, readAtMs });
          },
        }));
      stall.clock.passTo(startsAtMs - 300);
      await readBySlowLoop(
        stall.clock,
        [
          ...taps(0, bots, () => -299),
          ...taps(bots, fast, () => 0),
          ...taps(bots + fast, people / 2, (n) => -250 + 25 * n),
          ...taps(bots + fast + people / 2, people / 2, (n) => 20 * n),
        ],
        { eachMs: eachMs(opening), untilMs: startsAtMs + 2 * SECOND },
      );
      const codes = (await Promise.all(answers)).map(codeOf);
      const wins = (from: number, to: number) =>
        codes.slice(from, to).filter((code) => code === 'accepted').length;
      won.bots += wins(0, bots);
      won.fast += wins(bots, bots + fast);
      won.people += wins(bots + fast, all);
      expect(codes.filter((code) => code === 'accepted')).toHaveLength(5);
      // Everything of this flash is over, and what was held has run out.
      stall.clock.passTo(startsAtMs + 6 * 60 * SECOND);
      await stall.settles();
    }
    const units = 5 * OPENINGS;
    expect(won.bots + won.fast + won.people).toBe(units);
    for (const [count, got] of [
      [bots, won.bots],
      [fast, won.fast],
      [people, won.people],
    ] as const) {
      const share = count / all;
      // Three standard deviations of so many draws.
      const most = units * share + 3 * Math.sqrt(units * share * (1 - share));
      expect(got).toBeLessThan(most);
    }
  },
  60_000,
);

test('[F7] a loop that is a turn behind reads late what came in time: all who may have been there take part', async () => {
  const { stall, tap } = await aCountdown();
  const answers = new Map<number, Promise<Outcome<unknown>>>();
  const taps = (from: number, count: number, atMs: number): Coming[] =>
    Array.from({ length: count }, (_, n) => ({
      atMs,
      read: (readAtMs) => answers.set(from + n, stall.send({ ...tap(from + n), readAtMs })),
    }));
  stall.clock.passTo(STARTS - 300);
  // Each takes 20 ms: those in time are read for more than half a second, and dated with the end of that.
  await readBySlowLoop(
    stall.clock,
    [
      ...taps(5, 10, STARTS - 295),
      ...taps(15, 20, STARTS - 100),
      ...[...taps(0, 5, STARTS + 100), ...taps(35, 2, STARTS + 100)],
      ...taps(40, 5, STARTS + 470),
    ],
    { eachMs: 20, untilMs: STARTS + 2_000 },
  );
  const winners: number[] = [];
  for (const [n, answer] of answers) if (codeOf(await answer) === 'accepted') winners.push(n);
  // The later somebody's number, the earlier their lot: but who came after the window takes no part.
  expect(winners.sort()).toEqual([32, 33, 34, 35, 36]);
}, 20_000);

test('[F7] a draw waits for all who were read in its window: a busy log decides them in several batches', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS - 300);
  const answers = [stall.send(tap(0))];
  await turns();
  let release = () => {};
  stall.store.fates.push({ kind: 'slow', until: new Promise<void>((resolve) => (release = resolve)) });
  const before = stall.send(stall.add(2_900, { itemNumber: 2 }));
  await turns();
  for (let n = 1; n < 600; n += 1) {
    stall.clock.passTo(STARTS - 300 + n);
    answers.push(stall.send(tap(n)));
  }
  // Its time has come, and only the first of them has been looked at.
  await stall.drawIsHeld(STARTS);
  release();
  expect(codeOf(await before)).toBe('accepted');
  await untilNobodyComes(stall);
  const codes = (await Promise.all(answers)).map(codeOf);
  expect(codes.flatMap((code, n) => (code === 'accepted' ? [n] : []))).toEqual([595, 596, 597, 598, 599]);
});

test('[F7][X175] nobody gets past the draw by a tap between its window and the time at which it is held', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS + 200);
  const inTime = Array.from({ length: 5 }, (_, n) => stall.send(tap(n)));
  stall.clock.passTo(STARTS + 300);
  await turns();
  stall.clock.passTo(STARTS + 301);
  const quick = Array.from({ length: 5 }, (_, n) => stall.send(tap(100 + n)));
  await turns();
  expect(stall.engine.load.parked).toBe(10);
  await stall.drawIsHeld(STARTS);
  expect((await Promise.all(inTime)).map(codeOf)).toEqual(Array(5).fill('accepted'));
  expect((await Promise.all(quick)).map(codeOf)).toEqual(Array(5).fill('FLASH_QUOTA_GONE'));
});

test('[F7][X175] nor by coming later to a log that is too busy to hold it in time', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS);
  let release = () => {};
  stall.store.fates.push({ kind: 'slow', until: new Promise<void>((resolve) => (release = resolve)) });
  const other = stall.send(stall.add(2_900, { itemNumber: 2 }));
  await turns();
  const inTime = Array.from({ length: 5 }, (_, n) => stall.send(tap(n)));
  await stall.drawIsHeld(STARTS);
  stall.clock.passTo(HELD + 40);
  // One batch takes them all.
  const later = Array.from({ length: 5 }, (_, n) => stall.send(tap(100 + n)));
  release();
  expect(codeOf(await other)).toBe('accepted');
  await untilNobodyComes(stall);
  expect((await Promise.all(inTime)).map(codeOf)).toEqual(Array(5).fill('accepted'));
  expect((await Promise.all(later)).map(codeOf)).toEqual(Array(5).fill('FLASH_QUOTA_GONE'));
});

test('[F7][X175] nor after a store that stood still for longer than a window is remembered', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS);
  const inTime = Array.from({ length: 5 }, (_, n) => stall.send(tap(n)));
  await turns();
  let release = () => {};
  stall.store.fates.push({ kind: 'slow', until: new Promise<void>((resolve) => (release = resolve)) });
  void stall.send(stall.add(2_900, { itemNumber: 2 }));
  await turns();
  await stall.drawIsHeld(STARTS);
  stall.clock.passes(11 * SECOND);
  await turns();
  const later = Array.from({ length: 5 }, (_, n) => stall.send(tap(100 + n)));
  release();
  await untilNobodyComes(stall);
  expect((await Promise.all(inTime)).map(codeOf)).toEqual(Array(5).fill('accepted'));
  expect((await Promise.all(later)).map(codeOf)).toEqual(Array(5).fill('FLASH_QUOTA_GONE'));
});

test('[F7] who comes after the window has no say in when a draw is held', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS);
  const inTime = stall.send(tap(0));
  await turns();
  let release = () => {};
  stall.store.fates.push({ kind: 'slow', until: new Promise<void>((resolve) => (release = resolve)) });
  const other = stall.send(stall.add(2_900, { itemNumber: 2 }));
  await turns();
  await stall.drawIsHeld(STARTS);
  const late = Array.from({ length: 300 }, (_, n) => stall.send(tap(1 + n)));
  release();
  expect(codeOf(await other)).toBe('accepted');
  expect(codeOf(await inTime)).toBe('accepted');
  const codes = (await Promise.all(late)).map(codeOf);
  expect(codes.slice(0, 5)).toEqual([...Array(4).fill('accepted'), 'FLASH_QUOTA_GONE']);
});

test('[F7] an engine that closes tells those who are kept, and their keys are judged anew', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS - 100);
  const kept = stall.send(tap(0));
  await turns();
  await stall.engine.close();
  expect(codeOf(await kept)).toBe('UNAVAILABLE');
  expect(stall.engine.load.parked).toBe(0);
});

test('[F7] too many kept for one flash refuse taps on that flash alone', async () => {
  const { stall, tap } = await aCountdown([9_000, 10]);
  stall.clock.passTo(STARTS - 100);
  for (let n = 0; n < MAX_DRAWN; n += 500) {
    for (let each = n; each < n + 500; each += 1) void stall.send(tap(each));
    await turns();
  }
  await turns();
  expect(stall.engine.load.parked).toBe(MAX_DRAWN);
  expect(codeOf(await stall.send(tap(MAX_DRAWN)))).toBe('BUSY');
  expect(codeOf(await stall.send(stall.add(MAX_DRAWN + 1, { itemNumber: 2 })))).toBe('accepted');
  expect(codeOf(await stall.send(stall.place(MAX_DRAWN + 1, { 2: 1 })))).toBe('accepted');
});

test('[F7] those of a draw are no queue: nobody else is turned away because of them', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS - 100);
  const kept = [];
  for (let n = 0; n < 2_500; n += 1) {
    if (n % 500 === 0) await turns();
    kept.push(stall.send(tap(n)));
  }
  await turns();
  await stall.drawIsHeld(STARTS);
  const other = stall.add(2_600, { itemNumber: 2 });
  expect(stall.engine.earlyRefusal({ ids: other.ids, key: other.key!.key })).toBeNull();
  expect(stall.engine.isFull(2_500)).toBe(false);
  expect(codeOf(await stall.send(other))).toBe('accepted');
  const codes = (await Promise.all(kept)).map(codeOf);
  expect(codes.filter((code) => code === 'accepted')).toHaveLength(5);
  expect(codes.filter((code) => code === 'FLASH_QUOTA_GONE')).toHaveLength(2_495);
});

test('[F7] nor do they turn each other away: while a draw is open a busy log has room for all who tap', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS - 300);
  const answers = [stall.send(tap(0))];
  await turns();
  let release = () => {};
  stall.store.fates.push({ kind: 'slow', until: new Promise<void>((resolve) => (release = resolve)) });
  const other = stall.send(stall.add(2_900, { itemNumber: 2 }));
  await turns();
  stall.clock.passTo(STARTS);
  const refused: string[] = [];
  for (let n = 1; n <= 2_500; n += 1) {
    const ask = tap(n);
    const early = stall.engine.earlyRefusal({ ids: ask.ids, key: ask.key!.key });
    if (early) refused.push(early.code);
    else answers.push(stall.send(ask));
  }
  expect(refused).toEqual([]);
  await stall.drawIsHeld(STARTS);
  release();
  expect(codeOf(await other)).toBe('accepted');
  await untilNobodyComes(stall);
  const codes = Map.groupBy((await Promise.all(answers)).map(codeOf), (code) => code);
  expect([...codes].map(([code, all]) => [code, all.length])).toEqual(
    expect.arrayContaining([['accepted', 5]]),
  );
  expect([...codes.keys()].toSorted()).toEqual(['FLASH_QUOTA_GONE', 'accepted']);
});

test('[F7] a process that goes down with taps kept has lost nothing: their keys are judged anew', async () => {
  const { stall, tap } = await aCountdown();
  stall.clock.passTo(STARTS - 100);
  const ask = tap(0);
  void stall.send(ask);
  await turns();
  stall.dies();
  await stall.restarts();
  await stall.drawIsHeld(STARTS);
  const again = { ...ask, readAtMs: HELD, key: { ...ask.key!, isInDoubt: true } };
  expect(codeOf(await stall.send(again))).toBe('accepted');
});
