import type { Head, StagedPart, Store } from '../ports/store.ts';
import type { DecidedBatch } from './decide-batch.ts';

/** Facts of one part: enough to be worth a message to the store's thread. */
const PART = 32;

/**
 * Stages parts of a batch in its store while the rest is being decided. So a big batch is decided and written in
 * parallel. The append still brings the whole batch.
 * @returns the function to call after each command, with the number left; null if staging gains nothing
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
