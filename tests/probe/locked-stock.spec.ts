import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { MyOrder, OrderView } from '../../shared/market/order/contract.ts';
import { aMember } from './members.ts';
import { aTarget, send, type Target } from './target.ts';

const MINUTE = 60_000;
const PRICE = 2_990;
const STOCK = 60;

/** A guest who has an address and watches a stream. */
interface Guest {
  socket: Socket;
  addressId: string;
  token: string;
}

describe('stock that is locked for nothing', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  async function aGuest(slug: string): Promise<Guest> {
    const { token } = await target.guest();
    const phone = `+86138${String(10_000_000 + Math.floor(Math.random() * 9e7)).slice(0, 8)}`;
    const saved = await target.ask('POST', '/me/addresses', {
      body: { key: systemIds.next(), name: 'Li', phone, address: 'Jianchuan 1' },
      headers: { authorization: `Bearer ${token}` },
    });
    const { addressId } = saved.body as { addressId: string };
    return { socket: await target.viewer(slug, token), addressId, token };
  }

  const add = ({ socket }: Guest, units: number) =>
    send(socket, 'cart:add', { key: systemIds.next(), itemNumber: 1, units, seenPriceMinor: PRICE });

  const order = ({ socket, addressId }: Guest, units: number, payment = 'sandbox') =>
    send<{ order: OrderView }>(socket, 'order:place', {
      key: systemIds.next(),
      lines: [{ itemNumber: 1, units, unitPriceMinor: PRICE }],
      expectTotalMinor: units * PRICE,
      addressId,
      payment,
    });

  /** Reserves and orders again and again, and pays nothing. @returns units that are locked by it */
  async function grabs(guest: Guest, units: number, rounds: number): Promise<number> {
    let locked = 0;
    for (let n = 0; n < rounds; n += 1) {
      await add(guest, units);
      if ((await order(guest, units)).ok) locked += units;
    }
    return locked;
  }

  /** Pays an order as its page would. */
  async function pay({ orderId }: OrderView): Promise<void> {
    await fetch(`${target.origin}/pay/${orderId}`, {
      method: 'POST',
      headers: { origin: target.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'choice=pay',
      redirect: 'manual',
    });
  }

  it('one guest who never pays locks no more than two orders, and the rest is there for others', async () => {
    const { slug } = await target.liveStream([STOCK]);
    const guest = await aGuest(slug);
    expect(await grabs(guest, 4, 6)).toBe(8);
    const refused = await order(guest, 1);
    expect(refused).toMatchObject({ ok: false, code: 'UNPAID_ORDERS', max: 2 });
    const { orders } = refused as unknown as { orders: { payUrl: string | null; totalMinor: number }[] };
    expect(orders.map(({ totalMinor }) => totalMinor)).toEqual([4 * PRICE, 4 * PRICE]);
    for (const { payUrl } of orders) expect(payUrl).toMatch(/\/pay\//);
    expect(await add(await aGuest(slug), 4)).toMatchObject({ ok: true });
  });

  it('thirty guests who never pay lock no more than half', async () => {
    const { slug } = await target.liveStream([STOCK]);
    const guests = await Promise.all(Array.from({ length: 30 }, () => aGuest(slug)));
    const locked = await Promise.all(guests.map((guest) => grabs(guest, 3, 3)));
    const units = locked.reduce((sum, each) => sum + each, 0);
    expect(units).toBeLessThanOrEqual(STOCK / 2);
    expect(units).toBeGreaterThan(STOCK / 3);
    const late = await aGuest(slug);
    expect(await add(late, 4)).toMatchObject({ ok: true, heldUntilMs: null });
    expect(await order(late, 4)).toMatchObject({ ok: false, code: 'NETWORK_LIMIT' });
  });

  it('[X156] cash of made-up guests behind one address is half of a product, and the host gives it back at once', async () => {
    const { slug } = await target.liveStream([STOCK], { payments: ['cash_on_delivery'] });
    const guests = await Promise.all(Array.from({ length: 25 }, () => aGuest(slug)));
    const tries = await Promise.all(
      guests.map(async (guest) => {
        await add(guest, 4);
        return order(guest, 4, 'cash_on_delivery');
      }),
    );
    const taken = tries.filter(({ ok }) => ok).length;
    expect(taken * 4).toBeLessThanOrEqual(STOCK / 2);
    expect(taken).toBeGreaterThan(5);
    const codes = new Set(tries.flatMap((each) => (each.ok ? [] : [each.code])));
    expect([...codes]).toEqual(['NETWORK_LIMIT']);
    const path = `/streams/${slug}/newcomers-cash`;
    const { cookie } = target.operator;
    const { body } = await target.ask('GET', path, { cookie });
    const { networks, upTo } = body as { networks: { tag: string; orders: number }[]; upTo: number };
    expect(networks).toMatchObject([{ orders: taken }]);
    const of = { kind: 'network', tag: networks[0]!.tag };
    const asked = { key: systemIds.next(), of, upTo };
    expect((await target.ask('POST', `${path}/release`, { body: asked })).status).toBe(401);
    const released = await target.ask('POST', `${path}/release`, { cookie, body: asked });
    expect(released.body).toMatchObject({ released: taken, left: 0 });
    const again = guests[0]!;
    await add(again, 4);
    expect(await order(again, 4, 'cash_on_delivery')).toMatchObject({ ok: false, code: 'CASH_BARRED' });
  });

  it('a newcomer has ten minutes to pay and three more with the page open, and the order says so by then', async () => {
    const { slug } = await target.liveStream([STOCK]);
    const guest = await aGuest(slug);
    await add(guest, 1);
    const placed = await order(guest, 1);
    if (!placed.ok) throw new Error(placed.code);
    const { orderId, placedAtMs, payByMs } = placed.order;
    expect(payByMs - placedAtMs).toBe(10 * MINUTE);
    const windowMs = async () => {
      const headers = { authorization: `Bearer ${guest.token}` };
      const { body } = await target.ask('GET', `/orders/${orderId}`, { headers });
      return (body as MyOrder).order.payByMs - placedAtMs;
    };
    for (let n = 0; n < 3; n += 1) await fetch(`${target.origin}/pay/${orderId}`);
    await expect.poll(windowMs).toBe(13 * MINUTE);
    await fetch(`${target.origin}/pay/${orderId}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await windowMs()).toBe(13 * MINUTE);
  });

  it('the host alone reads and sets what newcomers may keep, under the version that was seen', async () => {
    const { slug } = await target.liveStream([9]);
    const path = `/streams/${slug}/bounds`;
    const { cookie } = target.operator;
    const stranger = await aMember(target, 'host');
    expect((await target.ask('GET', path)).status).toBe(401);
    expect((await target.ask('GET', path, { cookie: stranger.cookie })).status).toBe(404);
    const { body } = await target.ask('GET', path, { cookie });
    const { version, bounds } = body as { version: number; bounds: Record<string, unknown> };
    expect(bounds).toMatchObject({ newcomerShareBps: 5_000, maxUnpaidOrders: 2 });
    const wide = { version, bounds: { ...bounds, newcomerShareBps: 10_000 } };
    const held = async (units: number) => {
      const added = await add(await aGuest(slug), units);
      return added.ok && added.heldUntilMs !== null;
    };
    const set = (by: string) =>
      target.ask('POST', path, { cookie: by, body: { key: systemIds.next(), ...wide } });
    expect(await held(4)).toBe(true);
    expect(await held(1)).toBe(false);
    expect((await set(stranger.cookie)).status).toBe(404);
    expect((await set(cookie)).status).toBe(200);
    expect((await set(cookie)).body).toMatchObject({ code: 'STALE_VERSION' });
    expect(await held(1)).toBe(true);
  });

  it('on a first market day newcomers who pay buy all there is, and not one unit more', async () => {
    const { slug } = await target.liveStream([STOCK]);
    let sold = 0;
    const buys = async (): Promise<void> => {
      const guest = await aGuest(slug);
      for (let tries = 0; tries < 40; tries += 1) {
        const added = await add(guest, 3);
        if (added.ok) break;
        if (added.code !== 'ALL_HELD') return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      // All of them are behind one address: whoever comes while it keeps its half waits for others to pay (H8).
      for (let tries = 0; tries < 40; tries += 1) {
        const placed = await order(guest, 3);
        if (placed.ok) {
          await pay(placed.order);
          sold += 3;
          return;
        }
        if (placed.code !== 'NETWORK_LIMIT') return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await Promise.all(Array.from({ length: STOCK / 3 + 5 }, buys));
    expect(sold).toBe(STOCK);
    expect(await add(await aGuest(slug), 1)).toMatchObject({ ok: false, code: 'SOLD_OUT' });
  });
});
