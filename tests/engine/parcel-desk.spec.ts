import { afterEach, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { deliverBy, takeDeliveries } from '../../server/application/parcel/deliveries.ts';
import { myParcels, packingView } from '../../shared/contract/packing.ts';
import { pack } from '../../shared/market/parcel/contract.ts';
import { type PlayedParcels, playAfterSale } from '../builders/after-sale-day.ts';
import { AuditMarket } from '../builders/audit-market.ts';

let market: AuditMarket | null = null;
afterEach(async () => {
  await market?.close();
  market = null;
});

async function aDay(): Promise<{ market: AuditMarket; day: PlayedParcels }> {
  market = await AuditMarket.open(await openMemory());
  return { market, day: await playAfterSale(market) };
}

/** A list as the logistics desk sends it. */
function aList(...rows: string[]): Uint8Array {
  return new TextEncoder().encode(['tracking_code,delivered_at', ...rows, ''].join('\r\n'));
}

function brings(market: AuditMarket, packer: StaffActor, bytes: Uint8Array) {
  const { application } = market.app;
  const { readers } = market.stores;
  const deps = { readers, ids: market.ids, clock: market.clock };
  return takeDeliveries(deps, deliverBy(application, deps, packer), bytes);
}

test('[A3] the desk unseals names and addresses, and the log has none of them', async () => {
  const { market, day } = await aDay();
  const desk = await market.app.application.packing('audit-day');
  expect(packingView.safeParse(desk).error).toBeUndefined();
  expect(desk!.parcels.map(({ contact }) => contact?.name)).toEqual(['Ana', 'Ana', 'Ana', 'Ana']);
  expect(desk!.parcels[0]!.contact?.address).toBe('Jianchuan 1');
  const facts = await market.stores.store.factsAfter(market.streamId, 0, 10_000);
  expect(facts.map(({ body }) => body).join('\n')).not.toMatch(/Ana|Jianchuan 1|\+8613/);
  expect(day.shipmentIds).toHaveLength(4);
});

test('[P1] what is to pack stands by buyer, with when it may be packed', async () => {
  const { market, day } = await aDay();
  const desk = await market.app.application.packing('audit-day');
  expect(desk!.toPack.map(({ orderIds }) => orderIds)).toEqual(day.orderIds.slice(5).map((id) => [id]));
  for (const { origin, orderIds, readyAtMs, lines } of desk!.toPack) {
    // Goods whose origin nobody entered are packed as well.
    expect(origin).toBe('');
    const asked = { key: market.ids.next(), orderIds, origin };
    expect(pack.request.safeParse(asked).success).toBe(true);
    expect(readyAtMs).toBeLessThan(market.clock.nowMs());
    expect(lines).toMatchObject([{ itemNumber: 1, units: 2 }]);
  }
});

test('[A1] packers and operators pack on every stream; other hosts and buyers do not', async () => {
  const { market, day } = await aDay();
  const { application } = market.app;
  const packs = (role: StaffActor['role']) =>
    application.console(
      { staffId: market.ids.next(), name: 'x', role, device: 'd' },
      market.streamId,
      'parcel:pack',
      { key: market.ids.next(), orderIds: [day.orderIds[5]!], origin: 'nowhere' },
      market.clock.nowMs(),
    );
  expect(await packs('packer')).toMatchObject({ code: 'PARCEL_INVALID', reason: 'nothing_to_pack' });
  expect(await packs('operator')).toMatchObject({ code: 'PARCEL_INVALID' });
  expect(await packs('host')).toMatchObject({ code: 'NOT_FOUND' });
  expect(await packs('analyst')).toMatchObject({ code: 'NOT_FOUND' });
});

test('[O4] a list of deliveries counts whole, or not at all and each bad row is named', async () => {
  const { market, day } = await aDay();
  const { packer, shipmentIds } = day;
  const good = 'SF-1003,2026-10-03 09:30';
  const bad = await brings(
    market,
    packer,
    aList(
      good,
      'SF-9999,2026-10-03 09:30',
      'SF-1001,2026-10-03 09:30',
      'SF-1003,2026-10-03',
      'SF-1000,tomorrow',
    ),
  );
  expect(bad).toMatchObject({ delivered: 0, again: 0 });
  expect(bad.faults.map(({ row }) => row).sort()).toEqual([3, 4, 5, 6]);
  const statusOf = async (shipmentId: string) =>
    (await market.stores.readers.parcels({ shipmentIds: [shipmentId], limit: 1 }))[0]?.shipment;
  expect((await statusOf(shipmentIds[3]!))?.status).toBe('SHIPPED');
  const taken = await brings(market, packer, aList(good, 'SF-1000,2026-10-03 09:30'));
  expect(taken).toEqual({ delivered: 1, again: 1, faults: [] });
  expect(await statusOf(shipmentIds[3]!)).toMatchObject({
    status: 'DELIVERED',
    deliveredAtMs: Date.parse('2026-10-03T09:30:00+08:00'),
  });
  expect(await brings(market, packer, aList(good))).toEqual({ delivered: 0, again: 1, faults: [] });
});

test('faults of a list come as its rows stand, each with a code that screens say', async () => {
  const { market, day } = await aDay();
  const rows = ['SF-7777,2026-10-03 09:30', 'SF-8888,soon', 'SF-7777,2026-10-03 09:30', ',2026-10-03 09:30'];
  const text = ['tracking_code,delivered_at', ...rows].join('\n');
  const { faults } = await brings(market, day.packer, new TextEncoder().encode(text));
  expect(faults.map(({ row, code, given, other }) => [row, code, given ?? other])).toEqual([
    [2, 'NO_PARCEL', 'SF-7777'],
    [3, 'NO_TIME', undefined],
    [4, 'TWICE', 2],
    [5, 'NO_CODE', undefined],
  ]);
});

test('a list that is no table of deliveries says so', async () => {
  const { market, day } = await aDay();
  for (const text of ['', 'a,b\n1,2', '"tracking_code,delivered_at\n']) {
    const { delivered, faults } = await brings(market, day.packer, new TextEncoder().encode(text));
    expect([delivered, faults.length]).toEqual([0, 1]);
  }
  const latin = await brings(market, day.packer, new Uint8Array([0xff, 0xfe, 0x41]));
  expect(latin.faults).toEqual([
    { row: 0, code: 'NOT_UTF8', what: 'the file is not UTF-8: save it as "CSV UTF-8"' },
  ]);
});

test('[O6] a buyer sees parcels and claims of all orders, and until when a claim is possible', async () => {
  const { market, day } = await aDay();
  const buyer = day.buyers[0]!;
  const mine = await market.app.application.myParcels(buyer);
  expect(myParcels.safeParse(mine).error).toBeUndefined();
  expect(mine.parcels).toHaveLength(1);
  const { deliveredAtMs, claimUntilMs } = mine.parcels[0]!;
  expect(claimUntilMs).toBe(deliveredAtMs! + 48 * 3_600_000);
  expect(mine.claims).toMatchObject([{ claimId: day.claimId, status: 'ACCEPTED', refundMinor: 1_000 }]);
  const stranger = await market.buyer();
  expect(await market.app.application.myParcels(stranger)).toEqual({ parcels: [], claims: [] });
  const late = await market.live(buyer, 'claim:open', {
    orderId: day.orderIds[1]!,
    itemNumber: 1,
    unitPriceMinor: 1_999,
    units: 1,
    shareBps: 10_000,
    reason: 'missing',
  });
  expect(late).toMatchObject({ ok: false, code: 'CLAIM_INVALID', reason: 'too_late' });
});
