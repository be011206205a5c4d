import type { LineFault, Refusal } from '../../../shared/contract/refusals.ts';
import type { StreamFact } from '../facts.ts';
import type { StreamState } from '../state.ts';

/** What a decision may know of time and chance; nothing else comes from outside the state and the request. */
export interface DecideAt {
  /** When the frame was read: judges price and quote (T3). Fixed for a key. */
  receivedAtMs: number;
  /** max(receivedAt, head's at): stamps facts and deadlines. */
  atMs: number;
  ids: { next(): string };
}

/** Units that somebody asked for and did not get: counted beside the log (K4). */
export interface Ask {
  itemNumber: number;
  code: string;
  units: number;
}

/**
 * What becomes of a command. The reply is made from the state that the facts lead to, so that it shows the outcome.
 * `parked`: to be decided again as received at `untilMs` (F5).
 */
export type Decision<Reply, Fact = StreamFact, State = StreamState> =
  | {
      kind: 'accepted';
      facts: Fact[];
      reply: (after: Readonly<State>, seq: number) => Reply;
      /** Accepted, and yet there were no such units: who waits asks for them as well. */
      asks?: Ask[];
    }
  | { kind: 'refused'; refusal: Refusal; lines?: LineFault[]; asks: Ask[] }
  | { kind: 'parked'; untilMs: number };

export function accept<Reply, Fact, State>(
  facts: Fact[],
  reply: (after: Readonly<State>, seq: number) => Reply,
  asks: Ask[] = [],
): Decision<Reply, Fact, State> {
  return { kind: 'accepted', facts, reply, ...(asks.length > 0 && { asks }) };
}

export function refused(
  refusal: Refusal,
  asks: Ask[] = [],
): { kind: 'refused'; refusal: Refusal; asks: Ask[] } {
  return { kind: 'refused', refusal, asks };
}
