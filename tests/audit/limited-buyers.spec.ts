import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LimitedTimes } from '../../server/audit/facts/limited.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import { DAY, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { rewrite } from './corruptions/scene.ts';
import { SqliteGround } from './sqlite-ground.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const ground = new SqliteGround();
let ana: HouseBuyer;
let streamId: string;

/** Ana adds something before somebody else is limited, soon after, and an hour after. */
beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  ({ streamId } = market);
  const operator = { staffId: market.ids.next(), name: 'Li', role: 'operator', device: 'desk' } as const;
  await market.adds(40, 1_990);
  accepted(await market.floor('stream:go-live', {}));
  ana = await market.buyer();
  const ben = await market.buyer();
  await market.takes(ana, 1, 1, 1_990);
  const asked = { key: market.ids.next(), buyerId: ben.buyerId, days: 7, reason: 'unpaid' } as const;
  accepted(await market.app.application.limitBuyer(operator, asked));
  await market.passes(MINUTE);
  await market.takes(ana, 1, 1, 1_990);
  await market.passes(60 * MINUTE);
  await market.takes(ana, 1, 1, 1_990);
  await market.close();
  await stores.close();
});
afterAll(() => ground.remove());

async function found(whom: string | null) {
  const copy = await ground.copy();
  const stores = await copy.stores();
  const facts = await stores.store.factsAfter('shop', 0, 1_000);
  await stores.close();
  const { seq } = facts.find(({ type }) => type === 'buyer_limited')!;
  if (whom !== null) {
    const shop = { streamId: 'shop', facts } as unknown as Parameters<typeof rewrite>[1];
    await rewrite(copy.hands, shop, seq, (body) => Object.assign(body, { buyerId: whom }));
    // Made of the facts as they were.
    await copy.hands.run("DELETE FROM snapshot WHERE log_id = 'shop'");
  }
  const ledger = await copy.ledger();
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  await copy.close();
  return reports.flatMap(({ finding }) => finding ?? []);
}

test('[B11] verify finds nothing of who was limited and got nothing', async () => {
  expect(await found(null)).toEqual([]);
});

test('[B11] [INV9] verify finds what a limited buyer got, once no clock and no delay can explain it', async () => {
  const [finding] = await found(ana.buyerId);
  expect(finding).toMatchObject({
    ...{ invariant: 'INV9', logId: streamId, at: 'cart_added' },
    found: expect.stringContaining('whom the shop limited'),
  });
  // The add of a minute later is let pass: servers may have known by then, or not.
  const stores = await ground.open();
  const facts = await stores.store.factsAfter(streamId, 0, 1_000);
  await stores.close();
  const adds = facts.filter(({ type }) => type === 'cart_added').map(({ seq }) => seq);
  expect(finding!.seq).toBe(adds[2]);
});

test('[B11] a limit ends when it is lifted, when another takes its place, and by itself', () => {
  const by = { staffId: 'operator', device: 'desk' };
  const times = new LimitedTimes();
  const limit = (atMs: number, untilMs: number) =>
    times.note({ type: 'buyer_limited', buyerId: 'ana', untilMs, reason: 'unpaid', by }, atMs);
  limit(0, 7 * DAY);
  times.note({ type: 'buyer_limit_lifted', buyerId: 'ana', by }, DAY);
  limit(2 * DAY, 9 * DAY);
  limit(3 * DAY, 4 * DAY);
  const isFound = (atMs: number, buyerId = 'ana') => {
    try {
      times.check({ type: 'waitlist_joined', buyerId } as never, { seq: 1, atMs }, (() => 'no') as never);
      return false;
    } catch {
      return true;
    }
  };
  const half = (days: number) => days * DAY + DAY / 2;
  expect([half(0), half(1), half(2), half(3), half(4), half(8)].map((atMs) => isFound(atMs))).toEqual([
    ...[true, false, true, true, false, false],
  ]);
  expect(isFound(half(0), 'ben')).toBe(false);
});
