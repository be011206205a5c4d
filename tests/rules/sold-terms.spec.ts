import { expect, test } from 'vitest';
import { viewOfRow } from '../../server/application/order/row-view.ts';
import { decodeOrder, encodeOrder } from '../../server/market/order/codec.ts';
import { rowsOfOrder } from '../../server/market/order/rows.ts';
import { orderView } from '../../server/market/order/view.ts';
import { type SoldTerms, soldTermsOf, termsOfText, textOfTerms } from '../../shared/values/return-terms.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';

test('[O6] an order keeps the terms of returns on which each line was sold, wherever it is read', () => {
  const m = aLiveStream(aProduct('tea'), aProduct('salt'), aProduct('plum'));
  const ana = m.buyer('ana');
  for (const good of ['tea', 'salt', 'plum']) ana.adds(good);
  const tea: SoldTerms = { days: 7, paidBy: 'buyer' };
  const placed = replyOf(ana.orders({ soldTerms: { 1: tea, 3: 'perishable' } }));
  expect(placed.order.lines.map(({ returns }) => returns)).toEqual([tea, undefined, 'perishable']);
  const { state } = m.bench;
  const order = state.orders.look(placed.order.orderId)!;
  const again = decodeOrder(order.orderId, encodeOrder(order));
  expect(orderView(state, again).lines).toEqual(placed.order.lines);
  const rows = rowsOfOrder(state, again);
  expect(rows.lines.map(({ returnTerms }) => returnTerms)).toEqual(['7 buyer', null, 'perishable']);
  const named = rows.lines.map((line) => ({ ...line, name: 'Tea', nameEn: '' }));
  const read = viewOfRow({ order: rows.order, lines: named }).lines;
  expect(read.map(({ returns }) => returns)).toEqual([tea, undefined, 'perishable']);
});

test('[O6] of what is perishable no terms count, and a product without any has the shop’s', () => {
  const returns: SoldTerms = { days: 14, paidBy: 'shop' };
  expect(soldTermsOf({ isPerishable: true, returns })).toBe('perishable');
  expect(soldTermsOf({ isPerishable: false, returns })).toEqual(returns);
  expect(soldTermsOf({ isPerishable: false })).toBe('shop');
});

test('[O6] terms are read from a table as they were written there', () => {
  const each: SoldTerms[] = [
    'shop',
    'perishable',
    { days: 90, paidBy: 'shop' },
    { days: 1, paidBy: 'buyer' },
  ];
  expect(each.map(textOfTerms).map(termsOfText)).toEqual(each);
  expect(termsOfText(null)).toBeNull();
});
