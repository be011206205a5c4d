import { expect, test } from 'vitest';
import { type CatalogueStore, createCatalogueStore } from '../../client/stores/catalogue-store.ts';
import type { NewGood } from '../../client/stores/product-acts.ts';
import { aProduct } from './a-product.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const [apples, pears, plums] = [aProduct(1, 'Apples'), aProduct(2, 'Pears'), aProduct(3, 'Plums')];
const lineup = { stream: 'market', currency: 'CNY' };
const newPlums = { name: 'Plums', producer: 'Orchard' } as NewGood;

const names = ({ store }: CatalogueStore) => store.getState().products?.map(({ name }) => name);
const loaded = (catalogue: CatalogueStore) =>
  expect.poll(() => catalogue.store.getState().isLoading).toBe(false);

test('a product that was made here stands once, also when its page of the catalogue comes', async () => {
  const { http, newKey } = deskWorld(fakeConsole(), {
    products: (input) => {
      const { after } = (input as { query: { after?: string } }).query;
      return after === undefined
        ? { products: [apples], next: apples.productId }
        : { products: [pears, plums], next: null };
    },
    createProduct: () => plums,
  });
  const catalogue = createCatalogueStore({ http, newKey }, lineup);
  catalogue.open();
  await loaded(catalogue);
  await catalogue.create(newPlums, null);
  expect(names(catalogue)).toEqual(['Plums', 'Apples']);
  await catalogue.more();
  expect(names(catalogue)).toEqual(['Plums', 'Apples', 'Pears']);
  catalogue.close();
});

test('[I1] a product whose answer was lost, and that the list knows already, stands once after the second tap', async () => {
  const asked: unknown[] = [];
  const { http, newKey } = deskWorld(fakeConsole(), {
    products: () => ({ products: asked.length === 0 ? [apples] : [apples, plums], next: null }),
    createProduct: (input) => {
      asked.push((input as { body: { key: string } }).body.key);
      return asked.length === 1 ? { refusal: { ok: false, code: 'NO_ANSWER' } } : plums;
    },
  });
  const catalogue = createCatalogueStore({ http, newKey }, lineup);
  catalogue.open();
  await loaded(catalogue);
  expect(await catalogue.create(newPlums, null)).toMatchObject({ ok: false });
  catalogue.open();
  await loaded(catalogue);
  expect(names(catalogue)).toEqual(['Apples', 'Plums']);
  expect(await catalogue.create(newPlums, null)).toMatchObject({ ok: true });
  expect(asked[1]).toBe(asked[0]);
  expect(names(catalogue)).toEqual(['Plums', 'Apples']);
  catalogue.close();
});
