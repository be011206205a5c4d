import { render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { OrderSteps } from '../../client/screens/buyer/orders/OrderSteps.tsx';
import {
  farthestOf,
  type ParcelOfOrder,
  type Shipping,
  stepOf,
  strayedOf,
} from '../../client/screens/buyer/orders/order-steps.ts';

const order = { status: 'PAID' as const, payment: 'sandbox' as const };
const toSend = (parcels: ParcelOfOrder[], unitsToSend = 4): Shipping => ({ unitsToSend, parcels });
const parcel = (units: number, at: Partial<ParcelOfOrder> = {}): ParcelOfOrder => ({
  ...{ status: 'PACKED', packedAtMs: 10, shippedAtMs: null, deliveredAtMs: null, lines: [{ units }], ...at },
});
const shipped = { status: 'SHIPPED', shippedAtMs: 20 } as const;
const delivered = { status: 'DELIVERED', shippedAtMs: 20, deliveredAtMs: 30 } as const;

test.each<[string, ParcelOfOrder[], ReturnType<typeof stepOf>]>([
  ['nothing is packed', [], { step: 'ordered', atMs: null }],
  ['a part is packed', [parcel(2)], { step: 'ordered', atMs: null }],
  [
    'all that is to be sent is packed',
    [parcel(2), parcel(2, { packedAtMs: 15 })],
    { step: 'packed', atMs: 15 },
  ],
  ['one of two parcels is on its way', [parcel(2, shipped), parcel(2)], { step: 'packed', atMs: 10 }],
  [
    'both are',
    [parcel(2, shipped), parcel(2, { ...shipped, shippedAtMs: 25 })],
    { step: 'shipped', atMs: 25 },
  ],
  ['one has arrived', [parcel(2, delivered), parcel(2, shipped)], { step: 'shipped', atMs: 20 }],
  [
    'both have',
    [parcel(2, delivered), parcel(2, { ...delivered, deliveredAtMs: 40 })],
    { step: 'delivered', atMs: 40 },
  ],
  [
    'one is lost, the other has arrived',
    [parcel(2, { status: 'LOST' }), parcel(2, delivered)],
    { step: 'delivered', atMs: 30 },
  ],
  ['all is lost', [parcel(4, { status: 'LOST' })], null],
])('an order is as far as all of it is: %s', (_, parcels, step) => {
  expect(stepOf(order, toSend(parcels))).toEqual(step);
});

test('an order is in a word where the first of its parcels is, and whether all are; a lost one holds nothing up', () => {
  const farthest = (...parcels: ParcelOfOrder[]) => farthestOf(order, toSend(parcels));
  expect(farthestOf(order, null)).toBeNull();
  expect(farthest()).toBeNull();
  expect(farthest(parcel(2))).toEqual({ step: 'packed', isAll: false });
  expect(farthest(parcel(4))).toEqual({ step: 'packed', isAll: true });
  expect(farthest(parcel(2, shipped), parcel(2))).toEqual({ step: 'shipped', isAll: false });
  expect(farthest(parcel(4, shipped))).toEqual({ step: 'shipped', isAll: true });
  expect(farthest(parcel(2, delivered), parcel(2, shipped))).toEqual({ step: 'delivered', isAll: false });
  expect(farthest(parcel(2, delivered), parcel(2, delivered))).toEqual({ step: 'delivered', isAll: true });
  expect(farthest(parcel(2, delivered))).toEqual({ step: 'delivered', isAll: false });
  expect(farthest(parcel(2, { status: 'LOST' }), parcel(2, delivered))?.isAll).toBe(true);
  expect(farthest(parcel(4, { status: 'LOST' }))).toBeNull();
  expect(farthestOf({ ...order, status: 'CANCELLED' as const }, toSend([parcel(4, delivered)]))).toBeNull();
});

test('an order of which every parcel was lost or came back is not just paid', () => {
  const strayed = (...parcels: ParcelOfOrder[]) => strayedOf(order, toSend(parcels));
  expect(strayed(parcel(4, { status: 'LOST' }))).toBe('LOST');
  expect(strayed(parcel(4, { status: 'RETURNED' }))).toBe('RETURNED');
  expect(strayed(parcel(2, { status: 'RETURNED' }), parcel(2, { status: 'LOST' }))).toBe('LOST');
  expect(strayed(parcel(2, { status: 'LOST' }), parcel(2, delivered))).toBeNull();
  expect(strayed()).toBeNull();
  expect(strayedOf(order, null)).toBeNull();
  expect(strayedOf({ status: 'COMPLETED' }, toSend([parcel(4, { status: 'LOST' })]))).toBeNull();
});

test('what was paid back before it was packed is not waited for', () => {
  expect(stepOf(order, toSend([parcel(3, delivered)], 3))).toEqual({ step: 'delivered', atMs: 30 });
});

test('an order that is complete has come, also when its parcels are not told any more', () => {
  const complete = { ...order, status: 'COMPLETED' as const };
  expect(stepOf(complete, toSend([]))).toEqual({ step: 'delivered', atMs: null });
  expect(stepOf(complete, toSend([parcel(4, delivered)]))).toEqual({ step: 'delivered', atMs: 30 });
});

test('as long as its parcels are not known, no step is said to be the one it has reached', () => {
  setLanguage('en');
  render(<OrderSteps order={order} shipping={null} />);
  const list = screen.getByRole('list', { name: 'Where your order is' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(4);
  expect(list.querySelector('[aria-current]')).toBeNull();
});

test('an order that is not on its way has no steps', () => {
  for (const status of ['PLACED', 'CANCELLED', 'EXPIRED', 'EXPIRED_REFUNDED'] as const) {
    expect([status, stepOf({ ...order, status }, toSend([parcel(4)]))]).toEqual([status, null]);
  }
});

test('four steps, the one that it has reached is named, with its time', () => {
  setLanguage('en');
  const atMs = Date.parse('2026-11-20T12:00:00Z');
  render(<OrderSteps order={order} shipping={toSend([parcel(4, { ...shipped, shippedAtMs: atMs })])} />);
  const list = screen.getByRole('list', { name: 'Where your order is' });
  expect(
    within(list)
      .getAllByRole('listitem')
      .map((each) => each.textContent?.slice(0, 8)),
  ).toEqual([...['Paid', 'Packed', expect.stringContaining('Shipped'), 'Delivere']]);
  expect(list.querySelector('[aria-current="step"]')).toHaveTextContent(/Shipped.*Nov 20/);
});

test('paid to the courier, it begins with the order', () => {
  setLanguage('en');
  render(<OrderSteps order={{ ...order, payment: 'cash_on_delivery' }} shipping={toSend([])} />);
  expect(screen.getByText('Ordered')).toBeVisible();
});
