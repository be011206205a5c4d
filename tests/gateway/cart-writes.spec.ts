import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { CartWrites } from '../../server/gateway/limits/cart-writes.ts';
import { KnownBuyers } from '../../server/gateway/limits/known-buyers.ts';
import { type Limits, usualLimits } from '../../server/ports/limits.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { openHouse, SLUG } from './house.ts';

const MINUTE = 60_000;
const VILLAGE = '198.51.100.7';

function aDoor(limits: Partial<Limits> = {}) {
  let nowMs = 1_000_000;
  const clock = { nowMs: () => nowMs };
  const bought = new Set<string>();
  const known = new KnownBuyers(clock);
  const writes = new CartWrites({
    ...{ known, clock, config: { limits: { ...usualLimits, ...limits } } },
    application: { hasBought: async ({ buyerId }) => bought.has(buyerId) },
  });
  return {
    known,
    bought,
    passes: (ms: number) => {
      nowMs += ms;
    },
    changes: (
      buyerId: string,
      decided: Ack<{ replay?: true }> = { ok: true },
      { streamId = 'potato-day', address = VILLAGE } = {},
    ) => writes.run({ actor: { buyerId, allIds: [buyerId] }, address, streamId }, async () => decided),
  };
}

/** Guests who change their carts as often as they can. @returns how many changes were written */
async function flood(door: ReturnType<typeof aDoor>, guests: number, turns = 60, name = ''): Promise<number> {
  let written = 0;
  for (let guest = 0; guest < guests; guest += 1) {
    const buyer = name || `made-${guest}`;
    for (let turn = 0; turn < turns; turn += 1) if ((await door.changes(buyer)).ok) written += 1;
  }
  return written;
}

test('[X173] guests of one address write no more than its bucket, and it fills again with time', async () => {
  const door = aDoor({ cartChangesPerAddress: 100 });
  // Half of it, and one more of each of the others.
  expect(await flood(door, 200)).toBe(100);
  expect(await door.changes('made-1')).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  // Other streams and other addresses have their own.
  expect(await door.changes('ana', { ok: true }, { streamId: 'walnut-day' })).toEqual({ ok: true });
  expect(await door.changes('ana', { ok: true }, { address: '203.0.113.9' })).toEqual({ ok: true });
  door.passes(5 * MINUTE);
  // Half of it came again: that is kept for those who have changed nothing yet.
  expect((await door.changes('made-1')).ok).toBe(false);
  expect((await door.changes('ben')).ok).toBe(true);
  door.passes(5 * MINUTE);
  expect((await door.changes('made-1')).ok).toBe(true);
});

test('[X173] a newcomer’s first item goes into the cart while others change theirs without end', async () => {
  const door = aDoor({ cartChangesPerAddress: 100 });
  await flood(door, 1, 1_000);
  for (let newcomer = 0; newcomer < 49; newcomer += 1) {
    expect((await door.changes(`new-${newcomer}`)).ok, String(newcomer)).toBe(true);
  }
});

test('[X173] whom the village knew when its bucket ran dry, and who has bought, has passes that strangers cannot take', async () => {
  const door = aDoor({ cartChangesPerAddress: 100 });
  door.known.came(VILLAGE, 'ana');
  door.passes(2 * MINUTE);
  door.bought.add('buyer of before');
  door.known.came(VILLAGE, 'patient attacker');
  expect(await flood(door, 200)).toBe(100);
  // Who only waits for two minutes of the attack is not known, though some drops have flown in meanwhile.
  for (let second = 0; second < 125; second += 1) {
    door.passes(1_000);
    await flood(door, 3, 5);
  }
  // The first of each is one of those that are kept for it.
  const written: Record<string, number> = {};
  for (const buyer of ['ana', 'buyer of before', 'patient attacker']) {
    written[buyer] = await flood(door, 1, 70, buyer);
  }
  expect(written).toEqual({ ana: 61, 'buyer of before': 61, 'patient attacker': 1 });
});

test('[X173] what was refused, and what comes again under its key, takes nothing', async () => {
  const door = aDoor({ cartChangesPerAddress: 4 });
  const no = { ok: false, code: 'SOLD_OUT', itemNumber: 1, retryable: false, message: 'Sold out.' } as const;
  for (let turn = 0; turn < 50; turn += 1) {
    expect(await door.changes('ana', no as never)).toBe(no);
    expect(await door.changes('ana', { ok: true, replay: true })).toMatchObject({ ok: true });
  }
  expect(await flood(door, 10)).toBe(4);
});

test('[X173] 0 is no limit', async () => {
  expect(await flood(aDoor({ cartChangesPerAddress: 0 }), 400)).toBe(24_000);
});

test('[X173] sockets of one address whose guests change all the time are limited, over all products', async () => {
  const house = await openHouse({ environment: { MAX_CART_CHANGES_PER_ADDRESS: '20' } });
  const outcomes: Record<string, number> = {};
  for (let guest = 0; guest < 8; guest += 1) {
    const socket = await house.viewer();
    const ask = (command: string, request: object) =>
      socket.timeout(20_000).emitWithAck(command, request) as Promise<Ack<object>>;
    expect(await ask('hello', { protocol: PROTOCOL_VERSION, slug: SLUG })).toMatchObject({ ok: true });
    for (let turn = 0; turn < 8; turn += 1) {
      const line = { key: randomUUID(), itemNumber: 1 + turn, units: 1 };
      const ack =
        turn % 2 === 0
          ? await ask('cart:add', { ...line, seenPriceMinor: 1_990 })
          : await ask('cart:remove', line);
      const outcome = ack.ok ? 'done' : ack.code;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  }
  const written = house.market.heard.filter(({ command }) => command.startsWith('cart:'));
  await house.close();
  // Eight changes of the first guest, two of the second and one for the first time, and one of each who came after them.
  expect(outcomes).toEqual({ done: 17, RATE_LIMITED: 47 });
  expect(written).toHaveLength(17);
});
