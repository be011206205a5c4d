import type { StreamFact } from '../../server/market/facts.ts';
import type { LineFault, Refusal } from '../../shared/contract/refusals.ts';
import type { Attempt } from './bench.ts';

/** The reply of an accepted command; anything else fails the test. */
export function replyOf<Reply>({ outcome }: Attempt<Reply>): Reply {
  if (outcome.kind !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(outcome)}`);
  return outcome.reply;
}

/** The facts of an accepted command. */
export function factsOf({ outcome }: Attempt<unknown>): StreamFact[] {
  if (outcome.kind !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(outcome)}`);
  return outcome.facts;
}

/** The typed no of a refused command; anything else fails the test. */
export function refusalOf({ outcome }: Attempt<unknown>): Refusal {
  if (outcome.kind !== 'refused') throw new Error(`Not refused: ${JSON.stringify(outcome)}`);
  return outcome.refusal;
}

/** Every line at fault of a refused order (O1). */
export function faultsOf({ outcome }: Attempt<unknown>): LineFault[] {
  if (outcome.kind !== 'refused') throw new Error(`Not refused: ${JSON.stringify(outcome)}`);
  return outcome.lines ?? [];
}
