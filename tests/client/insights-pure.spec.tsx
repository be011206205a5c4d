import { expect, test } from 'vitest';
import { bridgeSteps } from '../../client/screens/staff/insights/bridge-steps.ts';
import {
  minuteUnderWay,
  rangeOf,
  seriesOf,
  zoomed,
} from '../../client/screens/staff/insights/chart-lines.ts';
import { answerMarks } from '../../client/screens/staff/insights/chart-marks.ts';
import {
  chaptersOf,
  draftsOf,
  isBeginningWithin,
} from '../../client/screens/staff/insights/machine/chapter-draft.ts';
import { grouped, placeLabels } from '../../client/screens/staff/insights/mark-labels.ts';
import { amount, fewInterval, NO_VALUE, percent } from '../../client/screens/staff/insights/number-words.ts';
import { evenShare, runningOut, topOf } from '../../client/screens/staff/insights/wall/wall-numbers.ts';
import type { SalesItem } from '../../shared/contract/sales.ts';
import { EIGHT, full, golden } from './desk-harness/reports.ts';

test.each([golden, full])('the bridge of a report sums exactly', ({ summary }) => {
  let level = 0;
  for (const step of bridgeSteps(summary)) {
    if (step.kind === 'total') {
      if (step.name !== 'placed') expect(level).toBe(step.minor);
      level = step.minor;
    } else {
      expect(step.fromMinor).toBe(level);
      level += step.minor;
      expect(step.toMinor).toBe(level);
    }
  }
});

test('the golden stream walks from 175.70 placed to 93.90 kept', () => {
  const steps = bridgeSteps(golden.summary).map(({ name, minor }) => [name, minor]);
  expect(steps).toEqual([
    ['placed', 17_570],
    ['expired', -1_990],
    ['cancelledUnpaid', 0],
    ['open', 0],
    ['paid', 15_580],
    ['cancelled', -4_200],
    ['netOfCancellations', 11_380],
    ['refunded', -1_990],
    ['netOfRefunds', 9_390],
  ]);
});

test('a division by zero is a dash, never 0', () => {
  expect(percent(null, 'en')).toBe(NO_VALUE);
  expect(amount(null, 'CNY', 'en')).toBe(NO_VALUE);
  expect(amount(5_193.33, 'CNY', 'en')).toBe('¥51.93');
});

test('a share of few shows its interval, a share of many does not', () => {
  expect(fewInterval(2, 3, 'en')).toEqual({ low: '20.8%', high: '93.9%' });
  expect(fewInterval(29, 29, 'en')).not.toBeNull();
  expect(fewInterval(15, 30, 'en')).toBeNull();
  expect(fewInterval(0, 0, 'en')).toBeNull();
});

test('a part of an evening is whole minutes of it, at least three; all of it is none', () => {
  const { minutes } = golden;
  const at = (minute: number) => EIGHT + minute * 60_000;
  expect(rangeOf(minutes, { fromMs: at(2.4), toMs: at(6.1) })).toEqual({ fromMs: at(2), toMs: at(7) });
  expect(rangeOf(minutes, { fromMs: at(9.5), toMs: at(9.6) })).toEqual({ fromMs: at(7), toMs: at(10) });
  expect(rangeOf(minutes, { fromMs: at(-3), toMs: at(12) })).toBeNull();
  expect(rangeOf([], { fromMs: 0, toMs: 1 })).toBeNull();
  const half = zoomed(minutes, null, at(5), 0.5)!;
  expect(half).toEqual({ fromMs: at(2), toMs: at(8) });
  expect(zoomed(minutes, half, at(5), 2)).toBeNull();
});

test('what is drawn of a minute stands at its beginning; a line once more at the end of the last', () => {
  const { minutes } = golden;
  const money = [{ atMs: minutes[4]!.atMs, paidMinor: 7_790 }];
  const [times, viewers, orders, paid] = seriesOf(golden, money, ['viewers', 'orders', 'money']);
  expect([times?.length, times?.at(-1)]).toEqual([11, (EIGHT + 600_000) / 1_000]);
  expect([viewers?.at(-2), viewers?.at(-1)]).toEqual([2, 2]);
  expect([orders?.[4], orders?.at(-1)]).toEqual([1, undefined]);
  expect([paid?.[3], paid?.[4]]).toEqual([0, 7_790]);
  // Until the log was read nobody knows what was paid: that is not nothing.
  expect(new Set(seriesOf(golden, null, ['money'])[1])).toEqual(new Set([null, undefined]));
});

test('a wall names what brings most, and what runs out first: least left, then what is gone by what is missed', () => {
  const [first] = golden.items;
  const item = (itemNumber: number, more: Partial<SalesItem>) => ({
    ...{ ...first!, itemNumber, allotted: 100, restocked: 0, available: 60, held: 0, unpaid: 0 },
    ...{ gmvPaidMinor: 0, unmetUnits: 0, ...more },
  });
  const items = [
    item(1, { available: 10, gmvPaidMinor: 300 }),
    item(2, { available: 0, unmetUnits: 3 }),
    item(3, { available: 11, gmvPaidMinor: 900 }),
    item(4, { available: 0, held: 2 }),
    item(5, { available: 0, unmetUnits: 9 }),
    item(6, { available: 5, allotted: 20 }),
  ];
  expect(topOf(items).map(({ itemNumber }) => itemNumber)).toEqual([3, 1]);
  expect(runningOut(items).map(({ itemNumber }) => itemNumber)).toEqual([4, 6, 1, 5, 2]);
});

test('[S10] an even pace stands where its share of the planned time is, while that lasts', () => {
  const of = (minutes: number, plannedMs: number | null = 120 * 60_000) =>
    evenShare({ sinceMs: EIGHT, plannedMs, nowMs: EIGHT + minutes * 60_000 });
  expect([of(0), of(30), of(120)]).toEqual([0, 0.25, 1]);
  expect([of(-1), of(121), of(30, null)]).toEqual([null, null, null]);
});

test('[N6] an answer is a mark of its moment, with its product where it was about one', () => {
  expect(answerMarks([{ atMs: EIGHT + 7, item: 3 }, { atMs: EIGHT + 9 }])).toEqual([
    { kind: 'answer', itemNumber: 3, fromMs: EIGHT + 7, toMs: EIGHT + 7 },
    { kind: 'answer', itemNumber: null, fromMs: EIGHT + 9, toMs: EIGHT + 9 },
  ]);
});

test('a minute that is not over is drawn to its part, and is known as such until the stream is over', () => {
  const last = golden.minutes.at(-1)!.atMs;
  const on = { ...golden, status: 'LIVE' as const, liveEndMs: last + 12_000 };
  expect(seriesOf(on, null, ['viewers'])[0].at(-1)).toBe((last + 12_000) / 1_000);
  expect(minuteUnderWay(on)).toBe(last);
  expect(minuteUnderWay({ ...on, liveEndMs: last + 60_000 })).toBeNull();
  expect(minuteUnderWay({ ...on, status: 'ENDED' })).toBeNull();
});

test('of the words over a chart none covers another; what finds no room is left out', () => {
  const row = { left: 0, right: 200, gap: 4 };
  const word = (atX: number, width = 10, untilX = atX + 8) => ({ atX, untilX, width });
  const xOf = (...words: ReturnType<typeof word>[]) => placeLabels(words, row).map(({ x }) => x);
  expect(xOf(word(50), word(100))).toEqual([50, 100]);
  // Moved a little to the right, along a flash as far as that runs; the third has no room.
  expect(xOf(word(50), word(58), word(59))).toEqual([50, 64]);
  expect(xOf(word(50), word(52, 20, 90), word(60, 10, 61))).toEqual([50, 69]);
  // Whole at both ends.
  expect(xOf(word(0), word(200))).toEqual([5, 195]);
  const many = placeLabels(
    Array.from({ length: 60 }, (_, n) => word((n * 37) % 200, 6 + (n % 5))),
    row,
  );
  expect(many.length).toBeGreaterThan(10);
  many.forEach(({ x, width }, n) => {
    const before = many[n - 1];
    if (before) expect(x - width / 2).toBeGreaterThanOrEqual(before.x + before.width / 2 + row.gap);
  });
});

test('[S8] chapters say what is told otherwise than it was pinned, and nothing else', () => {
  const pins = [
    { itemNumber: 1, fromMs: EIGHT + 250, toMs: EIGHT + 60_000 },
    { itemNumber: 2, fromMs: EIGHT + 50_000, pinnedAtMs: EIGHT + 60_000, toMs: EIGHT + 120_000 },
  ];
  const was = [
    { itemNumber: 2, pinnedAtMs: EIGHT + 60_000, fromMs: EIGHT + 50_000 },
    { itemNumber: 3, pinnedAtMs: EIGHT + 90_000, isHidden: true as const },
  ];
  const drafts = draftsOf(pins, was);
  expect(drafts.map(({ itemNumber, isShown }) => [itemNumber, isShown])).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ]);
  expect(chaptersOf(drafts, was)).toEqual(was);
  const [first, second, third] = drafts as [(typeof drafts)[0], (typeof drafts)[0], (typeof drafts)[0]];
  const begins = drafts[0]!.begins.replace(/:00$/, ':30');
  const changed = [
    { ...first, begins, name: ' 开场 ' },
    { ...second, begins: '' },
    { ...third, isShown: true },
  ];
  expect(chaptersOf(changed, was)).toEqual([
    { itemNumber: 1, pinnedAtMs: EIGHT + 250, fromMs: EIGHT + 30_000, name: '开场' },
  ]);
  const span = { startMs: EIGHT, endMs: EIGHT + 600_000 };
  expect(changed.map((draft) => isBeginningWithin(draft, span))).toEqual([true, false, true]);
});

test('marks that stand close together are one group, fewer than three stand apart', () => {
  const at = (...xs: number[]) =>
    grouped(
      xs.map((x) => ({ x })),
      14,
    ).map((run) => run.map(({ x }) => x));
  expect(at(40, 0, 10, 20)).toEqual([[0, 10, 20], [40]]);
  expect(at(0, 13)).toEqual([[0], [13]]);
  expect(at(0, 14, 28)).toEqual([[0], [14], [28]]);
  expect(at()).toEqual([]);
});
