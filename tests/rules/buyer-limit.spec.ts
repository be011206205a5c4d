import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamFacts } from '../../server/audit/facts/stream-facts.ts';
import { emptyStream, privateView } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { auditBooks } from '../builders/audit.ts';
import { idOf, replay } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

test('[B1] a limit that is changed while live is judged from then on, for adds and for orders', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20, limit: 2 }));
  const ana = m.buyer('ana');
  ana.adds('mug', 2);
  expect(refusalOf(ana.adds('mug')).code).toBe('BUYER_LIMIT');
  replyOf(m.host.limits('mug', 5));
  expect(m.item('mug').buyerLimit).toBe(5);
  replyOf(ana.adds('mug', 3));
  expect(refusalOf(ana.adds('mug'))).toEqual({ code: 'BUYER_LIMIT', itemNumber: 1, allowance: 0 });
  replyOf(m.host.limits('mug', null));
  replyOf(ana.adds('mug', 4));
});

test('[B1] a limit that is lowered takes nothing away: what is held may be ordered, and no more added', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20, limit: 5 }));
  const ana = m.buyer('ana');
  ana.adds('mug', 4);
  replyOf(m.host.limits('mug', 1));
  expect(ana.cart().lines[0]!.holds).toMatchObject([{ units: 4 }]);
  expect(refusalOf(ana.adds('mug'))).toEqual({ code: 'BUYER_LIMIT', itemNumber: 1, allowance: 0 });
  replyOf(ana.orders({ lines: { mug: 4 } }));
  expect(m.shelf('mug')).toMatchObject({ held: 0, unpaid: 4 });
  expect(refusalOf(ana.adds('mug')).code).toBe('BUYER_LIMIT');
});

test('[B1] what is wanted without a hold is judged by the new limit; the held part of it stays', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20, limit: 6 }), { settings: { newBuyerUnits: 2 } });
  const ana = m.buyer('ana', { isNew: true });
  ana.adds('mug', 2);
  ana.adds('mug', 2);
  replyOf(m.host.limits('mug', 1));
  expect(refusalOf(ana.orders({ lines: { mug: 4 } }))).toEqual({
    code: 'BUYER_LIMIT',
    itemNumber: 1,
    allowance: 2,
  });
  replyOf(ana.orders({ lines: { mug: 2 } }));
});

test('[B1] a first limit counts what was ordered before there was one, and goes on counting when it is gone', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20 }));
  const ana = m.buyer('ana');
  ana.adds('mug', 3);
  replyOf(ana.orders({ lines: { mug: 3 } }));
  const ben = m.buyer('ben');
  const cancelled = ben.takes('mug');
  replyOf(ben.cancels(cancelled));
  replyOf(m.host.limits('mug', 4));
  expect(refusalOf(ana.adds('mug', 2))).toEqual({ code: 'BUYER_LIMIT', itemNumber: 1, allowance: 1 });
  replyOf(ben.adds('mug', 4));
  replyOf(m.host.limits('mug', null));
  replyOf(ana.adds('mug', 3));
  replyOf(ana.orders({ lines: { mug: 3 } }));
  replyOf(m.host.limits('mug', 7));
  expect(refusalOf(ana.adds('mug', 2))).toEqual({ code: 'BUYER_LIMIT', itemNumber: 1, allowance: 1 });
  const { bench } = m;
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
});

test('[B1] what is given back after a first limit is given back under it', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20 }));
  const ana = m.buyer('ana');
  const orderId = ana.takes('mug');
  replyOf(m.host.limits('mug', 1));
  expect(refusalOf(ana.adds('mug')).code).toBe('BUYER_LIMIT');
  replyOf(ana.cancels(orderId));
  replyOf(ana.adds('mug'));
});

test('[H7] under a first limit what others with the same phone have ordered counts too', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20 }));
  m.buyer('ana', { phone: 'shared' }).takes('mug');
  replyOf(m.host.limits('mug', 1));
  const ben = m.buyer('ben', { phone: 'shared' });
  replyOf(ben.adds('mug'));
  expect(refusalOf(ben.orders({ lines: { mug: 1 } }))).toEqual({
    code: 'BUYER_LIMIT',
    itemNumber: 1,
    allowance: 0,
  });
});

test('[L4] [L5] a change of a limit has a version, and is undone within 5 s unless somebody changed it since', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20, limit: 2 }));
  const { version } = m.item('mug');
  const changed = replyOf(m.host.limits('mug', 3));
  expect(refusalOf(m.host.limits('mug', 4, version)).code).toBe('STALE_VERSION');
  expect(changed.undoUntilMs).toBe(m.bench.nowMs + 5_000);
  replyOf(m.host.undoes(changed.seq));
  expect(m.item('mug').buyerLimit).toBe(2);
  const { seq } = replyOf(m.host.limits('mug', 3));
  replyOf(m.host.limits('mug', 4));
  expect(refusalOf(m.host.undoes(seq)).code).toBe('STALE_VERSION');
  const last = replyOf(m.host.limits('mug', 5));
  expect(refusalOf(m.passes(5_000).host.undoes(last.seq)).code).toBe('STALE_VERSION');
  expect(m.item('mug').buyerLimit).toBe(5);
});

test('[H5] who waits and was passed over because of the limit is offered units when it is raised', () => {
  const m = aLiveStream(aProduct('mug', { stock: 3, limit: 1 }));
  const ana = m.buyer('ana');
  replyOf(ana.adds('mug'));
  const ben = m.buyer('ben');
  replyOf(ben.adds('mug'));
  replyOf(m.buyer('cai').adds('mug'));
  replyOf(m.host.limits('mug', 3));
  replyOf(ana.waits('mug', 1));
  replyOf(m.host.limits('mug', 1));
  replyOf(ben.removes('mug', 1));
  expect(ana.cart().lines[0]!.holds).toHaveLength(1);
  expect(privateView(m.bench.state, ana.buyerId).waiting).toMatchObject([{ passedOver: 'limit' }]);
  replyOf(m.host.limits('mug', 2));
  expect(ana.cart().lines[0]!.holds).toHaveLength(2);
});

const step = fc.oneof(
  fc.record({ act: fc.constant('limit' as const), to: fc.constantFrom(null, 1, 2, 3, 5) }),
  fc.record({
    act: fc.constantFrom('add' as const, 'remove' as const, 'order' as const, 'cancel' as const),
    who: fc.nat(2),
    units: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ act: fc.constant('move' as const), phone: fc.constantFrom('own', 'shared', 'aunts') }),
);

test('[B1, H7] however limits and addresses change, what counts is what is held and ordered, and verify agrees', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const m = aLiveStream(aProduct('mug', { stock: 30 }), { settings: { maxUnpaidOrders: 0 } });
      const buyers = ['ana', 'ben', 'cai'].map((name, index) =>
        m.buyer(name, { phone: index === 0 ? 'own' : 'shared' }),
      );
      let moves = 0;
      const open: { who: number; orderId: string }[] = [];
      for (const next of steps) {
        if (next.act === 'limit') {
          replyOf(m.host.limits('mug', next.to));
          continue;
        }
        if (next.act === 'move') {
          const last = open.at(-1);
          moves += 1;
          if (last) buyers[last.who]!.movesTo(last.orderId, idOf(930_000 + moves), next.phone);
          continue;
        }
        const buyer = buyers[next.who]!;
        if (next.act === 'add') buyer.adds('mug', next.units);
        else if (next.act === 'remove') buyer.removes('mug', next.units);
        else if (next.act === 'order') {
          const { outcome } = buyer.orders({ lines: { mug: next.units } });
          if (outcome.kind === 'accepted') {
            open.push({ who: next.who, orderId: outcome.reply.order.orderId });
          }
        } else {
          const [last] = open.splice(open.length - 1, 1);
          if (last) buyers[last.who]!.cancels(last.orderId);
        }
        expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
      }
      const again = emptyStream(m.bench.state.streamId);
      const checked = new StreamFacts(again);
      for (const { text, seq, atMs } of m.bench.log) checked.take(JSON.parse(text), { seq, atMs });
      expect(writeState(again)).toBe(writeState(m.bench.state));
    }),
    { numRuns: 60 },
  );
});
