import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { noBounds } from '../../server/market/stream/settings.ts';
import { auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const MINUTE = 60_000;

/**
 * A crowded evening: guests and regulars who hold, order, pay, are declined, let run out, cancel, wait in line and
 * become each other, all by one sequence of numbers.
 */
function anEvening(story: object) {
  const m = aLiveStream(
    aProduct('potato', { stock: 40 }),
    aProduct('walnut', { stock: 12, limit: 6 }),
    aProduct('honey', { stock: 3 }),
    story,
  );
  let number = 7;
  const draw = (below: number) => {
    number = (number * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((number / 2_147_483_648) * below);
  };
  const names = ['potato', 'walnut', 'honey'];
  const open: { orderId: string; who: number }[] = [];
  for (let turn = 0; turn < 1_200; turn += 1) {
    const n = draw(24);
    const who = m.buyer(`buyer ${n}`, { isNew: n % 3 !== 0, phone: `phone ${n % 20}` });
    const name = names[draw(3)]!;
    switch (draw(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
        who.adds(name, 1 + draw(6));
        break;
      case 4:
      case 5:
      case 6: {
        const payment = draw(4) === 0 ? 'cash_on_delivery' : 'sandbox';
        const placed = who.orders({ payment }).outcome;
        if (placed.kind === 'accepted') open.push({ orderId: placed.reply.order.orderId, who: n });
        break;
      }
      case 7:
      case 8: {
        const order = open[draw(Math.max(1, open.length))];
        const outcome = (['paid', 'paid', 'declined', 'pending'] as const)[draw(4)]!;
        if (order) m.buyer(`buyer ${order.who}`).pays(order.orderId, { outcome });
        break;
      }
      case 9: {
        const order = open[draw(Math.max(1, open.length))];
        if (order) m.buyer(`buyer ${order.who}`).cancels(order.orderId);
        break;
      }
      case 10:
        who.removes(name, 1);
        who.waits(name, 1 + draw(3));
        break;
      default:
        if (turn === 500) m.host.startsFlash('potato', { cap: 10, perBuyer: 2, seconds: 600 });
        else if (draw(20) === 0) who.becomes(m.buyer(`buyer ${draw(24)}`));
    }
    m.passes(draw(40) * 1_000);
  }
  m.passes(30 * MINUTE);
  return m;
}

const hashOf = (texts: readonly string[]) => createHash('sha256').update(texts.join('\n')).digest('hex');

/** A fact by the names it had in format 1: only they have changed since. */
const asThen = (text: string) =>
  text.replaceAll('cart_', 'basket_').replaceAll('flash_sale_', 'flash_').replaceAll('"v":2', '"v":1');

/** What the evening's log was, to the byte, when the program had no bounds on newcomers and unpaid orders. */
const BEFORE = '92671f9dd2ffaa5b34fd179a60a828780667b550a096fff1784bd42c829f9b7c';

test('[H3] [H6] [INV12] a stream whose first fact names no bounds decides to the byte as it did before there were any', () => {
  const m = anEvening({ isOlder: true });
  expect(m.bench.facts()[0]).not.toHaveProperty('settings.newcomerShareBps');
  expect(m.bench.state.settings).toMatchObject(noBounds);
  expect(hashOf(m.bench.log.map(({ seq, atMs, text }) => `${seq} ${atMs} ${asThen(text)}`))).toBe(BEFORE);
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  const again = replay(m.bench.log, emptyStream(m.bench.state.streamId));
  expect(writeState(again)).toBe(writeState(m.bench.state));
});

test('with its bounds of today the same evening is another one', () => {
  const m = anEvening({});
  expect(hashOf(m.bench.log.map(({ seq, atMs, text }) => `${seq} ${atMs} ${asThen(text)}`))).not.toBe(BEFORE);
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
});
