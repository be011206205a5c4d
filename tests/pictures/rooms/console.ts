import type { Page } from 'playwright-core';
import { after, inTurn, onPhones, press, type Screen, screensOf, tap } from '../screens.ts';

const at = (scene: string) => `/console/potato-day?scene=${scene}`;
const desktopAlone = ['desktop'] as const;

/** The tabs stand on narrow screens alone. */
export const tab = (nth: number) => async (page: Page) => {
  const button = page.locator('.desk-tabs button').nth(nth);
  if (await button.isVisible()) await button.click();
};
/** Behind the menu of the stream. */
const fromMenu = (words: RegExp) => async (page: Page) => {
  await page.locator('.desk-more').click();
  await page.locator('.more-list .button', { hasText: words }).click();
};
const openAdd = inTurn(tab(0), tap('.lineup-add'));
const openVouchers = fromMenu(/^(Vouchers|优惠券)$/);
const change = (what: RegExp) => (page: Page) =>
  page.locator('.voucher-list > li', { hasText: what }).locator('.button').first().click();
const openBounds = async (page: Page) => {
  await page.locator('.desk-more').click();
  await page.locator('.more-list .button', { hasText: /Limits for new buyers|新客限制/ }).click();
};
const openRelease = async (page: Page) => {
  await page.locator('.desk-more').click();
  await page.locator('.more-list .button', { hasText: /Release cash orders|释放货到付款订单/ }).click();
};
const openTerms = async (page: Page) => {
  await page.locator('.desk-more').click();
  await page.locator('.more-list .button', { hasText: /Stream settings|本场设置/ }).click();
};
const openTeam = async (page: Page) => {
  await page.locator('.desk-more').click();
  await page.locator('.more-list .button', { hasText: /Team of this stream|本场人员/ }).click();
};
const openShipping = fromMenu(/Shipping|运费/);
const fill = (nth: number, text: string) => (page: Page) =>
  page.locator('.sheet .field input').nth(nth).fill(text);

/** The host's floor, and what opens on it. */
export const hostsFloor: Screen[] = screensOf('staff', 'console-', [
  { name: 'live', path: at('busy'), isDaily: true },
  { name: 'live-practice', path: `${at('busy')}&practice` },
  { name: 'long', path: at('long') },
  { name: 'wanted', path: at('wanted') },
  { name: 'stage', path: at('wanted'), sizes: ['sideways'] },
  { name: 'stage-flash', path: at('busy'), sizes: ['sideways'] },
  { name: 'before', path: at('planned') },
  { name: 'empty', path: at('empty') },
  { name: 'over', path: at('ended') },
  { name: 'stale', path: at('stale') },
  { name: 'opening', path: at('skeleton') },
  { name: 'lineup', path: at('busy'), sizes: onPhones, act: tab(0) },
  { name: 'lineup-long', path: at('long'), sizes: onPhones, act: tab(0) },
  { name: 'orders', path: at('busy'), sizes: onPhones, act: tab(2) },
  { name: 'refused', path: at('busy'), act: inTurn(press('3'), after(450)) },
  { name: 'unanswered', path: at('busy&away'), act: inTurn(press('3'), after(450)) },
  {
    name: 'alerts',
    path: at('busy&away'),
    act: inTurn(press('3'), after(450), press('s'), after(450), tap('.alert-more')),
  },
  { name: 'undo', path: at('busy'), act: inTurn(press('8'), after(450)) },
  { name: 'flash', path: at('calm'), act: press('f'), isDaily: true },
  { name: 'stock', path: at('calm'), act: press('+') },
  { name: 'price', path: at('calm'), act: press('p') },
  {
    name: 'limit',
    path: at('calm'),
    sizes: ['desktop'],
    act: inTurn(press('ArrowDown'), press('ArrowRight'), tap('.row-tools .icon-button', 3)),
  },
  {
    name: 'limit-in-hand',
    path: at('calm'),
    sizes: onPhones,
    act: inTurn(tap('.item-more'), tap('.sheet .more-list .button', 2)),
  },
  { name: 'row-tools', path: at('busy'), sizes: desktopAlone, act: press('ArrowRight') },
  { name: 'item-more', path: at('busy'), act: tap('.item-more') },
  { name: 'keys', path: at('busy'), sizes: desktopAlone, act: press('?') },
  { name: 'more', path: at('planned'), sizes: onPhones, act: tap('.desk-more') },
  { name: 'end', path: at('busy'), act: tap('.desk-head > .button', 1) },
  { name: 'remove', path: at('calm'), act: press('Delete') },
  { name: 'add', path: at('calm'), act: openAdd },
  { name: 'allot', path: at('calm'), act: inTurn(openAdd, tap('.good-row', 2)) },
  {
    name: 'allot-many',
    path: at('calm'),
    act: inTurn(openAdd, tap('.good-row', 1), tap('.good-row', 3), tap('.good-row', 2)),
  },
  {
    name: 'added',
    path: at('calm'),
    act: inTurn(
      ...[openAdd, tap('.good-row', 1), tap('.good-row', 2)],
      ...[tap('.add-foot .button.primary'), after(600)],
    ),
  },
  { name: 'new-good', path: at('calm'), act: inTurn(openAdd, tap('.sheet > footer .button')) },
  { name: 'terms', path: at('busy'), act: openTerms },
  { name: 'team', path: at('busy'), act: openTeam },
  { name: 'team-many', path: at('long'), act: openTeam },
  { name: 'team-nobody', path: at('empty'), act: openTeam },
  { name: 'links', path: at('busy'), act: fromMenu(/^(Links|链接)$/) },
  { name: 'vouchers', path: at('busy'), act: openVouchers },
  {
    name: 'voucher-new',
    path: at('busy'),
    act: inTurn(openVouchers, tap('.sheet > footer .button'), fill(0, '10'), fill(1, '99')),
  },
  {
    name: 'voucher-change',
    path: at('busy'),
    act: inTurn(openVouchers, change(/¥15\.00/)),
  },
  {
    name: 'voucher-change-claimed',
    path: at('busy'),
    act: inTurn(openVouchers, change(/12\.5/)),
  },
  {
    name: 'voucher-bundle',
    path: at('busy'),
    act: inTurn(openVouchers, tap('.voucher-part .button'), fill(0, '80')),
  },
  { name: 'details', path: at('planned'), act: fromMenu(/^(Stream details|直播信息)$/) },
  { name: 'details-live', path: at('long'), act: fromMenu(/^(Stream details|直播信息)$/) },
  { name: 'new-buyers', path: at('busy'), act: openBounds },
  { name: 'release-cash', path: at('busy'), act: openRelease },
  { name: 'shipping', path: at('busy'), act: openShipping },
  { name: 'shipping-origin', path: at('busy'), act: inTurn(openShipping, tap('.origins button')) },
  { name: 'shipping-abroad', path: at('busy'), act: inTurn(openShipping, tap('.sheet .button.line')) },
  { name: 'shipping-nothing', path: '/console/potato-day?scene=fresh', act: openShipping },
]);

/** The host's own streams. */
export const hostsStreams: Screen[] = screensOf('staff', '', [
  { name: 'streams', path: '/console', isWhole: true, isDaily: true },
  { name: 'streams-nothing', path: '/console?none' },
  { name: 'streams-guest', path: '/console?guest' },
  { name: 'streams-not-added', path: '/console?none&assistant' },
  { name: 'streams-new', path: '/console', act: tap('.streams-foot .button') },
]);
