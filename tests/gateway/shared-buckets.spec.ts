import { expect, test } from 'vitest';
import { memoryAttemptLimiter } from '../../server/adapters/attempt-limiter/memory.ts';
import { KnownBuyers } from '../../server/gateway/limits/known-buyers.ts';
import { openSharedBuckets, type SharedAct } from '../../server/gateway/limits/shared-buckets.ts';
import { attemptSizes } from '../../server/gateway/limits/table.ts';
import { type Limits, usualLimits } from '../../server/ports/limits.ts';

const MINUTE = 60_000;
const VILLAGE = '198.51.100.7';

function aDoor(limits: Partial<Limits> = {}) {
  let nowMs = 1_000_000;
  const clock = { nowMs: () => nowMs };
  const config = { limits: { ...usualLimits, ...limits } };
  const bought = new Set<string>();
  const store = { isSlow: false };
  const known = new KnownBuyers(clock);
  const buckets = openSharedBuckets({
    ...{ known, clock, config },
    tries: memoryAttemptLimiter(attemptSizes(config.limits)),
    application: { hasBought: async ({ buyerId }) => (store.isSlow ? null : bought.has(buyerId)) },
  });
  return {
    known,
    bought,
    store,
    waitMs: async (buyerId: string) =>
      buckets.shared('contact', { actor: { buyerId, allIds: [buyerId] }, address: VILLAGE }, true),
    passes: (ms: number) => {
      nowMs += ms;
    },
    async takes(buyerId: string, act: SharedAct = 'contact', address = VILLAGE): Promise<boolean> {
      const own = await buckets.own(act, buyerId);
      if (own.waitMs > 0) return false;
      const actor = { buyerId, allIds: [buyerId] };
      return (await buckets.shared(act, { actor, address }, own.isFirst)) === 0;
    },
  };
}

/** Guests made for it take all that they can. */
async function flood(door: ReturnType<typeof aDoor>, guests: number, act: SharedAct = 'contact') {
  let taken = 0;
  for (let guest = 0; guest < guests; guest += 1) {
    for (let turn = 0; turn < 20; turn += 1) if (await door.takes(`made-${guest}`, act)) taken += 1;
  }
  return taken;
}

for (const act of ['contact', 'deviceCode', 'merge'] as const) {
  test(`[X169] ${act}: whom a village knows is served while strangers have emptied its bucket, twice in a minute`, async () => {
    const door = aDoor();
    const villagers = Array.from({ length: 300 }, (_, villager) => `villager-${villager}`);
    for (const villager of villagers) door.known.came(VILLAGE, villager);
    door.passes(2 * MINUTE);
    door.known.came(VILLAGE, 'late');
    door.bought.add('buyer of before');
    await flood(door, 4_000, act);
    expect(await door.takes('one more', act)).toBe(false);
    expect(await door.takes('late', act)).toBe(false);
    expect(await door.takes('buyer of before', act)).toBe(true);
    for (const villager of villagers) {
      const served = [await door.takes(villager, act), await door.takes(villager, act)];
      expect([...served, await door.takes(villager, act)], villager).toEqual([true, true, false]);
    }
    // Who is known elsewhere is not known here.
    door.known.came('203.0.113.9', 'away');
    door.passes(5 * MINUTE);
    expect(await door.takes('away', act)).toBe(false);
  });
}

test('[X169] while the store is too slow to say who has bought, nobody is told to wait for the bucket', async () => {
  const door = aDoor({ contactsPerAddress: 100 });
  door.bought.add('buyer of before');
  await flood(door, 60);
  door.store.isSlow = true;
  expect(await door.waitMs('buyer of before')).toBe(1_000);
  door.store.isSlow = false;
  expect(await door.waitMs('buyer of before')).toBe(0);
  expect(await door.waitMs('a stranger')).toBeGreaterThan(10_000);
});

test('[X169] half of a bucket is for what a buyer does for the first time: a flood of further ones leaves it', async () => {
  const door = aDoor({ contactsPerAddress: 100 });
  // Three guests take half of it; the others are let in once each.
  expect(await flood(door, 10)).toBe(57);
  for (let newcomer = 0; newcomer < 43; newcomer += 1) expect(await door.takes(`new-${newcomer}`)).toBe(true);
  expect(await door.takes('one more')).toBe(false);
});

test('[X169] passes lift no bound on codes that are typed: strangers have half of it, those who pass the other', async () => {
  const door = aDoor({ deviceCodesPerAddress: 100 });
  for (let guest = 0; guest < 150; guest += 1) door.known.came(VILLAGE, `patient-${guest}`);
  door.passes(2 * MINUTE);
  expect(await flood(door, 200, 'merge')).toBe(50);
  let passed = 0;
  for (let guest = 0; guest < 150; guest += 1) {
    for (let turn = 0; turn < 20; turn += 1) if (await door.takes(`patient-${guest}`, 'merge')) passed += 1;
  }
  expect(passed).toBe(50);
});

test('[X169] who watched for two minutes is known for ten over a lost line, in all of the network', () => {
  let nowMs = 0;
  const known = new KnownBuyers({ nowMs: () => nowMs });
  const isKnown = (atMs = nowMs, address = VILLAGE) => known.isKnown(address, 'ana', atMs);
  const leave = known.came(VILLAGE, 'ana');
  nowMs = 2 * MINUTE - 1;
  expect(isKnown()).toBe(false);
  nowMs = 2 * MINUTE;
  expect(isKnown()).toBe(true);
  expect(isKnown(2 * MINUTE - 1)).toBe(false);
  expect([known.count(VILLAGE), known.count('198.51.100.200'), known.count('198.51.101.7')]).toEqual([
    1, 1, 0,
  ]);
  leave();
  leave();
  expect(known.count(VILLAGE)).toBe(0);
  nowMs += 10 * MINUTE - 1;
  expect([isKnown(), isKnown(nowMs, '198.51.100.8'), isKnown(nowMs, '198.51.101.7')]).toEqual([
    true,
    true,
    false,
  ]);
  const again = known.came('198.51.100.8', 'ana');
  expect(isKnown()).toBe(true);
  again();
  nowMs += 10 * MINUTE;
  expect(isKnown()).toBe(false);
  known.came(VILLAGE, 'ana');
  expect(isKnown()).toBe(false);
});

test('[X169] a guest who leaves before is not kept, and of one network no more than two thousand are', () => {
  let nowMs = 0;
  const known = new KnownBuyers({ nowMs: () => nowMs });
  known.came(VILLAGE, 'short')();
  const leaves = Array.from({ length: 2_100 }, (_, guest) => known.came(VILLAGE, `guest-${guest}`));
  nowMs = 2 * MINUTE;
  for (const leave of leaves) leave();
  const kept = Array.from({ length: 2_100 }, (_, guest) => known.isKnown(VILLAGE, `guest-${guest}`, nowMs));
  expect(kept.filter(Boolean)).toHaveLength(2_000);
  expect(known.isKnown(VILLAGE, 'short', nowMs)).toBe(false);
  nowMs += 10 * MINUTE;
  // The first who leaves then makes room.
  const ben = known.came(VILLAGE, 'ben');
  nowMs += 2 * MINUTE;
  ben();
  expect(known.isKnown(VILLAGE, 'ben', nowMs)).toBe(true);
});
