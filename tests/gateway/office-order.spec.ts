import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { trackingLink } from '../../server/application/parcel/tracking-link.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import { AuditMarket, phoneOf } from '../builders/audit-market.ts';
import { DELIVERED_PRICE, playDelivered } from '../builders/delivered-order.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let market: AuditMarket;
let url: string;
let buyer: HouseBuyer;
let orderId: string;
let operator: Awaited<ReturnType<typeof staffSession>>;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  // A start numbers the streams that the shop has not named yet.
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  buyer = await market.buyer();
  orderId = await playDelivered(market, buyer);
  operator = await staffSession(market, 'operator', { name: 'Mei' });
  const claim = accepted(
    await market.live(buyer, 'claim:open', {
      ...{ orderId, itemNumber: 1, unitPriceMinor: DELIVERED_PRICE, units: 1 },
      ...{ shareBps: 10_000, reason: 'damaged' },
    }),
  );
  const decided = { key: market.ids.next(), claimId: claim.claimId, accepted: true };
  const by = { staffId: operator.staffId, name: 'Mei', role: 'operator' as const, device: 'office' };
  const { application } = market.app;
  const nowMs = market.clock.steadyMs();
  accepted(await application.console(by, market.streamId, 'claim:decide', decided, nowMs));
});
afterAll(() => market.close());

async function asks(reference: string, headers = operator.headers) {
  const answer = await fetch(`${url}/api/v1/office/orders/${reference}`, { headers });
  return { status: answer.status, body: (await answer.json()) as OfficeOrder & { code?: string } };
}

async function referenceOf(id: string): Promise<string> {
  const { order } = (await market.stores.readers.orderById(id))!;
  return market.app.engines.referenceOf(order.streamId, order.number);
}

test('[A6] the page of an order: lines, sums, parcel, payment and claim', async () => {
  const { status, body } = await asks(await referenceOf(orderId));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ orderId, status: 'PAID', channel: 'direct', currency: 'CNY', hasMore: false },
    stream: { slug: 'audit-day', title: 'Audit day', status: 'CLOSED' },
    lines: [
      {
        ...{ lineIndex: 0, itemNumber: 1, units: 2, unitPriceMinor: DELIVERED_PRICE, price: 'list' },
        ...{ payMinor: 2 * DELIVERED_PRICE, cancelledUnits: 0, refundedUnits: 1, unitsToPack: 0 },
        refundedMinor: DELIVERED_PRICE,
      },
    ],
    sums: { goodsMinor: 2 * DELIVERED_PRICE, totalMinor: 2 * DELIVERED_PRICE, discounts: [] },
    parcels: [
      {
        ...{
          status: 'DELIVERED',
          carrier: 'SF',
          trackingCode: 'SF-1000',
          lines: [{ lineIndex: 0, units: 2 }],
        },
        trackingUrl: expect.stringContaining('nu=SF-1000'),
      },
    ],
    payment: {
      ...{ method: 'sandbox', isLate: false, refund: { state: expect.any(String) } },
      attempts: [{ outcome: 'paid' }],
    },
    claims: [{ status: 'ACCEPTED', reason: 'damaged', hasWords: false, photos: 0 }],
  });
  // T2: the first unit of two is worth half of both, rounded half up.
  expect(body.sums.refundedMinor).toBe(DELIVERED_PRICE);
  expect(body.claims[0]!.answerByMs).toBeGreaterThan(body.claims[0]!.openedAtMs);
});

test('[A6] [A2] its timeline has each fact once: what changed, who did it, on which device', async () => {
  const { body } = await asks(await referenceOf(orderId));
  const packer = body.timeline.find(({ type }) => type === 'shipment_packed')!.by;
  expect(packer).toEqual({ who: 'staff', staffId: expect.any(String), device: 'desk' });
  const { shipmentId } = body.parcels[0]!;
  const { claimId } = body.claims[0]!;
  expect(
    body.timeline.map(({ type, by, change, shipmentId: parcel, claimId: claim, amountMinor }) => [
      type,
      by.who,
      change && `${change.of}: ${change.from} → ${change.to}`,
      parcel ?? claim,
      amountMinor,
    ]),
  ).toEqual([
    ['order_placed', 'buyer', 'order: null → PLACED', null, 2 * DELIVERED_PRICE],
    ['order_paid', 'buyer', 'order: PLACED → PAID', null, 2 * DELIVERED_PRICE],
    ['shipment_packed', 'staff', 'parcel: null → PACKED', shipmentId, null],
    ['shipment_shipped', 'staff', 'parcel: PACKED → SHIPPED', shipmentId, null],
    ['shipment_delivered', 'staff', 'parcel: SHIPPED → DELIVERED', shipmentId, null],
    ['claim_opened', 'buyer', 'claim: null → OPEN', claimId, null],
    ['claim_decided', 'staff', 'claim: OPEN → ACCEPTED', claimId, DELIVERED_PRICE],
  ]);
  const seqs = body.timeline.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  expect(body.timeline.at(-1)!.by).toEqual({
    ...{ who: 'staff', staffId: operator.staffId, name: 'Mei', role: 'operator', device: 'office' },
  });
  // Every fact of the log that names the order is there, and none of another.
  const facts = await market.stores.store.factsAfter(market.streamId, 0, 10_000);
  const named = facts.filter(({ body: text }) =>
    [orderId, shipmentId, claimId].some((id) => text.includes(id)),
  );
  expect(seqs).toEqual(named.filter(({ type }) => type !== 'order_recalled').map(({ seq }) => seq));
});

test('[A6] [A3] the page says no name, phone or address of its buyer', async () => {
  const { status, body } = await asks(await referenceOf(orderId));
  expect(status).toBe(200);
  const text = JSON.stringify(body);
  for (const own of ['Ana', 'Jianchuan 1', buyer.addressId!, phoneOf(buyer.buyerId)]) {
    expect([own, text.includes(own)]).toEqual([own, false]);
  }
});

test('[A6] [A1] whom the stream is nothing to finds no order, and neither does a wrong reference', async () => {
  const reference = await referenceOf(orderId);
  const host = await staffSession(market, 'host');
  const assistant = await staffSession(market, 'assistant');
  const packer = await staffSession(market, 'packer');
  const told = async (headers: Record<string, string>, of = reference) => {
    const { status, body } = await asks(of, headers);
    return `${status} ${body.code ?? body.reference}`;
  };
  expect(await told(host.headers)).toBe('404 NOT_FOUND');
  expect(await told(assistant.headers)).toBe('404 NOT_FOUND');
  expect(await told(packer.headers)).toBe('403 FORBIDDEN');
  expect(await told({})).toBe('401 UNAUTHENTICATED');
  expect(await told(operator.headers, `${reference}9`)).toBe('404 NOT_FOUND');
  expect(await told(operator.headers, '99999-1001')).toBe('404 NOT_FOUND');
  expect(await told(operator.headers, '1001')).toBe('404 NOT_FOUND');
  accepted(await market.floor('stream:grant', { staffId: assistant.staffId, grants: ['stock'] }));
  expect(await told(assistant.headers)).toBe('403 FORBIDDEN');
  accepted(await market.floor('stream:grant', { staffId: assistant.staffId, grants: ['orders:view'] }));
  expect(await told(assistant.headers)).toBe(`200 ${reference}`);
});

test('a carrier is known however it is written, and of another none is made up', () => {
  expect(trackingLink('SF Express', 'SF1')).toContain('com=shunfeng&nu=SF1');
  expect(trackingLink('顺丰速运', 'SF1')).toBe(trackingLink('sf', 'SF1'));
  expect(trackingLink('DHL Express', '12-3')).toContain('dhl.com');
  expect(trackingLink('Uncle Wang’s van', '1234')).toBeNull();
  expect(trackingLink(null, null)).toBeNull();
});

test('[A6] [O8] an amount that was given back says who gave it, why, and who bears it', async () => {
  const reference = await referenceOf(orderId);
  const { body: before } = await asks(reference);
  accepted(
    await market.floor('order:refund-amount', {
      ...{ orderId, itemNumber: 1, unitPriceMinor: DELIVERED_PRICE, amountMinor: 300 },
      ...{ bearer: 'shop', reason: 'goodwill', backMinor: before.sums.refundedMinor },
    }),
  );
  const { body } = await asks(reference);
  expect(body.sums.refundedMinor).toBe(before.sums.refundedMinor + 300);
  // The shop bears it, so it is back of the line and not gone from the producer's base.
  expect(body.lines[0]).toMatchObject({
    refundedMinor: before.sums.refundedMinor + 300,
    refundedGoodsMinor: before.lines[0]!.refundedGoodsMinor,
  });
  expect(body.timeline.at(-1)).toMatchObject({
    ...{ type: 'order_refunded', amountMinor: 300, reason: 'goodwill', bearer: 'shop', change: null },
    lines: [{ lineIndex: 0, units: 0, refundMinor: 300 }],
    by: { who: 'staff', staffId: market.host.staffId, device: market.host.device },
  });
});

test('[A6] [P4] what no carrier has after its day is late on its page, line by line', async () => {
  const reference = await referenceOf(orderId);
  const { readers } = market.stores;
  const found = (await readers.orderById(orderId))!;
  const line = found.lines[0]!;
  // Of two lines whose day is over a carrier has one.
  const lines = [line, { ...line, lineIndex: 1 }].map((each) => ({ ...each, shipBy: '2020-01-01' }));
  const asked = vi.spyOn(readers, 'orderByNumber').mockResolvedValue({ ...found, lines });
  const { body } = await asks(reference);
  asked.mockRestore();
  expect(body.lines.map(({ shipBy, isLate }) => [shipBy, isLate])).toEqual([
    ['2020-01-01', undefined],
    ['2020-01-01', true],
  ]);
});
