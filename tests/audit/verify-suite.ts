import { beforeAll, describe, expect, test } from 'vitest';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { AuditMarket, type AuditStores, playAuditDay } from '../builders/audit-market.ts';
import { corruptFacts } from './corruptions/of-facts.ts';
import { corruptRows } from './corruptions/of-rows.ts';
import type { Hands, Scene } from './corruptions/scene.ts';

/** Where a played market lies, and how copies of it are made to be damaged. */
export interface Ground {
  open(): Promise<AuditStores>;
  /** A copy of the played market that no constraint protects. */
  copy(): Promise<{ hands: Hands; ledger(): Promise<Ledger>; close(): Promise<void> }>;
}

/** [INV19] The books of a day that was really played are clean, and every damage is found and named. */
export function verifySuite(ground: Ground): void {
  let scene: Scene;

  beforeAll(async () => {
    const stores = await ground.open();
    const market = await AuditMarket.open(stores);
    const day = await playAuditDay(market);
    await market.close();
    const facts = await stores.store.factsAfter(market.streamId, 0, 10_000);
    await stores.close();
    scene = { ...day, facts, streamId: market.streamId };
  });

  async function findingsOf(copy: Awaited<ReturnType<Ground['copy']>>) {
    const ledger = await copy.ledger();
    try {
      const reports = await verifyMarket(ledger, logKinds, null);
      return reports.flatMap(({ finding }) => finding ?? []);
    } finally {
      await ledger.close();
    }
  }

  test('[INV19] a day that was really played has nothing to find', async () => {
    expect(scene.facts.length).toBeGreaterThan(80);
    const copy = await ground.copy();
    expect(await findingsOf(copy)).toEqual([]);
    await copy.close();
  });

  test('of a stream that sold nothing no orders are looked up, and none are found', async () => {
    const copy = await ground.copy();
    const ledger = await copy.ledger();
    expect(Object.values(await ledger.ordersById(scene.streamId, [])).flat()).toEqual([]);
    await ledger.close();
    await copy.close();
  });

  describe('a planted corruption is found and named', () => {
    test.each([...corruptFacts, ...corruptRows])('$name', async ({ plant }) => {
      const copy = await ground.copy();
      const expected = await plant(copy.hands, scene);
      const [finding] = await findingsOf(copy);
      await copy.close();
      expect(finding).toBeDefined();
      expect(finding!.invariant).toBe(expected.invariant);
      if (expected.seq !== undefined) expect(finding!.seq).toBe(expected.seq);
      for (const part of ['at', 'found', 'expected'] as const) {
        const wanted = expected[part];
        if (wanted === undefined) continue;
        expect(finding![part]).toEqual(wanted instanceof RegExp ? expect.stringMatching(wanted) : wanted);
      }
    });
  });
}
