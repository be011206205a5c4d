import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import { followCart } from '../../client/screens/buyer/viewer/follow-cart.ts';
import type { ViewerStores } from '../../client/screens/buyer/viewer/viewer-stores.ts';
import { cartGoods } from '../../client/stores/cart-goods.ts';
import { cartsAt } from '../../client/stores/carts-at.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';

const good = (name: string) => ({ name, picture: '' });
const line = (itemNumber: number, units: number) => ({
  ...{ itemNumber, directUnits: 0, expiredUnits: 0 },
  holds: [{ units }],
});
const order = {
  orderId: 'mine',
  lines: [
    { itemNumber: 1, units: 2 },
    { itemNumber: 2, units: 1 },
  ],
} as OrderView;

function aPage() {
  localStorage.clear();
  const keep = createDeviceStorage();
  const lines = [line(1, 2), line(2, 3)];
  const live = createStore(() => ({
    mine: { cart: { lines }, orders: [] as OrderView[] },
    view: { cards: { 1: good('Potatoes'), 2: good('Quinoa') } },
  }));
  const cart = createStore<{ placing: object; waiting: object; faults: object }>(() => ({
    placing: { kind: 'sending' },
    ...{ waiting: {}, faults: {} },
  }));
  const stores = { live: { slug: 'potato-day', store: live }, cart: { store: cart } };
  const end = followCart(stores as unknown as ViewerStores, keep);
  const noted = () => cartGoods(keep)['potato-day']?.goods.map(({ name, units }) => [name, units]) ?? null;
  return { live, cart, keep, noted, end };
}

test('what an order took is out of the noted cart with its yes: the page leaves to pay before the cart changes', () => {
  const { live, cart, noted, end } = aPage();
  expect(noted()).toEqual([
    ['Potatoes', 2],
    ['Quinoa', 3],
  ]);
  cart.setState({ placing: { kind: 'placed', order } });
  expect(noted()).toEqual([['Quinoa', 2]]);
  // The ledger's cart comes, and is not taken from again.
  live.setState({ mine: { cart: { lines: [line(2, 2)] }, orders: [order] } });
  expect(noted()).toEqual([['Quinoa', 2]]);
  live.setState({ mine: { cart: { lines: [line(1, 2), line(2, 2)] }, orders: [order] } });
  expect(noted()).toEqual([
    ['Potatoes', 2],
    ['Quinoa', 2],
  ]);
  end();
});

test('where the cart changed before the yes, it is noted as it is', () => {
  const { live, cart, noted, end } = aPage();
  live.setState({ mine: { cart: { lines: [line(2, 2)] }, orders: [order] } });
  cart.setState({ placing: { kind: 'placed', order } });
  expect(noted()).toEqual([['Quinoa', 2]]);
  end();
});

test('a whole cart that was ordered is no cart any more', () => {
  const { live, cart, keep, end } = aPage();
  live.setState({ mine: { cart: { lines: [line(1, 2), line(2, 1)] }, orders: [] } });
  expect(cartsAt(keep)).toEqual(['potato-day']);
  cart.setState({ placing: { kind: 'placed', order } });
  expect(cartsAt(keep)).toEqual([]);
  expect(cartGoods(keep)).toEqual({});
  end();
});

test('an add without an answer leads other pages here, until the cart has it or it was refused', () => {
  const { live, cart, keep, end } = aPage();
  live.setState({ mine: { cart: { lines: [] }, orders: [] } });
  expect(cartsAt(keep)).toEqual([]);
  keep.write('fairday.added-at', 'potato-day');
  cart.setState({ waiting: { 1: 1 } });
  expect(cartsAt(keep)).toEqual(['potato-day']);
  // Its answer may come before the cart's own change.
  cart.setState({ waiting: {} });
  expect(cartsAt(keep)).toEqual(['potato-day']);
  live.setState({ mine: { cart: { lines: [line(1, 1)] }, orders: [] } });
  expect(keep.read('fairday.added-at')).toBeNull();
  expect(cartsAt(keep)).toEqual(['potato-day']);
  live.setState({ mine: { cart: { lines: [] }, orders: [] } });
  keep.write('fairday.added-at', 'potato-day');
  cart.setState({ waiting: { 1: 1 } });
  cart.setState({ waiting: {}, faults: { 1: { code: 'SOLD_OUT' } } });
  expect(cartsAt(keep)).toEqual([]);
  end();
});
