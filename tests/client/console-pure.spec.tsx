import { describe, expect, test } from 'vitest';
import { draftFor, loweredPrice, termsOf } from '../../client/market/flash-sale/flash-draft.ts';
import { startTyped, usualStart } from '../../client/market/flash-sale/start-time.ts';
import { askOf, typeDigit } from '../../client/screens/staff/console/keys.ts';
import { drawnRows } from '../../client/screens/staff/console/use-rows-in-sight.ts';
import { USUAL_KEYS } from '../../client/stores/host/console-keys.ts';
import { floorOf, nextItem, shelfOf, takeConsoleFrame } from '../../client/stores/host/floor.ts';
import { lately, paceOf, unitsOf } from '../../client/stores/host/pace.ts';
import { goByZone } from '../../client/ui/time-words.ts';
import { aConsoleFlash, aConsoleFrame, anItem, aTickerOrder } from './fake-console.ts';

const MINUTE = 60_000;

describe('keys of the desk', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false };
  test.each([
    ['7', { ask: 'digit', digit: '7' }],
    ['F', { ask: 'flash' }],
    ['z', { ask: 'undo' }],
    ['/', { ask: 'find' }],
    ['?', { ask: 'help' }],
    ['+', { ask: 'stock', sign: 1 }],
    ['x', null],
  ] as const)('%s', (key, ask) => expect(askOf({ ...plain, key }, USUAL_KEYS)).toEqual(ask));

  test('a key with Ctrl belongs to the browser', () => {
    expect(askOf({ ...plain, key: 'f', ctrlKey: true }, USUAL_KEYS)).toBeNull();
  });

  test('a number that no longer one begins with is final at once', () => {
    const numbers = [1, 2, 10, 11, 12];
    expect(typeDigit('', '2', numbers)).toEqual({ digits: '2', isFinal: true });
    expect(typeDigit('', '1', numbers)).toEqual({ digits: '1', isFinal: false });
    expect(typeDigit('1', '2', numbers)).toEqual({ digits: '12', isFinal: true });
  });

  test('a number that is not in the lineup pins nothing, rather than another', () => {
    expect(typeDigit('1', '5', [1, 5, 10])).toEqual({ digits: '', isFinal: false });
    expect(typeDigit('', '0', [1, 10])).toEqual({ digits: '', isFinal: false });
  });
});

describe('pace', () => {
  const orders = [
    aTickerOrder(1, { atMs: 10 * MINUTE + 5 }),
    aTickerOrder(2, { atMs: 9 * MINUTE, lines: [{ itemNumber: 7, units: 3, unitPriceMinor: 1 }] }),
    aTickerOrder(3, { atMs: 9 * MINUTE + 59_999 }),
  ];

  test('orders fall into their minutes, the running one last', () => {
    const pace = paceOf({ orders, ordersKnownFromMs: 0 }, 10 * MINUTE + 30_000, 3, () => 1);
    expect(pace.map(({ count }) => count)).toEqual([0, 2, 1]);
    const units = paceOf({ orders, ordersKnownFromMs: 0 }, 10 * MINUTE + 30_000, 3, unitsOf(7));
    expect(units.map(({ count }) => count)).toEqual([0, 3, 0]);
  });

  test('a minute that the ticker does not reach back to has no number', () => {
    const pace = paceOf({ orders, ordersKnownFromMs: 9 * MINUTE + 1 }, 10 * MINUTE, 3, () => 1);
    expect(pace.map(({ count }) => count)).toEqual([null, null, 1]);
  });

  test('the last 60 s are counted across the turn of a minute, and not where the ticker does not reach', () => {
    const [newest, middle, last] = orders;
    const newestFirst = [newest!, last!, middle!];
    const since = 9 * MINUTE + 10_000;
    expect(lately({ orders: newestFirst, ordersKnownFromMs: 0 }, since, () => 1)).toBe(2);
    expect(lately({ orders: newestFirst, ordersKnownFromMs: 0 }, 8 * MINUTE, unitsOf(7))).toBe(3);
    expect(lately({ orders: newestFirst, ordersKnownFromMs: since + 1 }, since, () => 1)).toBeNull();
  });

  test('a full frame may have left orders out: only what comes after it is counted', () => {
    const many = Array.from({ length: 200 }, (_, n) => aTickerOrder(n, { atMs: 1_000 + n }));
    const opened = floorOf(aConsoleFrame(5, { orders: many }));
    expect(opened.ordersKnownFromMs).toBe(1_000);
    const more = Array.from({ length: 200 }, (_, n) => aTickerOrder(200 + n, { atMs: 5_000 + n }));
    expect(takeConsoleFrame(opened, aConsoleFrame(6, { orders: more }))?.ordersKnownFromMs).toBe(5_199);
  });
});

describe('the floor', () => {
  test('[K2] the shelf says the first state that applies', () => {
    expect(shelfOf(anItem(1), 'SCHEDULED')).toBe('COMING');
    expect(shelfOf(anItem(1, { isStopped: true, available: 0 }), 'LIVE')).toBe('STOPPED');
    expect(shelfOf(anItem(1, { available: 0 }), 'LIVE')).toBe('SOLD_OUT');
    expect(shelfOf(anItem(1, { available: 0, held: 1, unpaid: 1 }), 'LIVE')).toBe('ALL_HELD');
    expect(shelfOf(anItem(1, { available: 0, unpaid: 1 }), 'LIVE')).toBe('AWAITING_PAYMENT');
    expect(shelfOf(anItem(1, { available: 10 }), 'LIVE')).toBe('LOW');
    expect(shelfOf(anItem(1, { available: 11 }), 'LIVE')).toBe('IN_STOCK');
  });

  test('the next item is the first one after the pin that can be bought, round the bag', () => {
    const items = [anItem(1), anItem(2, { isStopped: true }), anItem(3, { available: 0 }), anItem(4)];
    const at = (itemNumber: number) =>
      floorOf(aConsoleFrame(1, { order: [4, 1, 2, 3], items, pins: [{ itemNumber, sinceMs: 0 }] }));
    expect(nextItem(at(1))?.itemNumber).toBe(4);
    expect(nextItem(at(4))?.itemNumber).toBe(1);
  });
});

describe('a frame for the floor', () => {
  const gap = { sinceMs: 1, restoredAtMs: 2, ordersLost: 1 };
  const opened = floorOf(
    aConsoleFrame(5, { gap, pins: [{ itemNumber: 1, sinceMs: 0 }], items: [anItem(1)] }),
  );

  test('what it tells each time is taken whole: what is left out is over, what is the same stays the same', () => {
    const next = takeConsoleFrame(opened, aConsoleFrame(6, { pins: [{ itemNumber: 1, sinceMs: 0 }] }))!;
    expect([opened.gap, next.gap]).toEqual([gap, undefined]);
    expect(next.pins).toBe(opened.pins);
    expect(next.items).toBe(opened.items);
  });

  test('of its parts those values are taken that are newer, an older frame heard late changes nothing', () => {
    const later = takeConsoleFrame(opened, aConsoleFrame(7, { items: [anItem(1, { sold: 2 })] }))!;
    const late = aConsoleFrame(6, { gap, status: 'ENDED', items: [anItem(1, { sold: 1 }), anItem(2)] });
    const end = takeConsoleFrame(later, late)!;
    expect([end.seq, end.status, end.gap]).toEqual([7, 'LIVE', undefined]);
    expect([end.items[1]?.sold, end.items[2]?.itemNumber]).toEqual([2, 2]);
  });
});

describe('a list of which the rows in sight are drawn', () => {
  const numbers = Array.from({ length: 200 }, (_, at) => at + 1);
  const heightOf = (rows: ReturnType<typeof drawnRows>) =>
    rows.reduce((sum, { above, below }) => sum + above + 36 + below, 0);

  test('each row stands where it would among all of them, and the list is as high', () => {
    const rows = drawnRows(numbers, { height: 36, from: 40, to: 43 }, (each) => each === 7 || each === 150);
    expect(rows.map(({ key, above }) => [key, above])).toEqual([
      [7, 6 * 36],
      [41, 33 * 36],
      [42, 0],
      [43, 0],
      [150, 106 * 36],
    ]);
    expect(rows.at(-1)?.below).toBe(50 * 36);
    expect(heightOf(rows)).toBe(200 * 36);
  });

  test('scrolled past at either end it keeps its height by one row', () => {
    for (const [from, to] of [
      [300, 325],
      [-40, -10],
    ] as const) {
      const rows = drawnRows(numbers, { height: 36, from, to });
      expect(rows).toHaveLength(1);
      expect(heightOf(rows)).toBe(200 * 36);
    }
    expect(drawnRows([], { height: 36, from: 0, to: 25 })).toEqual([]);
  });
});

describe('[F1] the flash form', () => {
  const item = anItem(7, { listPriceMinor: 2_990, available: 40, held: 5, floorMinor: 1_500 });

  test('chips lower the list price to a round one', () => {
    expect([1_000, 2_000, 3_000].map((off) => loweredPrice(2_990, 10_000 - off, 'CNY'))).toEqual([
      2_690, 2_390, 2_090,
    ]);
    expect(loweredPrice(2_990, 8_000, 'JPY')).toBe(2_392);
  });

  test('it begins with the last flash of the item, within what is there now', () => {
    const last = aConsoleFlash({
      phase: 'over',
      priceMinor: 1_990,
      cap: 80,
      perBuyerCap: 3,
      endsAtMs: 600_000,
    });
    expect(draftFor({ ...item, flash: last }, 'CNY')).toMatchObject({
      price: '19.90',
      cap: '45',
      perBuyer: '3',
      minutes: '10',
    });
    expect(draftFor(item, 'CNY')).toMatchObject({ price: '23.90', cap: '45', perBuyer: '2' });
  });

  test('below the floor it wants the producer’s consent, and says so to the ledger', () => {
    const draft = { ...draftFor(item, 'CNY'), price: '14.90' };
    expect([...termsOf(draft, item, 'CNY', 0).faults]).toEqual(['consent']);
    expect(termsOf({ ...draft, hasConsent: true }, item, 'CNY', 0).terms).toMatchObject({
      floorConsent: true,
    });
  });

  test('a price at list, no pieces, or too many per person are said before anything is sent', () => {
    const draft = { ...draftFor(item, 'CNY'), price: '29.90', cap: '46', perBuyer: '100' };
    expect([...termsOf(draft, item, 'CNY', 0).faults]).toEqual(['below', 'cap', 'perBuyer']);
  });
});

describe('a time of day at which a flash starts', () => {
  // 20:10 in Shanghai.
  const nowMs = Date.UTC(2026, 11, 1, 12, 10);

  test('is the next instant that shows it, over midnight too, and no further ahead than a show lasts', () => {
    goByZone('Asia/Shanghai');
    expect(startTyped('20:30', nowMs)).toBe(nowMs + 20 * 60_000);
    expect(startTyped('20：30', nowMs)).toBe(nowMs + 20 * 60_000);
    expect(startTyped('0:10', nowMs)).toBe(nowMs + 4 * 3_600_000);
    expect(startTyped('8:10', nowMs)).toBe(nowMs + 12 * 3_600_000);
    expect(startTyped('20:10', nowMs)).toBeNull();
    expect(startTyped('8:11', nowMs)).toBeNull();
    for (const none of ['', '24:00', '20:60', 'eight']) expect(startTyped(none, nowMs)).toBeNull();
    expect(usualStart(nowMs)).toBe('20:15');
    expect(usualStart(nowMs + 1)).toBe('20:20');
    goByZone(undefined);
  });

  test('goes out as the start, without a countdown', () => {
    goByZone('Asia/Shanghai');
    const item = anItem(1, { listPriceMinor: 2_990, available: 50, held: 0, floorMinor: 0 });
    const draft = { ...draftFor(item, 'CNY'), startTime: '20:30', prelaunchSeconds: 30 };
    expect(termsOf(draft, item, 'CNY', nowMs).terms).toMatchObject({
      startsAtMs: nowMs + 20 * 60_000,
      prelaunchSeconds: 0,
    });
    expect([...termsOf({ ...draft, startTime: '9:00' }, item, 'CNY', nowMs).faults]).toEqual(['start']);
    goByZone(undefined);
  });
});
