import { request } from 'node:http';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { aTarget, send, type Target } from './target.ts';

/** As a visitor comes through a proxy, and as one comes by the market's own name. */
const OUTSIDE: Record<string, string>[] = [{ 'x-forwarded-for': '203.0.113.9' }, { host: 'market.example' }];

describe('practice payments, from outside', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget({ NODE_ENV: 'production' });
  });
  afterAll(() => target.close());

  function statusOf(method: string, path: string, headers: Record<string, string>, body = '') {
    return new Promise<number>((resolve, reject) => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const sent = request(
        `${target.origin}${path}`,
        { method, headers: { ...form, ...headers } },
        (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
        },
      );
      sent.on('error', reject).end(body);
    });
  }

  async function anOrder(slug: string, headers: Record<string, string>) {
    const { token } = await target.guest();
    const saved = await target.ask('POST', '/me/addresses', {
      body: { key: systemIds.next(), name: 'Li', phone: '+8613800138000', address: 'Jianchuan 1' },
      headers: { authorization: `Bearer ${token}` },
    });
    const { addressId } = saved.body as { addressId: string };
    const socket = io(`${target.origin}/live`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      ...{ auth: { token }, extraHeaders: headers },
    });
    try {
      await send(socket, 'hello', { protocol: PROTOCOL_VERSION, slug });
      const on = { itemNumber: 1, units: 1 };
      await send(socket, 'cart:add', { key: systemIds.next(), ...on, seenPriceMinor: 2_990 });
      return await send<{ order: OrderView }>(socket, 'order:place', {
        key: systemIds.next(),
        lines: [{ ...on, unitPriceMinor: 2_990 }],
        expectTotalMinor: 2_990,
        addressId,
        payment: 'sandbox',
      });
    } finally {
      socket.disconnect();
    }
  }

  it('get nobody goods for nothing: no order, no page, no notice', async () => {
    const { slug } = await target.liveStream([20]);
    const own = await anOrder(slug, {});
    if (!own.ok) throw new Error(`refused at this machine: ${own.code}`);
    const { orderId } = own.order;

    const forwarded = await anOrder(slug, OUTSIDE[0]!);
    const counted = { ordersTaken: forwarded.ok ? 1 : 0, pagesAndNoticesTaken: 0 };
    for (const headers of OUTSIDE) {
      const statuses = [
        await statusOf('GET', `/pay/${orderId}`, headers),
        await statusOf('POST', `/pay/${orderId}`, headers, 'choice=pay'),
        await statusOf('POST', '/api/v1/payments/sandbox/webhook', headers, '{}'),
      ];
      counted.pagesAndNoticesTaken += statuses.filter((status) => status !== 404).length;
    }
    expect(counted).toEqual({ ordersTaken: 0, pagesAndNoticesTaken: 0 });
    expect(forwarded).toMatchObject({ ok: false, code: 'PAYMENT_FAILED', possible: [] });

    const planned = await target.ask('POST', '/console/streams', {
      body: {
        ...{ key: systemIds.next(), title: 'For nothing', scheduledAtMs: Date.now(), holdPolicy: 'hold' },
        ...{ payments: ['sandbox', 'cash_on_delivery'], currency: 'CNY' },
      },
      cookie: target.operator.cookie,
      headers: OUTSIDE[0]!,
    });
    expect(planned.body).toMatchObject({ code: 'PAYMENT_FAILED', possible: ['cash_on_delivery'] });
    // Who sits at the machine goes on practising.
    expect(await statusOf('POST', `/pay/${orderId}`, {}, 'choice=pay')).toBe(303);
  });
});
