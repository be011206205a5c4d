import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { aTarget, send, type Target } from './target.ts';

describe('what an honest stranger may do', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  it('joins a live stream, reserves a unit and orders it', async () => {
    const { slug } = await target.liveStream([20]);
    const { token } = await target.guest();
    const saved = await target.ask('POST', '/me/addresses', {
      body: { key: systemIds.next(), name: 'Li', phone: '+8613800138000', address: 'Jianchuan 1' },
      headers: { authorization: `Bearer ${token}` },
    });
    const { addressId } = saved.body as { addressId: string };
    const viewer = await target.viewer(slug, token);
    const added = await send(viewer, 'cart:add', {
      key: systemIds.next(),
      itemNumber: 1,
      units: 2,
      seenPriceMinor: 2_990,
    });
    expect(added).toMatchObject({ ok: true });
    const placed = await send(viewer, 'order:place', {
      key: systemIds.next(),
      lines: [{ itemNumber: 1, units: 2, unitPriceMinor: 2_990 }],
      expectTotalMinor: 5_980,
      addressId,
      payment: 'sandbox',
    });
    expect(placed).toMatchObject({ ok: true, order: { status: 'PLACED' } });
  });
});
