import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import type { ListedProduct } from '../../shared/contract/catalogue.ts';
import { aProduct, productIdOf } from './a-product.ts';
import {
  aConsoleFrame,
  accepted,
  anItem,
  aWelcome,
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

test('before the stream the sheet closes once all are added: going live lies under it', async () => {
  cleanup();
  wire = fakeConsole();
  await openConsole(
    wire,
    { ...floor, status: 'SCHEDULED' },
    { products: () => ({ products: catalogue, next: null }) },
  );
  await userEvent.click(screen.getAllByRole('button', { name: 'Add products' })[0]!);
  await screen.findByRole('checkbox', { name: /Apples/ });
  wire.answer(({ request }) =>
    request.productId === productIdOf(2)
      ? refusedWith({ code: 'INSUFFICIENT', max: 3 })
      : accepted(11, { itemNumber: 2 }),
  );
  await choose('Apples', 'Pears');
  await add('Add 2 products');
  expect(await sheet().findByText('1 added · 1 not added')).toBeVisible();
  wire.answer(() => accepted(12, { itemNumber: 3 }));
  await add('Add 1 product');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
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

/** The sheet over an empty lineup that sells in yuan, and a catalogue of which `counts` says what is in other money. */
async function overEmpty({
  counts = [] as { currency: string; products: number }[],
  frame = aConsoleFrame(3, { status: 'SCHEDULED' as const }),
  setCurrency = (): unknown => ({ seq: 4, version: 4, undoUntilMs: null }),
  search = '',
} = {}) {
  cleanup();
  const line = fakeConsole();
  const asked: unknown[] = [];
  await openConsole(line, frame, {
    products: (input) => {
      asked.push((input as { query: object }).query);
      return { products: [], next: null, currencies: counts };
    },
    setCurrency: (input) => {
      asked.push((input as { body: object }).body);
      return setCurrency();
    },
  });
  await userEvent.click(screen.getAllByRole('button', { name: 'Add products' })[0]!);
  if (search !== '') await userEvent.type(sheet().getByRole('searchbox'), search);
  await expect.poll(() => asked.at(-1)).toMatchObject(search === '' ? {} : { search });
  return { line, asked };
}

test('[S9] an empty list says in which money the products are, and one tap sells in it', async () => {
  const { line, asked } = await overEmpty({
    counts: [
      { currency: 'USD', products: 1_045 },
      { currency: 'EUR', products: 1 },
    ],
  });
  expect(asked[0]).toMatchObject({ stream: 'potato-day', currency: 'CNY' });
  const said = '1,045 products in USD and 1 product in EUR; this stream sells in CNY.';
  expect(await sheet().findByText(said)).toBeVisible();
  expect(sheet().queryByText(/by that name/)).toBeNull();
  expect(sheet().queryByRole('button', { name: 'Show more' })).toBeNull();
  await userEvent.click(sheet().getByRole('button', { name: 'Sell in USD' }));
  await expect.poll(() => asked.at(-1)).toMatchObject({ currency: 'USD', key: expect.any(String) });
  // What it sells in from now on stands in the answer to a hello.
  await expect.poll(() => line.resyncs()).toBe(1);
  const frame = aConsoleFrame(4, { status: 'SCHEDULED' });
  act(() => line.say.onWelcome(aWelcome(frame, { currency: 'USD' })));
  await expect.poll(() => asked.at(-1)).toMatchObject({ stream: 'potato-day', currency: 'USD' });
  // Whoever else has the console open is told by a frame, and reads what it sells in anew.
  act(() => line.say.onFrame(aConsoleFrame(5, { status: 'SCHEDULED', currency: 'USD' })));
  expect(line.resyncs()).toBe(1);
  act(() => line.say.onFrame(aConsoleFrame(6, { status: 'SCHEDULED', currency: 'EUR' })));
  expect(line.resyncs()).toBe(2);
});

test('[S9] where the currency stays, the list says so and leads to another stream; a refusal says why', async () => {
  const counts = [{ currency: 'USD', products: 45 }];
  const frame = aConsoleFrame(9, { status: 'SCHEDULED', order: [1], items: [anItem(1)] });
  await overEmpty({ counts, frame });
  expect(await sheet().findByText('45 products in USD; this stream sells in CNY.')).toBeVisible();
  expect(sheet().queryByRole('button', { name: 'Sell in USD' })).toBeNull();
  expect(sheet().getByText(/Schedule another stream for them/)).toBeVisible();

  const refusal = { ok: false, code: 'CURRENCY_FIXED', by: 'vouchers' };
  await overEmpty({ counts, setCurrency: () => ({ refusal }) });
  await userEvent.click(await sheet().findByRole('button', { name: 'Sell in USD' }));
  expect(await sheet().findByText(/This stream already has vouchers with amounts/)).toBeVisible();
});

test('an empty catalogue is said to be empty before anything is typed, and a name that finds nothing as such', async () => {
  await overEmpty();
  expect(await sheet().findByText('No products yet. Create the first one here.')).toBeVisible();
  await overEmpty({ search: 'Melon' });
  expect(await sheet().findByText('No products by that name. Create it here.')).toBeVisible();
  await overEmpty({ search: 'Lamp', counts: [{ currency: 'USD', products: 2 }] });
  expect(await sheet().findByText('Found 2 products in USD; this stream sells in CNY.')).toBeVisible();
});

test('in Chinese too', async () => {
  setLanguage('zh-CN');
  try {
    cleanup();
    await openConsole(fakeConsole(), aConsoleFrame(3, { status: 'SCHEDULED' }), {
      products: () => ({ products: [], next: null, currencies: [{ currency: 'USD', products: 45 }] }),
    });
    await userEvent.click(screen.getAllByRole('button', { name: '添加商品' })[0]!);
    expect(await sheet().findByText('45 件商品是 USD 价，这场直播按 CNY 卖。')).toBeVisible();
    expect(sheet().getByRole('button', { name: '这场改用 USD' })).toBeVisible();
  } finally {
    setLanguage('en');
  }
});
