import { expect, test } from 'vitest';
import { FloorFollower } from '../../server/insights/floor/follower.ts';
import { type ExposedMinute, MAX_FUNNEL_MINUTES } from '../../server/insights/floor/funnel.ts';
import type { Refused } from '../../server/insights/floor/refused.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';

/** What is told of a market's log, read from its first fact on. */
function funnelOf(m: Market, exposed: ExposedMinute[] | null = null, refused: Refused[] = []) {
  const follower = new FloorFollower(m.bench.state.streamId);
  for (const { text, seq, atMs } of m.bench.log) follower.take(JSON.parse(text) as StreamFact, { seq, atMs });
  return follower.funnel(exposed, refused).minutes;
}
const minuteOf = (time: string) => Math.floor(at(time) / MINUTE);

test('fourteen of twenty orders of a product are not paid from 20:14 to 20:16, and the minutes say so', () => {
  const m = aLiveStream(aProduct('mug', { stock: 90 }), aProduct('cap', { stock: 90 }));
  const buys = (name: string, product: string, isPaid: boolean) => {
    const buyer = m.buyer(name);
    const orderId = buyer.takes(product, 1);
    if (isPaid) buyer.pays(orderId);
  };
  for (const [index, time] of ['20:14', '20:15', '20:16'].entries()) {
    m.until(time);
    const orders = index === 0 ? 6 : 7;
    for (let n = 0; n < orders; n += 1) buys(`${time} ${n}`, 'mug', n < 2);
    buys(`${time} cap`, 'cap', true);
  }
  m.until('21:00');
  const counts = (itemNumber: number) =>
    funnelOf(m)
      .filter((minute) => minute.itemNumber === itemNumber)
      .map(({ atMs, added, ordered, paid }) => [(atMs - at('20:14')) / MINUTE, added, ordered, paid]);
  expect(counts(1)).toEqual([
    [0, 6, 6, 2],
    [1, 7, 7, 2],
    [2, 7, 7, 2],
  ]);
  expect(counts(2)).toEqual([
    [0, 1, 1, 1],
    [1, 1, 1, 1],
    [2, 1, 1, 1],
  ]);
});

test('an order counts once in the minute in which it was placed, whenever it is paid; a person in that of the first add', () => {
  const m = aLiveStream(aProduct('mug', { stock: 90 })).until('20:00');
  const [ana, bo] = [m.buyer('ana'), m.buyer('bo')];
  const orderId = ana.takes('mug', 2);
  m.until('20:03');
  bo.adds('mug', 1);
  ana.pays(orderId);
  ana.adds('mug', 1);
  bo.becomes(ana);
  expect(funnelOf(m)).toMatchObject([{ atMs: at('20:00'), added: 1, ordered: 1, paid: 1 }]);
});

test('[S4] what is paid after the close is not among the paid, as in the report', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  m.host.setsTerms({ payMs: 120 * MINUTE });
  const ana = m.buyer('ana');
  const orderId = ana.takes('mug', 1);
  m.host.endsStream();
  m.passes(61 * MINUTE);
  ana.pays(orderId);
  expect(funnelOf(m)).toMatchObject([{ ordered: 1, paid: 0 }]);
});

test('what nobody counted is null and never 0; refusals count once a person, in the minute of the first', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  m.buyer('ana').takes('mug', 1);
  expect(funnelOf(m)).toMatchObject([{ seen: null, tapped: null, added: 1, refused: [] }]);
  const exposed: ExposedMinute[] = [
    { itemNumber: 1, minute: minuteOf('20:00'), step: 'seen', viewers: 8 },
    { itemNumber: 1, minute: minuteOf('20:01'), step: 'tapped', viewers: 3 },
  ];
  const refusal = (buyerId: string, code: string, time: string): Refused => ({
    ...{ buyerId, itemNumber: 1, code, firstAtMs: at(time), lastAtMs: at('20:30'), count: 2, largestAsk: 1 },
  });
  const refused = [
    refusal('ana', 'SOLD_OUT', '20:01'),
    refusal('ana', 'SOLD_OUT', '20:02'),
    refusal('bo', 'SOLD_OUT', '20:01'),
    refusal('bo', 'BUYER_LIMIT', '20:01'),
  ];
  expect(funnelOf(m, exposed, refused)).toMatchObject([
    { atMs: at('20:00'), seen: 8, tapped: 0, ordered: 1, refused: [] },
    {
      ...{ atMs: at('20:01'), seen: 0, tapped: 3, ordered: 0 },
      refused: [
        { code: 'SOLD_OUT', buyers: 2 },
        { code: 'BUYER_LIMIT', buyers: 1 },
      ],
    },
  ]);
  // Beyond its first eight hours a stream is not told minute by minute.
  const late = minuteOf('20:00') + MAX_FUNNEL_MINUTES;
  expect(funnelOf(m, [{ itemNumber: 1, minute: late, step: 'seen', viewers: 1 }])).toHaveLength(1);
});
