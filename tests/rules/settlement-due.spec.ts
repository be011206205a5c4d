import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayOf,
  dayText,
  endOfDayAfter,
  localDay,
  mondayOf,
  startOfDay,
} from '../../server/shop/ledger/local-day.ts';
import { defaultTerms, dueAfterClaim, dueUntil, termsAt } from '../../server/shop/ledger/terms.ts';
import { aPlacedOrder, by, SettledShop } from '../builders/settlement.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-25T12:00:00+08:00');

describe('[M2] when a line is due', () => {
  test('at the end of the shop’s day, seven days of the calendar after the delivery', () => {
    const due = dueUntil(defaultTerms, at('2026-11-25T00:10:00+08:00'), null);
    expect(due).toBe(at('2026-12-03T00:00:00+08:00'));
    expect(dueUntil(defaultTerms, at('2026-11-25T23:59:59+08:00'), null)).toBe(due);
    expect(dueUntil(defaultTerms, at('2026-11-26T00:00:00+08:00'), null)).toBe(due + 86_400_000);
  });

  test('an hour more or less of a changed clock shifts no due day', () => {
    const berlin = { ...defaultTerms, timeZone: 'Europe/Berlin' };
    const spring = dueUntil(berlin, at('2026-03-28T23:30:00+01:00'), null);
    expect(spring).toBe(at('2026-04-05T00:00:00+02:00'));
    const autumn = dueUntil(berlin, at('2026-10-24T23:30:00+02:00'), null);
    expect(autumn).toBe(at('2026-11-01T00:00:00+01:00'));
  });

  test('where clocks jump over midnight the day starts with the jump', () => {
    // Chile goes from 23:59 to 01:00 on 6 September 2026.
    const day = { year: 2026, month: 9, day: 6 };
    const start = startOfDay(day, 'America/Santiago');
    expect(localDay(start, 'America/Santiago')).toEqual(day);
    expect(localDay(start - 1, 'America/Santiago')).toEqual(addDays(day, -1));
  });

  test('days start and end side by side in every zone', () => {
    const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Africa/Cairo'];
    const anyZone = fc.constantFrom(...zones, 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(anyZone, fc.integer({ min: at('2012-01-01'), max: at('2030-01-01') }), (zone, ms) => {
        const day = localDay(ms, zone);
        const start = startOfDay(day, zone);
        const end = endOfDayAfter(ms, 0, zone);
        expect(start).toBeLessThanOrEqual(ms);
        expect(end).toBeGreaterThan(ms);
        expect(localDay(start, zone)).toEqual(day);
        expect(localDay(end - 1, zone)).toEqual(day);
        expect(dayOf(dayText(day))).toEqual(day);
      }),
      { numRuns: 500 },
    );
  });

  test('weeks begin on Monday, and a text that is no day is none', () => {
    expect(dayText(mondayOf({ year: 2026, month: 11, day: 25 }))).toBe('2026-11-23');
    expect(dayText(mondayOf({ year: 2026, month: 11, day: 23 }))).toBe('2026-11-23');
    expect(dayText(mondayOf({ year: 2027, month: 1, day: 3 }))).toBe('2026-12-28');
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', 'soon']) expect(dayOf(text)).toBeNull();
    expect(dayOf('2028-02-29')).toEqual({ year: 2028, month: 2, day: 29 });
  });

  test('counted from the hand-over it is earlier, but never before the day of delivery ends', () => {
    const terms = { ...defaultTerms, countFrom: 'handover' as const };
    const [handed, delivered] = [at('2026-11-20T10:00:00+08:00'), at('2026-11-23T10:00:00+08:00')];
    expect(dueUntil(terms, delivered, handed)).toBe(at('2026-11-28T00:00:00+08:00'));
    expect(dueUntil(terms, at('2026-12-03T10:00:00+08:00'), handed)).toBe(at('2026-12-04T00:00:00+08:00'));
  });

  test('terms hold from the fact that set them', () => {
    const history = [{ fromMs: NOON, terms: { ...defaultTerms, dueDays: 3 } }];
    expect(termsAt(history, NOON - 1).dueDays).toBe(7);
    expect(termsAt(history, NOON).dueDays).toBe(3);
  });

  test('a dispute pauses the line; afterwards it is due two days later, or on the old date if that is later', () => {
    const due = at('2026-12-03T00:00:00+08:00');
    expect(dueAfterClaim(defaultTerms, due, at('2026-11-26T10:00:00+08:00'))).toBe(due);
    expect(dueAfterClaim(defaultTerms, due, at('2026-12-02T10:00:00+08:00'))).toBe(
      at('2026-12-05T00:00:00+08:00'),
    );

    const shop = new SettledShop(NOON);
    shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', units: 1, payMinor: 1_000 }]));
    shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units: 1 }]);
    shop.isDelivered('S1');
    const opened = {
      claimId: 'C1',
      orderId: 'one',
      lineIndex: 0,
      units: 1,
      shareBps: 5_000,
      reason: 'bruised',
    };
    shop.happens({ type: 'claim_opened', ...opened });
    shop.nowMs = at('2026-12-10T12:00:00+08:00');
    expect(shop.standings('P1')).toMatchObject([{ isPaused: true }]);
    expect(shop.paysOut('P1')).toBeNull();
    const refund = { orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 500, refundMinor: 500 };
    shop.happens({ type: 'claim_decided', claimId: 'C1', accepted: true, refund, by });
    expect(shop.standings('P1')).toMatchObject([
      { isPaused: false, dueUntilMs: at('2026-12-13T00:00:00+08:00'), reversedShareMinor: 400 },
    ]);
  });
});
