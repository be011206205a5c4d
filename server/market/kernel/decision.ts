import type { LineFault, Refusal } from '../../../shared/contract/refusals.ts';
import type {
  DecideAt,
  Decision as LogDecision,
  Outcome as LogOutcome,
  Parked,
  TakesLogRefusals,
} from '../../event-log/decision.ts';
import type { StreamFact } from '../facts.ts';
import type { StreamState } from '../state.ts';

/** Units that somebody asked for and did not get: counted beside the log (K4). */
export interface Ask {
  itemNumber: number;
  code: string;
  units: number;
}

/** Why the market refuses something, and of an order's lines which ones. */
export interface Refused {
  refusal: Refusal;
  lines?: LineFault[];
}

/** What the market decides of a command (see `event-log/decision.ts`). Accepted, it may have been short of units too. */
export type Decision<Reply, Fact = StreamFact, State = StreamState> = LogDecision<
  Reply,
  Fact,
  State,
  Refused,
  Ask
>;
export type { DecideAt, Parked };

/** What somebody is told of a command of the market. */
export type Outcome<Reply> = LogOutcome<Reply, TakesLogRefusals<Refused>>;

export function accept<Reply, Fact, State>(
  facts: Fact[],
  reply: (after: Readonly<State>, seq: number) => Reply,
  asks: Ask[] = [],
): Decision<Reply, Fact, State> {
  return { kind: 'accepted', facts, reply, ...(asks.length > 0 && { asks }) };
}

/** A yes to what changes nothing here, and keeps nothing for anybody: not even its key is written. */
export function acceptUnrecorded<Reply, Fact, State>(
  reply: (after: Readonly<State>, seq: number) => Reply,
): Decision<Reply, Fact, State> {
  return { kind: 'accepted', facts: [], reply, isUnrecorded: true };
}

/** A no to this try alone: the same key is decided anew. */
export function notYet(refusal: Refusal, asks: Ask[]): { kind: 'not_yet'; refusal: Refusal; asks: Ask[] } {
  return { kind: 'not_yet', refusal, asks };
}

export function refused(
  refusal: Refusal,
  asks: Ask[] = [],
): { kind: 'refused'; refusal: Refusal; asks: Ask[] } {
  return { kind: 'refused', refusal, asks };
}
