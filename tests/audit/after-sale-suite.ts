import { beforeAll, expect, test } from 'vitest';
import { rebuildMarket } from '../../server/audit/rebuild.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import type { PersonalTextKind } from '../../server/ports/personal-texts.ts';
import type { Parcel } from '../../server/ports/readers.ts';
import { ok } from '../../shared/values/result.ts';
import { type PlayedParcels, playAfterSale } from '../builders/after-sale-day.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import type { HouseBuyer } from '../builders/engine-house.ts';
import type { RebuildGround } from './rebuild-suite.ts';

/** [INV19] Parcels and claims are in the tables as the log has them, and are made again from it. */
export function afterSaleSuite(ground: RebuildGround): void {
  let streamId: string;
  let day: PlayedParcels;
  let parcels: Parcel[];
  let completed: (string | undefined)[];
  let warehouse: number;

  beforeAll(async () => {
    const stores = await ground.open();
    const market = await AuditMarket.open(stores);
    const keep = async (buyer: HouseBuyer, orderId: string, kind: PersonalTextKind) => {
      const read = async () => ok(Buffer.from('three were brown'));
      const kept = await market.app.application.keepClaimText(buyer, orderId, { kind, read });
      if (!kept.ok) throw new Error(kept.refusal.code);
      return kept.value.textId;
    };
    day = await playAfterSale(market, async (buyer, orderId) => ({
      textId: await keep(buyer, orderId, 'claim_words'),
      photoIds: [await keep(buyer, orderId, 'claim_photo')],
    }));
    streamId = market.streamId;
    parcels = await stores.readers.parcels({ streamId, limit: 10 });
    completed = await Promise.all(
      day.orderIds.map(async (orderId) => (await stores.readers.orderById(orderId))?.order.status),
    );
    warehouse = (await stores.readers.products({ limit: 1 }))[0]?.warehouseUnits ?? 0;
    await market.close();
    await stores.close();
  });

  async function findings(copy: Awaited<ReturnType<RebuildGround['copy']>>) {
    const ledger = await copy.ledger();
    const reports = await verifyMarket(ledger, logKinds, null);
    await ledger.close();
    return reports.flatMap(({ finding }) => finding ?? []);
  }

  test('[INV19] the day has nothing to find, and every row is made again', async () => {
    const copy = await ground.copy();
    expect(await findings(copy)).toEqual([]);
    const tables = ['shipment', 'shipment_line', 'claim', 'orders'];
    const rows = async () =>
      Promise.all(tables.map((table) => copy.hands.all(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`)));
    const before = await rows();
    expect(before.map((list) => list.length)).toEqual([4, 5, 1, 12]);
    await copy.hands.run('DELETE FROM shipment');
    await copy.hands.run('DELETE FROM claim');
    await copy.hands.run('DELETE FROM personal_text');
    await copy.hands.run('UPDATE shipment_line SET units = 9');
    expect(await findings(copy)).not.toEqual([]);
    await copy.close();
    const ledger = await copy.ledger();
    const projections = await copy.projections(true);
    await rebuildMarket(ledger, projections, logKinds, null);
    await projections.close();
    await ledger.close();
    expect(await findings(copy)).toEqual([]);
  });

  test('[INV19] a parcel, a line of it, a claim and how long its words are kept are named once they were changed', async () => {
    for (const [text, at] of [
      ["UPDATE shipment SET status = 'LOST' WHERE tracking_code = 'SF-1003'", /^shipments /],
      ['UPDATE shipment_line SET damaged = 1 WHERE sellable = 0 AND damaged = 0', /^shipmentLines /],
      ['UPDATE personal_text SET until_ms = until_ms + 1', /^textUses /],
      ["DELETE FROM personal_text WHERE kind = 'claim_photo'", /^textUses /],
      ['UPDATE claim SET refund_minor = refund_minor + 1', /^claims /],
      [
        "INSERT INTO claim SELECT stream_id, 'stray', order_id, line_index, units, share_bps, reason, status, opened_at_ms, decided_at_ms, goods_minor, refund_minor, text_id, photo_ids FROM claim",
        /^claims/,
      ],
    ] as const) {
      const copy = await ground.copy();
      await copy.hands.run(text);
      const [finding] = await findings(copy);
      await copy.close();
      expect(finding?.at).toMatch(at);
    }
  });

  test('[O4] parcels are told with the orders in them, and where they are', () => {
    const told = new Map(parcels.map(({ shipment, lines }) => [shipment.shipmentId, { shipment, lines }]));
    const [delivered, lost, refused, away] = day.shipmentIds.map((id) => told.get(id));
    expect(delivered?.shipment).toMatchObject({ status: 'DELIVERED', trackingCode: 'SF-1000' });
    expect(delivered?.lines.map(({ orderId, units }) => [orderId, units])).toEqual([
      [day.orderIds[0], 2],
      [day.orderIds[1], 2],
    ]);
    expect(lost?.shipment.status).toBe('LOST');
    expect(refused).toMatchObject({ shipment: { status: 'RETURNED' }, lines: [{ sellable: 1, damaged: 1 }] });
    expect(away?.shipment.status).toBe('SHIPPED');
  });

  test('[T6] what was delivered is COMPLETED after seven days, the rest is not', () => {
    expect(completed.slice(0, 5)).toEqual(['COMPLETED', 'COMPLETED', 'PAID', 'PAID', 'PAID']);
  });

  test('[O5] the sellable unit that came back is in the warehouse, once', () => {
    // 400 were made, 200 allotted; 176 came back at CLOSED, and one out of a parcel.
    expect(warehouse).toBe(400 - 24 + 1);
  });
}
