import type { Page } from 'playwright-core';
import { after, inTurn, onPhones, type Screen, screensOf, tap, usualSizes } from '../screens.ts';

const at = (scene: string, more = '') => `/s/potato-day?scene=${scene}${more}`;
const orderPage = '/orders/0190a000-0000-7000-8000-0000000000c2';
const producerPage = '/p/0190a000-0000-7000-9000-000000000078';
const withSideways = [...usualSizes, 'sideways'] as const;
/** Something comes by itself in the first size of either group: on the smallest phone, and on a desktop. */
const withHands = ['small', 'phone', 'desktop', 'sideways'] as const;

/** A sheet on a phone; beside the picture where there is room. */
const openBag = async (page: Page) => {
  const button = page.locator('.bar-button').first();
  if (await button.isVisible()) await button.click();
};
/** The way to the cart comes with the first frame, on a slow machine after the page has settled. */
const openCart = async (page: Page) => {
  const cart = page.locator('.cart');
  const way = page.locator('.cart-pill, .cart-summary');
  await cart.or(way).filter({ visible: true }).first().waitFor();
  if (!(await cart.isVisible())) await way.filter({ visible: true }).first().click();
  await cart.waitFor();
};
const order = inTurn(openCart, tap('.cart-foot .button'));
const place = (way: number) =>
  inTurn(order, tap('.pay-ways input', way), tap('.pay-foot .button'), after(400));
/** From the foot of the page: while no total is known, the cart's own button does not open it. */
const orderFromFoot = async (page: Page) => {
  const button = page.locator('.bottom-bar > .button, .cart-bar > .button').filter({ visible: true });
  await button.first().click();
  await page.waitForTimeout(700);
};
const openVouchers = inTurn(openCart, tap('.vouchers > summary'));
const openCode = inTurn(openCart, tap('.cart-foot .button'), tap('.checkout .code-have'));
const typeCode = (code: string) => async (page: Page) => {
  await page.locator('.code-field input').fill(code);
  await page.locator('.code-field .button').click();
};
const openSettings = async (page: Page) => {
  const more = page.locator('.top-bar .icon-button').first();
  await more.focus();
};

/** A browser that neither shares nor copies. */
const noClipboard = (page: Page) =>
  page.evaluate(() => {
    for (const name of ['share', 'clipboard']) Object.defineProperty(navigator, name, { value: undefined });
  });
/** Below the lines and their sums. */
const seeAside = (page: Page) => page.locator('.aside-lines li').last().scrollIntoViewIfNeeded();
const withdraw = tap('.order-parcels li:last-child .button', 1);
const withdrawSure = inTurn(tap('.order-parcels li:last-child .button', 2), after(300));

/** A pin goes on, an offer begins, the last ones go, the line falls silent. */
const marketGoesOn = (page: Page) =>
  page.evaluate(() => (window as unknown as { marketGoesOn(): void }).marketGoesOn());

/** The chat comes with the first touch. */
const chatComes = async (page: Page) => {
  await page.dispatchEvent('body', 'pointerdown');
  await page.locator('.chat-form').first().waitFor();
  await page.waitForTimeout(200);
};
/** Somebody writes: what they say next stands in the field. */
const write = inTurn(chatComes, async (page) => {
  await page.locator('.chat-field').fill('能放多久 How long');
});
const say = inTurn(write, async (page) => {
  await page.locator('.chat-field').press('Enter');
  await page.waitForTimeout(400);
});

/** How many were sold is told after the rows stand. */
const soldArrives = (page: Page) =>
  page.evaluate(() => (window as unknown as { tellSold(): void }).tellSold());

/** A buyer at the stall: the stream, its shop, a cart, an order. */
export const stall: Screen[] = screensOf('buyers', 'stall-', [
  { name: 'live', path: at('live'), sizes: withSideways, isDaily: true },
  { name: 'focus', path: at('live'), act: openSettings },
  {
    name: 'chat',
    path: at('chat'),
    sizes: [...withSideways, 'large', 'tiny'],
    act: after(300),
    isDaily: true,
  },
  { name: 'chat-cart', path: at('chat-cart'), act: after(300) },
  { name: 'chat-writing', path: at('chat'), sizes: [...withHands, 'large', 'tiny'], act: write },
  { name: 'chat-said', path: at('chat'), act: say },
  { name: 'chat-all', path: at('chat'), sizes: onPhones, act: inTurn(chatComes, tap('.chat-open')) },
  { name: 'chat-more', path: at('chat'), act: inTurn(chatComes, tap('.chat-more'), after(300)) },
  { name: 'long', path: at('long'), sizes: withSideways, isDaily: true },
  { name: 'three-pins', path: at('three') },
  { name: 'flash-announced', path: at('announced') },
  { name: 'sold-out', path: at('soldout') },
  { name: 'all-held', path: at('held') },
  { name: 'waiting', path: at('waiting'), sizes: withSideways, act: after(500) },
  { name: 'waiting-bag', path: at('waiting'), act: inTurn(openBag, after(500)) },
  { name: 'came-free', path: at('offered'), sizes: withSideways, act: after(500), isDaily: true },
  { name: 'nothing-yet', path: at('empty') },
  { name: 'before', path: at('scheduled') },
  { name: 'over', path: at('ended') },
  { name: 'called-off', path: at('cancelled') },
  { name: 'stale', path: at('stale') },
  { name: 'offline', path: at('reconnecting') },
  { name: 'opening', path: at('skeleton') },
  { name: 'fault', path: at('live'), act: inTurn(tap('.pinned .button.buy'), after(400)) },
  { name: 'bag', path: at('live'), act: openBag },
  {
    ...{ name: 'product', path: at('live'), sizes: withSideways, isDaily: true },
    act: inTurn(tap('.pinned .good-picture'), after(700)),
  },
  {
    name: 'product-plain',
    path: at('long', '&plain'),
    act: inTurn(tap('.pinned .good-picture'), after(700)),
  },
  { name: 'product-new-buyer', path: at('newcomer'), act: inTurn(tap('.pinned .good-picture'), after(700)) },
  { name: 'product-sold-out', path: at('held'), act: inTurn(tap('.pinned .good-picture'), after(700)) },
  { name: 'new-buyer', path: at('newcomer'), act: after(500) },
  { name: 'limit-reached', path: at('limitreached'), act: after(500) },
  {
    ...{
      name: 'shop-limit-reached',
      path: at('limitreached', '&sold=late'),
      sizes: withHands,
      isDaily: true,
    },
    ...{ act: inTurn(openBag, after(500)), happens: soldArrives },
  },
  { name: 'shop-sold', path: at('limitreached'), act: inTurn(openBag, after(500)) },
  { name: 'set-aside', path: at('cart', '&aside'), act: inTurn(openCart, after(300), seeAside) },
  {
    ...{ name: 'cart-with-offers', path: at('cart-with-offers', '&kept=1'), sizes: withHands, isDaily: true },
    ...{ act: inTurn(openCart, after(500)), happens: marketGoesOn },
  },
  {
    ...{ name: 'shop-with-cart', path: at('cart-with-offers'), sizes: withHands, isDaily: true },
    ...{ act: openBag, happens: marketGoesOn },
  },
  { name: 'cart', path: at('cart'), act: openCart, isDaily: true },
  { name: 'cart-sideways', path: at('cart'), sizes: ['sideways'] },
  { name: 'cart-empty', path: at('live'), act: openCart },
  { name: 'offers-bag', path: at('offers'), act: openBag },
  { name: 'offers-cart', path: at('offers'), act: openVouchers },
  {
    name: 'offers-checkout',
    path: at('offers', '&kept=1'),
    act: inTurn(openVouchers, tap('.cart-foot .button'), tap('.checkout .vouchers > summary')),
  },
  { name: 'code', path: at('offers', '&kept=1'), act: inTurn(openCode, after(300)) },
  { name: 'code-none', path: at('offers', '&kept=1'), act: inTurn(openCode, typeCode('SPRING'), after(600)) },
  { name: 'code-used', path: at('offers', '&kept=1'), act: inTurn(openCode, typeCode('market'), after(600)) },
  { name: 'sending-cart', path: at('sending', '&kept=1'), act: inTurn(openCart, after(500)) },
  { name: 'sending-order', path: at('sending'), act: orderFromFoot },
  { name: 'sending-abroad', path: at('sendingabroad'), act: orderFromFoot },
  { name: 'sending-unknown', path: at('sendingunknown'), act: orderFromFoot },
  { name: 'order-first', path: at('cart'), act: order, isDaily: true },
  { name: 'order-again', path: at('cart', '&kept=1'), act: order },
  { name: 'ordered', path: at('cart', '&kept=1'), act: place(0) },
  { name: 'order-in-line', path: at('cart', '&kept=1&crowd=first'), act: place(0), isDaily: true },
  { name: 'order-turned-away', path: at('cart', '&kept=1&crowd=last'), act: place(0) },
  { name: 'order-unanswered', path: at('cart', '&kept=1&crowd=away'), act: place(0) },
  { name: 'order-refused', path: at('cart', '&kept=1'), act: place(1) },
  { name: 'cart-changed', path: at('cart', '&kept=1&no=changed'), act: place(1) },
  { name: 'not-in-cart', path: at('cart', '&kept=1&no=unreserved'), act: place(1) },
  { name: 'pay-first', path: at('payfirst', '&kept=1'), act: order },
  { name: 'unpaid-orders', path: at('cart', '&kept=1&no=unpaid'), act: place(1) },
  { name: 'first-order-large', path: at('cart', '&kept=1&no=large'), act: place(1) },
  { name: 'shop-new-buyer', path: at('newcomer'), act: openBag },
  {
    ...{ name: 'network-limit', path: at('newcomer', '&no=network') },
    act: inTurn(openCart, tap('.cart-foot .button.buy'), after(600)),
  },
]);

/** What buyers see elsewhere: what is on, their orders, a day that is over, other people's pages. */
export const aroundTheStall: Screen[] = screensOf('buyers', '', [
  { name: 'home', path: '/', sizes: [...usualSizes, 'obs'], isDaily: true },
  { name: 'home-nothing', path: '/?none' },
  // What is saved, where nobody says where it is sold.
  { name: 'home-saved-unknown', path: '/?saved', isWhole: true },
  { name: 'no-such-page', path: '/nowhere', isDaily: true },
  { name: 'orders', path: '/orders', isWhole: true, isDaily: true },
  { name: 'orders-cancel', path: '/orders', act: tap('article .button', 1) },
  { name: 'orders-claim', path: '/orders?claim', isWhole: true },
  { name: 'orders-claim-sent', path: '/orders?claim', act: tap('[aria-controls]'), isWhole: true },
  { name: 'orders-vouchers', path: '/orders', act: tap('.voucher-door') },
  { name: 'orders-claim-withdraw', path: '/orders?claim', act: withdraw },
  // Nobody answers here: why it is not withdrawn stands with the order.
  { name: 'orders-claim-not-withdrawn', path: '/orders?claim', act: inTurn(withdraw, withdrawSure) },
  { name: 'orders-nothing', path: '/orders?none' },
  { name: 'order-unpaid', path: orderPage, isWhole: true, isDaily: true },
  { name: 'order-paid', path: `${orderPage}?paid`, isWhole: true },
  { name: 'producer-page', path: producerPage, isWhole: true, isDaily: true },
  { name: 'producer-page-new', path: `${producerPage}?none`, sizes: onPhones },
  { name: 'no-page', path: '/nope' },
  { name: 'sign-in', path: '/sign-in', isDaily: true },
  { name: 'replay', path: '/replay/potato-day', sizes: withSideways, act: after(2_600) },
  {
    ...{ name: 'replay-not-shared', path: '/replay/potato-day' },
    act: inTurn(noClipboard, tap('.replay-share .button'), after(300)),
  },
  { name: 'replay-unrecorded', path: '/replay/potato-day?unrecorded' },
  { name: 'replay-missing', path: '/replay/potato-day?missing', sizes: onPhones },
  { name: 'embed', path: '/embed/potato-day?scene=live', sizes: ['frame', 'phone', 'desktop'] },
  { name: 'embed-long', path: '/embed/potato-day?scene=long', sizes: ['frame', 'phone', 'small'] },
  { name: 'embed-over', path: '/embed/potato-day?scene=ended', sizes: ['frame'] },
  { name: 'overlay', path: '/overlay/potato-day?scene=live', sizes: ['obs'] },
  { name: 'overlay-long', path: '/overlay/potato-day?scene=long&side=right', sizes: ['obs'] },
  { name: 'overlay-small', path: '/overlay/potato-day?scene=announced&size=70', sizes: ['obs'] },
]);
