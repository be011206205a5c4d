import type { FloorReport } from '../../shared/contract/floor.ts';
import type { FunnelReport } from '../../shared/contract/funnel.ts';
import type { Moment, MomentPage, StepsQuery, StepsReply } from '../../shared/contract/moment.ts';
import type { PartBy, PartsReport } from '../../shared/contract/parts.ts';
import type { StoredFact } from '../event-log/ports/store.ts';
import type { FirstAct } from '../insights/floor/first-acts.ts';
import type { ExposedMinute, ExposedPart } from '../insights/floor/funnel.ts';
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
  /**
   * How far viewers came with each item of a stream, minute by minute.
   * @param exposed who first saw and tapped what when; null: nobody said
   * @returns null if there is no such log
   */
  funnel(
    streamId: string,
    exposed: readonly ExposedMinute[] | null,
    refused: readonly Refused[],
  ): Promise<FunnelReport | null>;
  /**
   * How far each part of a stream's sales came, and where it lost most.
   * @param exposed who first saw and tapped what when; null: nobody said
   * @returns null if there is no such log
   */
  parts(
    streamId: string,
    by: PartBy,
    exposed: readonly ExposedPart[] | null,
    refused: readonly Refused[],
  ): Promise<PartsReport | null>;
  /**
   * A stream as it was. The moment is null before its first fact, or while the log is not read so far.
   * @param knownSeq the place of the viewer's page that is known, 0 for none: a newer one comes along; null: none is wanted
   */
  moment(
    streamId: string,
    until: Until,
    buyerId: string | null,
    knownSeq: number | null,
  ): Promise<(ReadSoFar & { moment: Moment | null; page?: MomentPage }) | null>;
  /** The facts round a place, at most `limit` (≤ 200) after it; of a person or about an item alone, if one is named. */
  steps(
    streamId: string,
    question: StepsQuery & { limit: number },
  ): Promise<Pick<StepsReply, 'steps' | 'headSeq'> | null>;
  /**
   * Who added, ordered or was refused something, by the first time, at most `most`.
   * @returns null if there is no such log
   */
  persons(
    streamId: string,
    refused: readonly Refused[],
    most: number,
  ): Promise<(ReadSoFar & { persons: FirstAct[]; hasMore: boolean }) | null>;
  /** The facts after a place as they are stored, at most `limit` (≤ 5,000). */
  facts(streamId: string, afterSeq: number, limit: number): Promise<StoredFact[] | null>;
  close(): Promise<void>;
}
