import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Reading, readGoods } from '../../server/application/catalogue/import-csv/read-goods.ts';

const read = (text: string, currency = 'CNY') => readGoods(new TextEncoder().encode(text), currency);
const goodsOf = (reading: Reading) => (reading.ok ? reading.goods.map(({ good }) => good) : []);
const faultsOf = (reading: Reading) =>
  reading.ok ? [] : reading.faults.map(({ row, reason }) => `${row}: ${reason}`);

const SHOPIFY =
  'Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Variant Image';
const shopify = (...rows: string[]) => read([SHOPIFY, ...rows].join('\n'), 'EUR');

test('a real Shopify export is read whole: variants are goods, pictures stay links', () => {
  const file = readFileSync(new URL('../data/shopify-home-and-garden.csv', import.meta.url));
  const reading = readGoods(file, 'EUR');
  const goods = goodsOf(reading);
  expect(goods).toHaveLength(21);
  expect(goods[0]).toEqual({
    sku: 'clay-plant-pot/Regular',
    name: 'Clay Plant Pot – Regular',
    producer: 'Company 123',
    origin: '',
    category: 'Outdoor',
    grams: 0,
    priceMinor: 999,
    floorMinor: 0,
    currency: 'EUR',
    picture: 'https://burst.shopifycdn.com/photos/single-sprout-in-a-pot_925x.jpg',
    warehouseUnits: 1,
    description: 'Classic blown clay pot for plants',
    tags: ['Pot', 'Plants'],
  });
  // What the first row of a handle says is said of each of its variants.
  expect(goods[1]).toMatchObject({
    ...{ name: 'Clay Plant Pot – Large', priceMinor: 1_599, warehouseUnits: 3 },
    ...{ description: 'Classic blown clay pot for plants', tags: ['Pot', 'Plants'] },
  });
  // "Default Title" says nothing, and a price without decimals is whole euros.
  expect(goods[3]).toMatchObject({ name: 'Cream Sofa', priceMinor: 50_000, sku: 'cream-sofa' });
  expect(reading).toMatchObject({ format: 'shopify', picturesOnly: 0, compareAtPrices: 16 });
  expect(reading).toMatchObject({ shortened: 0, tagsLeftOut: 0 });
});

test('the columns of an export that are not taken over are named, those that say nothing are not', () => {
  const file = readFileSync(new URL('../data/shopify-home-and-garden.csv', import.meta.url));
  const { columnsLeftOut } = readGoods(file, 'USD') as Extract<Reading, { ok: true }>;
  expect(columnsLeftOut).toEqual([
    ...['Published', 'Option1 Name', 'Variant Inventory Tracker', 'Variant Inventory Policy'],
    ...[
      'Variant Fulfillment Service',
      'Variant Requires Shipping',
      'Variant Taxable',
      'Image Position',
      'Gift Card',
      'Variant Weight Unit',
    ],
  ]);
  expect(read('name,producer,price,units\nA,B,1,1\n')).toMatchObject({ columnsLeftOut: [] });
});

const described = (html: string, tags = '') =>
  read(
    `Handle,Title,Body (HTML),Vendor,Tags,Variant Price\nmug,Mug,"${html.replaceAll('"', '""')}",Potter,"${tags}",9`,
    'USD',
  );

test('a description in HTML becomes text: paragraphs, lists and entities, no links, scripts or hidden characters', () => {
  const [mug] = goodsOf(
    described(
      '<h2>Care &amp; use</h2><p>Wash<br>by&nbsp;hand\u200b.</p><ul><li>One</li><li><b>Two</b></li></ul>' +
        '<p><a href="https://a.example">More</a> <img src="a.jpg" alt="A mug"></p><script>alert(1)</script>',
    ),
  );
  expect(mug?.description).toBe('Care & use\n\nWash\nby hand.\n\n• One\n• Two\n\nMore');
  expect(goodsOf(described('<p>&nbsp;</p><br>'))[0]).not.toHaveProperty('description');
  expect(goodsOf(described(`${'<div>'.repeat(20_000)}deep`))[0]?.name).toBe('Mug');
});

test('a description that is too long ends with its last whole word, and is counted once for all its variants', () => {
  const sentence = 'A mug for every day. ';
  const reading = shopify('mug,Mug,Potter,,Colour,Blue,,,1,1,,,');
  expect(reading).toMatchObject({ shortened: 0 });
  const long = described(`<p>${sentence.repeat(60)}</p>`);
  const text = goodsOf(long)[0]?.description ?? '';
  expect(text.length).toBeLessThanOrEqual(1_000);
  expect(text.length).toBeGreaterThan(900);
  expect(text).toMatch(/(?:day\.|[a-z]) ?…$/);
  expect(sentence.repeat(60).startsWith(text.slice(0, -1).trim())).toBe(true);
  expect(long).toMatchObject({ shortened: 1 });
  const header = 'Handle,Title,Body (HTML),Vendor,Option1 Value,Variant Price';
  const two = read(`${header}\nmug,Mug,${sentence.repeat(60)},Potter,Red,9\nmug,,,,Blue,9`, 'USD');
  expect(two).toMatchObject({ shortened: 1 });
  // One word without an end, and letters of two halves, are cut as well.
  const smile = goodsOf(described('😀'.repeat(600)))[0]?.description ?? '';
  expect(smile).toMatch(/^(?:😀)+…$/u);
  expect(smile.length).toBeLessThanOrEqual(1_000);
});

test('tags are kept once each, up to 30 of 60 characters; how many are not is said', () => {
  expect(goodsOf(described('', ' Pot, Plants,pot ,, Cosy\u200b home '))[0]?.tags).toEqual([
    ...['Pot', 'Plants', 'Cosy home'],
  ]);
  expect(goodsOf(described('', ' , '))[0]).not.toHaveProperty('tags');
  const many = described('', Array.from({ length: 33 }, (_, n) => `tag ${n}`).join(','));
  expect(goodsOf(many)[0]?.tags).toHaveLength(30);
  expect(many).toMatchObject({ tagsLeftOut: 3 });
  const long = described('', `${'x'.repeat(61)}, short`);
  expect(goodsOf(long)[0]?.tags).toEqual(['short']);
  expect(long).toMatchObject({ tagsLeftOut: 1 });
});

test('our own table has a column for tags, in either language; too many or too long ones are a fault', () => {
  expect(goodsOf(read('name,producer,price,units,tags\nA,B,1,1,"red, blue"\n'))[0]?.tags).toEqual([
    ...['red', 'blue'],
  ]);
  expect(goodsOf(read('名称,产地商家,价格,数量,标签\n甲,乙,1,1,红，蓝、绿\n'))[0]?.tags).toEqual([
    ...['红', '蓝', '绿'],
  ]);
  const many = Array.from({ length: 31 }, (_, n) => `t${n}`).join(',');
  expect(
    faultsOf(read(`name,producer,price,units,tags\nA,B,1,1,"${many}"\nC,B,1,1,${'x'.repeat(61)}\n`)),
  ).toEqual([
    expect.stringMatching(/^2: the tags must be at most 30 of at most 60 plain characters/),
    expect.stringMatching(/^3: the tags must be at most 30 of at most 60 plain characters/),
  ]);
});

test('rows that only add a picture are passed over; a later variant gets its title, vendor and picture from above', () => {
  const reading = shopify(
    'mug,Mug,Potter,Kitchen,Colour,Blue,M-B,350.0,4,12.50,,https://a.example/1.jpg,',
    'mug,,,,,,,,,,,https://a.example/2.jpg,',
    'mug,,,,,Red,M-R,350,-2,13,15.00,,',
  );
  expect(goodsOf(reading)).toMatchObject([
    { name: 'Mug – Blue', sku: 'M-B', grams: 350, warehouseUnits: 4, priceMinor: 1_250 },
    {
      name: 'Mug – Red',
      producer: 'Potter',
      category: 'Kitchen',
      warehouseUnits: 0,
      picture: 'https://a.example/1.jpg',
    },
  ]);
  expect(reading).toMatchObject({ picturesOnly: 1, compareAtPrices: 1 });
});

test('a variant without a price that is no picture, a missing vendor, and an http picture are named with their rows', () => {
  const reading = shopify(
    'mug,Mug,Potter,,Colour,Blue,,,4,12.50,,,',
    'mug,,,,,Red,,,4,,,,',
    'cup,Cup,,,,,,,1,3.00,,,',
    'pot,Pot,Potter,,,,,,1,3.00,,http://a.example/1.jpg,',
    ',Pan,Potter,,,,,,1,3.00,,,',
  );
  expect(faultsOf(reading)).toEqual([
    '3: the price must be an amount in EUR such as 19.90, not ""',
    '4: the producer must have 1 to 60 plain characters, not ""',
    '5: the picture must be an https address of at most 500 characters, not "http://a.example/1.jpg"',
    '6: the handle is missing',
  ]);
});

test('our own columns are read in English and in Chinese, with a byte order mark and quoted commas', () => {
  const english = read(
    '\ufeffname,producer,price,units,sku,origin,category,grams,floor,picture\n"Red potatoes, 2.5 kg",Laojunshan,24.9,120,P-1,Jianchuan,Vegetables,2500,16.90,\n',
  );
  expect(goodsOf(english)).toEqual([
    {
      sku: 'P-1',
      name: 'Red potatoes, 2.5 kg',
      producer: 'Laojunshan',
      origin: 'Jianchuan',
      category: 'Vegetables',
      grams: 2_500,
      priceMinor: 2_490,
      floorMinor: 1_690,
      currency: 'CNY',
      picture: '',
      warehouseUnits: 120,
    },
  ]);
  const chinese = read('名称,产地商家,价格,数量,产地\r\n红皮土豆,老君山合作社,24.90,120,剑川\r\n');
  expect(goodsOf(chinese)).toMatchObject([
    { name: '红皮土豆', producer: '老君山合作社', priceMinor: 2_490, warehouseUnits: 120, sku: null },
  ]);
});

test('[T1] prices are exact amounts of their currency: no comma, no sign, no third decimal', () => {
  const price = (text: string, currency: string) =>
    goodsOf(read(`name,producer,price,units\nA,B,${text},1\n`, currency))[0]?.priceMinor ?? null;
  expect(price('19.90', 'CNY')).toBe(1_990);
  expect(price('500', 'JPY')).toBe(500);
  expect(price('1.234', 'KWD')).toBe(1_234);
  for (const wrong of ['"19,90"', '-1', '0', '1e3', '19.999', '¥19.90', '1000000.00', '']) {
    expect(price(wrong, 'CNY')).toBeNull();
  }
});

test('a column that is not known is refused, so that a misspelt floor price costs nobody money', () => {
  expect(faultsOf(read('name,producer,price,units,flor\nA,B,1,1,1\n'))).toEqual([
    '1: there is no column called "flor"',
  ]);
  expect(faultsOf(read('name,price\nA,1\n'))[0]).toContain('missing: producer, units');
  expect(faultsOf(read('name,名称,producer,price,units\nA,A,B,1,1\n'))).toEqual([
    '1: the column name is there twice',
  ]);
});

test('the same SKU twice is named with both rows', () => {
  const text = 'name,producer,price,units,sku\nA,B,1,1,X\nC,B,1,1,Y\nD,B,1,1,X\n';
  expect(faultsOf(read(text))).toEqual(['4: the SKU X is in row 2 already']);
});

test('what is no table is refused with a way out', () => {
  const latin1 = new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0xe9, 0x0a]);
  expect(faultsOf(readGoods(latin1, 'EUR'))).toEqual(['0: the file is not UTF-8: save it as "CSV UTF-8"']);
  expect(faultsOf(read(''))).toEqual(['0: the file is empty']);
  expect(faultsOf(read('name,producer,price,units\n'))).toEqual(['0: the file has no goods']);
  expect(faultsOf(read('name,producer,price,units\n"A,B,1,1\n'))[0]).toMatch(/^0: the file is not CSV: /);
  expect(faultsOf(read('name,producer,price,units\nA,B,1\n'))).toEqual([
    '2: has 3 fields where the header has 4',
  ]);
});

test('at most 20 faults are listed and the others counted; more than 10,000 rows are too many', () => {
  const rows = (n: number, price: string) => `name,producer,price,units\n${`A,B,${price},1\n`.repeat(n)}`;
  const reading = read(rows(30, 'x'));
  expect(faultsOf(reading)).toHaveLength(20);
  expect(reading).toMatchObject({ faultCount: 30 });
  expect(read(rows(10_000, '1')).ok).toBe(true);
  expect(faultsOf(read(rows(10_001, '1')))).toEqual(['0: the file has more than 10000 rows: split it']);
});

test('names that hide or turn text are refused, and nothing of them reaches a terminal raw', () => {
  const [fault] = faultsOf(read('name,producer,price,units\n"Po\u202etato\u001b[2J",B,1,1\n'));
  expect(fault).toBe('2: the name must have 1 to 80 plain characters, not "Po·tato·[2J"');
  expect(read(`name,producer,price,units\n${'长'.repeat(81)},B,1,1\n`).ok).toBe(false);
});

test('a variant without a SKU is named by handle and options, and never longer than a SKU may be', () => {
  const [good] = goodsOf(shopify(`${'h'.repeat(70)},Mug,Potter,,,Blue,,,1,1,,,`));
  const [other] = goodsOf(shopify(`${'h'.repeat(70)},Mug,Potter,,,Red,,,1,1,,,`));
  expect(good?.sku).toHaveLength(60);
  expect(good?.sku).not.toBe(other?.sku);
});

test('a second name, in English, is a column that may be left out or empty', () => {
  const own = read(
    [
      '名称,产地商家,价格,库存,英文名,商家英文名',
      '核桃,羊岑,42,40,Walnuts,Yangcen Farm',
      '土豆,羊岑,20,40,,',
    ].join('\n'),
  );
  const [walnuts, potatoes] = goodsOf(own);
  expect(walnuts).toMatchObject({ name: '核桃', nameEn: 'Walnuts', producerEn: 'Yangcen Farm' });
  expect(Object.keys(potatoes!)).not.toContain('nameEn');
  expect(faultsOf(read(`name,producer,price,units,name_en\n核桃,羊岑,42,40,${'x'.repeat(81)}`))).toEqual([
    expect.stringMatching(/^2: the English name may have at most 80 plain characters/),
  ]);
});

test('a row may describe its good on several lines, in both languages, and name further pictures', () => {
  const header = 'name,producer,price,units,description,description_en,more_pictures';
  const more = 'https://a.example/1.jpg https://a.example/2.jpg';
  const [walnuts, plain] = goodsOf(
    read(
      [
        header,
        `核桃,羊岑,42,40,"手剥就开。\n今年新果。",They open by hand.,${more}`,
        '土豆,羊岑,20,40,,,',
      ].join('\n'),
    ),
  );
  expect(walnuts).toMatchObject({
    description: '手剥就开。\n今年新果。',
    descriptionEn: 'They open by hand.',
    morePictures: ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
  });
  expect(JSON.stringify(plain)).not.toMatch(/description|morePictures/);
  const long = `核桃,羊岑,42,40,${'x'.repeat(1_001)},,`;
  const many = `土豆,羊岑,20,40,,,${Array.from({ length: 6 }, (_, n) => `https://a.example/${n}.jpg`).join(' ')}`;
  expect(faultsOf(read([header, long, many].join('\n')))).toEqual([
    expect.stringMatching(/^2: the description may have at most 1000 plain characters/),
    expect.stringMatching(/^3: the further pictures must be at most 5 https addresses/),
  ]);
});

test('[O6] terms of returns are days and who pays for sending it back, in either language', () => {
  const goods = (title: string, ...cells: string[]) =>
    read([`name,producer,price,units,${title}`, ...cells.map((cell) => `A,B,1,1,${cell}`)].join('\n'));
  expect(goodsOf(goods('returns', '14 shop', '7', '')).map(({ returns }) => returns)).toEqual([
    { days: 14, paidBy: 'shop' },
    { days: 7, paidBy: 'buyer' },
    undefined,
  ]);
  expect(goodsOf(goods('退货', '30 商家'))[0]).toMatchObject({ returns: { days: 30, paidBy: 'shop' } });
  expect(faultsOf(goods('returns', '0', '91 shop', '7 nobody', 'a week'))).toEqual(
    [
      ['2', '0'],
      ['3', '91 shop'],
      ['4', '7 nobody'],
      ['5', 'a week'],
    ].map(
      ([row, given]) =>
        `${row}: the terms of returns must be 1 to 90 days and who pays for sending it back, such as 14 shop or 7 buyer, not "${given}"`,
    ),
  );
});
