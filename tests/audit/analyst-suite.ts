import { afterAll, beforeAll, expect, test } from 'vitest';
import { replay } from '../../server/audit/replay.ts';
import { openAnalyst } from '../../server/main.ts';
import type { Analyst } from '../../server/ports/analyst.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { AuditMarket, type AuditStores, type PlayedDay, playAuditDay } from '../builders/audit-market.ts';

type Database = Parameters<typeof openAnalyst>[0]['database'];

/** What is read of logs by the thread that reads them, over a played day. */
export function analystSuite(ground: {
  open(): Promise<AuditStores>;
  database(): Database;
  ledger(): Ledger | Promise<Ledger>;
}): void {
  let analyst: Analyst;
  let ledger: Ledger;
  let stores: AuditStores;
  let day: PlayedDay;
  let streamId: string;
  let headSeq: number;
  let times: number[];

  beforeAll(async () => {
    stores = await ground.open();
    const market = await AuditMarket.open(stores);
    ({ streamId } = market);
    day = await playAuditDay(market);
    await market.close();
    ledger = await ground.ledger();
    headSeq = (await ledger.head(streamId))!.seq;
    times = (await ledger.facts(streamId, 0, 10_000)).map(({ atMs }) => atMs);
    analyst = (await openAnalyst({ database: ground.database() }))!;
  });
  afterAll(async () => {
    await analyst.close();
    await ledger.close();
    await stores.close();
  });

  test('every instant is as a replay from the first fact has it, asked in any order', async () => {
    const seqs = [...Array(headSeq + 1).keys()].slice(1);
    const shuffled = [...seqs.filter((n) => n % 7 === 3), ...seqs.filter((n) => n % 11 === 0).reverse()];
    expect(shuffled.length).toBeGreaterThan(10);
    const facts = await ledger.facts(streamId, 0, 10_000);
    const placed = facts.find(({ type }) => type === 'order_placed')!;
    const { body } = JSON.parse(placed.body) as { body: { buyerId: string } };
    const buyer = body.buyerId;
    for (const seq of shuffled) {
      const answer = await analyst.moment(streamId, { seq }, buyer, null);
      expect(answer).toEqual({
        moment: await replay(ledger, streamId, { seq }, buyer),
        readSeq: headSeq,
        headSeq,
      });
      const atMs = times[seq - 1]! + 1;
      const between = await analyst.moment(streamId, { atMs }, null, null);
      expect(between!.moment).toEqual(await replay(ledger, streamId, { atMs }, null));
    }
    const page = await analyst.moment(streamId, { seq: headSeq }, buyer, 0);
    expect(page!.page!.mine!.seq).toBe(headSeq);
    expect(page!.page!.changes.length).toBeGreaterThan(4);
    expect((await analyst.moment(streamId, { atMs: times[0]! - 1 }, null, null))!.moment).toBeNull();
    expect(await analyst.moment('0190a000-0000-7000-9000-00000000dead', { seq: 1 }, null, null)).toBeNull();
    expect(await analyst.moment('shop', { seq: 1 }, null, null)).toBeNull();
  });

  test('the floor: the flash afterwards, what became of holds, what was bought together', async () => {
    const steps = [[times[0]!, 10]] as const;
    const asked = { itemNumber: 1, count: 2, firstAtMs: times[0]!, code: 'FLASH_QUOTA_GONE' };
    const floor = (await analyst.floor(streamId, steps, [
      { ...asked, buyerId: 'a', lastAtMs: times[20]!, largestAsk: 3 },
      { ...asked, buyerId: 'a', code: 'INSUFFICIENT', lastAtMs: times[20]!, largestAsk: 2 },
      { ...asked, buyerId: 'b', lastAtMs: times[21]!, largestAsk: 1 },
      { ...asked, buyerId: 'c', lastAtMs: times[0]!, largestAsk: 9 },
      { ...asked, buyerId: 'd', itemNumber: 2, lastAtMs: times[20]!, largestAsk: 9 },
    ]))!;
    expect(floor).toMatchObject({ seq: headSeq, headSeq, isWhole: true, droppedAdds: 0 });
    const [flash] = floor.flashes;
    const rows = await ledger.rows('flashes', streamId, null, 10);
    expect(flash).toMatchObject({
      flashId: day.flashId,
      itemNumber: 1,
      cap: 20,
      priceMinor: 1_990,
      soldOutAtMs: null,
      soldUnits: rows[0]!.sold,
      lateTaps: 0,
      refusedBuyers: 2,
      refusedUnits: 4,
    });
    expect(flash!.endedAtMs! - flash!.startsAtMs).toBe(300_000);
    // One unit in flash of the buyer who became another ran out.
    expect(flash!.expiredUnits).toBe(1);
    const { heldUnits, placedUnits, expiredUnits } = floor.holds;
    expect(placedUnits).toBeGreaterThan(16);
    expect(heldUnits).toBeGreaterThanOrEqual(placedUnits + expiredUnits);
    expect(floor.pairs).toEqual([
      expect.objectContaining({ itemNumbers: [1, 2], orders: expect.any(Number) }),
    ]);
    expect(floor.acts.map(({ kind }) => kind)).toEqual(['pin', 'flash']);
    const [, ofFlash] = floor.acts;
    expect(ofFlash!.during).toEqual({ buyers: 8, viewerSeconds: 3_000 });
  });

  test('steps are the log’s facts in order, or those of one buyer', async () => {
    const first = (await analyst.steps(streamId, { after: 0, limit: 50 }))!;
    expect(first.headSeq).toBe(headSeq);
    expect(first.steps.map(({ seq }) => seq)).toEqual([...Array(50).keys()].map((n) => n + 1));
    const placed = first.steps.find(({ type }) => type === 'order_placed')!;
    expect(placed).toMatchObject({ amountMinor: 6_190, itemNumber: null });
    const own = (await analyst.steps(streamId, { after: 0, limit: 200, buyer: placed.buyerId! }))!.steps;
    expect(own.length).toBeGreaterThan(2);
    const round = (await analyst.steps(streamId, { after: 30, before: 10, limit: 5 }))!.steps;
    expect(round.map(({ seq }) => seq)).toEqual([...Array(15).keys()].map((n) => n + 21));
    expect(new Set(own.map(({ buyerId }) => buyerId))).toEqual(new Set([placed.buyerId]));
  });
}
