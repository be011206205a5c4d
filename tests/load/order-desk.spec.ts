import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chanceOf } from '../../server/tools/demo/market/chance.ts';
import { NOT_KNOWN, REFUSED } from '../../server/tools/lab/journal/records.ts';
import { keyMaker } from '../../server/tools/lab/orders/key-maker.ts';
import { orderForms } from '../../server/tools/lab/orders/order-forms.ts';
import { OrderSender } from '../../server/tools/lab/orders/order-sender.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const accepted = '[{"ok":true,"order":{"orderId":"01999999-9999-7999-8999-999999999999"},"seq":7}]';
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

test('[X49] an order that is due is sent by somebody who waits for no answer, as long as there is one', () => {
  const { desk, answer, senders } = aDesk(3);
  for (let n = 0; n < 4; n += 1) desk.place(performance.now());
  // With all three waiting it is sent all the same.
  expect(senders).toEqual([0, 1, 2, 0]);
  answer(accepted, 1);
  desk.place(performance.now());
  answer(accepted, 0);
  desk.place(performance.now());
  expect(senders).toEqual([0, 1, 2, 0, 1, 2]);
});

test('[X49] who has given up on an order is free for another', () => {
  const { desk, senders } = aDesk(2);
  desk.place(performance.now());
  vi.advanceTimersByTime(60_000);
  const before = senders.length;
  desk.place(performance.now());
  desk.place(performance.now());
  expect(senders.slice(before)).toEqual([1, 0]);
});

/** A desk with patient buyers who are connected, and what its journal was told. */
function aDesk(buyers = 1) {
  const outcomes: number[] = [];
  const packets: string[] = [];
  const senders: number[] = [];
  const viewers = Array.from({ length: buyers }, (_, index) => ({
    index,
    isWelcome: true,
    sendOrder(packet: string) {
      packets.push(packet);
      senders.push(index);
    },
  }));
  const chance = chanceOf(1).next;
  const desk = new OrderSender({
    buyers: viewers.map((viewer) => {
      return { viewer: viewer as never, addressId: '01999999-9999-7999-8999-999999999999' };
    }),
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
    /** Who sent each packet. */
    senders,
    sent: () => packets.length,
    /** Which tries said that an earlier one may be under way. */
    inDoubt: () => packets.map((packet) => packet.includes('"inDoubt":true')),
    answer(json: string, order = 0) {
      const data = Buffer.from(json);
      desk.answered(order * 2, data, 0, data.length);
    },
  };
}
