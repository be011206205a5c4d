import { expect, test } from 'vitest';
import { funnelSteps } from '../../client/screens/staff/insights/breakdowns.ts';
import {
  comparedCategories,
  comparedRows,
  groupedStreams,
  hostedIn,
} from '../../client/screens/staff/insights/comparison.ts';
import type { PastStream } from '../../shared/contract/sales.ts';
import { golden } from './desk-harness/reports.ts';

const HOUR = 3_600_000;

function before(more: Partial<PastStream['summary']>, host = 'Li Mei', startMs = 0): PastStream {
  return {
    slug: 'before',
    title: 'Before',
    hostName: host,
    liveStartMs: startMs,
    liveEndMs: startMs + 2 * HOUR,
    summary: { ...golden.summary, ...more },
    categories: [{ category: '坚果 Nuts', gmvPaidMinor: 6_000, paidUnits: 2 }],
  };
}

test('the funnel goes from watching to keeping, and says nothing that no screen told', () => {
  expect(funnelSteps(golden.summary).map(({ name, people }) => [name, people])).toEqual([
    ['viewers', 3],
    ['exposed', 3],
    ['opened', 2],
    ['added', 2],
    ['ordered', 2],
    ['paid', 2],
    ['kept', 1],
  ]);
  const untold = funnelSteps({ ...golden.summary, exposureScreens: 0 });
  expect(untold.map(({ name }) => name)).toEqual(['viewers', 'added', 'ordered', 'paid', 'kept']);
  expect(untold[1]).toMatchObject({ of: 'viewers', before: 3, share: 2 / 3 });
  expect(funnelSteps({ ...golden.summary, viewers: 0, exposureScreens: 0 })[1]!.share).toBeNull();
});

test('more may add than are known to have tapped: they are a share of those who watched', () => {
  const few = { ...golden.summary, viewers: 133, exposureScreens: 3, exposedViewers: 3, openedViewers: 3 };
  const steps = funnelSteps({ ...few, adders: 27, orderingBuyers: 9, payingBuyers: 8, keptBuyers: 8 });
  expect(steps.find(({ name }) => name === 'added')).toMatchObject({ of: 'viewers', share: 27 / 133 });
  expect(steps.find(({ name }) => name === 'ordered')).toMatchObject({ of: 'added', share: 9 / 27 });
  expect(steps.every(({ share }) => share === null || share <= 1)).toBe(true);
});

test('[H2] where nobody counted adds, that step has no number, and the next is a share of those before it', () => {
  const steps = funnelSteps({ ...golden.summary, exposureScreens: 0, viewers: 50, adders: null });
  expect(steps.map(({ name, people }) => [name, people]).slice(0, 2)).toEqual([
    ['viewers', 50],
    ['added', null],
  ]);
  expect(steps[1]).toMatchObject({ share: null, of: null });
  expect(steps[2]).toMatchObject({ name: 'ordered', of: 'viewers', before: 50 });
});

test('a host goes by one name in each language, though only some streams say it in English', () => {
  const hosts = [{ hostName: '李梅', hostNameEn: 'Mei Li' }, { hostName: '李梅' }, { hostName: '和秀英' }];
  const streams = hosts.map((host) => ({ ...before({}), ...host }));
  const namesIn = (language: string) => hostedIn(language, streams).map(({ hostName }) => hostName);
  expect(namesIn('en')).toEqual(['Mei Li', 'Mei Li', '和秀英']);
  expect(namesIn('zh-CN')).toEqual(['李梅', '李梅', '和秀英']);
});

test('compared with the median of the streams before; the three farthest below are marked', () => {
  const past = [
    before({ gmvPaidMinor: 31_160, viewers: 30, cvr: 0.1 }),
    before({ gmvPaidMinor: 20_000, viewers: 6, cvr: 0.2, upt: 5 }),
    before({ gmvPaidMinor: 40_000, viewers: 12, cvr: 0.3, upt: 2.6 }),
  ];
  const many = { ...golden.summary, placedOrders: 9, paidOrders: 8 };
  const rows = comparedRows(many, past);
  const row = (name: string) => rows.find((each) => each.name === name)!;
  expect(row('gmvPaidMinor')).toMatchObject({ now: 15_580, usual: 31_160, change: -0.5, isWorst: true });
  expect(row('viewers')).toMatchObject({ usual: 12, change: -0.75, isWorst: true });
  expect(row('upt')).toMatchObject({ usual: 2.6, isWorst: true });
  expect(row('cvr').isWorst).toBe(false);
  expect(rows.filter(({ isWorst }) => isWorst)).toHaveLength(3);
  // Three viewers make no rate, and two orders no average: neither fell below anything.
  expect(row('cvr')).toMatchObject({ isFew: true, change: null });
  const ofTwo = comparedRows(golden.summary, past).find(({ name }) => name === 'upt');
  expect(ofTwo).toMatchObject({ usual: 2.6, isFew: true, change: null, isWorst: false });
  expect(comparedRows(golden.summary, past.slice(1)).every(({ usual }) => usual === null)).toBe(true);
});

test('by host, per stream and per hour; by kind of goods, against the streams that had it', () => {
  const past = [before({ gmvPaidMinor: 10_000 }), before({ gmvPaidMinor: 30_000 }), before({}, 'Yang')];
  expect(groupedStreams(past, ({ hostName }) => hostName)).toEqual([
    { name: 'Li Mei', streams: 2, perStreamMinor: 20_000, perHourMinor: 10_000 },
    { name: 'Yang', streams: 1, perStreamMinor: 15_580, perHourMinor: 7_790 },
  ]);
  const nuts = (gmvPaidMinor: number) => ({
    ...before({}),
    categories: [{ category: '坚果 Nuts', gmvPaidMinor, paidUnits: 2 }],
  });
  // One evening that sold ten times as much is not what is usual.
  const evenings = [nuts(6_000), nuts(5_000), nuts(60_000)];
  expect(comparedCategories(golden, evenings.slice(1))[0]).toMatchObject({ usualMinor: null });
  expect(comparedCategories(golden, evenings)).toEqual([
    { category: '坚果 Nuts', nowMinor: 8_400, nowUnits: 2, usualMinor: 6_000 },
    { category: '蔬菜 Vegetables', nowMinor: 7_180, nowUnits: 3, usualMinor: null },
  ]);
});
