import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { HomeScreen } from '../../client/screens/buyer/home/HomeScreen.tsx';
import { type KeptProduct, keptProducts } from '../../client/stores/kept-products.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { FoundProduct, StreamCategories } from '../../shared/contract/search.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { ok } from '../../shared/values/result.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld, type Routes } from './fake-world.ts';
import { aGood, aShelf, aStream, EIGHT } from './market.ts';
import { aStage } from './stage.tsx';

const card = (n: number, name: string, producer: string, listPriceMinor: number): Change =>
  aGood(n, { name, producer, listPriceMinor });
const shop: Change[] = [
  aStream(),
  card(1, 'Walnuts', 'Xiangtu', 4_200),
  card(2, 'Beans', 'Madeng', 2_290),
  card(7, 'Honey', 'Shaxi', 4_580),
  aShelf(1),
  aShelf(2),
  aShelf(7),
  ['o', [7, 1, 2]],
];
const streamCategories = (): StreamCategories => ({
  categories: [
    { category: '坚果', categoryEn: 'Nuts', products: 1 },
    { category: '蜂蜜', categoryEn: 'Honey', products: 1 },
  ],
  items: [
    [1, 0],
    [7, 1],
  ],
});

async function openShop(stage = aStage(shop, { routes: { streamCategories } })) {
  const opened = await stage;
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  await screen.findByRole('searchbox');
  return opened;
}
const rows = () =>
  [...document.querySelectorAll('.bag-row')].map((row) => Number(row.getAttribute('data-item')));

test('a row names its producer, who is found as well', async () => {
  await openShop();
  expect(document.querySelector('.bag-row[data-item="2"]')).toHaveTextContent('Madeng');
  await userEvent.type(screen.getByRole('searchbox'), 'xiang');
  expect(rows()).toEqual([1]);
});

test('the shop is sorted when somebody chooses it, and a price that changes moves no row', async () => {
  const { change } = await openShop();
  const sort = screen.getByRole('combobox', { name: 'Sort by' });
  await userEvent.selectOptions(sort, 'Price: low to high');
  expect(rows()).toEqual([2, 1, 7]);
  change(card(7, 'Honey', 'Shaxi', 100));
  expect(rows()).toEqual([2, 1, 7]);
  // What is new stands at the end, what is gone is gone.
  change(card(9, 'Apples', 'Madeng', 1_990), ['o', [7, 9, 2]]);
  expect(rows()).toEqual([2, 7, 9]);
  await userEvent.selectOptions(sort, 'Name');
  expect(rows()).toEqual([9, 2, 7]);
  await userEvent.selectOptions(sort, 'Price: high to low');
  expect(rows()).toEqual([2, 9, 7]);
  await userEvent.selectOptions(sort, 'Host’s order');
  expect(rows()).toEqual([7, 9, 2]);
});

test('a category leaves what is of it', async () => {
  await openShop();
  const category = await screen.findByRole('combobox', { name: 'Category' });
  await userEvent.selectOptions(category, 'Nuts · 1');
  expect(rows()).toEqual([1]);
  await userEvent.selectOptions(category, 'All categories');
  expect(rows()).toEqual([7, 1, 2]);
});

test('a product that is kept stands first from the next opening on, and the heart moves nothing', async () => {
  const { world } = await openShop();
  await userEvent.click(screen.getByRole('button', { name: 'About item 2' }));
  const heart = await screen.findByRole('button', { name: 'Save' });
  expect(heart).toHaveAttribute('aria-pressed', 'false');
  await userEvent.click(heart);
  expect(heart).toHaveAttribute('aria-pressed', 'true');
  expect(heart).toHaveTextContent('Saved');
  expect(rows()).toEqual([7, 1, 2]);
  expect(keptProducts(world.keep).store.getState().kept).toMatchObject([
    { slug: 'potato-day', itemNumber: 2, name: 'Beans', producer: 'Madeng' },
  ]);
  const close = () => userEvent.click(screen.getAllByRole('button', { name: 'Close' }).at(-1)!);
  await close();
  await close();
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  await screen.findByRole('searchbox');
  expect(rows()).toEqual([2, 7, 1]);
});

test('before a stream begins a heart stands in each row where the + will, and keeps the product', async () => {
  const planned = aStage([aStream({ status: 'SCHEDULED' }), ...shop.slice(1)], {
    routes: { streamCategories },
  });
  const { world, change } = await openShop(planned);
  const list = within(document.querySelector<HTMLElement>('.bag')!);
  const heart = await list.findByRole('button', { name: 'Save Walnuts' });
  expect(list.queryByRole('button', { name: /^Add one/ })).toBeNull();
  await userEvent.click(heart);
  expect(heart).toHaveAttribute('aria-pressed', 'true');
  expect(rows()).toEqual([7, 1, 2]);
  expect(keptProducts(world.keep).store.getState().kept).toMatchObject([{ name: 'Walnuts' }]);
  change(aStream());
  expect(list.queryByRole('button', { name: /^Save/ })).toBeNull();
  expect(list.getAllByRole('button', { name: /^Add one/ })).toHaveLength(3);
});

test('what a device keeps is bounded, and what is broken there counts as nothing', () => {
  const { keep } = fakeWorld(fakeLive());
  const products = keptProducts(keep);
  const one = (n: number) => ({ slug: 's', itemNumber: n, name: `P ${n}`, producer: 'A', picture: '' });
  for (let n = 1; n <= 50; n += 1) products.toggle(one(n));
  const { kept } = products.store.getState();
  expect([kept.length, kept[0]!.itemNumber, kept.at(-1)!.itemNumber]).toEqual([40, 50, 11]);
  products.toggle(one(50));
  expect(products.has(one(50))).toBe(false);
  const broken = fakeWorld(fakeLive()).keep;
  broken.write(
    'fairday.kept',
    JSON.stringify([
      null,
      7,
      { ...one(1), slug: '../x' },
      { ...one(4), slug: '-no-' },
      { ...one(2), name: 3 },
      one(3),
    ]),
  );
  expect(keptProducts(broken).store.getState().kept).toEqual([one(3)]);
});

const tea: FoundProduct = {
  ...{ slug: 'tea-day', itemNumber: 4, name: '茶', producer: 'A', picture: '', when: 'on', title: 'Tea' },
  ...{ startsAtMs: EIGHT, currency: 'CNY', priceMinor: 3_880 },
};
const teaDay = {
  ...{ streamId: 'a', slug: 'tea-day', title: 'Tea day', hostName: 'Mei', status: 'LIVE' as const },
  ...{ currency: 'CNY', scheduledAtMs: EIGHT, liveStartMs: EIGHT, endedAtMs: null, rehearsalOf: null },
};
const theTea = { slug: 'old', itemNumber: 1, name: '茶', producer: 'A', picture: '' };
const theRice = { slug: 'gone', itemNumber: 2, name: 'Rice', producer: 'B', picture: '' };

/** The first page of a device that keeps these, the newest last. */
function openHome(kept: readonly KeptProduct[], places: Routes['places']) {
  const world = fakeWorld(fakeLive(), {
    streams: () => ({ streams: [teaDay] }),
    ...(places && { places }),
  });
  const products = keptProducts(world.keep);
  for (const each of kept) products.toggle(each);
  render(
    <WorldContext value={world}>
      <HomeScreen />
    </WorldContext>,
  );
  const section = async () =>
    within((await screen.findByRole('heading', { name: 'Saved products' })).parentElement!);
  return { world, products, section };
}

test('the first page says where what is kept can be bought, and remembers its newest place', async () => {
  const { world, products, ...page } = openHome([theRice, theTea], () => ({
    places: [{ asked: 'old.1', product: tea }],
  }));
  const section = await page.section();
  expect(await section.findByRole('link', { name: '茶' })).toHaveAttribute('href', '/s/tea-day/4');
  expect(section.getByText('¥38.80')).toBeInTheDocument();
  expect(section.getByText('Not in any stream right now')).toBeInTheDocument();
  expect(section.queryByRole('link', { name: 'Rice' })).toBeNull();
  expect(world.called.find(({ name }) => name === 'places')?.input).toEqual({
    query: { items: 'old.1,gone.2' },
  });
  await act(async () => {});
  expect(products.store.getState().kept[0]).toMatchObject({ slug: 'tea-day', itemNumber: 4 });
  await userEvent.click(section.getByRole('button', { name: /^Remove Rice/ }));
  expect(section.queryByText('Rice')).toBeNull();
});

test('where it can be bought may be refused: that is said, and asked again by a tap', async () => {
  const { world, ...page } = openHome([theTea], undefined);
  const section = await page.section();
  expect(await section.findByText('We can’t check where these are on sale right now.')).toBeInTheDocument();
  // Nobody said that it is in no stream.
  expect(section.queryByText('Not in any stream right now')).toBeNull();
  world.http.call = (async () =>
    ok({ places: [{ asked: 'old.1', product: tea }] })) as typeof world.http.call;
  await userEvent.click(section.getByRole('button', { name: 'Try again' }));
  expect(await section.findByRole('link', { name: '茶' })).toHaveAttribute('href', '/s/tea-day/4');
  expect(section.queryByText(/^We can’t check/)).toBeNull();
});

test('two tabs agree on what is kept: what the other one saves is listed with its place, what it lets go is gone', async () => {
  const { world, ...page } = openHome([], (input) => {
    const { items } = (input as { query: { items: string } }).query;
    return { places: items.includes('old.1') ? [{ asked: 'old.1', product: tea }] : [] };
  });
  await screen.findByRole('region', { name: 'Tea day' });
  /** What another tab of this device wrote. */
  const elsewhere = (kept: readonly KeptProduct[]) =>
    act(() => {
      world.keep.write('fairday.kept', JSON.stringify(kept));
      dispatchEvent(new StorageEvent('storage', { key: 'fairday.kept' }));
    });
  elsewhere([theRice]);
  const section = await page.section();
  expect(await section.findByText('Not in any stream right now')).toBeInTheDocument();
  elsewhere([theTea, theRice]);
  expect(await section.findByRole('link', { name: '茶' })).toHaveAttribute('href', '/s/tea-day/4');
  elsewhere([theTea]);
  expect(section.queryByText('Rice')).toBeNull();
});
