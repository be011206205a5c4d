import { expect, test } from 'vitest';
import type { StreamFact } from '../../server/market/facts.ts';
import { allDeadlines, decideDeadline } from '../../server/market/market.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import type { Attempt } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

/** The facts of a busy evening: what is written as the log writes it is not copied to be sorted (sorted-json.ts). */
const HOT = ['cart_added', 'hold_expired', 'order_paid', 'order_placed'];

test('the facts that come most are made with their members in the order in which they are written', () => {
  const market = aLiveStream(aProduct('potato', { stock: 20 }));
  const ana = market.buyer('ana');
  const made = factsOf(ana.adds('potato'));
  const online = ana.orders({ lines: { potato: [1, 2_990] } });
  made.push(...factsOf(online));
  const orderId = market.bench.orders().at(-1)!.orderId;
  made.push(...factsOf(ana.pays(orderId)));
  const ben = market.buyer('ben');
  made.push(...factsOf(ben.adds('potato', 2)));
  const hold = allDeadlines(market.bench.state).find(({ kind }) => kind === 'hold')!;
  made.push(...decideDeadline(market.bench.state, hold, { ids: { next: () => 'an id' }, struck: new Set() }));
  const cash = ben.orders({ lines: { potato: [2, 2_990] }, payment: 'cash_on_delivery' });
  made.push(...factsOf(cash));

  const types = made.map(({ type }) => type);
  expect([...new Set(types)].sort()).toEqual(HOT);
  expect(types.filter((type) => type === 'order_paid')).toHaveLength(2);
  for (const { type, ...body } of made) expect(JSON.stringify(body), type).toBe(canonicalJson(body));
});

function factsOf({ outcome }: Attempt<unknown>): StreamFact[] {
  return outcome.kind === 'accepted' ? [...outcome.facts] : [];
}
