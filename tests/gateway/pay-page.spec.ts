import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { payStyles } from '../../server/adapters/payments/sandbox/styles.ts';
import { aboutShop } from '../../server/shop/about.ts';
import { emptyShop } from '../../server/shop/state.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { anOrder, ORDER } from './fake-market.ts';
import { type House, openHouse, until } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const HASH = '0123456789abcdef0123456789abcdef01234567';
const POTATOES = '0190a000-0000-7000-8000-0000000000c1';
const TEA = '0190a000-0000-7000-8000-0000000000c2';

/** A line of an order, as the tables have it. */
function aLine(more: object) {
  return {
    ...{ orderId: ORDER, lineIndex: 0, streamId: '', itemNumber: 1, productId: POTATOES, producerId: '' },
    ...{ flashId: null, units: 2, unitPriceMinor: 1_990, goodsMinor: 3_980, shareBps: 0 },
    ...{ cancelledUnits: 0, cancelledGoodsMinor: 0, refundedUnits: 0, refundedGoodsMinor: 0 },
    ...{ withdrawnUnits: 0, givenMinor: 0, producerOffMinor: 0, hostOffMinor: 0, shopOffMinor: 0 },
    ...{
      tapAtMs: null,
      lateOk: false,
      shipBy: null,
      arriveBy: null,
      returnTerms: null,
      name: '红皮土豆',
      nameEn: 'Red potatoes',
    },
    ...more,
  };
}

/** Two potatoes and a tea with a voucher of the shop, sent for ¥6: ¥57.30. */
const bought = {
  lines: [
    aLine({ shopOffMinor: 300 }),
    aLine({
      ...{ lineIndex: 1, itemNumber: 2, productId: TEA, units: 1, unitPriceMinor: 1_450 },
      ...{ name: '茶<script>alert(1)</script>', nameEn: '' },
    }),
  ],
  ...{ shippingMinor: 600, vouchers: 'v-1' },
};

function isBought(more: Parameters<typeof anOrder>[0] = {}): void {
  house.market.orders.set(ORDER, anOrder({ ...bought, ...more }));
  house.market.products.set(POTATOES, {
    ...{ picture: `/pictures/${HASH}.jpg`, producer: '石宝山农场', producerEn: 'Shibao Farm' },
  } as Product);
  house.market.products.set(TEA, {
    ...{ picture: 'https://shop.example/a.jpg?b="c"', producer: '茶农' },
  } as Product);
}

function isSoldBy(name: string, nameEn: string, contact: string, business = ''): void {
  const { about } = aboutShop(emptyShop());
  const licences = { ...about.licences, business, food: business && `JY-${business}` };
  const complaintPhone = business && '0872-1';
  const policies = { ...about.policies, returns: { zh: business, en: '' } };
  house.market.application.aboutShop = async () => ({
    version: 1,
    about: { ...about, name, nameEn, contact, licences, complaintPhone, policies },
  });
}

async function page(query = '?lang=en', headers = {}): Promise<string> {
  return (await fetch(`${house.url}/pay/${ORDER}${query}`, { headers })).text();
}

/** What is read, without what is in tags. */
const textOf = (html: string) =>
  html
    .replace(/^[\s\S]*<body>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const leftOf = (html: string) => Number(/data-left-ms="(\d+)"/.exec(html)?.[1]);

test('the page says what is paid, to whom, for which products with pictures, and how it adds up', async () => {
  isBought();
  isSoldBy('白族集市', 'Bai Market', 'ask@market.example', '91530000');
  const english = await page();
  const text = textOf(english);
  for (const said of ['To Bai Market', 'Order 12-A-1&lt;b&gt;', 'Potato day · hosted by Host'])
    expect(text).toContain(said);
  expect(text).toContain('Red potatoes ¥39.80 2 × ¥19.90 · Shibao Farm');
  expect(text).toContain('¥14.50 1 × ¥14.50 · 茶农');
  expect(text).toContain('Subtotal ¥54.30 Discounts −¥3.00 Shipping ¥6.00 Total ¥57.30');
  expect(text).toContain(
    'Sold by Bai Market ask@market.example Complaints 0872-1 Business licence 91530000 Food licence JY-91530000 Returns and refunds About the shop',
  );
  expect(english).toContain('href="/about#returns"');
  // What it is paid by stands above the button.
  expect(text).toMatch(/Online payment No wallet or card is asked for.*Pay ¥57\.30/);
  expect(english).toContain(`src="/pictures/small/${HASH}.webp"`);
  expect(english.match(/<button class="button buy"[^>]*>Pay ¥57\.30</g)).toHaveLength(1);

  const chinese = textOf(await page('', { 'Accept-Language': 'zh-CN,zh;q=0.9' }));
  for (const said of [
    '收款方 白族集市',
    '红皮土豆 ¥39.80 2 × ¥19.90 · 石宝山农场',
    '优惠 −¥3.00',
    '付款 ¥57.30',
  ])
    expect(chinese).toContain(said);
});

test('[X28] what people wrote is inert, no script stands in the page, and its own is let in by the policy', async () => {
  isBought();
  isSoldBy('<b onclick="a()">', '', '"><img src=x onerror=alert(1)>', '<img src=x>');
  const { headers } = await fetch(`${house.url}/pay/${ORDER}`);
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  const html = await page('?lang=zh&answer=declined');
  expect(html).toContain('茶&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('src="https://shop.example/a.jpg?b=&quot;c&quot;"');
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/pay/page.js">']);
  expect(html).not.toMatch(/<[^>]*\s(?:style|on\w+)=/);
  expect(html).not.toContain('<img src=x');
  for (const [part, type] of [
    ['style.css', 'text/css'],
    ['page.js', 'text/javascript'],
  ]) {
    expect((await fetch(`${house.url}/pay/${part}`)).headers.get('content-type')).toContain(type);
  }
});

test('[T3] the time left is the server’s; without a script the page says until when', async () => {
  const payByMs = Date.now() + 10 * MINUTE;
  isBought({ payByMs });
  const html = await page();
  const leftMs = leftOf(html);
  expect(leftMs).toBeGreaterThan(10 * MINUTE - 5_000);
  expect(leftMs).toBeLessThanOrEqual(10 * MINUTE);
  expect(html).toMatch(/data-left-ms="\d+" role="timer" aria-live="off" hidden>/);
  const time = new Date(payByMs).toISOString().slice(11, 16);
  expect(textOf(html)).toContain(`Pay by ${time} UTC`);
  expect(textOf(await page('?lang=zh'))).toContain(`请在 ${time}（UTC）前付款`);
});

test('[H6] that the page of an order is open is told once, before it is shown: its clock is the one that counts', async () => {
  isBought();
  const asked = house.market.application.payment;
  house.market.application.payment = async (notice, readAtMs) => {
    const found = house.market.orders.get(ORDER)!;
    isBought({ payByMs: found.order.payByMs + 3 * MINUTE });
    await asked(notice, readAtMs);
  };
  for (let n = 0; n < 3; n += 1) expect(leftOf(await page())).toBeGreaterThan(17 * MINUTE);
  await fetch(`${house.url}/pay/${randomUUID()}`);
  expect(house.market.notices.map(({ notice }) => notice.outcome)).toEqual(['opened']);
  // What is told of it is nothing to wait for.
  expect(await page()).not.toMatch(/<li>\d\d:/);
});

test('a payment that is declined is answered: nothing was charged, and what can be done now', async () => {
  isBought();
  isSoldBy('白族集市', 'Bai Market', 'ask@market.example');
  const chosen = await fetch(`${house.url}/pay/${ORDER}?lang=en`, {
    method: 'POST',
    headers: { Origin: house.url },
    body: new URLSearchParams({ choice: 'decline' }),
  });
  const html = await chosen.text();
  const text = textOf(html);
  expect(html).toContain('<title>Payment declined · Fairday</title>');
  expect(html).toContain('role="status"');
  expect(text).toContain('The payment was declined. Nothing was charged.');
  expect(text).toContain('Try again · ¥57.30');
  expect(text).toContain('This order can only be paid online.');
  expect(text).not.toContain('Pay on delivery');
  expect(text).toContain('Questions? Ask the shop: ask@market.example');
  expect(html).toContain(`href="${house.url}/orders/${ORDER}?unpaid=1">Back to your order`);
  const chinese = textOf(await page('?lang=zh&answer=declined'));
  for (const said of ['付款被拒绝，没有扣款。', '重新付款 ¥57.30', '这一单只能在线付款。', '返回订单'])
    expect(chinese).toContain(said);
  expect(textOf(await page('?lang=en&answer=failed'))).toContain(
    'The payment didn’t go through. Nothing was charged.',
  );
  // An answer that it does not know is none.
  expect(textOf(await page('?lang=en&answer=paid'))).toContain('Pay ¥57.30');
});

test('[O13] where the stream takes cash as well, one tap leads to the order, where only the yes is left', async () => {
  isBought();
  const position = house.market.application.position;
  house.market.application.position = async (streamId) => {
    const told = (await position(streamId))!;
    const stream = { ...told.view.stream!, payments: ['sandbox' as const, 'cash_on_delivery' as const] };
    return { ...told, view: { ...told.view, stream } };
  };
  const atDoor = `href="${house.url}/orders/${ORDER}?unpaid=1&amp;cash=1">`;
  expect(await page('?lang=en&answer=declined')).toContain(`${atDoor}Pay on delivery instead`);
  expect(await page('?lang=zh&answer=declined')).toContain(`${atDoor}改为货到付款`);
});

test('the page of an order that is paid is its receipt, also in Chinese; there is nothing to pay on it', async () => {
  isBought({ status: 'PAID', paidAtMs: Date.UTC(2026, 10, 30, 11, 2), refundedMinor: 1_450 });
  isSoldBy('白族集市', 'Bai Market', '');
  const html = await page();
  const text = textOf(html);
  expect(html).toContain('<h1>Receipt</h1>');
  expect(text).toContain('Your payment has arrived. ¥57.30');
  expect(text).toContain(
    'Order number 12-A-1&lt;b&gt; Paid at Nov 30, 2026, 11:02 UTC Paid to Bai Market Payment Online payment (test) Back to your order',
  );
  expect(text).toContain('Discounts −¥3.00 Shipping ¥6.00 Total ¥57.30 Refund −¥14.50');
  expect(html).not.toMatch(/<form|<button|data-left-ms/);
  expect(html).toContain(`href="${house.url}/orders/${ORDER}"`);
  const chinese = textOf(await page('?lang=zh&answer=declined'));
  expect(chinese).toContain('付款凭证 已收到您的付款。 ¥57.30 订单号');
  expect(chinese).toContain('付款时间 2026年11月30日 11:02（UTC） 收款方 白族集市 付款方式 在线支付（测试）');
  expect(chinese).not.toContain('被拒绝');
});

test('who pays twice, by a second tap or a tab that was left open, pays once and finds the receipt', async () => {
  isBought({ status: 'PAID', paidAtMs: Date.now() });
  const second = await fetch(`${house.url}/pay/${ORDER}?lang=zh`, {
    method: 'POST',
    headers: { Origin: house.url },
    body: new URLSearchParams({ choice: 'pay' }),
    redirect: 'manual',
  });
  expect(second.status).toBe(303);
  expect(second.headers.get('location')).toBe(`/pay/${ORDER}?lang=zh`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(house.market.notices).toEqual([]);
});

test.each([
  ['PLACED', 'The time to pay is over', 'Your items are being released.', '付款时间已过'],
  ['EXPIRED', 'Not paid in time', 'so your items were released. Nothing was charged.', '超时未付'],
  ['EXPIRED_REFUNDED', 'Paid too late', '¥57.30 will be refunded the way you paid.', '付款过晚'],
  ['CANCELLED', 'Order cancelled', '¥57.30 will be refunded the way you paid.', '订单已取消'],
] as const)(
  'when the time of an order is over (%s) the page says how it ended, and asks nobody to pay',
  async (status, title, said, chineseTitle) => {
    const isGone = status === 'EXPIRED_REFUNDED' || status === 'CANCELLED';
    isBought({ status, payByMs: Date.now() - 1, refundedMinor: isGone ? 5_730 : 0 });
    const html = await page('?lang=en&answer=declined');
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(textOf(html)).toContain(said);
    expect(html).toContain('/s/potato-day">Back to the stream');
    expect(html).not.toMatch(/<form|<button|data-left-ms/);
    expect(await page('?lang=zh')).toContain(`<h1>${chineseTitle}</h1>`);
    // Nor is the shop told that there is a page to pay on.
    expect(house.market.notices).toEqual([]);
  },
);

test('what only tests do stands folded in one box that says that nothing is charged', async () => {
  isBought();
  const html = await page();
  const box = /<details class="test">[\s\S]*?<\/details>/.exec(html)![0];
  expect(box).toContain('<summary>Test payments: nothing is charged</summary>');
  expect(box.match(/<button/g)).toHaveLength(10);
  expect(html.replace(box, '').match(/<button/g)).toHaveLength(1);
  expect(html.replace(box, '')).not.toMatch(/test|simulat|sandbox/i);
  expect(await page('?lang=zh')).toContain('<summary>测试付款：不会真的扣款</summary>');
  // A receipt of a test is none to keep, and says so.
  isBought({ status: 'PAID', paidAtMs: Date.now() });
  expect(await page()).toContain('<p class="test">Test payments: nothing is charged</p>');
});

test('nothing of another order shows, and an unknown one says nothing of any', async () => {
  isBought();
  const other = randomUUID();
  const lines = [aLine({ name: '别人的蜂蜜', nameEn: 'Honey of others' })];
  house.market.orders.set(other, anOrder({ orderId: other, number: '77', totalMinor: 8_888, lines }));
  await fetch(`${house.url}/pay/${other}`, {
    method: 'POST',
    headers: { Origin: house.url },
    body: new URLSearchParams({ choice: 'late-30' }),
    redirect: 'manual',
  });
  const html = await page();
  for (const secret of [other, 'Honey', '12-77', '88.88']) expect(html).not.toContain(secret);
  expect(html).not.toMatch(/<li>\d\d:/);
  house.market.orders.set(other, anOrder({ orderId: other, payment: 'cash_on_delivery' }));
  for (const path of [randomUUID(), 'nonsense', other]) {
    const answer = await fetch(`${house.url}/pay/${path}?lang=en`);
    expect(answer.status).toBe(404);
    const text = textOf(await answer.text());
    expect(text).toContain('This order didn’t go through, or is paid on delivery.');
    expect(text).not.toMatch(/¥|12-/);
  }
  await until(() => house.market.notices.length > 0);
  expect(house.market.notices.map(({ notice }) => notice.orderId)).toEqual([ORDER]);
});

test('its colours and its letters are those of the market’s screens, light and dark', () => {
  const tokens = readFileSync('client/styles/tokens.css', 'utf8');
  const sets = (css: string) =>
    [...css.matchAll(/color-scheme:\s*(light|dark);([^}]*)/g)].map(([, scheme, body]) => ({
      scheme,
      values: new Map(
        [...body!.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]),
      ),
    }));
  const styles = payStyles('/assets/a.woff2');
  const theirs = sets(tokens);
  const own = sets(styles);
  expect(own.map(({ scheme }) => scheme)).toEqual(['light', 'dark', 'dark']);
  expect(theirs).toHaveLength(3);
  for (const [at, { values }] of own.entries()) {
    expect(values.size).toBeGreaterThan(15);
    for (const [name, value] of values) expect(theirs[at]!.values.get(name), name).toBe(value);
  }
  // Every colour of a rule is one of them.
  const rules = styles.slice(styles.lastIndexOf('color-scheme'));
  for (const [, name] of rules.matchAll(/var\(--([\w-]+)\)/g)) expect(styles).toContain(`--${name}:`);
  expect(rules.slice(rules.indexOf('}')).match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
  const faces = readFileSync('client/styles/typeface.css', 'utf8');
  const ranges = (css: string) =>
    [...css.matchAll(/unicode-range:\s*([^;]+);/g)].map(([, range]) => range!.replace(/\s/g, ''));
  expect(ranges(styles)).toEqual(ranges(faces));
  expect(payStyles(null)).not.toContain('@font-face');
});
