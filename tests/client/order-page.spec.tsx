import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { OrderScreen } from '../../client/screens/buyer/orders/OrderScreen.tsx';
import { keepPaying } from '../../client/stores/paying.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { MyOrder, OrderView } from '../../shared/market/order/contract.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld, type Routes } from './fake-world.ts';
import { anOrder, EIGHT, MINUTE } from './market.ts';

const unpaid = anOrder({
  ...{ status: 'PLACED', payment: 'sandbox', payUrl: '/pay/1', paidAtMs: null, freeCancelUntilMs: null },
});
const paid = anOrder({ payment: 'sandbox' });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: EIGHT });
});
afterEach(() => vi.useRealTimers());

const mineOf = (order: OrderView): MyOrder => ({
  ...{ slug: 'potato-day', streamTitle: 'Potato day', currency: 'CNY', order, pictures: [''] },
  unitsToSend: order.lines.reduce((sum, { units, unfilledUnits }) => sum + units - unfilledUnits, 0),
  sendTo: {
    addressId: order.orderId,
    name: 'Li Xiaomei',
    phoneEnd: '8000',
    address: 'Shaxi 1',
    country: 'JP',
  },
});

async function open(now: () => OrderView, routes: Routes = {}) {
  const live = fakeLive();
  const world = fakeWorld(live, { myOrder: () => mineOf(now()), ...routes }, () => Date.now());
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <OrderScreen slug={unpaid.orderId} />
      </ServerTime>
    </WorldContext>,
  );
  await passes(0);
  await act(() => vi.dynamicImportSettled());
  return { live, asked: () => world.called.filter(({ name }) => name === 'myOrder').length };
}

const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const tap = (button: HTMLElement) => act(async () => button.click());
const payLink = () => screen.queryByRole('link', { name: 'Pay ¥39.80' });

test('back from the provider it asks until the notice is there, and asks nobody to pay meanwhile', async () => {
  keepPaying(unpaid.orderId);
  let order = unpaid;
  const { asked } = await open(() => order);
  expect(screen.getByText('Checking your payment…')).toBeInTheDocument();
  expect(payLink()).toBeNull();
  await passes(4_000);
  expect(asked()).toBeGreaterThan(2);
  order = paid;
  await passes(2_000);
  expect(screen.getByRole('heading', { name: 'Order paid' })).toBeInTheDocument();
  expect(screen.getByText('Your payment has arrived.')).toBeInTheDocument();
  expect(screen.queryByText('Checking your payment…')).toBeNull();
  const once = asked();
  await passes(10 * MINUTE);
  expect(asked()).toBe(once);
});

test('a notice that does not come: after ten seconds it says what to do, and goes on looking, less and less, up to a bound', async () => {
  keepPaying(unpaid.orderId);
  const { asked } = await open(() => unpaid);
  await passes(12_000);
  expect(screen.getAllByText(/there is no need to pay again/)[0]).toBeVisible();
  expect(payLink()).toBeInTheDocument();
  await passes(28 * MINUTE);
  const late = asked();
  expect(late).toBeLessThan(20 + 35 + 115);
  await passes(10 * MINUTE);
  expect(asked() - late).toBeLessThan(12);
  const bound = asked();
  await passes(60 * MINUTE);
  expect(asked()).toBe(bound);
});

test('a parcel that moves while its buyer looks moves the steps of the order, without a reload', async () => {
  const parcel = (status: 'SHIPPED' | 'DELIVERED') => ({
    ...{ shipmentId: paid.orderId, streamId: paid.orderId, origin: '', status, carrier: null },
    ...{ trackingCode: null, packedAtMs: EIGHT, shippedAtMs: EIGHT, claimUntilMs: null },
    deliveredAtMs: status === 'DELIVERED' ? EIGHT : null,
    lines: paid.lines.map((line, lineIndex) => ({
      ...{ orderId: paid.orderId, lineIndex, number: paid.number, reference: paid.reference },
      ...{ ...line, sellable: 0, damaged: 0 },
    })),
  });
  let status: 'SHIPPED' | 'DELIVERED' = 'SHIPPED';
  await open(() => paid, {
    myOrder: () => ({ ...mineOf(paid), hasStreamEnded: true as const }),
    myParcels: () => ({ parcels: [parcel(status)], claims: [] }) as never,
  });
  await passes(0);
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Order shipped');
  status = 'DELIVERED';
  await passes(46_000);
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Order delivered');
});

test('[O10] who comes to change its address finds the form open, once', async () => {
  history.replaceState(null, '', `/orders/${paid.orderId}#address`);
  const { country: _, ...sendTo } = mineOf(paid).sendTo!;
  await open(() => paid, { myOrder: () => ({ ...mineOf(paid), sendTo }) });
  await passes(0);
  expect(screen.getByRole('dialog', { name: 'Change address' })).toBeInTheDocument();
  expect(location.hash).toBe('');
});

test('who comes by another way is asked to pay at once: nothing in the address says that it was done', async () => {
  history.replaceState(null, '', `/orders/${unpaid.orderId}?status=paid`);
  await open(() => unpaid);
  expect(payLink()).toHaveAttribute('href', '/pay/1');
  expect(screen.queryByText('Checking your payment…')).toBeNull();
  expect(screen.getByText('Payment pending')).toBeInTheDocument();
  history.replaceState(null, '', '/');
});

test('who gave up at the provider reads at once that nothing was paid, and may pay', async () => {
  keepPaying(unpaid.orderId);
  history.replaceState(null, '', `/orders/${unpaid.orderId}?unpaid=1`);
  let order = unpaid;
  await open(() => order);
  expect(screen.getByText('You came back without paying. Nothing was charged.')).toBeInTheDocument();
  expect(payLink()).toHaveAttribute('href', '/pay/1');
  expect(screen.queryByText('Checking your payment…')).toBeNull();
  // What the server says counts, whatever the address says.
  order = paid;
  await passes(6_000);
  expect(screen.getByText('Your payment has arrived.')).toBeInTheDocument();
  expect(screen.queryByText(/Nothing was charged/)).toBeNull();
  history.replaceState(null, '', '/');
});

describe('[O13] an order that waits is paid on delivery instead', () => {
  beforeAll(() => import('../../client/screens/buyer/orders/PayAtDoor.tsx'));
  const mayTurn = (order: OrderView): MyOrder => ({
    ...mineOf(order),
    ...(order.status === 'PLACED' && { atDoor: { refusal: null } }),
  });
  const turned = anOrder({ payment: 'cash_on_delivery' });

  test('by a tap and a yes, and the page says what the courier gets', async () => {
    let order = unpaid;
    const scrolled = vi.spyOn(window, 'scrollTo').mockReturnValue();
    const { live } = await open(() => order, { myOrder: () => mayTurn(order) });
    await tap(screen.getByRole('button', { name: 'Pay on delivery instead' }));
    expect(screen.getByText(/^You pay the courier ¥39\.80\. Prices, vouchers and items stay/)).toBeVisible();
    live.answer(() => {
      order = turned;
      return { ok: true, seq: 30, order };
    });
    await tap(screen.getByRole('button', { name: 'Yes, pay on delivery' }));
    live.welcome({});
    await passes(100);
    expect(live.sent).toMatchObject([
      { command: 'order:pay-on-delivery', request: { orderId: unpaid.orderId } },
    ]);
    expect(screen.getByRole('heading', { name: 'Order placed' })).toBeInTheDocument();
    expect(scrolled).toHaveBeenLastCalledWith(0, 0);
    expect(screen.getByText(/You pay the courier ¥39\.80\./)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /delivery/ })).toBeNull();
    expect(payLink()).toBeNull();
  });

  test('where it was chosen on the payment page only the yes is left; a no says why, and the order can be paid', async () => {
    history.replaceState(null, '', `/orders/${unpaid.orderId}?unpaid=1&cash=1`);
    const { live } = await open(() => unpaid, { myOrder: () => mayTurn(unpaid) });
    const question = screen.getByRole('heading', { name: 'Pay on delivery instead?' });
    const follows = question.compareDocumentPosition(screen.getByRole('article'));
    expect(follows & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(payLink()).not.toHaveClass('buy');
    expect(screen.queryByText(/without paying/)).toBeNull();
    live.answer(() => ({
      ok: false,
      message: '',
      retryable: false,
      code: 'CASH_BARRED',
      possible: ['sandbox'],
    }));
    await tap(screen.getByRole('button', { name: 'Yes, pay on delivery' }));
    live.welcome({});
    await passes(100);
    expect(screen.getByText(/^Pay on delivery is paused for new buyers/)).toBeVisible();
    expect(payLink()).toHaveClass('buy');
    await tap(screen.getByRole('button', { name: 'Not now' }));
    expect(screen.getByText(/without paying/)).toBeVisible();
    expect(screen.queryByText(/^You pay the courier/)).toBeNull();
    history.replaceState(null, '', '/');
  });

  test('where cash is not offered the reason stands there, and no button', async () => {
    const refusal = { code: 'PAYMENT_FAILED' as const, possible: ['sandbox' as const] };
    await open(() => unpaid, { myOrder: () => ({ ...mineOf(unpaid), atDoor: { refusal } }) });
    expect(screen.getByText('Pay on delivery isn’t offered in this stream.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /on delivery/ })).toBeNull();
  });
});

test('[P1] when the stream is over, its order is packed next, until it has been', async () => {
  const parcel = {
    ...{ shipmentId: paid.orderId, origin: '', status: 'PACKED', carrier: null, trackingCode: null },
    ...{ packedAtMs: EIGHT, shippedAtMs: null, deliveredAtMs: null },
    lines: [{ orderId: paid.orderId, units: 1 }],
  };
  for (const parcels of [[], [parcel]]) {
    const asked = { myOrder: () => ({ ...mineOf(paid), hasStreamEnded: true as const }) };
    await open(() => paid, { ...asked, myParcels: () => ({ parcels, claims: [] }) as never });
    await passes(0);
    expect(screen.queryAllByText(/Next your order is packed/)).toHaveLength(parcels.length === 0 ? 1 : 0);
    expect(screen.queryByText(/after the stream ends/)).toBeNull();
    cleanup();
  }
});

test.each([
  ['PACKED', 'Order packed'],
  ['SHIPPED', 'Order shipped'],
  ['DELIVERED', 'Order delivered'],
] as const)('once it is %s its page is headed “%s”, and its payment is no news', async (status, title) => {
  const parcel = {
    ...{ shipmentId: paid.orderId, streamId: paid.streamId, origin: '', status, carrier: null },
    ...{ trackingCode: null, packedAtMs: EIGHT, shippedAtMs: EIGHT, deliveredAtMs: EIGHT },
    claimUntilMs: EIGHT + 60 * MINUTE,
    lines: [
      {
        ...{ orderId: paid.orderId, lineIndex: 0, number: '1', reference: '12-1042', itemNumber: 7 },
        ...{ name: 'Red potatoes', unitPriceMinor: 1_990, units: 2, sellable: 0, damaged: 0 },
        claimed: { payMinor: 3_980, lineUnits: 2, goneUnits: 0, givenMinor: 0 },
      },
    ],
  };
  await open(() => paid, {
    myOrder: () => ({ ...mineOf(paid), hasStreamEnded: true }),
    myParcels: () => ({ parcels: [parcel], claims: [] }),
  });
  await passes(0);
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(title);
  expect(screen.queryByText('Your payment has arrived.')).toBeNull();
  // Its stream is over: nothing leads back to it as if it were on.
  expect(screen.queryByRole('link', { name: 'Back to the stream' })).toBeNull();
  expect(screen.getByRole('link', { name: 'See what’s live' })).toHaveAttribute('href', '/');
  expect(screen.queryAllByRole('button', { name: 'Report a problem' })).toHaveLength(
    status === 'DELIVERED' ? 1 : 0,
  );
});

test.each([
  ['of which its tap was recorded', 0, 'Watch the moment you ordered', '/replay/potato-day?at=60000'],
  ['of which another part was', 10 * MINUTE, 'Watch the replay', '/replay/potato-day'],
  ['of which nothing was', null, null, null],
] as const)(
  'an order of a stream that is over, %s, leads to what there is of it',
  async (_, fromMs, says, path) => {
    const startedAtMs = paid.placedAtMs - MINUTE;
    const view = {
      ...{ slug: 'potato-day', startedAtMs, playlist: fromMs === null ? null : 'recording.m3u8' },
      stretches: fromMs === null ? [] : [{ mediaMs: 0, atMs: startedAtMs + fromMs, durationMs: 5 * MINUTE }],
    };
    await open(() => paid, {
      myOrder: () => ({ ...mineOf(paid), slug: 'potato-day', hasStreamEnded: true }),
      replay: () => view as never,
    });
    await passes(0);
    expect(screen.queryByRole('link', { name: /^Watch/ })?.getAttribute('href') ?? null).toBe(path);
    if (says) expect(screen.getByRole('link', { name: says })).toBeVisible();
    expect(screen.getByRole('link', { name: 'See what’s live' })).toBeVisible();
  },
);

test('a cancelled order is headed so', async () => {
  await open(() => anOrder({ ...paid, status: 'CANCELLED' }));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Order cancelled');
});

test('it shows where it goes, as far as a device may, and the one way back to the stream', async () => {
  await open(() => paid);
  expect(screen.getByText('Li Xiaomei')).toBeInTheDocument();
  expect(screen.getByText('…8000')).toBeInTheDocument();
  expect(screen.getByText(/Japan/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Back to the stream' })).toHaveAttribute('href', '/s/potato-day');
});

test.each([
  [
    'CANCELLED',
    { refundedMinor: 3_980 },
    'Your refund of ¥39.80 has started. It goes back the way you paid.',
  ],
  ['CANCELLED', {}, 'Nothing was charged.'],
  ['EXPIRED', {}, /so your items were released/],
  ['EXPIRED_REFUNDED', { refundedMinor: 3_980 }, /came after your items were gone/],
  [
    'EXPIRED_REFUNDED',
    { refundedMinor: 3_980 },
    'Your refund of ¥39.80 has started. It goes back the way you paid.',
  ],
  ['PAID', { payment: 'cash_on_delivery' }, /You pay the courier ¥39.80/],
] as const)('%s says what happens next: %o', async (status, more, sentence) => {
  await open(() => anOrder({ ...paid, status, ...more }));
  expect(screen.getByText(sentence)).toBeInTheDocument();
});

test.each([
  ['started', 'Your refund of ¥39.80 has started (May 9). It goes back the way you paid.'],
  ['done', /^¥39\.80 was refunded on May 9, the way you paid\./],
  ['by_hand', /^This order is paid in cash, so the shop gives you ¥39\.80 back itself \(decided May 9\)\.$/],
  ['given', 'The shop gave you ¥39.80 back on May 9.'],
] as const)('a refund that is %s is said once, with its day', async (state, sentence) => {
  const order = anOrder({ ...paid, status: 'CANCELLED', refundedMinor: 3_980 });
  await open(() => order, { myOrder: () => ({ ...mineOf(order), refund: { state, atMs: EIGHT } }) });
  expect(screen.getByText(sentence)).toBeInTheDocument();
  // The row of the sums, and the sentence.
  expect(screen.getAllByText(/refund|gave you|gives you/i)).toHaveLength(2);
});

test('[O14] a refund says by which day it is there, once that is over that it was due, and what cash has to do with the shop', async () => {
  const DAY = 24 * 60 * MINUTE;
  const order = anOrder({ ...paid, status: 'CANCELLED', refundedMinor: 3_980 });
  const about = {
    ...{ name: '赶集', nameEn: 'Fair', contact: '', complaintPhone: '0872-12315' },
    ...{ licences: { business: '', food: '', website: '' } },
    policies: { shipping: { zh: '', en: '' }, returns: { zh: '', en: '' }, privacy: { zh: '', en: '' } },
  };
  let refund: NonNullable<MyOrder['refund']> = { state: 'done', atMs: EIGHT, byMs: EIGHT + 3 * DAY };
  const routes: Routes = {
    myOrder: () => ({ ...mineOf(order), refund }),
    aboutShop: () => ({ version: 1, about }),
  };
  await open(() => order, routes);
  expect(screen.getByText(/the way you paid\. It reaches you by May 12\./)).toBeVisible();
  expect(screen.getByText('Test payment: no money moves.')).toBeVisible();
  cleanup();
  refund = { state: 'by_hand', atMs: EIGHT - 9 * DAY, byMs: EIGHT - 2 * DAY };
  await open(() => order, routes);
  expect(
    screen.getByText(/It was due by May 7\. If you don’t have it, please call the shop\./),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: /complaints line/ })).toHaveAttribute('href', 'tel:087212315');
});

test('what was paid online has its receipt a tap away', async () => {
  await open(() => paid, { myOrder: () => ({ ...mineOf(paid), receiptUrl: '/pay/1' }) });
  expect(screen.getByRole('link', { name: 'Receipt' })).toHaveAttribute('href', '/pay/1');
  cleanup();
  await open(() => paid);
  expect(screen.queryByRole('link', { name: 'Receipt' })).toBeNull();
});

test('[S10] an order that waits says that the time of flash prices counts where one is among them', async () => {
  const waiting = anOrder({ status: 'PLACED', payByMs: Date.now() + MINUTE });
  const [line] = waiting.lines;
  await open(() => waiting);
  const why = 'This order has a flash price, so the payment time for flash sales applies.';
  expect(screen.getByText(/Free to cancel until you pay/)).not.toHaveTextContent(why);
  cleanup();
  await open(() => ({ ...waiting, lines: [line!, { ...line!, itemNumber: 8, tapAtMs: EIGHT }] }));
  expect(screen.getByText(/Free to cancel until you pay/)).toHaveTextContent(why);
});

test('[F5] a flash price is said with its line, also that its tap came in the two seconds after the end', async () => {
  const [line] = paid.lines;
  const [inTime, late, list] = [
    { ...line!, itemNumber: 1, tapAtMs: EIGHT + 1_000 },
    { ...line!, itemNumber: 2, tapAtMs: EIGHT + 2_000, lateOk: true as const },
    { ...line!, itemNumber: 3 },
  ];
  const placedAtMs = EIGHT + 4_000;
  await open(() => ({ ...paid, placedAtMs, receivedAtMs: EIGHT + 3_999, lines: [inTime, late, list] }));
  const [first, second, third] = screen.getAllByRole('listitem');
  expect(first).toHaveTextContent(/Flash price$/);
  expect(second).toHaveTextContent(/Flash price · tapped within 2 seconds after the end$/);
  expect(third).not.toHaveTextContent('Flash');
  expect(screen.getByText(/^Your tap arrived at \d\d:\d\d:03\.$/)).toBeInTheDocument();
});

test('[T3] an arrival in the second that the order is dated with is not said a second time', async () => {
  await open(() => ({ ...paid, placedAtMs: EIGHT + 900, receivedAtMs: EIGHT + 100 }));
  expect(screen.queryByText(/^Your tap arrived/)).toBeNull();
});

test('a line that does not answer keeps what is known, and another try brings the order', async () => {
  vi.useRealTimers();
  const world = fakeWorld(fakeLive(), {});
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <OrderScreen slug={unpaid.orderId} />
      </ServerTime>
    </WorldContext>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(world.called.filter(({ name }) => name === 'myOrder').length).toBeGreaterThan(1);
});
