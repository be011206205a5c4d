import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deriveKey } from '../../server/adapters/crypto/keys.ts';
import { cashOnDelivery } from '../../server/adapters/payments/cash-on-delivery.ts';
import { noticesOf } from '../../server/adapters/payments/sandbox/choices.ts';
import { noticeSigner } from '../../server/adapters/payments/sandbox/notices.ts';
import { toldOrder } from '../../server/application/order/told-order.ts';
import { NoticeNotTaken } from '../../server/application/payment/settle.ts';
import type { PayableOrder } from '../../server/ports/payments.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { ORDER, STREAM } from './fake-market.ts';
import { type House, isWell, MASTER, openHouse, until } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const webhook = new Webhook(deriveKey(MASTER, 'sandbox-webhook'), { format: 'raw' });
const total = 5_730;

function choose(choice: string, headers: Record<string, string> = { Origin: house.url }) {
  return fetch(`${house.url}/pay/${ORDER}?lang=en`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ choice }),
    redirect: 'manual',
  });
}

function notify(more: { noticeId?: string; body?: unknown; at?: Date; signature?: string } = {}) {
  const { noticeId = randomUUID(), at = new Date(), body } = more;
  const text = JSON.stringify(
    body ?? { paymentId: randomUUID(), orderId: ORDER, amountMinor: total, outcome: 'paid' },
  );
  return fetch(`${house.url}/api/v1/payments/sandbox/webhook`, {
    method: 'POST',
    body: text,
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': noticeId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': more.signature ?? webhook.sign(noticeId, at, text),
    },
  });
}

const outcomes = () => house.market.notices.map(({ notice }) => [notice.outcome, notice.amountMinor]);

test('paying sends a signed notice over HTTP, and the buyer goes back to the order’s page', async () => {
  const answer = await choose('pay');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(`${house.url}/orders/${ORDER}`);
  await until(() => house.market.notices.length === 1);
  expect(outcomes()).toEqual([['paid', total]]);
  expect(Math.abs(house.market.notices[0]!.readAtMs - Date.now())).toBeLessThan(1_000);
  expect((await choose('pay', { Origin: 'https://evil.example' })).status).toBe(403);
  expect((await choose('steal')).status).toBe(400);
});

test('declined, a wrong amount, pending first, and late are told as they were chosen', async () => {
  expect((await choose('decline')).headers.get('location')).toBe(`/pay/${ORDER}?lang=en&answer=declined`);
  await choose('wrong-amount');
  await choose('after-5-s');
  await choose('late-16');
  await until(() => house.market.notices.length === 3);
  expect(outcomes().sort()).toEqual([
    ['declined', total],
    ['paid', total + 1],
    ['pending', total],
  ]);
  const page = await (await fetch(`${house.url}/pay/${ORDER}?lang=en`)).text();
  expect(page.match(/<li>\d\d:/g)).toHaveLength(2);
  expect(page).toContain('are lost if the server restarts.');
  await until(() => house.market.notices.length === 5, 7_000);
  expect(outcomes().slice(3)).toEqual([
    ['opened', total],
    ['paid', total],
  ]);
}, 15_000);

test('[C33] twice is two payments; the same notice told twice is taken once', async () => {
  const ids = () => house.market.notices.map(({ notice }) => notice.paymentId);
  await choose('twice');
  await until(() => ids().length === 2);
  expect(new Set(ids()).size).toBe(2);
  const [first, second] = noticesOf('repeated', { orderId: ORDER, totalMinor: total }, randomUUID);
  expect(second!.notice).toEqual(first!.notice);
  await choose('repeated');
  await until(() => ids().length === 3);
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  expect(ids()).toHaveLength(3);
});

test('[X96] a bad signature, an old or coming time, and a body that is no notice are refused', async () => {
  const far = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  expect((await notify({ signature: `v1,${Buffer.alloc(32).toString('base64')}` })).status).toBe(403);
  expect((await notify({ signature: '' })).status).toBe(403);
  expect((await notify({ at: far(-6) })).status).toBe(403);
  expect((await notify({ at: far(6) })).status).toBe(403);
  expect((await notify({ body: { orderId: ORDER } })).status).toBe(403);
  expect(
    (await notify({ body: { paymentId: randomUUID(), orderId: ORDER, amountMinor: -1, outcome: 'paid' } }))
      .status,
  ).toBe(403);
  expect(house.market.notices).toEqual([]);
  expect((await notify({ at: far(-4) })).status).toBe(200);
  expect(house.market.notices).toHaveLength(1);
  expect(await isWell(house)).toBe(true);
});

test('a notice that could not be taken is asked for again, and then taken', async () => {
  const noticeId = randomUUID();
  house.market.fail(new Error('no store'));
  expect((await notify({ noticeId })).status).toBe(503);
  house.market.fail(null);
  expect((await notify({ noticeId })).status).toBe(200);
  expect((await notify({ noticeId })).status).toBe(200);
  expect(house.market.notices).toHaveLength(1);
  // The sandbox itself tries again.
  house.market.fail(new Error('no store'));
  await choose('pay');
  await new Promise((resolve) => setTimeout(resolve, 300));
  house.market.fail(null);
  await until(() => house.market.notices.length === 2);
  expect(house.lost).toEqual([]);
});

test('a notice that was turned away in a crush is load, not a fault of the program: a warning, no error', async () => {
  const noticeId = randomUUID();
  house.market.fail(new NoticeNotTaken('BUSY'));
  expect((await notify({ noticeId })).status).toBe(503);
  house.market.fail(null);
  expect(house.warnings).toContain('a payment notice was turned away');
  expect((await notify({ noticeId })).status).toBe(200);
});

test('cash is settled at the door: nothing to do online', async () => {
  const order = { orderId: ORDER, returnUrl: `${house.url}/orders/${ORDER}` };
  expect(cashOnDelivery.payUrl(order)).toBeNull();
  expect(house.sandbox.provider.payUrl(order)).toBe(`/pay/${ORDER}`);
});

test('the way back from the payment page is the market’s own, whatever a request says of itself', async () => {
  const wayBack = async (url: string, headers: Record<string, string> = {}) => {
    const page = await textOf(
      `${url}/pay/${ORDER}?lang=en&back=https://evil.example&returnUrl=//evil.example`,
      headers,
    );
    return /href="([^"]*)">Back without paying/.exec(page)?.[1];
  };
  expect(await wayBack(house.url)).toBe(`${house.url}/orders/${ORDER}?unpaid=1`);
  const named = `http://localhost:${house.port}`;
  expect(await wayBack(house.url, { Host: `localhost:${house.port}` })).toBe(
    `${named}/orders/${ORDER}?unpaid=1`,
  );
  const forAll = await openHouse({ environment: { SANDBOX_PAYMENTS: 'allow' } });
  try {
    for (const host of ['evil.example', 'localhost@evil.example', `127.0.0.1.evil.example:${forAll.port}`]) {
      const forwarded = { Host: host, 'X-Forwarded-Host': 'evil.example', Origin: 'https://evil.example' };
      expect(await wayBack(forAll.url, forwarded)).toBe(`${forAll.url}/orders/${ORDER}?unpaid=1`);
    }
  } finally {
    await forAll.close();
  }
  const open = await openHouse({
    environment: { PUBLIC_URL: 'https://market.example', SANDBOX_PAYMENTS: 'allow' },
  });
  try {
    expect(await wayBack(open.url, { Host: 'evil.example' })).toBe(
      `https://market.example/orders/${ORDER}?unpaid=1`,
    );
  } finally {
    await open.close();
  }
});

test('no page frames the payment page, ours neither', async () => {
  const { headers } = await fetch(`${house.url}/pay/${ORDER}`);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-frame-options')).toBe('DENY');
});

test('[O7] a buyer reads the number of stream and order; a provider is told the order’s page of the market that the buyer has open; a script has none', () => {
  const asked: PayableOrder[] = [];
  const payUrl = (order: PayableOrder) => {
    asked.push(order);
    return `https://pay.example/${order.orderId}`;
  };
  const providers = new Map([['sandbox' as const, { ...house.sandbox.provider, payUrl }]]);
  const atMs = Date.now();
  const money = { goodsMinor: total, shippingMinor: 0, totalMinor: total };
  const order: OrderView = {
    ...{
      orderId: ORDER,
      number: '1042',
      reference: '1042',
      streamId: STREAM,
      status: 'PLACED',
      late: false,
      lines: [],
    },
    ...{ placedAtMs: atMs, payByMs: atMs + 900_000, paidAtMs: null, freeCancelUntilMs: null },
    ...{ payment: 'sandbox', payUrl: null, ...money, refundedMinor: 0, shippingRefundedMinor: 0 },
  };
  const actor = { buyerId: ORDER, allIds: [ORDER] };
  const pagesAt = 'https://market.example';
  const deps = { providers, engines: { referenceOf: (_: string, number: string) => `12-${number}` } };
  expect(toldOrder(deps, { ...actor, pagesAt }, order)).toMatchObject({
    reference: '12-1042',
    payUrl: `https://pay.example/${ORDER}`,
  });
  toldOrder(deps, actor, order);
  expect(toldOrder(deps, actor, { ...order, status: 'PAID' }).payUrl).toBeNull();
  expect(asked).toEqual([
    { orderId: ORDER, returnUrl: `https://market.example/orders/${ORDER}` },
    { orderId: ORDER, returnUrl: null },
  ]);
});

/** A page asked for with headers that fetch would not send. */
function textOf(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve(text));
    });
    asked.on('error', reject).end();
  });
}

test('[T3] when a notice was signed is judged by the market’s clock, not by the machine’s', () => {
  const signer = noticeSigner(deriveKey(MASTER, 'sandbox-webhook'));
  const notice = { paymentId: randomUUID(), orderId: ORDER, amountMinor: total, outcome: 'paid' as const };
  const nextYear = Date.now() + 365 * 86_400_000;
  const { body, headers } = signer.sign({ noticeId: 'n-1', ...notice }, nextYear);
  const judged = (nowMs: number, more: Record<string, string> = {}) =>
    signer.verify(Buffer.from(body), { ...headers, ...more }, nowMs);
  expect(judged(nextYear + 299_000)).toEqual({ noticeId: 'n-1', ...notice });
  expect(judged(nextYear - 299_000)).not.toBeNull();
  expect(judged(nextYear + 302_000)).toBeNull();
  expect(judged(nextYear - 302_000)).toBeNull();
  expect(judged(Date.now())).toBeNull();
  const signature = headers['webhook-signature']!;
  expect(judged(nextYear, { 'webhook-signature': `v1,other ${signature}` })).not.toBeNull();
  for (const forged of ['', 'v1,', signature.slice(0, -1), signature.replace('v1,', 'v2,')]) {
    expect(judged(nextYear, { 'webhook-signature': forged }), forged).toBeNull();
  }
  for (const sentAt of ['', 'soon', '1e9', String(nextYear / 1_000 + 0.5)]) {
    expect(judged(nextYear, { 'webhook-timestamp': sentAt }), sentAt).toBeNull();
  }
  expect(judged(nextYear, { 'webhook-id': 'n-2' })).toBeNull();
});
