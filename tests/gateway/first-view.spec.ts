import { expect, test } from 'vitest';
import { withFirstView } from '../../server/gateway/http/pages/first-view/first-page.ts';
import {
  firstViewOf,
  firstViewOfRow,
  pictureLinks,
  renderFirstView,
  type ShownView,
} from '../../server/gateway/http/pages/first-view/render.ts';
import { firstScript } from '../../server/gateway/http/pages/first-view/script.ts';
import { firstStyles } from '../../server/gateway/http/pages/first-view/styles.ts';

const NOW_MS = 1_800_000_000_000;
const HASH = 'ab'.repeat(20);

const card = (name: string, listPriceMinor: number) => ({
  ...{ name, producer: 'Ma', origin: 'Jianchuan', grams: 1_000, picture: `/pictures/${HASH}.jpg` },
  ...{ listPriceMinor, buyerLimit: null },
});
const inStock = { state: 'IN_STOCK', available: 9, nextFreeAtMs: null, flashLeft: null };

/** A stream that is on, with one product pinned, one in a flash, and one that is gone. */
function aView(changes: object = {}): ShownView {
  return {
    stream: { status: 'LIVE', title: '<b>Potato</b> day', hostName: 'Mei', currency: 'CNY' },
    order: [1, 2, 3],
    cards: {
      1: card('Potatoes "red" & <i>new</i>', 1_990),
      2: card('Honey', 4_580),
      3: card('Beans', 1_690),
    },
    flash: {
      2: { flashId: 'flash-1', priceMinor: 3_790, startsAtMs: NOW_MS - 1_000, endsAtMs: NOW_MS + 60_000 },
    },
    stock: {
      1: inStock,
      2: { ...inStock, flashLeft: 5 },
      3: { ...inStock, state: 'SOLD_OUT', available: 0 },
    },
    pins: [{ itemNumber: 1, sinceMs: NOW_MS - 5_000 }],
    ...changes,
  } as unknown as ShownView;
}

const en = { language: 'en', named: null } as const;
const drawn = (view: ShownView, named: number | null = null) =>
  renderFirstView(firstViewOf(view, { ...en, named }, NOW_MS)!, '/assets/stall-1.svg');
const cardIn = (html: string) => /<article class="f-card".*?<\/article>/.exec(html)?.[0] ?? '';
const taps = (html: string) =>
  [...html.matchAll(/value="([^"]*)"/g)].map(([, value]) => JSON.parse(value!.replaceAll('&#34;', '"')));

test('title, host, what is pinned, prices and rows are there, and what people typed is text', () => {
  const html = drawn(aView());
  expect(html).toContain('<h1>&#60;b&#62;Potato&#60;/b&#62; day</h1><p>Live · Mei</p>');
  expect(html).toContain('Potatoes &#34;red&#34; &#38; &#60;i&#62;new&#60;/i&#62;');
  expect(html).not.toMatch(/<i>new|<b>Potato/);
  expect(html.match(/class="f-row"/g)).toHaveLength(3);
  expect(html.match(/class="f-card"/g)).toHaveLength(1);
  expect(html).toContain('<b>¥37.90</b><s>¥45.80</s>');
  expect(html).toContain(`src="/pictures/small/${HASH}.webp"`);
});

test('a tap is for what can be added, at the price that stands there', () => {
  expect(taps(drawn(aView()))).toEqual([
    [1, 1_990, null],
    [1, 1_990, null],
    [2, 3_790, 'flash-1'],
  ]);
});

test('[F7] a flash that counts down is left to the page', () => {
  const soon = { flashId: 'f', priceMinor: 990, startsAtMs: NOW_MS + 8_000, endsAtMs: NOW_MS + 60_000 };
  expect(taps(drawn(aView({ flash: { 1: soon } }))).map(([number]) => number)).toEqual([2]);
});

test('a stream that is over has none, and one to come has names and list prices, and nothing to tap', () => {
  for (const status of ['ENDED', 'CLOSED', 'CANCELLED', 'REHEARSAL', 'SCHEDULED']) {
    expect(
      firstViewOf(aView({ stream: { status, title: 'x', hostName: 'y', currency: 'CNY' } }), en, NOW_MS),
    ).toBeNull();
  }
  const row = {
    title: 'Potato day',
    titleEn: '',
    hostName: 'Mei',
    hostNameEn: '',
    cover: `/pictures/${HASH}.png`,
    currency: 'CNY',
  };
  const potatoes = { itemNumber: 4, productId: 'p', name: '土豆', nameEn: 'Potatoes', picture: null };
  const shown = [
    { ...potatoes, listPriceMinor: 4_580 },
    // Its row is of before the tables had prices.
    { ...potatoes, itemNumber: 5, nameEn: 'Beans', listPriceMinor: null },
  ];
  const html = renderFirstView(firstViewOfRow(row as never, shown, en), '/assets/stall-1.svg');
  expect(html).toContain('Upcoming · Mei');
  expect(html).toContain('<h3>Potatoes</h3><p class="f-price"><b>¥45.80</b></p></div>');
  expect(html).toContain('<h3>Beans</h3></div>');
  expect(html).toContain(`src="/pictures/wide/${HASH}.webp"`);
  expect(taps(html)).toEqual([]);
  expect(cardIn(html)).toBe('');
  const ofProduct = renderFirstView(firstViewOfRow(row as never, shown, { ...en, named: 4 }), null);
  expect(cardIn(ofProduct)).toContain('Potatoes</h2><p class="f-price"><b>¥45.80</b></p>');
});

test('a product’s own address has its card, with its price, whatever is pinned; an unknown number has what is pinned', () => {
  const html = cardIn(drawn(aView(), 2));
  expect(html).toContain('Honey</h2>');
  expect(html).toContain('<b>¥37.90</b>');
  expect(taps(html)).toEqual([[2, 3_790, 'flash-1']]);
  expect(cardIn(drawn(aView(), 9))).toContain('Potatoes');
});

test('the cover of a stream that is on is asked for first, upright on a phone; without one, and in a break, the stall', () => {
  const page =
    '<html><head><meta name="viewport" content="x" /><script src="/assets/a.js"></script></head><body><div id="root"></div></body></html>';
  const made = (cover: string, stream: object = {}) => {
    const view = firstViewOf(aView({ stream: { ...aView().stream, ...stream } }), { ...en, cover }, NOW_MS)!;
    const early = pictureLinks(view, '/assets/stall-1.svg');
    return withFirstView(page, renderFirstView(view, '/assets/stall-1.svg'), { early });
  };
  const early = (html: string) =>
    [...html.slice(0, html.indexOf('<script')).matchAll(/as="image" href="([^"]+)"/g)].map(
      ([, href]) => href,
    );
  const cover = `/pictures/${HASH}.png`;
  const own = made(cover);
  expect(early(own)).toEqual([`/pictures/tall/${HASH}.webp`, `/pictures/wide/${HASH}.webp`]);
  expect(own).toMatch(/<picture><source media="[^"]+" srcset="\/pictures\/tall\/[^>]+><img class="f-cover"/);
  for (const html of [made(''), made(cover, { status: 'INTERRUPTED' })]) {
    expect(early(html)).toEqual(['/assets/stall-1.svg']);
    expect(html).toContain('class="f-cover f-stall"');
  }
  // Rows that a phone does not show bring no picture there.
  expect(own.match(/<div class="f-row">.*?loading="lazy"/g)).toHaveLength(3);
});

test('its styles are at most 4 kB, and neither they nor its script can end the element that they stand in', () => {
  expect(Buffer.byteLength(firstStyles)).toBeLessThanOrEqual(4_096);
  expect(firstStyles + firstScript).not.toContain('</');
});

test('the page is drawn without its own styles: they are fetched, and taken up below the first view', () => {
  const page =
    '<html><head>\n    <link rel="stylesheet" crossorigin href="/assets/a.css">\n  </head><body><div id="root"></div></body></html>';
  const html = withFirstView(page, '<div id="first">$&</div>');
  expect(html).toContain('<link rel="preload" as="style" crossorigin href="/assets/a.css">');
  expect(html).not.toContain('<link rel="stylesheet"');
  // In their place in the head: the styles of later chunks are put behind them.
  expect(html.indexOf('a.css')).toBeLessThan(html.indexOf('</head>'));
  expect(html.indexOf('<script>')).toBeGreaterThan(html.indexOf('<div id="first">$&</div>'));
});
