import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OrderScreen } from '../../client/screens/buyer/orders/OrderScreen.tsx';
import { OrdersScreen } from '../../client/screens/buyer/orders/OrdersScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { MyOrder } from '../../shared/market/order/contract.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { anOrder, EIGHT } from './market.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: EIGHT });
});
afterEach(() => vi.useRealTimers());

const order = anOrder();
const mine: MyOrder = {
  ...{ slug: 'potato-day', streamTitle: 'Potato day', currency: 'CNY', order, pictures: [''] },
  ...{ unitsToSend: 2, hasStreamEnded: true, sendTo: null },
};
const parcel = {
  ...{ shipmentId: order.orderId, streamId: order.streamId, origin: '', status: 'SHIPPED' },
  ...{ carrier: null, trackingCode: null, packedAtMs: EIGHT, shippedAtMs: EIGHT, deliveredAtMs: null },
  claimUntilMs: null,
  lines: [{ orderId: order.orderId, lineIndex: 0, itemNumber: 7, units: 2, unitPriceMinor: 1_990 }],
};
const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

/** @param parcelsMs how long the parcels take after everything else */
async function open(page: 'order' | 'orders', parcelsMs: number) {
  const world = fakeWorld(
    fakeLive(),
    {
      myOrder: () => mine,
      myOrders: () => ({ orders: [mine] }),
      myParcels: () => ({ parcels: [parcel], claims: [] }) as never,
    },
    () => Date.now(),
  );
  const call = world.http.call;
  vi.spyOn(world.http, 'call').mockImplementation(async (name, ...input) => {
    if (name === 'myParcels') await new Promise((resolve) => setTimeout(resolve, parcelsMs));
    return call(name, ...input);
  });
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        {page === 'order' ? <OrderScreen slug={order.orderId} /> : <OrdersScreen />}
      </ServerTime>
    </WorldContext>,
  );
  await passes(0);
}
const number = () => screen.queryByText('Order 12-1042');
const pill = () => screen.queryByText('Shipped · pay on delivery');

test.each(['order', 'orders'] as const)(
  '%s: an order is drawn with its parcels, so that nothing of it moves when they come',
  async (page) => {
    await open(page, 400);
    await passes(300);
    expect(number()).toBeNull();
    await passes(200);
    expect(number()).toBeVisible();
    expect(pill()).toBeVisible();
  },
);

test.each(['order', 'orders'] as const)(
  '%s: parcels that take long keep no order waiting, and are shown when they come',
  async (page) => {
    await open(page, 5_000);
    await passes(1_600);
    expect(number()).toBeVisible();
    expect(pill()).toBeNull();
    await passes(4_000);
    expect(pill()).toBeVisible();
  },
);
