import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../../client/App.tsx';
import { productsAddress, productsFilterOf } from '../../client/screens/staff/goods/products-address.ts';
import { createManyProducts } from '../../client/stores/many-products.ts';
import type { ImportPreview } from '../../shared/contract/catalogue-import.ts';
import type { RouteName } from '../../shared/contract/http.ts';
import { aProduct, productIdOf } from './a-product.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

type Query = Record<string, unknown>;
const asked: Query[] = [];
const facets = {
  ...{ products: 3, archived: 2, low: 1, out: 0 },
  categories: [
    { category: '茶', categoryEn: 'Tea', products: 2 },
    { category: '', products: 1 },
  ],
  producers: [{ producerId: productIdOf(78), producer: '果园', producerEn: 'Orchard', products: 3 }],
};
const rows = [
  aProduct(1, '绿茶', { nameEn: 'Green tea', sku: 'T-1', category: '茶' }),
  aProduct(2, 'Apples', { sku: productIdOf(2), warehouseUnits: 6 }),
  aProduct(3, 'Pears', { isArchived: true }),
];

function open(path: string, answers: Partial<Record<RouteName, (input: unknown) => unknown>> = {}) {
  history.replaceState(null, '', path);
  asked.length = 0;
  const world = deskWorld(fakeConsole(), {
    products(input) {
      asked.push((input as { query: Query }).query);
      return { products: rows, next: null, count: rows.length };
    },
    productFacets: () => facets,
    product: (input) => {
      const { productId } = (input as { params: { productId: string } }).params;
      return rows.find((row) => row.productId === productId);
    },
    ...answers,
  });
  render(<App world={world} />);
  return world;
}
const row = async (name: RegExp) => within(await screen.findByRole('row', { name }));

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(800);
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', '/');
});

test('a product is a row with what a shop sorts by; a SKU that nobody gave is not read out as one', async () => {
  open('/admin/goods');
  const tea = await row(/Green tea/);
  const cells = tea.getAllByRole('cell').map(({ textContent }) => textContent);
  expect(cells.slice(1)).toEqual(['Green tea', 'T-1', 'Tea', 'Orchard', '¥39.90', '40']);
  expect((await row(/Apples/)).getByText('No SKU')).toBeInTheDocument();
  expect((await row(/Pears/)).getByText('Archived')).toBeVisible();
  expect(screen.getByText('3 products')).toBeVisible();
  expect(asked[0]).toEqual({ sort: 'made', order: 'desc', limit: 100 });
});

test('search, filter and order stand in the address, and a link is exactly its rows', async () => {
  const user = userEvent.setup();
  open('/admin/goods?category=%E8%8C%B6&sort=price&order=desc');
  await row(/Green tea/);
  expect(asked[0]).toEqual({ category: '茶', sort: 'price', order: 'desc', limit: 100 });
  await user.click(screen.getByRole('button', { name: 'Low stock 1' }));
  expect(location.search).toBe('?category=%E8%8C%B6&stock=low&sort=price&order=desc');
  await user.click(screen.getByRole('button', { name: 'Archived 2' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ archived: 'only', category: '茶' }));
  expect(asked.at(-1)).not.toHaveProperty('stock');
  // A reader of English sorts by what they read.
  await user.click(screen.getByRole('button', { name: /^Product/ }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: 'nameEn', order: 'asc' }));
  expect(screen.getByRole('columnheader', { name: /Product/ })).toHaveAttribute('aria-sort', 'ascending');
  await user.click(screen.getByRole('button', { name: /^Product/ }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: 'nameEn', order: 'desc' }));
  await user.selectOptions(screen.getByLabelText('Category'), 'No category');
  expect(location.search).toContain('category=&');
  await user.type(screen.getByRole('searchbox'), 'tea');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: 'tea', category: '' }));
  const filter = { q: 'a b', category: '', producer: 'p', stock: 'out', sort: 'sku' } as const;
  expect(productsFilterOf(productsAddress(filter).split('?')[1]!)).toEqual(filter);
  expect(productsFilterOf('?sort=nonsense&stock=much&archived=1')).toEqual({});
});

test('[L8] a product is archived in its form under a key, and one tap brings it back', async () => {
  const user = userEvent.setup();
  const sent: { key: string; isArchived: boolean }[] = [];
  let doubts = 1;
  open('/admin/goods', {
    changeProduct(input) {
      const { body } = input as { body: (typeof sent)[number] };
      sent.push(body);
      doubts -= 1;
      if (doubts >= 0) return { refusal: { ok: false, code: 'NO_ANSWER' } };
      return { ...rows[1], isArchived: body.isArchived };
    },
  });
  await user.click((await row(/Apples/)).getByRole('button'));
  const sheet = within(await screen.findByRole('dialog'));
  expect(sheet.getByLabelText('SKU')).toHaveValue('');
  await user.click(sheet.getByRole('button', { name: 'Archive' }));
  expect(await sheet.findByText(/may have gone through/)).toBeVisible();
  await user.click(sheet.getByRole('button', { name: 'Archive' }));
  expect(await screen.findByText('Apples is archived.')).toBeVisible();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(sent[1]!.key).toBe(sent[0]!.key);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Apples is back from the archive.')).toBeVisible();
  expect(sent.map(({ isArchived }) => isArchived)).toEqual([true, true, false]);
  expect(sent[2]!.key).not.toBe(sent[0]!.key);
});

test('[I1] many are changed at once: looked over, named where refused, under one key, and taken back', async () => {
  const user = userEvent.setup();
  const sent: { key: string; productIds: string[]; changes: object; currency: string }[] = [];
  const previews: object[] = [];
  const ids = rows.map(({ productId }) => productId);
  let doubts = 1;
  const told = {
    changed: [{ productId: ids[0], was: { floorMinor: 0 } }],
    refused: [{ productId: ids[2], code: 'CURRENCY_DIFFERS' }],
  };
  open('/admin/goods', {
    previewProducts(input) {
      previews.push((input as { body: object }).body);
      return told;
    },
    changeProducts(input) {
      sent.push((input as { body: (typeof sent)[number] }).body);
      doubts -= 1;
      return doubts >= 0 ? { refusal: { ok: false, code: 'NO_ANSWER' } } : told;
    },
  });
  await user.click((await row(/Green tea/)).getByRole('checkbox'));
  await user.keyboard('{Shift>}');
  await user.click((await row(/Pears/)).getByRole('checkbox'));
  await user.keyboard('{/Shift}');
  expect(screen.getByText('3 selected')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Edit 3 products' }));
  await user.selectOptions(sheet.getByLabelText('What to change'), 'Floor price');
  await user.type(sheet.getByLabelText('Floor price (CNY)'), 'many');
  await user.click(sheet.getByRole('button', { name: 'Preview changes' }));
  expect(sheet.getByText('Enter a price like 19.90.')).toBeVisible();
  expect(previews).toEqual([]);
  await user.clear(sheet.getByLabelText('Floor price (CNY)'));
  await user.type(sheet.getByLabelText('Floor price (CNY)'), '20');
  await user.click(sheet.getByRole('button', { name: 'Preview changes' }));
  expect(await sheet.findByText('1 product changes. 1 already has it. 1 can’t be changed.')).toBeVisible();
  expect(sheet.getByText('has its price in another currency')).toBeVisible();
  expect(sheet.getByText('none → ¥20.00')).toBeVisible();
  const asked = { productIds: ids, changes: { floorMinor: 2_000 }, currency: 'CNY' };
  expect(previews).toEqual([asked]);
  await user.click(sheet.getByRole('button', { name: 'Change 1 product' }));
  expect(await sheet.findByText(/may have gone through/)).toBeVisible();
  await user.click(sheet.getByRole('button', { name: 'Change 1 product' }));
  expect(await screen.findByText('1 product was changed. 1 couldn’t be.')).toBeVisible();
  expect(sent).toMatchObject([asked, asked]);
  expect(sent[1]!.key).toBe(sent[0]!.key);
  expect(screen.queryByText('3 selected')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('1 product is as before. 1 couldn’t be.')).toBeVisible();
  expect(sent[2]).toMatchObject({ productIds: [ids[0]], changes: { floorMinor: 0 } });
});

test('several products get a price or a count: each as it was and becomes, the floor is named, units go back as what came', async () => {
  const user = userEvent.setup();
  const ids = rows.map(({ productId }) => productId);
  const asked: unknown[] = [];
  const sent: unknown[] = [];
  const changesOf = (input: unknown) => (input as { body: { changes: { priceBps?: number } } }).body.changes;
  const answer = (input: unknown) =>
    changesOf(input).priceBps === undefined
      ? {
          changed: [{ productId: ids[1]!, was: { warehouseUnits: 7 }, now: { warehouseUnits: 12 } }],
          refused: [{ productId: ids[0]!, code: 'STOCK_INVALID' as const, available: 3 }],
        }
      : {
          changed: [{ productId: ids[1]!, was: { priceMinor: 1_999 }, now: { priceMinor: 1_800 } }],
          refused: [{ productId: ids[2]!, code: 'BELOW_FLOOR' as const, floorMinor: 3_500 }],
        };
  open('/admin/goods', {
    previewProducts(input) {
      asked.push(changesOf(input));
      return answer(input);
    },
    changeProducts(input) {
      sent.push(changesOf(input));
      return answer(input);
    },
  });
  await user.click((await row(/Green tea/)).getByRole('checkbox'));
  await user.keyboard('{Shift>}');
  await user.click((await row(/Pears/)).getByRole('checkbox'));
  await user.keyboard('{/Shift}');
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  const sheet = within(await screen.findByRole('dialog'));
  await user.selectOptions(sheet.getByLabelText('What to change'), 'Price');
  expect(sheet.getByText(/Lineups that are there keep their prices/)).toBeVisible();
  await user.selectOptions(sheet.getByLabelText('How'), 'Lower by percent');
  for (const wrong of ['100', '1.234', 'ten']) {
    await user.clear(sheet.getByLabelText('Percent'));
    await user.type(sheet.getByLabelText('Percent'), wrong);
    await user.click(sheet.getByRole('button', { name: 'Preview changes' }));
    expect(sheet.getByText(/Enter a percentage/)).toBeVisible();
  }
  await user.clear(sheet.getByLabelText('Percent'));
  await user.type(sheet.getByLabelText('Percent'), '9.95');
  await user.click(sheet.getByRole('button', { name: 'Preview changes' }));
  expect(await sheet.findByText('¥19.99 → ¥18.00')).toBeVisible();
  expect(sheet.getByText(/would cost less than its floor price: ¥35\.00/)).toBeVisible();
  await user.click(sheet.getByRole('button', { name: 'Change something else' }));
  await user.selectOptions(sheet.getByLabelText('What to change'), 'Stock');
  await user.selectOptions(sheet.getByLabelText('How'), 'Add');
  await user.type(sheet.getByLabelText('Units'), '5');
  await user.click(sheet.getByRole('button', { name: 'Preview changes' }));
  expect(await sheet.findByText('7 → 12')).toBeVisible();
  expect(sheet.getByText(/has fewer units: 3/)).toBeVisible();
  expect(asked).toEqual([{ priceBps: -995 }, { unitsDelta: 5 }]);
  await user.click(sheet.getByRole('button', { name: 'Change 1 product' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  // What a stream took meanwhile stays taken.
  await screen.findByText('1 product is as before. 1 couldn’t be.');
  expect(sent).toEqual([{ unitsDelta: 5 }, { unitsDelta: -5 }]);
});

test('[I1] more than one command takes are changed in slices; a second try goes on where the first one ended', async () => {
  const sent: string[][] = [];
  let isAway = false;
  const world = deskWorld(fakeConsole(), {
    changeProducts(input) {
      const { productIds } = (input as { body: { productIds: string[] } }).body;
      sent.push(productIds);
      if (isAway) return { refusal: { ok: false, code: 'NO_ANSWER' } };
      isAway = sent.length === 1;
      return { changed: [{ productId: productIds[0]!, was: { isArchived: false } }], refused: [] };
    },
  });
  const many = createManyProducts(world);
  const productIds = Array.from({ length: 450 }, (_, n) => `p${n}`);
  const asked = { productIds, changes: { isArchived: true }, currency: 'CNY' };
  expect(await many.change(asked)).toMatchObject({ ok: false });
  isAway = false;
  expect(await many.change(asked)).toMatchObject({
    value: { changed: [{ productId: 'p0' }, { productId: 'p200' }, { productId: 'p400' }] },
  });
  expect(sent.map(({ length, 0: first }) => [first, length])).toEqual([
    ['p0', 200],
    ['p200', 200],
    ['p200', 200],
    ['p400', 50],
  ]);
});

test('a tap on the head chooses all of the filter, also what is not read yet', async () => {
  const user = userEvent.setup();
  open('/admin/goods', {
    products(input) {
      const { after } = (input as { query: Query }).query;
      if (after === undefined) return { products: rows, next: productIdOf(3), count: 4 };
      return { products: [aProduct(4, 'Plums')], next: null };
    },
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Select all' }));
  expect(await screen.findByText('4 selected')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Clear selection' }));
  expect(screen.queryByText('4 selected')).toBeNull();
});

test('[I1] a table is looked at by one tap, says old and new, and is taken as it was shown, under one key', async () => {
  const user = userEvent.setup();
  const went: { path: string; text: string }[] = [];
  let answers: unknown[] = [];
  const world = open('/admin/goods');
  world.http.uploadPicture = (async (file: Blob, path: string) => {
    went.push({ path, text: await file.text() });
    const answer = answers.shift();
    if (typeof answer === 'string') return { ok: false, refusal: { ok: false, code: answer, version: 3 } };
    return { ok: true, value: answer };
  }) as typeof world.http.uploadPicture;
  const nothingLeft = { picturesOnly: 0, compareAtPrices: 0, shortened: 0, tagsLeftOut: 0, columns: [] };
  const shown: ImportPreview = {
    ...{ faults: [], faultCount: 0, created: 1, changed: 1, unchanged: 1, plan: 'p1' },
    leftOut: { ...nothingLeft, tagsLeftOut: 2, columns: ['Gift Card'] },
    rows: [
      {
        ...{ row: 2, sku: 'T-1', name: '绿茶' },
        changes: [
          { field: 'priceMinor', was: 3_990, now: 4_389 },
          { field: 'units', was: 40, now: 50 },
        ],
      },
      { row: 5, sku: 'S', name: 'Sample', changes: [] },
    ],
  };
  const wrong: ImportPreview = {
    ...{ created: 0, changed: 0, unchanged: 0, rows: [], plan: '', leftOut: nothingLeft, faultCount: 3 },
    faults: [
      { row: 2, code: 'AMOUNT', field: 'price', given: 'c' },
      { row: 4, code: 'MISSING', field: 'producer' },
    ],
  };
  answers = [
    wrong,
    shown,
    'NO_ANSWER',
    'STALE_VERSION',
    { ...shown, plan: 'p2' },
    { created: 1, changed: 1 },
  ];
  await row(/Green tea/);
  await user.click(screen.getByRole('button', { name: 'Import' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Import products' }));
  await user.upload(sheet.getByLabelText('Choose a file'), new File(['a'], 'a.csv', { type: 'text/csv' }));
  expect(await sheet.findByText('3 faults, so nothing can be imported.')).toBeVisible();
  const said = sheet.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(said).toEqual([
    'Row 2The price must be an amount like 19.90, not “c”.',
    'Row 4The producer is missing.',
  ]);
  expect(sheet.getByText('And 1 more.')).toBeVisible();
  await user.click(sheet.getByRole('button', { name: 'Nothing to import' }));
  await user.click(sheet.getByRole('button', { name: 'Choose another file' }));
  await user.click(sheet.getByRole('button', { name: 'Preview a sample' }));
  expect(await sheet.findByText('1 new, 1 changed, 1 unchanged.')).toBeVisible();
  expect(sheet.getByText('price ¥39.90 → ¥43.89, units 40 → 50')).toBeVisible();
  expect(sheet.getByText('Not imported: 2 tags too many, columns Gift Card')).toBeVisible();
  expect(went.map(({ path }) => path)).toEqual([
    '/catalogue/import/preview?currency=CNY',
    '/catalogue/import/preview?currency=CNY',
  ]);
  expect(went[1]!.text.split('\r\n')).toEqual([
    'name,name_en,producer,price,units,sku,category,origin',
    '绿茶,Green tea,Orchard,43.89,40,T-1,茶,',
    'Pears,,Orchard,39.90,50,,,',
    'Sample: dried mushrooms 200 g,,Sample farm,19.90,40,SAMPLE-1,Sample,',
    '',
  ]);
  const take = () => user.click(sheet.getByRole('button', { name: 'Import 2 products' }));
  await take();
  expect(await sheet.findByText(/may have gone through/)).toBeVisible();
  await take();
  expect(await sheet.findByText(/The catalogue changed meanwhile/)).toBeVisible();
  const sent = went.slice(2, 4).map(({ path }) => new URLSearchParams(path.split('?')[1]));
  expect(sent.map((query) => query.get('plan'))).toEqual(['p1', 'p1']);
  expect(sent[1]!.get('key')).toBe(sent[0]!.get('key'));
  expect(sent.map((query) => query.get('inDoubt'))).toEqual([null, 'true']);
  await take();
  expect(await screen.findByText('Imported: 1 new, 1 changed.')).toBeVisible();
  expect(new URLSearchParams(went.at(-1)!.path.split('?')[1]).get('plan')).toBe('p2');
});

test('J and K go from row to row and Enter opens; who is no operator reads that', async () => {
  const user = userEvent.setup();
  open('/admin/goods');
  await row(/Green tea/);
  await user.keyboard('jj');
  expect(await screen.findByRole('button', { name: 'Apples' })).toHaveFocus();
  await user.keyboard('k{Enter}');
  expect(within(await screen.findByRole('dialog')).getByLabelText('SKU')).toHaveValue('T-1');
});

test('the catalogue is for operators', async () => {
  const staff = { ...anOperator.staff!, role: 'host' as const };
  open('/admin/goods', { me: () => ({ ...anOperator, staff }) });
  expect(await screen.findByText('Only operators can open the catalogue.')).toBeVisible();
  expect(asked).toEqual([]);
});
