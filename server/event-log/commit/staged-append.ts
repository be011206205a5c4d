import type { Head, StagedPart, Store } from '../ports/store.ts';
import type { DecidedBatch } from './decide-batch.ts';

/** Facts that are worth a message to the thread of a store. */
const PART = 32;

/**
 * Hands what is decided of a batch to its store while the rest is being decided, so that a big batch is written and decided
 * at once. The append still brings the whole batch: what a store makes of the parts is its own affair.
 * @returns what to call after each command, with how many are left; null where nothing is gained by it
 */
export function stageParts<State, Fact>(
  store: Pick<Store, 'stageAppend'>,
  { logId, history, seq: from }: Head,
  commands: number,
): ((batch: DecidedBatch<State, Fact>, state: State, left: number) => void) | null {
  if (!store.stageAppend || commands < 2 * PART) return null;
  let facts = 0;
  let keys = 0;
  return (batch, state, left) => {
    // The last part goes with the append.
    if (batch.facts.length - facts < PART || left < PART / 2) return;
    const part: StagedPart = {
      logId,
      history,
      from,
      facts: batch.facts.slice(facts),
      keys: batch.keys.slice(keys),
      effects: batch.changeSet.stagedEffects(state),
    };
    facts = batch.facts.length;
    keys = batch.keys.length;
    store.stageAppend?.(part);
  };
}
