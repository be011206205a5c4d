import type { AheadPart, Head, Store } from '../../ports/store.ts';
import type { Cut } from './open-batch.ts';

/** Facts that are worth a message to the thread of a store. */
const PART = 32;

/**
 * Hands what is decided of a cut to its store while the rest is being decided, so that a big cut is written and decided
 * at once. The append still brings the whole cut: what a store makes of the parts is its own affair.
 * @returns what to call after each command, with how many are left; null where nothing is gained by it
 */
export function handAhead<State, Fact>(
  store: Pick<Store, 'ahead'>,
  { logId, history, seq: from }: Head,
  commands: number,
): ((cut: Cut<State, Fact>, state: State, left: number) => void) | null {
  if (!store.ahead || commands < 2 * PART) return null;
  let facts = 0;
  let keys = 0;
  return (cut, state, left) => {
    // The last part goes with the append.
    if (cut.facts.length - facts < PART || left < PART / 2) return;
    const part: AheadPart = {
      logId,
      history,
      from,
      facts: cut.facts.slice(facts),
      keys: cut.keys.slice(keys),
      ...cut.gatherer.rowsAhead(state),
    };
    facts = cut.facts.length;
    keys = cut.keys.length;
    store.ahead?.(part);
  };
}
