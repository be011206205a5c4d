import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeadlineQueue } from '../../server/event-log/commit/deadline-queue.ts';
import type { Deadline } from '../../server/market/deadlines.ts';
import { isBefore } from '../../server/market/market.ts';

const deadline: fc.Arbitrary<Deadline> = fc.record({
  dueAtMs: fc.nat(9),
  kind: fc.constantFrom('flash_start', 'hold', 'pay', 'complete'),
  id: fc.constantFrom('a', 'b', 'c'),
});
const act = fc.oneof(deadline, fc.record({ takeTo: fc.nat(9) }));

test('[T6] deadlines leave in the order of their time, kind and id, however they came', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const queue = new DeadlineQueue(isBefore);
      let waiting: Deadline[] = [];
      for (const one of acts) {
        if ('kind' in one) {
          queue.add(one);
          waiting.push(one);
        } else {
          waiting.sort((a, b) => (isBefore(a, b) ? -1 : 1));
          const due = waiting[0] && waiting[0].dueAtMs <= one.takeTo ? waiting[0] : undefined;
          expect(queue.earliest()).toEqual(waiting[0]);
          expect(queue.takeDue(one.takeTo)).toEqual(due);
          if (due) waiting = waiting.slice(1);
        }
      }
    }),
  );
});
