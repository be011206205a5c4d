import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NOT_KNOWN, REFUSED } from '../../server/dev/load/journal/records.ts';
import { keyMaker } from '../../server/dev/load/orders/key-maker.ts';
import { OrderDesk } from '../../server/dev/load/orders/order-desk.ts';
import { orderForms } from '../../server/dev/load/orders/order-forms.ts';
import { chanceOf } from '../../server/dev/market/chance.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const busy = '[{"ok":false,"message":"","retryable":true,"code":"BUSY","retryAfterMs":500}]';

test('[I3] BUSY is sure of its own try alone: after one that was never answered, the order is asked for', () => {
  const { desk, outcomes, answer, sent, inDoubt } = aDesk();
  desk.place(performance.now());
  // The page waits six seconds, and sends the same key again.
  vi.advanceTimersByTime(6_000);
  expect(sent()).toBe(2);
  for (let tries = 2; tries <= 6; tries += 1) {
    answer(busy);
    vi.advanceTimersByTime(2_000);
  }
  expect(sent()).toBe(6);
  expect(outcomes).toEqual(Array(5).fill(NOT_KNOWN));
  expect(inDoubt()).toEqual([false, ...Array(5).fill(true)]);
  expect(desk.inFlight).toBe(0);
  expect([...desk.doubtful.keys()]).toEqual([0]);
});

test('[K4] an order that heard BUSY at each of its tries was never made, and nobody has to ask for it', () => {
  const { desk, outcomes, answer, sent, inDoubt } = aDesk();
  desk.place(performance.now());
  for (let tries = 1; tries <= 6; tries += 1) {
    answer(busy);
    vi.advanceTimersByTime(2_000);
  }
  expect(sent()).toBe(6);
  expect(outcomes).toEqual(Array(6).fill(REFUSED));
  expect(inDoubt()).toEqual(Array(6).fill(false));
  expect(desk.inFlight + desk.doubtful.size).toBe(0);
});

test('[K4] a buyer who is told to come back after his patience is over goes away with that answer', () => {
  const { desk, answer, sent } = aDesk();
  desk.place(performance.now());
  vi.advanceTimersByTime(5_000);
  answer(busy.replace('500', '19900'));
  vi.advanceTimersByTime(60_000);
  expect(sent()).toBe(1);
  expect(desk.inFlight + desk.doubtful.size).toBe(0);
});

test('[I3] an order that nobody answered stays open, to be asked for', () => {
  const { desk, sent } = aDesk();
  desk.place(performance.now());
  vi.advanceTimersByTime(60_000);
  expect(sent()).toBe(5);
  expect(desk.inFlight).toBe(1);
});

/** A desk with one patient buyer who is connected, and what its journal was told. */
function aDesk() {
  const outcomes: number[] = [];
  const packets: string[] = [];
  const viewer = {
    index: 0,
    isWelcome: true,
    sendOrder: (packet: string) => packets.push(packet),
  };
  const chance = chanceOf(1).next;
  const desk = new OrderDesk({
    buyers: [{ viewer: viewer as never, addressId: '01999999-9999-7999-8999-999999999999' }],
    forms: orderForms([{ itemNumber: 1, mostMinor: 1_990 }], 1),
    journal: { sent() {}, answered: ({ outcome }: { outcome: number }) => outcomes.push(outcome) } as never,
    keys: keyMaker(1_800_000_000_000, chance),
    chance,
    isPatient: true,
    originMs: 0,
  });
  return {
    desk,
    outcomes,
    sent: () => packets.length,
    /** Which tries said that an earlier one may be under way. */
    inDoubt: () => packets.map((packet) => packet.includes('"inDoubt":true')),
    answer(json: string) {
      const data = Buffer.from(json);
      desk.answered(0, data, 0, data.length);
    },
  };
}
