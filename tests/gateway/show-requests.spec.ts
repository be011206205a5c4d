import { expect, test } from 'vitest';
import { ShowRequests } from '../../server/gateway/audience/show-requests.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import type { ShowRequest } from '../../server/market/show-request/decide.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import { MAX_REQUESTS_AT_ONCE } from '../../shared/market/show-request/bounds.ts';
import { ask, hello, openHouse } from './house.ts';

/** The gathering of a server on a clock that a test sets, over a log that takes everything but item 9. */
function aDoor(decide?: () => Promise<never>) {
  let nowMs = 1_000;
  const due: { atMs: number; run: () => void }[] = [];
  const batches: { streamId: string; asked: readonly ShowRequest[] }[] = [];
  const faults: unknown[] = [];
  const requests = new ShowRequests({
    application: {
      requestShows: async (asked, streamId) => {
        batches.push({ streamId, asked });
        await decide?.();
        const answers = asked.map(({ itemNumber }) =>
          itemNumber === 9 ? ({ code: 'NOT_IN_LINEUP', itemNumber } as const) : null,
        );
        return { ok: true, seq: 7, answers };
      },
    },
    clock: {
      nowMs: () => nowMs,
      steadyMs: () => nowMs,
      at: (atMs, run) => {
        due.push({ atMs, run });
        return () => {};
      },
      soon: () => {},
    },
    log: { error: (about: unknown) => faults.push(about) } as never,
    settings: { ...usualLimits, socketsPerAddress: 0, socketsPerAccount: 0 },
  });
  return {
    ...{ batches, faults },
    takes: (buyerId: string, itemNumber = 1, { streamId = 's', address = '198.51.100.7' } = {}) =>
      requests.take({ actor: { buyerId, allIds: [buyerId] }, address, streamId }, itemNumber),
    passes(ms: number) {
      nowMs += ms;
      for (const each of due.splice(0)) {
        if (each.atMs <= nowMs) each.run();
        else due.push(each);
      }
    },
  };
}

test('[L9] what is asked for in half a second is one command, and each is answered for itself', async () => {
  const door = aDoor();
  const answers = [door.takes('ana'), door.takes('ben', 9), door.takes('ana', 2)];
  door.passes(499);
  expect(door.batches).toEqual([]);
  door.passes(1);
  expect(await Promise.all(answers)).toMatchObject([
    { ok: true, seq: 7 },
    { ok: false, code: 'NOT_IN_LINEUP', itemNumber: 9 },
    { ok: true, seq: 7 },
  ]);
  expect(door.batches).toHaveLength(1);
  const other = door.takes('ana', 1, { streamId: 't' });
  door.passes(500);
  expect(await other).toMatchObject({ ok: true });
  expect(door.batches.map(({ streamId }) => streamId)).toEqual(['s', 't']);
});

test('[L9] a device that asks a thousand times is one request of one batch, and soon hears to wait', async () => {
  const door = aDoor();
  const answers = Array.from({ length: 1_000 }, () => door.takes('ana'));
  door.passes(500);
  const told = await Promise.all(answers);
  expect(told.filter(({ ok }) => ok)).toHaveLength(60);
  expect(told.at(-1)).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  expect(door.batches).toEqual([{ streamId: 's', asked: [{ buyerId: 'ana', itemNumber: 1 }] }]);
});

test('[L9] guests that one address makes up ask 2,000 times in ten minutes, and no more; others are not held up', async () => {
  const door = aDoor();
  let taken = 0;
  for (let turn = 0; turn < 25; turn += 1) {
    const answers = Array.from({ length: 100 }, (_, n) => door.takes(`made-${turn} ${n}`));
    door.passes(500);
    for (const { ok } of await Promise.all(answers)) taken += ok ? 1 : 0;
  }
  // It fills again while they go on.
  const filled = (25 * 500 * 2_000) / 600_000;
  expect(taken).toBeGreaterThanOrEqual(2_000);
  expect(taken).toBeLessThanOrEqual(2_000 + filled);
  const elsewhere = door.takes('ana', 1, { address: '203.0.113.9' });
  door.passes(500);
  expect((await elsewhere).ok).toBe(true);
});

test('[L9] a batch is bounded: one more comes again', async () => {
  const door = aDoor();
  const from = (n: number) => ({ address: `198.51.100.${n % 200}` });
  const answers = Array.from({ length: MAX_REQUESTS_AT_ONCE }, (_, n) => door.takes(`made-${n}`, 1, from(n)));
  expect(await door.takes('late', 1, from(201))).toMatchObject({ code: 'BUSY', retryable: true });
  door.passes(500);
  expect((await Promise.all(answers)).every(({ ok }) => ok)).toBe(true);
});

test('a store that is away is said to all who wait; a mistake of ours is told once', async () => {
  const away = aDoor(() => Promise.reject(new StoreAway('away')));
  const waiting = [away.takes('ana'), away.takes('ben')];
  away.passes(500);
  expect((await Promise.all(waiting)).map((told) => !told.ok && told.code)).toEqual([
    'UNAVAILABLE',
    'UNAVAILABLE',
  ]);
  expect(away.faults).toEqual([]);
  const broken = aDoor(() => Promise.reject(new Error('a mistake')));
  const both = [broken.takes('ana'), broken.takes('ben')];
  broken.passes(500);
  expect((await Promise.all(both)).map((told) => !told.ok && told.code)).toEqual(['INTERNAL', 'INTERNAL']);
  expect(broken.faults).toHaveLength(1);
});

test('[L9] a guest asks over the wire; what is no number of a product is refused by name', async () => {
  const house = await openHouse();
  try {
    const viewer = await house.viewer();
    await ask(viewer, 'hello', hello());
    expect(await ask(viewer, 'show-request:send', { itemNumber: 0 })).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'itemNumber',
    });
    expect(await ask(viewer, 'show-request:send', { itemNumber: 2 })).toMatchObject({ ok: true });
    expect(await ask(viewer, 'show-request:send', { itemNumber: 101 })).toMatchObject({
      code: 'NOT_IN_LINEUP',
    });
    expect(house.market.shown.flat().map(({ itemNumber }) => itemNumber)).toEqual([2, 101]);
  } finally {
    await house.close();
  }
});
