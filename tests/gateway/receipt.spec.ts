import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readReceipt } from '../../server/application/receipt.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import { ask, hello, openHouse } from './house.ts';

const KEY = '0190a3f2-8d22-7a31-9f10-5c7d2e4b6a90';
const tap = { key: KEY, itemNumber: 1, units: 1, seenPriceMinor: 1_990 };

let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.market.fail(null));

async function aViewer() {
  const { token, buyerId } = await house.guest();
  const socket = await house.connect('live', token);
  const { streamId } = (await ask(socket, 'hello', hello())) as unknown as { streamId: string };
  return { socket, streamId, actor: { buyerId, allIds: [buyerId] } };
}

test('[F5] a tap that a store did not take is told when it arrived, in a way that proves it', async () => {
  const { socket, streamId, actor } = await aViewer();
  house.market.fail(new StoreAway('The disk stands still.'));
  const beforeMs = house.clock.nowMs();
  const told = (await ask(socket, 'cart:add', tap)) as unknown as { receipt: string };
  expect(told).toMatchObject({ ok: false, code: 'UNAVAILABLE', receipt: expect.any(String) });
  const request = { ...tap, receipt: told.receipt };
  const arrivedAtMs = readReceipt(house.secrets, { actor, streamId, command: 'cart:add', request });
  expect(arrivedAtMs).toBeGreaterThanOrEqual(beforeMs);
  expect(arrivedAtMs).toBeLessThanOrEqual(house.clock.nowMs());

  house.market.fail(null);
  expect(await ask(socket, 'cart:add', request)).toMatchObject({ ok: true });
  expect(house.market.heard.at(-1)?.request).toEqual(request);
});

test('[F5] an order gets one as well; what is judged by no price does not', async () => {
  const { socket } = await aViewer();
  house.market.fail(new StoreAway('The disk stands still.'));
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 1_990 }];
  const order = { key: KEY, lines, expectTotalMinor: 1_990, addressId: null, payment: 'sandbox' };
  expect(await ask(socket, 'order:place', order)).toMatchObject({
    code: 'UNAVAILABLE',
    receipt: expect.any(String),
  });
  const removal = await ask(socket, 'cart:remove', { key: KEY, itemNumber: 1, units: 1 });
  expect(removal).toMatchObject({ code: 'UNAVAILABLE' });
  expect(removal).not.toHaveProperty('receipt');
});

test('[X136] what is no receipt in form is a BAD_REQUEST that names the field', async () => {
  const { socket } = await aViewer();
  for (const receipt of ['', 'x', '1.short', `1.${'A'.repeat(44)}`, `-1.${'A'.repeat(43)}`, 7, null]) {
    const ack = await ask(socket, 'cart:add', { ...tap, receipt });
    expect(ack, String(receipt)).toMatchObject({ code: 'BAD_REQUEST', field: 'receipt' });
  }
});
