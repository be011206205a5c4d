import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import type { ListedProduct } from '../../shared/contract/catalogue.ts';
import { aProduct, productIdOf } from './a-product.ts';
import {
  aConsoleFrame,
  accepted,
  anItem,
  type FakeConsole,
  fakeConsole,
  refusedWith,
} from './fake-console.ts';
import { openConsole } from './open-console.tsx';

const many = { warehouseUnits: 2_897 };

const catalogue: ListedProduct[] = [
  aProduct(1, 'Apples', many),
  aProduct(2, 'Pears', { warehouseUnits: 12 }),
  aProduct(3, 'Plums', many),
  aProduct(4, 'Quinces', many),
];

let wire: FakeConsole;
/** The streams that the catalogue was asked for. */
let named: (string | undefined)[];
const floor = aConsoleFrame(10, { order: [1], items: [anItem(1, { name: 'Walnuts' })] });

beforeEach(async () => {
  wire = fakeConsole();
  named = [];
  Element.prototype.scrollIntoView = () => {};
  await openConsole(wire, floor, {
    products: (input) => {
      const { search = '', stream } = (input as { query: { search?: string; stream?: string } }).query;
      named.push(stream);
      return { products: catalogue.filter(({ name }) => name.includes(search)), next: null };
    },
  });
  await userEvent.click(screen.getAllByRole('button', { name: 'Add products' })[0]!);
  await screen.findByRole('checkbox', { name: /Apples/ });
});

const sheet = () => within(screen.getByRole('dialog'));
const box = (name: string) => sheet().getByRole('checkbox', { name: new RegExp(name) });
const row = (name: string) => within(box(name).closest('li')!);
const choose = async (...names: string[]) => {
  for (const name of names) await userEvent.click(box(name));
};
const add = (name: RegExp | string) => userEvent.click(sheet().getByRole('button', { name }));
const wanted = () => wire.sent.filter(({ command }) => command === 'lineup:add');

test('the catalogue is asked for the stream whose lineup is filled', () => {
  expect(new Set(named)).toEqual(new Set(['potato-day']));
});

test('a product is given a small number of pieces, at most what the warehouse has, which is said', async () => {
  await choose('Apples', 'Pears');
  expect(row('Apples').getByLabelText('Units')).toHaveValue('20');
  expect(row('Apples').getByText('of 2,897 in the warehouse')).toBeVisible();
  expect(row('Pears').getByLabelText('Units')).toHaveValue('12');
});

test('[A1] who may not know what the warehouse has says a number, and the ledger says whether it is too many', async () => {
  catalogue[0] = { ...catalogue[0]!, floorMinor: null, warehouseUnits: null };
  await userEvent.type(sheet().getByRole('searchbox'), 'Apples');
  await expect.poll(() => sheet().queryByText(/2,897 in the warehouse/)).toBeNull();
  await choose('Apples');
  expect(row('Apples').queryByText(/in the warehouse/)).toBeNull();
  const pieces = row('Apples').getByRole('textbox', { name: /Units/ });
  expect(pieces).toHaveValue('20');
  await userEvent.clear(pieces);
  await userEvent.type(pieces, '5000');
  wire.answer(() => refusedWith({ code: 'STOCK_INVALID', available: 7 }));
  await add(/^Add/);
  await expect.poll(() => wanted()).toMatchObject([{ request: { units: 5_000 } }]);
  catalogue[0] = aProduct(1, 'Apples', many);
});

test('several products are added at once, each with its number, in the order of choosing', async () => {
  let itemNumber = 1;
  wire.answer(() => {
    itemNumber += 1;
    return accepted(10 + itemNumber, { itemNumber });
  });
  await choose('Plums', 'Apples', 'Pears');
  const pieces = row('Apples').getByLabelText('Units');
  await userEvent.clear(pieces);
  await userEvent.type(pieces, '50');
  await add('Add 3 products');
  await expect.poll(() => wanted()).toHaveLength(3);
  expect(wanted().map(({ request }) => [request.productId, request.units])).toEqual([
    [productIdOf(3), 20],
    [productIdOf(1), 50],
    [productIdOf(2), 12],
  ]);
  expect(await sheet().findByText('3 added')).toBeVisible();
  for (const name of ['Plums', 'Apples', 'Pears']) expect(box(name)).not.toBeChecked();
  const items = [anItem(1), anItem(3, { productId: productIdOf(1), name: 'Apples' })];
  act(() => wire.say.onFrame({ ...floor, to: 14, order: [1, 3], items }));
  expect(row('Apples').getByText('In the lineup as #3')).toBeVisible();
});

test('those that are refused stay with their reason, and are named on no other list', async () => {
  wire.answer(({ request }) =>
    request.productId === productIdOf(2)
      ? refusedWith({ code: 'INSUFFICIENT', max: 3 })
      : accepted(11, { itemNumber: 2 }),
  );
  await choose('Apples', 'Pears');
  await add('Add 2 products');
  expect(await sheet().findByText('1 added · 1 not added')).toBeVisible();
  expect(row('Pears').getByText(/warehouse .*3|only 3/)).toBeVisible();
  expect(box('Pears')).toBeChecked();
  expect(box('Apples')).not.toBeChecked();
  expect(
    within(screen.getByRole('region', { name: 'Alerts', hidden: true })).getByText('No alerts'),
  ).toBeInTheDocument();
  await expect.poll(() => document.activeElement).toBe(row('Pears').getByLabelText('Units'));
  wire.answer(() => accepted(12, { itemNumber: 3 }));
  await add('Add 1 product');
  expect(await sheet().findByText('Pears is item 3.')).toBeVisible();
  const keys = wanted().map(({ request }) => request.key);
  expect(new Set(keys).size).toBe(3);
});

test('[I1] one without an answer is not added again with the next ones', async () => {
  wire.answer(({ request }) =>
    request.productId === productIdOf(1)
      ? refusedWith({ code: 'UNAVAILABLE', retryAfterMs: 500 })
      : accepted(11, { itemNumber: 2 }),
  );
  await choose('Apples', 'Plums');
  await add('Add 2 products');
  expect(await sheet().findByText('1 added · 1 without an answer yet')).toBeVisible();
  expect(box('Apples')).toBeDisabled();
  expect(row('Apples').getByRole('button', { name: 'Check again' })).toBeVisible();
  await choose('Quinces');
  await add('Add 1 product');
  await expect.poll(() => wanted()).toHaveLength(3);
  expect(wanted().filter(({ request }) => request.productId === productIdOf(1))).toHaveLength(1);
});

test('after an adding the focus is where the next product is found', async () => {
  wire.answer(() => accepted(11, { itemNumber: 2 }));
  await choose('Apples');
  await add('Add 1 product');
  expect(await sheet().findByText('Apples is item 2.')).toBeVisible();
  await expect.poll(() => document.activeElement).toBe(sheet().getByRole('searchbox'));
});

test('a wrong number adds nothing and is gone to', async () => {
  await choose('Apples', 'Pears');
  const pieces = row('Pears').getByLabelText('Units');
  await userEvent.clear(pieces);
  await userEvent.type(pieces, '13');
  await add('Add 2 products');
  expect(row('Pears').getByRole('alert')).toHaveTextContent('Enter a whole number, at most 12.');
  expect(document.activeElement).toBe(pieces);
  expect(wanted()).toEqual([]);
});

test('what is chosen stays chosen and in sight while another is searched for', async () => {
  await choose('Apples');
  await userEvent.type(sheet().getByRole('searchbox'), 'Plums{Enter}');
  await expect.poll(() => sheet().queryByRole('checkbox', { name: /Quinces/ })).toBeNull();
  expect(box('Apples')).toBeChecked();
  expect(box('Plums')).not.toBeChecked();
  expect(wanted()).toEqual([]);
});

test('中文: 添加商品', async () => {
  await choose('Apples', 'Plums');
  act(() => setLanguage('zh-CN'));
  expect(sheet().getByRole('heading', { name: '添加商品' })).toBeVisible();
  expect(sheet().getByRole('button', { name: '添加 2 个商品' })).toBeVisible();
  expect(row('Apples').getByText('仓库共 2,897 件')).toBeVisible();
  act(() => setLanguage('en'));
});
