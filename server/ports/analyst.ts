import type { FloorReport } from '../../shared/contract/floor.ts';
import type { Moment, StepsReply } from '../../shared/contract/moment.ts';
import type { StoredFact } from '../event-log/ports/store.ts';
import type { Refused } from '../insights/floor/refused.ts';
import type { Step } from '../insights/watching.ts';

/** Up to which fact a log is read: that of a place, or the last one that was dated at or before an instant. */
export type Until = { seq: number } | { atMs: number };

/** How far a log was read for an answer, and how far it goes. */
export interface ReadSoFar {
  readSeq: number;
  headSeq: number;
}

/**
 * Reads logs from their first fact on, apart from everything that an order waits for. A long log takes several
 * questions: each reads on, within a bound, and says how far it came.
 */
export interface Analyst {
  /**
   * What the floor did with a stream, and what went along with it.
   * @param steps distinct viewers over time
   * @returns null if there is no such log
   */
  floor(streamId: string, steps: readonly Step[], refused: readonly Refused[]): Promise<FloorReport | null>;
  /** A stream as it was. The moment is null before its first fact, or while the log is not read so far. */
  moment(
    streamId: string,
    until: Until,
    buyerId: string | null,
  ): Promise<(ReadSoFar & { moment: Moment | null }) | null>;
  /** The facts after a place, at most `limit` (≤ 200); of a buyer alone, if one is named. */
  steps(
    streamId: string,
    afterSeq: number,
    limit: number,
    buyerId: string | null,
  ): Promise<StepsReply | null>;
  /** The facts after a place as they are stored, at most `limit` (≤ 5,000). */
  facts(streamId: string, afterSeq: number, limit: number): Promise<StoredFact[] | null>;
  close(): Promise<void>;
}
