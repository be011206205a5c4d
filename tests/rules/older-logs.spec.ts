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

test('[H3] [H6] [INV12] a stream whose first fact names no bounds has none, and its log is read again as it was', () => {
  const m = anEvening({ isOlder: true });
  expect(m.bench.facts()[0]).not.toHaveProperty('settings.newcomerShareBps');
  expect(m.bench.state.settings).toMatchObject(noBounds);
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  const again = replay(m.bench.log, emptyStream(m.bench.state.streamId));
  expect(writeState(again)).toBe(writeState(m.bench.state));
});

test('[H8] facts of before networks were told apart count for no network, and count as they did for all newcomers', () => {
  const m = anEvening({});
  const older = m.bench.log.map((entry) => ({
    ...entry,
    text: entry.text.replace(/"networkTag":"[^"]*",/g, ''),
  }));
  expect(older.some(({ text }) => text.includes('networkTag'))).toBe(false);
  const again = replay(older, emptyStream(m.bench.state.streamId));
  expect([...again.networks.values()].flatMap(({ kept }) => [...kept])).toEqual([]);
  const counters = ({ items }: typeof again) =>
    [...items.values()].map(({ newBuyerUnits, newCashUnits, newUnpaidUnits }) => [
      newBuyerUnits,
      newCashUnits,
      newUnpaidUnits,
    ]);
  expect(counters(again)).toEqual(counters(m.bench.state));
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
});
