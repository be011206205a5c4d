import { beforeAll, expect, test } from 'vitest';
import { recompute } from '../../server/audit/recompute.ts';
import type { Recount } from '../../server/ports/recount.ts';
import { AuditMarket, type AuditStores, playAuditDay } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';
import type { Hands } from './corruptions/scene.ts';
import type { RebuildGround } from './rebuild-suite.ts';

type Copied = Pick<Awaited<ReturnType<RebuildGround['copy']>>, 'hands' | 'ledger' | 'close'>;

/** Numbers that the tables give, held against the log that they were made of. */
export function recomputeSuite<Copy extends Copied>(
  ground: { open(): Promise<AuditStores>; copy(): Promise<Copy> },
  recountOf: (copy: Copy) => Recount,
): void {
  let streamId: string;
  let stores: AuditStores;
  beforeAll(async () => {
    stores = await ground.open();
    const market = await AuditMarket.open(stores);
    ({ streamId } = market);
    const viewer = await market.buyer();
    await playAuditDay(market);
    const presence = {
      ...{ streamId, node: 'main', viewerId: viewer.buyerId, fromMs: at('19:00') },
      channel: 'wechat' as const,
    };
    await stores.audience.record([
      { ...presence, connectionId: 'a', isStaff: false, toMs: at('19:30') },
      { ...presence, connectionId: 'b', isStaff: true, toMs: null },
    ]);
    await stores.audience.expose([
      {
        ...{ streamId, itemNumber: 1, viewerId: viewer.buyerId, shownMs: 4_000, isOpened: true, oneIn: 2 },
        channel: 'wechat',
      },
    ]);
    accepted(await market.floor('stream:end', {}));
    await market.passes(61 * 60_000);
    await market.close();
    await stores.close();
  });

  async function counted(damage?: (hands: Hands) => Promise<void>) {
    const copy = await ground.copy();
    await damage?.(copy.hands);
    const ledger = await copy.ledger();
    const recount = recountOf(copy);
    try {
      return (await recompute(ledger, recount, streamId, at('23:59')))!;
    } finally {
      await recount.close();
      await ledger.close();
      await copy.close();
    }
  }

  test('every number of the report comes out of the raw log as well', async () => {
    const { facts, numbers, difference } = await counted();
    expect(difference).toBeNull();
    expect(facts).toBeGreaterThan(100);
    expect(numbers).toBeGreaterThan(100);
  });

  test.each([
    {
      what: 'an order that was paid for one fen more',
      damage: (hands: Hands) =>
        hands.run(
          `UPDATE orders SET goods_minor = goods_minor + 1 WHERE stream_id = ? AND order_id = (
             SELECT min(order_id) FROM orders WHERE stream_id = ? AND status = 'PAID')`,
          streamId,
          streamId,
        ),
      where: 'summary.gmvPlacedMinor',
    },
    {
      what: 'a minute with an add too many',
      damage: (hands: Hands) =>
        hands.run(
          'UPDATE minute SET adds = adds + 1 WHERE stream_id = ? AND minute = (SELECT min(minute) FROM minute)',
          streamId,
        ),
      where: expect.stringMatching(/^minutes\.\d+\.adds$/),
    },
    {
      what: 'a buyer who is missing among those who added',
      damage: (hands: Hands) =>
        hands.run(
          `DELETE FROM adder WHERE stream_id = ? AND item_number = 2 AND buyer_id = (
             SELECT min(buyer_id) FROM adder WHERE stream_id = ? AND item_number = 2)`,
          streamId,
          streamId,
        ),
      where: 'items.1.adders',
    },
    {
      what: 'an order of which a unit came back that did not',
      damage: (hands: Hands) =>
        hands.run(
          `UPDATE order_line SET refunded_units = units WHERE stream_id = ? AND order_id = (
             SELECT min(order_id) FROM orders WHERE stream_id = ? AND status = 'PAID')`,
          streamId,
          streamId,
        ),
      where: expect.stringMatching(/^itemMinutes\.\d+ at \d+\.kept$/),
    },
  ])('$what is named', async ({ damage, where }) => {
    const { difference } = await counted(damage);
    expect(difference).toMatchObject({ where });
    expect(difference!.report).not.toBe(difference!.log);
  });
}
