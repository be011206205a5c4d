import { expect, test } from 'vitest';
import { isLateOn, linesLateOn } from '../../server/application/order/late.ts';
import { viewOfRow } from '../../server/application/order/row-view.ts';
import { firstDay, lastDay, promised } from '../../server/application/ship-days.ts';
import { decodeOrder, encodeOrder } from '../../server/market/order/codec.ts';
import { rowsOfOrder } from '../../server/market/order/rows.ts';
import { orderView } from '../../server/market/order/view.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { datesAfter, originsWithDays, setShipDays } from '../../server/shop/ship-days.ts';
import { shopRules } from '../../server/shop/shop.ts';
import { emptyShop, type ShopState } from '../../server/shop/state.ts';
import { setShipDaysRequest } from '../../shared/contract/ship-days.ts';
import { MAX_PACK_DAYS, MAX_SHIP_ORIGINS, MAX_TRAVEL_DAYS } from '../../shared/market/shipping/bounds.ts';
import type { ShipDays } from '../../shared/values/ship-days.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';
import { aLine, anOrder, aShipment, aShipmentLine } from '../builders/store-rows.ts';

const by = { by: { staffId: 'operator', device: 'laptop' } };
const THREE = { packDays: 2, travelDays: 3 };

function aShop(...origins: string[]): ShopState {
  const shop = emptyShop();
  for (const [index, origin] of origins.entries()) {
    const product = {
      ...{ productId: `p${index}`, sku: `s${index}`, name: 'Tea', producerId: 'f', producer: 'Farm', origin },
      ...{
        category: '',
        grams: 1,
        priceMinor: 1,
        floorMinor: 0,
        currency: 'CNY',
        picture: '',
        warehouseUnits: 1,
      },
    };
    applyShopFact(shop, { type: 'product_created', product, ...by }, { seq: index + 1, atMs: 1 });
  }
  return shop;
}

/** Says it, and takes what came of it into the state. */
function says(shop: ShopState, origin: string, version: number, days: ShipDays | null) {
  const decision = setShipDays(shop, { origin, version, days }, by);
  if (decision.kind !== 'accepted') return decision;
  for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: 1 });
  return { ...decision.reply(shop, shop.seq), facts: decision.facts.length };
}

test('[P4] days are said per origin, the same again is no fact, and an older version is refused', () => {
  const shop = aShop('Shaxi', 'Shaxi', 'Diannan');
  expect(says(shop, 'Shaxi', 0, THREE)).toMatchObject({ days: THREE, version: 1, products: 2, facts: 1 });
  expect(says(shop, 'Shaxi', 1, { ...THREE })).toMatchObject({ version: 1, facts: 0 });
  expect(says(shop, 'Shaxi', 0, null)).toMatchObject({
    refusal: { code: 'STALE_VERSION', version: 1 },
  });
  expect(originsWithDays(shop)).toEqual([
    { origin: 'Shaxi', products: 2, days: THREE, version: 1 },
    { origin: 'Diannan', products: 1, days: null, version: 0 },
  ]);
  expect(says(shop, 'Shaxi', 1, null)).toMatchObject({ days: null, version: 2, facts: 1 });
});

test('[P4] an origin that no product comes from has no days, and there are at most so many', () => {
  const names = Array.from({ length: MAX_SHIP_ORIGINS + 1 }, (_, n) => `origin ${n}`);
  const shop = aShop(...names);
  expect(says(shop, 'Nowhere', 0, THREE)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  for (const name of names.slice(0, MAX_SHIP_ORIGINS)) says(shop, name, 0, THREE);
  expect(says(shop, names.at(-1)!, 0, THREE)).toMatchObject({
    refusal: { code: 'BAD_REQUEST', field: 'origin' },
  });
  expect(says(shop, names[0]!, 1, { packDays: 1, travelDays: 1 })).toMatchObject({ version: 2 });
});

test('[P4] a request names days within their bounds alone, and a snapshot keeps them', () => {
  const fine = (days: object | null) =>
    setShipDaysRequest.safeParse({ key: idOf(1), version: 0, origin: 'Shaxi', days }).success;
  expect(fine(null)).toBe(true);
  expect(fine({ packDays: 1, travelDays: MAX_TRAVEL_DAYS })).toBe(true);
  expect(fine({ packDays: 0, travelDays: 1 })).toBe(false);
  expect(fine({ packDays: MAX_PACK_DAYS + 1, travelDays: 1 })).toBe(false);
  expect(fine({ packDays: 1.5, travelDays: 1 })).toBe(false);
  expect(fine({ packDays: 1, travelDays: MAX_TRAVEL_DAYS + 1 })).toBe(false);
  const shop = aShop('Shaxi');
  says(shop, 'Shaxi', 0, THREE);
  expect(originsWithDays(shopRules.readState(shopRules.writeState(shop)))).toEqual(originsWithDays(shop));
});

test('[P4] days are those of the calendar in the shop’s zone, whatever its clocks do', () => {
  // 23:30 in Shanghai is still the same day there, and 00:30 is the next.
  expect(datesAfter(THREE, Date.parse('2026-12-01T15:30:00Z'), 'Asia/Shanghai')).toEqual({
    shipBy: '2026-12-03',
    arriveBy: '2026-12-06',
  });
  expect(datesAfter(THREE, Date.parse('2026-12-01T16:30:00Z'), 'Asia/Shanghai').shipBy).toBe('2026-12-04');
  // The night in which clocks go back has 25 hours.
  expect(datesAfter(THREE, Date.parse('2026-10-24T22:30:00Z'), 'Europe/Berlin').shipBy).toBe('2026-10-27');
});

test('[P4] an order keeps the days that it was promised, line by line, wherever it is read', () => {
  const m = aLiveStream(aProduct('tea', { origin: 'Shaxi' }), aProduct('salt', { origin: 'Misha' }));
  const ana = m.buyer('ana');
  ana.adds('tea');
  ana.adds('salt');
  const shipDates = { Shaxi: { shipBy: '2026-12-03', arriveBy: '2026-12-06' } };
  const placed = replyOf(ana.orders({ shipDates }));
  expect(placed.order.lines).toEqual([
    expect.objectContaining({ itemNumber: 1, shipBy: '2026-12-03', arriveBy: '2026-12-06' }),
    expect.not.objectContaining({ shipBy: expect.anything() }),
  ]);
  const { state } = m.bench;
  const order = state.orders.look(placed.order.orderId)!;
  const again = decodeOrder(order.orderId, encodeOrder(order));
  expect(orderView(state, again).lines).toEqual(placed.order.lines);
  const rows = rowsOfOrder(state, again);
  expect(rows.lines.map(({ shipBy, arriveBy }) => [shipBy, arriveBy])).toEqual([
    ['2026-12-03', '2026-12-06'],
    [null, null],
  ]);
  const named = rows.lines.map((line) => ({ ...line, name: 'Tea', nameEn: '' }));
  expect(viewOfRow({ order: rows.order, lines: named }).lines[0]).toMatchObject(shipDates.Shaxi);
});

test('[P4] abroad it says when it ships, and not when it comes', () => {
  const m = aLiveStream(aProduct('tea', { origin: 'Shaxi' }));
  const ana = m.buyer('ana');
  ana.adds('tea');
  replyOf(m.host.sellsAbroad());
  const tiers = [{ upToGrams: 20_000, feeMinor: 100 }];
  replyOf(m.host.setsShipping('Shaxi', { tiers }, m.bench.state.shipping.version, true));
  const shipDates = { Shaxi: { shipBy: '2026-12-03', arriveBy: '2026-12-06' } };
  const { lines } = replyOf(ana.orders({ country: 'SG', shipDates })).order;
  expect(lines[0]).toMatchObject({ shipBy: '2026-12-03' });
  expect(lines[0]).not.toHaveProperty('arriveBy');
});

test('[P4] an order is late from the day after until a carrier has every unit', () => {
  const order = anOrder('stream', 'late', { status: 'PAID' });
  const lines = [{ ...aLine(order, 0, { units: 2, shipBy: '2026-12-03' }), name: 'Tea', nameEn: '' }];
  const row = { order, lines };
  const parcel = (status: 'PACKED' | 'SHIPPED', units: number) => ({
    shipment: { ...aShipment(order), status },
    lines: [{ ...aShipmentLine(order), units, ...namedLine, ...claimed, shipBy: '2026-12-03' }],
  });
  const namedLine = { number: '1', itemNumber: 1, name: 'Tea', nameEn: '', unitPriceMinor: 1 };
  const claimed = { payMinor: 2, lineUnits: 2, goneUnits: 0, givenMinor: 0 };
  expect(isLateOn('2026-12-03', row, [])).toBe(false);
  expect(isLateOn('2026-12-04', row, [])).toBe(true);
  expect(isLateOn('2026-12-04', row, [parcel('PACKED', 2)])).toBe(true);
  expect(isLateOn('2026-12-04', row, [parcel('SHIPPED', 1)])).toBe(true);
  expect(isLateOn('2026-12-04', row, [parcel('SHIPPED', 2)])).toBe(false);
  const rest = { ...lines[0]!, lineIndex: 1, shipBy: '2026-12-04' };
  expect([...linesLateOn('2026-12-04', { order, lines: [...lines, rest] }, [])]).toEqual([0]);
  expect([...linesLateOn('2026-12-05', { order, lines: [...lines, rest] }, [parcel('SHIPPED', 2)])]).toEqual([
    1,
  ]);
  expect(isLateOn('2026-12-04', { order: { ...order, status: 'CANCELLED' }, lines }, [])).toBe(false);
  const unfilled = [{ ...lines[0]!, cancelledUnits: 2 }];
  expect(isLateOn('2026-12-04', { order, lines: unfilled }, [])).toBe(false);
});

test('[P4] a parcel is due by the first of its days, and comes by the last; one without a day has none', () => {
  expect(firstDay(['2026-12-05', null, '2026-12-03'])).toBe('2026-12-03');
  expect(lastDay(['2026-12-05', '2026-12-07'])).toBe('2026-12-07');
  expect(lastDay(['2026-12-05', null])).toBeNull();
  expect(promised(null, '2026-12-04')).toEqual({});
  expect(promised('2026-12-04', '2026-12-04')).toEqual({ shipBy: '2026-12-04' });
  expect(promised('2026-12-03', '2026-12-04')).toEqual({ shipBy: '2026-12-03', isLate: true });
});
