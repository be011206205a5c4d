import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { shippingOfItem } from '../../server/market/shipping/of-item.ts';
import { productRow } from '../../server/shop/shop.ts';
import { createProductRequest } from '../../shared/contract/catalogue.ts';
import { describedIn } from '../../shared/values/product-details.ts';
import { aCatalogue, walnuts } from '../builders/catalogue.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const told = {
  description: '手剥就开。\n今年新果。',
  descriptionEn: 'They open by hand.',
  morePictures: ['/pictures/b.webp', '/pictures/c.webp'],
};

test('a product without a description or further pictures is written as products always were', () => {
  const { facts, product } = aCatalogue();
  expect(JSON.stringify([facts, product()])).not.toMatch(/description|morePictures/);
});

test('description and pictures are kept, changed and taken away; what is the same becomes no fact', () => {
  const { product, change } = aCatalogue(told);
  expect(product()).toMatchObject(told);
  expect(change({ ...told, morePictures: [...told.morePictures] })).toEqual([]);
  expect(change({ morePictures: ['/pictures/c.webp'], description: told.description })).toMatchObject([
    { type: 'product_changed', changes: { morePictures: ['/pictures/c.webp'] } },
  ]);
  change({ description: '', descriptionEn: '', morePictures: [] });
  expect(JSON.stringify(product())).not.toMatch(/description|morePictures/);
  expect(change({ description: '', morePictures: [] })).toEqual([]);
});

test('terms of returns are kept, changed and taken away; what is the same becomes no fact', () => {
  expect(JSON.stringify(aCatalogue().facts)).not.toMatch(/returns/);
  const returns = { days: 7, paidBy: 'buyer' } as const;
  const { product, change } = aCatalogue({ returns });
  expect(product().returns).toEqual(returns);
  expect(change({ returns: { ...returns } })).toEqual([]);
  expect(change({ returns: { days: 14, paidBy: 'shop' } })).toMatchObject([
    { changes: { returns: { days: 14, paidBy: 'shop' } } },
  ]);
  change({ returns: null });
  expect(product()).not.toHaveProperty('returns');
  expect(change({ returns: null })).toEqual([]);
});

test('tags are kept, changed and taken away; a product without them is written as products always were', () => {
  expect(JSON.stringify(aCatalogue().facts)).not.toMatch(/tags/);
  const { product, change } = aCatalogue({ tags: ['Gift box', 'Nuts'] });
  expect(product().tags).toEqual(['Gift box', 'Nuts']);
  expect(change({ tags: ['Gift box', 'Nuts'] })).toEqual([]);
  expect(change({ tags: ['Nuts'] })).toMatchObject([{ changes: { tags: ['Nuts'] } }]);
  change({ tags: [] });
  expect(product()).not.toHaveProperty('tags');
  expect(change({ tags: [] })).toEqual([]);
});

test('a product is found by its tags, which stand in no list', () => {
  const { product } = aCatalogue({ tags: ['Gift Box'] });
  expect(productRow(product()).searchText).toContain('gift box');
  expect(productRow(product())).not.toHaveProperty('tags');
});

test('the table of products leaves them to the log, so no list carries them', () => {
  const { product } = aCatalogue(told);
  expect(JSON.stringify(productRow(product()))).not.toMatch(/description|morePictures/);
  expect(productRow(product())).toMatchObject({ name: '核桃', picture: '/pictures/a.webp' });
});

test('everybody reads a description in their language, where there is one', () => {
  expect(describedIn('en', told)).toBe('They open by hand.');
  expect(describedIn('zh-CN', told)).toBe('手剥就开。\n今年新果。');
  expect(describedIn('en', { description: '手剥就开。' })).toBe('手剥就开。');
  expect(describedIn('en', {})).toBe('');
});

const request = (more: object) => {
  const { sku: _, ...good } = walnuts;
  const parsed = z.safeParse(createProductRequest, {
    ...{ key: '0190a000-0000-7000-8000-000000000001', ...good },
    ...more,
  });
  return parsed.success ? parsed.data : null;
};

test('a description has up to a thousand characters on lines of its own, and hides nothing', () => {
  expect(request({ description: ' One. \r\n\r\n\r\n\r\nTwo. ' })?.description).toBe('One.\n\nTwo.');
  expect(request({ description: 'x'.repeat(1_000) })).not.toBeNull();
  for (const bad of ['x'.repeat(1_001), ' \n ', 'a\u202eb', 'a\u0000b', `a${'\u0301'.repeat(6)}`]) {
    expect(request({ description: bad })).toBeNull();
  }
});

test('a product has up to thirty tags, each a short line', () => {
  const thirty = Array.from({ length: 30 }, (_, n) => `tag ${n}`);
  expect(request({ tags: thirty })?.tags).toEqual(thirty);
  for (const bad of [[...thirty, 'one more'], [''], ['x'.repeat(61)], ['a\nb'], ['a\u202eb']]) {
    expect(request({ tags: bad })).toBeNull();
  }
});

test('a product has up to six pictures, each here or behind https', () => {
  const five = Array.from({ length: 5 }, (_, n) => `/pictures/${n}.webp`);
  expect(request({ morePictures: five })?.morePictures).toEqual(five);
  for (const bad of [[...five, '/pictures/6.webp'], ['http://a.example/b.jpg'], ['']]) {
    expect(request({ morePictures: bad })).toBeNull();
  }
});

test('[P2][P3] what sending one costs, and two, and from when it is free, is known without a cart', () => {
  const m = aLiveStream(
    aProduct('potato', { price: 3_000, shipping: [500, 100], origin: 'Jianchuan' }),
    aProduct('walnut', { origin: 'Yangcen' }),
  );
  const costs = (name: string) => shippingOfItem(m.bench.state, m.item(name));
  expect(costs('potato')).toEqual({ oneMinor: 500, twoMinor: 600, freeFromMinor: null });
  expect(costs('walnut')).toEqual({ oneMinor: 0, twoMinor: 0, freeFromMinor: null });
  m.host.setsShipping('Jianchuan', { freeFromMinor: 5_000 });
  expect(costs('potato')).toEqual({ oneMinor: 500, twoMinor: 0, freeFromMinor: 5_000 });
});
