import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { FunnelReport } from '../../../shared/contract/funnel.ts';
import type { PartBy, PartsReport } from '../../../shared/contract/parts.ts';
import type { FactType, StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { apply, emptyStream } from '../../market/market.ts';
import type { StreamState } from '../../market/state.ts';
import { type Step, watchingOf } from '../watching.ts';
import type { Surroundings } from './chapter.ts';
import { type Chapters, openChapters } from './chapters.ts';
import { type FirstAct, FirstActs } from './first-acts.ts';
import { type ExposedMinute, type ExposedPart, FunnelChapter } from './funnel.ts';
import { PartsChapter } from './parts.ts';
import type { Refused } from './refused.ts';

type Note = (fact: StreamFact, atMs: number) => void;

/** Follows a log fact by fact, with the stream's state beside it and its chapters taking notes. */
export class FloorFollower {
  readonly state: StreamState;
  readonly #chapters: Chapters;
  readonly #funnel: FunnelChapter;
  readonly #parts: PartsChapter;
  readonly #firstActs: FirstActs;
  readonly #notes = new Map<FactType, Note[]>();
  #liveStartMs: number | null = null;
  #liveEndMs: number | null = null;

  constructor(streamId: string) {
    this.state = emptyStream(streamId);
    this.#chapters = openChapters(this.state);
    this.#funnel = new FunnelChapter(this.state);
    this.#parts = new PartsChapter(this.state);
    this.#firstActs = new FirstActs(this.state);
    for (const { on } of [...Object.values(this.#chapters), this.#funnel, this.#parts, this.#firstActs]) {
      for (const [type, note] of Object.entries(on) as [FactType, Note][]) {
        this.#notes.set(type, [...(this.#notes.get(type) ?? []), note]);
      }
    }
  }

  /** Applies the next fact of the log and has it noted. */
  take(fact: StreamFact, stamp: Stamp): void {
    apply(this.state, fact, stamp);
    const { atMs } = stamp;
    if (fact.type === 'stream_went_live') this.#liveStartMs = atMs;
    else if (fact.type === 'stream_ended') this.#liveEndMs = atMs;
    const notes = this.#notes.get(fact.type);
    if (notes) for (const note of notes) note(fact, atMs);
  }

  /** How far viewers came with each item, minute by minute, up to the last fact. */
  funnel(
    exposed: readonly ExposedMinute[] | null,
    refused: readonly Refused[],
  ): Omit<FunnelReport, 'headSeq' | 'isWhole'> {
    const minutes = this.#funnel.tell(exposed, refused, (itemNumber, minute) =>
      this.#parts.undoneIn(itemNumber, minute),
    );
    return { seq: this.state.seq, minutes };
  }

  /** How far each part of the sales came, and where it lost most, up to the last fact. */
  parts(
    by: PartBy,
    exposed: readonly ExposedPart[] | null,
    refused: readonly Refused[],
  ): Omit<PartsReport, 'headSeq' | 'isWhole'> {
    const { adders } = this.#funnel;
    return { seq: this.state.seq, parts: this.#parts.tell(by, { exposed, refused, adders }) };
  }

  /** Who acted up to the last fact, the first first. */
  persons(refused: readonly Refused[], most: number): { persons: FirstAct[]; hasMore: boolean } {
    return this.#firstActs.tell(refused, most);
  }

  /**
   * What every chapter tells up to the last fact.
   * @param steps distinct viewers over time
   * @param refused of the side table
   */
  report(steps: readonly Step[], refused: readonly Refused[]): Omit<FloorReport, 'headSeq' | 'isWhole'> {
    const { seq, atMs } = this.state;
    const untilMs = this.#liveEndMs ?? atMs;
    const live = this.#liveStartMs === null ? null : { startMs: this.#liveStartMs, endMs: untilMs };
    const surroundings: Surroundings = { live, untilMs, watching: watchingOf(steps), refused };
    const told = Object.entries(this.#chapters).map(([name, chapter]) => [name, chapter.tell(surroundings)]);
    return { seq, ...(Object.fromEntries(told) as Omit<FloorReport, 'seq' | 'headSeq' | 'isWhole'>) };
  }
}
