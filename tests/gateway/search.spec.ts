import { expect, test } from 'vitest';
import type { ProductOfShop } from '../../server/application/catalogue/found-by.ts';
import { GramIndex } from '../../server/gateway/http/search/gram-index.ts';
import { pricesAt } from '../../server/gateway/http/search/price-at.ts';
import { productsOnAir } from '../../server/gateway/http/search/products-on-air.ts';
import { searchRoutes } from '../../server/gateway/http/search/search-routes.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import { placesQuery, placesReply, searchQuery, searchReply } from '../../shared/contract/search.ts';
import { emptyView } from '../../shared/live-view/changes.ts';
import { aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const HOUR = 3_600_000;
const on = aStream(idOf('on'), { slug: 'on', status: 'LIVE', liveStartMs: EIGHT });
const coming = aStream(idOf('coming'), {
  ...{ slug: 'coming', status: 'SCHEDULED', scheduledAtMs: EIGHT + 48 * HOUR, liveStartMs: null },
});
const past = aStream(idOf('past'), { slug: 'past', status: 'CLOSED', endedAtMs: EIGHT - HOUR });
const rehearsal = aStream(idOf('rehearsal'), { slug: 'rehearsal', status: 'REHEARSAL' });

const listed = { priceMinor: 4_000, currency: 'CNY' };
const goods: Record<string, ProductOfShop & { name: string; nameEn: string }> = {
  tea: {
    ...{ ...listed, producerId: idOf('tea garden') },
    ...{ name: '高山绿茶', nameEn: 'Green tea', producer: '石宝山茶园', producerEn: 'Shibaoshan Tea Garden' },
    ...{ origin: '甸南', originEn: 'Diannan', category: '茶', categoryEn: 'Tea' },
  },
  pot: {
    ...{ ...listed, producerId: idOf('carvers') },
    ...{
      name: '茶壶',
      nameEn: 'Pot',
      producer: '狮河',
      origin: '狮河',
      category: '木雕',
      categoryEn: 'Wood',
    },
  },
  rice: {
    ...{ ...listed, producerId: idOf('shaxi') },
    ...{ name: '红米', nameEn: 'Red rice', producer: '沙溪', origin: '沙溪', category: '粮食' },
  },
  cake: {
    ...{ ...listed, producerId: idOf('shaxi') },
    ...{ name: '饼', nameEn: 'Cake', producer: '沙溪', origin: '沙溪', category: '茶', categoryEn: 'Tea' },
  },
};
const lineups: Record<string, string[]> = {
  on: ['rice', 'pot'],
  coming: ['pot', 'tea'],
  past: ['tea', 'cake'],
  rehearsal: ['rice'],
};

/** A market with these streams; it counts what is read of it. */
function market(rows: StreamRow[] = [past, coming, on, rehearsal]) {
  const read = { shown: 0, positions: 0, nowMs: EIGHT + 60_000 };
  const deps = {
    clock: { nowMs: () => read.nowMs, steadyMs: () => read.nowMs } as never,
    readers: {
      streams: async () => rows,
      async shown(streamId: string) {
        read.shown += 1;
        const { slug } = rows.find((row) => row.streamId === streamId)!;
        return lineups[slug]!.map((productId, at) => {
          const { name, nameEn } = goods[productId]!;
          return { itemNumber: at + 1, productId, name, nameEn, picture: null };
        });
      },
    } as never,
    application: {
      timeOf: (_: string, steadyMs: number) => steadyMs,
      productsOfShop: async (ids: readonly string[]) => new Map(ids.map((id) => [id, goods[id]!])),
      async position() {
        read.positions += 1;
        const card = { name: '', producer: '', origin: '', grams: 0, picture: '', buyerLimit: null };
        return { view: { ...emptyView, cards: { 1: { ...card, listPriceMinor: 2_680 } } } };
      },
    } as never,
  };
  const routes = searchRoutes(productsOnAir(deps), pricesAt(deps));
  const ask = async (name: 'search' | 'places' | 'streamCategories', call: object) => {
    const answer = await routes[name](call as never);
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value;
  };
  return {
    read,
    search: async (q?: string, category?: string) =>
      searchReply.parse(
        await ask('search', {
          query: searchQuery.parse({ ...(q !== undefined && { q }), ...(category && { category }) }),
        }),
      ),
    places: async (items: string) =>
      placesReply.parse(await ask('places', { query: placesQuery.parse({ items }) })).places,
    categories: (slug: string) => ask('streamCategories', { params: { slug } }),
  };
}
const placesOf = ({ products }: { products: { slug: string; itemNumber: number }[] }) =>
  products.map(({ slug, itemNumber }) => `${slug}/${itemNumber}`);

test('a product is found once, where it can be bought first: on, else next, else where it was', async () => {
  const { search } = market();
  const rice = await search('red');
  expect(rice.products).toMatchObject([{ slug: 'on', itemNumber: 1, when: 'on', priceMinor: 2_680 }]);
  expect(placesOf(await search('茶壶'))).toEqual(['on/2']);
  expect((await search('green tea')).products).toMatchObject([
    { slug: 'coming', itemNumber: 2, when: 'coming', startsAtMs: coming.scheduledAtMs },
  ]);
  expect((await search('cake')).products).toMatchObject([{ slug: 'past', when: 'past' }]);
  expect((await search('cake')).products[0]).not.toHaveProperty('priceMinor');
});

test.each([
  ['a part of a Chinese name', '绿茶', ['coming/2']],
  ['one character: names first, then whose category it is', '茶', ['on/2', 'coming/2', 'past/2']],
  ['full-width letters and any case', 'ＧＲＥＥＮ', ['coming/2']],
  ['words in any order, of name and producer', 'garden tea', ['coming/2']],
  ['an origin', 'diannan', ['coming/2']],
  ['a category', 'wood', ['on/2']],
  ['a word that only a pair of its characters has', 'greet', []],
  ['what nobody sells', '手机', []],
  ['spaces', '   ', []],
])('%s finds what has it', async (_, question, found) => {
  expect(placesOf(await market().search(question))).toEqual(found);
});

test('a stream is found by title, host and one product together, and “replay” is no word of it', async () => {
  const named = { ...past, title: '新米上市', titleEn: 'New harvest', hostName: '阿妹', hostNameEn: 'Amei' };
  const { search } = market([named, coming, on, rehearsal]);
  const streams = async (question: string) => (await search(question)).streams ?? [];
  expect(await streams('amei cake')).toEqual(['past']);
  expect(await streams('replay harvest tea')).toEqual(['past']);
  expect(await streams('新米回放')).toEqual(['past']);
  expect(await streams('pot')).toEqual(['on', 'coming']);
  expect(await streams('harvest pot')).toEqual([]);
  expect(await streams('replay')).toEqual([]);
  expect(placesOf(await search('replay red'))).toEqual(['on/1']);
  expect(await search('pot', '木雕')).not.toHaveProperty('streams');
  // A word of one product and one of another, or the end of a word, is not what was looked for.
  expect(await streams('red 茶壶')).toEqual([]);
  expect(await streams('red rice')).toEqual(['on']);
  expect(await streams('ice')).toEqual([]);
  expect(await streams('arvest')).toEqual([]);
  expect(await streams('壶')).toEqual(['on', 'coming']);
  // What only had it once is found by who looks for replays.
  expect(await streams('cake')).toEqual([]);
  expect(await streams('replay cake')).toEqual(['past']);
});

test('a category shows its products, and all categories are counted over all streams, each product once', async () => {
  const { search } = market();
  const { categories, products } = await search();
  expect(products).toEqual([]);
  expect(categories).toEqual([
    { category: '茶', categoryEn: 'Tea', products: 2 },
    { category: '粮食', products: 1 },
    { category: '木雕', categoryEn: 'Wood', products: 1 },
  ]);
  expect(placesOf(await search(undefined, '茶'))).toEqual(['coming/2', 'past/2']);
  expect(placesOf(await search('cake', '茶'))).toEqual(['past/2']);
  expect(placesOf(await search('cake', '木雕'))).toEqual([]);
});

test('of a kept product it is told where it can be bought now; of one that nobody knows nothing', async () => {
  const { places } = market();
  expect(await places('past.1,past.9,gone.1')).toMatchObject([
    { asked: 'past.1', product: { slug: 'coming', itemNumber: 2, when: 'coming' } },
  ]);
  for (const items of ['', 'a', 'on.0', 'on.1;on.2', Array.from({ length: 41 }, () => 'on.1').join()]) {
    expect(placesQuery.safeParse({ items }).success, items).toBe(false);
  }
});

test('a stream says which of its products is of which category', async () => {
  const { categories } = market();
  const wood = { category: '木雕', categoryEn: 'Wood', products: 1 };
  const told = (await categories('on')) as { categories: object[]; items: [number, number][] };
  expect(told.items.map(([itemNumber, at]) => [itemNumber, told.categories[at]])).toEqual([
    [1, { category: '粮食', products: 1 }],
    [2, wood],
  ]);
  await expect(categories('rehearsal')).rejects.toThrow('NOT_FOUND');
});

test('however much is asked, lineups are read once in a while and a price once in two seconds', async () => {
  const { search, read } = market();
  await Promise.all(Array.from({ length: 200 }, (_, n) => search(n % 2 === 0 ? 'red' : `red ${n}`)));
  expect(read).toMatchObject({ shown: 3, positions: 1 });
  read.nowMs += 3_000;
  await search('red');
  expect(read).toMatchObject({ shown: 3, positions: 2 });
  read.nowMs += 13_000;
  await search('red');
  expect(read).toMatchObject({ shown: 6, positions: 3 });
});

test('what looks for a pair of characters looks at no text without it', async () => {
  const texts = Array.from({ length: 3_000 }, (_, n) => `good ${n} of a farm`);
  const index = await GramIndex.of([...texts, 'quince']);
  expect(index.find('qui')).toEqual([3_000]);
  expect(index.find('2999')).toEqual([2_999]);
  expect(index.find('good '.repeat(30))).toHaveLength(3_000);
});

test('[L8] what is archived is found where it is sold or was, and in nothing that comes', async () => {
  const { tea, pot } = goods;
  const found = async (q: string, rows?: StreamRow[]) => placesOf(await market(rows).search(q));
  expect(await found('绿茶')).toEqual(['coming/2']);
  try {
    Object.assign(goods, { tea: { ...tea, isArchived: true }, pot: { ...pot, isArchived: true } });
    expect(await found('绿茶')).toEqual(['past/1']);
    expect(await found('茶壶')).toEqual(['on/2']);
    expect(await found('茶壶', [coming])).toEqual([]);
    // The stream that has it says what it is, as before.
    expect(await market([coming]).categories('coming')).toMatchObject({
      items: [
        [1, 0],
        [2, 1],
      ],
    });
  } finally {
    Object.assign(goods, { tea, pot });
  }
});
