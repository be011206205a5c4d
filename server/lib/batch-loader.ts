import type { Clock } from './clock.ts';
import { StoreAway } from './store-away.ts';

/** Keys in one look-up at most. */
const MAX_TOGETHER = 500;
/** Look-ups under way at once: one that gets no answer does not keep all others waiting. */
const MAX_UNDER_WAY = 2;
/** Whoever comes when so many wait is told at once that the store is not to be had. */
const MAX_WAITING = 10_000;
/** So does who has waited so long in all: a store that answers nothing must not be waited for twice. */
const ANSWER_MS = 1_900;

/** Gives what the store has of a key. */
type Found<Key, Value> = (key: Key) => Value;

interface Asker<Key, Value> {
  key: Key;
  /** Has been told already, by the clock. */
  isOver: boolean;
  resolve(value: Value): void;
  reject(fault: unknown): void;
}

/**
 * Look-ups that come while others are under way go to the store together, as commands do that wait for their batch. One by
 * one they would wait for connections, out of sight of the door that tells a crowd BUSY: whoever has given up is looked up
 * all the same, then decided in vain, and that is soon all that is done.
 * @param look asks for many keys at once, and is settled in a time of its own; what it throws every one of them is told
 * @returns asks for one key. Rejects with StoreAway if too many wait already, and who waited for 1.9 s
 */
export function batchLoader<Key, Value>(
  clock: Pick<Clock, 'nowMs' | 'at'>,
  look: (keys: readonly Key[]) => Promise<Found<Key, Value>>,
): (key: Key) => Promise<Value> {
  let waiting: Asker<Key, Value>[] = [];
  let underWay = 0;

  async function run(): Promise<void> {
    underWay += 1;
    while (waiting.length > 0) {
      const askers = waiting.slice(0, MAX_TOGETHER).filter(({ isOver }) => !isOver);
      waiting = waiting.slice(MAX_TOGETHER);
      if (askers.length === 0) continue;
      try {
        const found = await look(askers.map(({ key }) => key));
        for (const { key, resolve } of askers) resolve(found(key));
      } catch (fault) {
        for (const { reject } of askers) reject(fault);
      }
    }
    underWay -= 1;
  }

  /** Lets one go who has waited too long, in the queue and in a look-up together. */
  function limited(asker: Asker<Key, Value>): Asker<Key, Value> {
    const { key, resolve, reject } = asker;
    const callOff = clock.at(clock.nowMs() + ANSWER_MS, () => {
      mine.isOver = true;
      reject(new StoreAway('The look-up was not made in time.'));
    });
    const mine: Asker<Key, Value> = {
      ...{ key, isOver: false },
      resolve(value) {
        callOff();
        resolve(value);
      },
      reject(fault) {
        callOff();
        reject(fault);
      },
    };
    return mine;
  }

  return (key) => {
    if (waiting.length >= MAX_WAITING) {
      return Promise.reject(new StoreAway('Too many look-ups wait for the store.'));
    }
    return new Promise((resolve, reject) => {
      const asker = { key, isOver: false, resolve, reject };
      if (underWay < MAX_UNDER_WAY) {
        waiting.push(asker);
        void run();
      } else waiting.push(limited(asker));
    });
  };
}
