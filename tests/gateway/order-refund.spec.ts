import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import type { CallOffPreview, RefundPreview, RefundView } from '../../shared/contract/order-refund.ts';
import { playAfterSale } from '../builders/after-sale-day.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let market: AuditMarket;
let url: string;
let orderIds: string[];
let operator: Record<string, string>;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  ({ orderIds } = await playAfterSale(market));
  operator = (await staffSession(market, 'operator')).headers;
});
afterAll(() => market.close());

async function asks<Body>(path: string, headers = operator, body?: object) {
  const sent = body && {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'Content-Type': 'application/json', Origin: url },
  };
  const answer = await fetch(`${url}/api/v1/office/orders/${path}`, sent ?? { headers });
  return { status: answer.status, body: (await answer.json()) as Body & { code?: string; reason?: string } };
}

const view = async (orderId: string) => (await asks<RefundView>(`${orderId}/refund`)).body;
const line = 'item=1&priceMinor=1999';
const preview = async (orderId: string, asked: string) => {
  // The settlement rests after each page.
  await market.passes(1_000);
  await market.app.outbox.idle();
  return (await asks<RefundPreview>(`${orderId}/refund-preview?${line}&${asked}`)).body;
};

async function told(orderId: string) {
  const { reference } = await view(orderId);
  return (await asks<OfficeOrder>(reference)).body.timeline;
}

test('[O8] an order that is COMPLETED: no unit is open, and what was paid can be given as an amount', async () => {
  // One of its two units had a claim, of which half came back: 10.00.
  expect(await view(orderIds[0]!)).toMatchObject({
    ...{ status: 'COMPLETED', payment: 'sandbox', currency: 'CNY', totalMinor: 3_998, backMinor: 1_000 },
    isUnpaidCash: false,
    lines: [
      {
        ...{ itemNumber: 1, name: 'Good at 1999', units: 2, openUnits: 0, paidMinor: 3_998 },
        mostMinor: { producer: 2_998, host: 2_998, shop: 2_998 },
      },
    ],
  });
});

test('[O8] [M3] the effect on the payout is what the settlement makes of the refund', async () => {
  const [, orderId = ''] = orderIds;
  const asked = 'amountMinor=1000&bearer=producer';
  const { refundMinor, share } = await preview(orderId, asked);
  expect({ refundMinor, share }).toEqual({
    refundMinor: 1_000,
    share: { beforeMinor: 3_198, afterMinor: 2_398 },
  });
  expect((await preview(orderId, asked)).shares).toEqual([
    { name: 'Ma', beforeMinor: 3_198, afterMinor: 2_398 },
  ]);
  expect((await preview(orderId, 'amountMinor=1000&bearer=shop')).share).toEqual({
    ...{ beforeMinor: 3_198, afterMinor: 3_198 },
  });
  const key = market.ids.next();
  const { backMinor } = await view(orderId);
  const amount = { orderId, itemNumber: 1, unitPriceMinor: 1_999, amountMinor: 1_000, backMinor };
  const body = { key, ...amount, bearer: 'producer', reason: 'late' };
  const first = await asks<{ seq: number }>('refund-amount', operator, body);
  expect(first.status).toBe(200);
  // The same key again: the same answer, and nothing more is given.
  expect((await asks<{ seq: number }>('refund-amount', operator, body)).body.seq).toBe(first.body.seq);
  expect((await view(orderId)).backMinor).toBe(backMinor + 1_000);
  expect((await preview(orderId, asked)).share).toMatchObject({ beforeMinor: 2_398 });
  // Its timeline says the same of the payout as the preview did.
  expect((await told(orderId)).at(-1)).toMatchObject({
    ...{ type: 'order_refunded', amountMinor: 1_000, bearer: 'producer', payoutLessMinor: 800 },
  });
  const again = await asks('refund-amount', operator, { ...body, key: market.ids.next() });
  expect(again).toMatchObject({ status: 409, body: { code: 'REFUND_INVALID', reason: 'changed' } });
});

test('[O8] units that no parcel has taken: what they would give, and then do', async () => {
  const orderId = orderIds.at(-1)!;
  expect((await view(orderId)).lines).toMatchObject([{ units: 2, openUnits: 2 }]);
  expect(await preview(orderId, 'units=1')).toMatchObject({
    ...{ refundMinor: 1_999, share: { beforeMinor: 3_198, afterMinor: 1_599 } },
  });
  expect(await preview(orderId, 'units=3')).toMatchObject({ code: 'NOT_CANCELLABLE' });
  expect(await preview(orderId, 'bearer=shop')).toMatchObject({ code: 'BAD_REQUEST' });
  const asked = { orderId, itemNumber: 1, unitPriceMinor: 1_999, units: 1 };
  const given = { key: market.ids.next(), ...asked, reason: 'missing' };
  expect((await asks('refund', operator, given)).status).toBe(200);
  const unfilled = { key: market.ids.next(), ...asked };
  expect((await asks('cannot-fill', operator, unfilled)).status).toBe(200);
  expect(await view(orderId)).toMatchObject({ backMinor: 3_998, lines: [{ openUnits: 0 }] });
  const each = { amountMinor: 1_999, bearer: 'producer', payoutLessMinor: 1_599 };
  expect((await told(orderId)).slice(-2)).toMatchObject([
    { type: 'order_refunded', ...each },
    { type: 'line_unfilled', ...each },
  ]);
});

test('[O8] several lines: one preview, one command, and all of it once', async () => {
  const orderId = orderIds.at(-3)!;
  // The same line may be named twice: its units count together.
  expect(await preview(orderId, 'units=1&more=1-1999-1')).toMatchObject({
    ...{ refundMinor: 3_998, share: { beforeMinor: 3_198, afterMinor: 0 } },
  });
  expect(await preview(orderId, 'units=1&more=1-1999-2')).toMatchObject({ code: 'NOT_CANCELLABLE' });
  for (const more of ['1-1999', '1-1999-1,', '0-1999-1', '1-1999-100']) {
    const wrong = await preview(orderId, `units=1&more=${more}`);
    expect(wrong).toMatchObject({ code: 'BAD_REQUEST' });
  }
  const named = { itemNumber: 1, unitPriceMinor: 1_999 };
  const body = { key: market.ids.next(), orderId, ...named, units: 1, more: [{ ...named, units: 1 }] };
  const many = Array.from({ length: 50 }, () => ({ ...named, units: 1 }));
  for (const more of [[], many, [{ ...named, units: 1, price: 1 }]]) {
    expect(await asks('refund', operator, { ...body, more })).toMatchObject({ status: 400 });
  }
  const first = await asks<{ seq: number }>('refund', operator, body);
  expect(first.status).toBe(200);
  expect((await asks<{ seq: number }>('refund', operator, body)).body.seq).toBe(first.body.seq);
  expect(await view(orderId)).toMatchObject({ backMinor: 3_998, lines: [{ openUnits: 0 }] });
});

test('[O11] what the shop cancels: what goes back to whom stands there before, and then it does', async () => {
  const orderId = orderIds.at(-2)!;
  const look = async () => {
    await market.passes(1_000);
    await market.app.outbox.idle();
    return (await asks<CallOffPreview>(`${orderId}/call-off`)).body;
  };
  expect(await look()).toEqual({
    ...{ isPaid: true, payment: 'sandbox', currency: 'CNY', refundMinor: 3_998, units: 2 },
    ...{ shippingMinor: 0, shippingKeptMinor: 0 },
    shares: [{ name: expect.any(String), beforeMinor: 3_198, afterMinor: 0 }],
  });
  const body = { key: market.ids.next(), orderId, reason: 'unavailable' };
  const wrong = await asks('call-off', operator, { ...body, refundMinor: 1 });
  expect(wrong).toMatchObject({ status: 409, body: { code: 'CANCEL_INVALID', reason: 'changed' } });
  const right = { ...body, key: market.ids.next(), refundMinor: 3_998 };
  const done = await asks<{ seq: number }>('call-off', operator, right);
  expect(done.status).toBe(200);
  expect((await asks<{ seq: number }>('call-off', operator, right)).body.seq).toBe(done.body.seq);
  expect(await look()).toMatchObject({ code: 'CANCEL_INVALID', reason: 'over' });
  expect(await view(orderId)).toMatchObject({ status: 'CANCELLED', backMinor: 3_998 });
  // A parcel has something of this one.
  expect((await asks(`${orderIds[0]}/call-off`)).body).toMatchObject({ code: 'CANCEL_INVALID' });
});

test('[A1] another host has nothing to do with it; packers and buyers are turned away', async () => {
  const [orderId = ''] = orderIds;
  const another = (await staffSession(market, 'host')).headers;
  expect(await asks(`${orderId}/refund`, another)).toMatchObject({ status: 404 });
  expect(await asks(`${orderId}/refund-preview?${line}&units=1`, another)).toMatchObject({ status: 404 });
  const asked = { key: market.ids.next(), orderId, itemNumber: 1, unitPriceMinor: 1_999, units: 1 };
  expect(await asks('cannot-fill', another, asked)).toMatchObject({ status: 404 });
  expect(await asks(`${orderId}/call-off`, another)).toMatchObject({ status: 404 });
  const off = { key: market.ids.next(), orderId, reason: 'other', refundMinor: 0 };
  expect(await asks('call-off', another, off)).toMatchObject({ status: 404 });
  const packer = (await staffSession(market, 'packer')).headers;
  expect(await asks('call-off', packer, off)).toMatchObject({ status: 403 });
  expect(await asks(`${orderId}/refund`, packer)).toMatchObject({ status: 403 });
  expect((await asks(`${orderId}/refund`, {})).status).toBe(401);
  expect((await asks(`${market.ids.next()}/refund`)).status).toBe(404);
});
