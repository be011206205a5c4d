import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { CartsScreen } from '../../client/screens/buyer/cart/CartsScreen.tsx';
import { PageHead } from '../../client/screens/PageHead.tsx';
import { cartGoods, noteGoods } from '../../client/stores/cart-goods.ts';
import { cartsAt, noteCart } from '../../client/stores/carts-at.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { EIGHT } from './market.ts';

const aStream = (slug: string, title: string) => ({
  ...{ streamId: slug, slug, title, hostName: 'Mei', status: 'LIVE' as const, currency: 'CNY' },
  ...{ scheduledAtMs: EIGHT, liveStartMs: EIGHT, endedAtMs: null, rehearsalOf: null },
});

afterEach(() => history.replaceState(null, '', '/'));

function open(page: React.ReactElement, path: string, ...slugs: string[]) {
  history.replaceState(null, '', path);
  const world = fakeWorld(fakeLive(), {
    streams: () => ({ streams: [aStream('tea', 'Tea day'), aStream('rice', 'Rice day')] }),
  });
  for (const slug of slugs) noteCart(world.keep, slug, true);
  render(<WorldContext value={world}>{page}</WorldContext>);
  /** Another page of this device did this. */
  const elsewhere = (slug: string, isFull: boolean) =>
    act(() => {
      noteCart(world.keep, slug, isFull);
      dispatchEvent(new StorageEvent('storage', { key: 'fairday.carts-at' }));
    });
  return { world, elsewhere };
}
const carts = () => [...document.querySelectorAll('.carts a')].map((link) => link.getAttribute('href'));
const inHead = (name: string) => screen.queryByRole('link', { name });

test('the page of the carts lists each stream by its title, and has no way to itself', async () => {
  open(<CartsScreen />, '/cart', 'tea', 'rice');
  expect(await screen.findByText('Rice day')).toBeVisible();
  expect(carts()).toEqual(['/s/rice#cart', '/s/tea#cart']);
  expect(inHead('Cart')).toBeNull();
  expect(inHead('My orders')).toHaveAttribute('href', '/orders');
});

test('what another page of the device fills or empties is listed at once', async () => {
  const { elsewhere } = open(<CartsScreen />, '/cart', 'tea');
  expect(await screen.findByText('Tea day')).toBeVisible();
  elsewhere('rice', true);
  expect(carts()).toEqual(['/s/rice#cart', '/s/tea#cart']);
  elsewhere('rice', false);
  elsewhere('tea', false);
  expect(screen.getByText('Your cart is empty.')).toBeVisible();
});

test('in the head of another page the cart leads into the one that there is, and with several to their page', () => {
  const { elsewhere } = open(<PageHead title="Fairday" isForBuyers />, '/orders', 'tea');
  expect(inHead('Cart')).toHaveAttribute('href', '/s/tea#cart');
  elsewhere('rice', true);
  expect(inHead('Cart')).toHaveAttribute('href', '/cart');
  elsewhere('tea', false);
  expect(inHead('Cart')).toHaveAttribute('href', '/s/rice#cart');
});

test('the icon of the cart says how many units this device saw there last, over all carts', () => {
  const { world, elsewhere } = open(<PageHead title="Fairday" isForBuyers />, '/', 'tea', 'rice');
  expect(inHead('Cart')).toHaveTextContent(/^$/);
  const good = (name: string, units: number) => ({ name, picture: '', units });
  const goods = ['a', 'b', 'c', 'd', 'e'].map((name) => good(name, 2));
  noteGoods(world.keep, 'tea', goods);
  noteGoods(world.keep, 'rice', [good('r', 1)]);
  elsewhere('soup', true);
  expect(inHead('Cart, 11 items')).toHaveTextContent(/^11$/);
  elsewhere('tea', false);
  expect(inHead('Cart, 1 item')).toHaveTextContent(/^1$/);
  noteGoods(world.keep, 'rice', [good('r', 300)]);
  elsewhere('tea', true);
  expect(inHead('Cart, 99 items')).toHaveTextContent(/^99\+$/);
  world.keep.write('fairday.cart-goods', '{"rice":{"goods":[],"more":"x"}}');
  elsewhere('tea', false);
  expect(inHead('Cart')).toHaveTextContent(/^$/);
});

test('a page that a step back brings again knows what became of the carts meanwhile', async () => {
  const { world } = open(<CartsScreen />, '/cart', 'tea', 'rice');
  expect(await screen.findByText('Tea day')).toBeVisible();
  noteCart(world.keep, 'tea', false);
  expect(cartsAt(world.keep)).toEqual(['rice']);
  act(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  expect(carts()).toEqual(['/s/rice#cart']);
});

test('each cart names what was in it when this device saw it last, and forgets what is no cart any more', async () => {
  const { world, elsewhere } = open(<CartsScreen />, '/cart', 'tea', 'rice');
  expect(await screen.findByText('Tea day')).toBeVisible();
  const good = (name: string, units: number) => ({ name, nameEn: `${name} (en)`, picture: '', units });
  noteGoods(
    world.keep,
    'tea',
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => good(name, 2)),
  );
  noteGoods(world.keep, 'rice', [good('r', 1)]);
  elsewhere('soup', true);
  const [, rice, tea] = document.querySelectorAll('.carts > li');
  expect(rice).toHaveTextContent('Rice dayOpen the cartr (en)');
  expect(tea).toHaveTextContent('a (en) × 2b (en) × 2c (en) × 2d (en) × 22 more');
  noteCart(world.keep, 'tea', false);
  noteGoods(world.keep, 'tea', []);
  expect(Object.keys(cartGoods(world.keep))).toEqual(['rice']);
  world.keep.write('fairday.cart-goods', '{"rice":7,"tea":null}');
  expect(cartGoods(world.keep)).toEqual({});
});
