import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { readState, writeState } from '../../server/market/snapshot.ts';
import { auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const RUNS = 150;
const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('take', 'take', 'buy', 'pay', 'again', 'cancel', 'unfilled', 'wait', 'merge'),
    who: fc.nat(2),
    which: fc.nat(100),
  }),
  { minLength: 20, maxLength: 60 },
);

test('[bounded][K1][B1][T6] whatever is asked about forgotten orders, the books are right and the log gives the same bytes', () => {
  let recalls = 0;
  fc.assert(
    fc.property(acts, fc.nat(), (day, cut) => {
      const market = aLiveStream(aProduct('potato', { stock: 40 }), {
        settings: { closedOrdersKept: 2, remorseMs: 60_000, payMs: 60_000, closeAfterMs: 60_000 },
      });
      const { bench } = market;
      bench.onFact = (fact) => {
        if (fact.type === 'order_recalled') recalls += 1;
        expect(auditBooks(bench.state, bench.orders())).toEqual([]);
      };
      for (const { kind, who, which } of day) {
        const buyer = market.buyer(`buyer-${who}`);
        const orders = bench.orders();
        const orderId = orders[which % Math.max(1, orders.length)]?.orderId;
        if (kind === 'wait') market.passes(which * 1_000);
        else if (kind === 'merge') buyer.becomes(market.buyer(`buyer-${which % 3}`));
        else if (kind === 'take' || kind === 'buy') {
          buyer.adds('potato', 1);
          const { outcome } = buyer.orders();
          if (kind === 'buy' && outcome.kind === 'accepted') buyer.pays(outcome.reply.order.orderId);
        } else if (orderId === undefined) continue;
        else if (kind === 'pay') buyer.pays(orderId);
        else if (kind === 'again') buyer.pays(orderId, { paymentId: `once-${orderId}` });
        else if (kind === 'cancel') buyer.cancels(orderId);
        else market.host.cannotFill(orderId, 'potato', 1);
      }
      const { log, state } = bench;
      const live = writeState(state);
      expect(writeState(replay(log, emptyStream(state.streamId)))).toBe(live);
      const at = cut % (log.length + 1);
      const snapshot = writeState(replay(log.slice(0, at), emptyStream(state.streamId)));
      expect(writeState(replay(log.slice(at), readState(snapshot)))).toBe(live);
    }),
    { numRuns: RUNS },
  );
  expect(recalls, 'orders recalled').toBeGreaterThan(RUNS / 2);
}, 60_000);
