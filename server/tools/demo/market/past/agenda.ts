import type { PlayedClock } from '../played-clock.ts';

/** What is to happen, in the order of its time; what comes at the same time keeps the order in which it was planned. */
export interface Agenda {
  plan(atMs: number, act: () => Promise<unknown>): void;
  /** Takes the clock from one act to the next, and at last to `untilMs`; what an act plans is done as well. */
  playUntil(untilMs: number): Promise<void>;
}

/**
 * @param rest awaited after each act and after the clock has called somebody back: what follows by itself is then over
 *   before the next act begins, so that the same plan gives the same logs
 */
export function openAgenda(clock: PlayedClock, rest: () => Promise<void>): Agenda {
  /** Latest first: the next one is popped. */
  const planned: { atMs: number; act: () => Promise<unknown> }[] = [];
  return {
    plan(atMs, act) {
      let low = 0;
      let high = planned.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (planned[middle]!.atMs > atMs) low = middle + 1;
        else high = middle;
      }
      planned.splice(low, 0, { atMs, act });
    },
    async playUntil(untilMs) {
      for (let next = planned.at(-1); next && next.atMs <= untilMs; next = planned.at(-1)) {
        planned.pop();
        if (clock.goTo(next.atMs)) await rest();
        await next.act();
        await rest();
      }
      if (clock.goTo(untilMs)) await rest();
    },
  };
}
