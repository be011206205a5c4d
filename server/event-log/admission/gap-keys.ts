import { keyMadeAtMs } from '../../../shared/values/ids.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { LogRefusal } from '../decision.ts';
import type { LogGap } from '../ports/log-gaps.ts';

/** How far the clock of a device may be wrong before the date of its key misleads. */
export const CLOCKS_APART_MS = 10 * MINUTE;

/** A key as its sender tells of it. */
export interface DatedKey {
  key: string;
  /** Under which it was made, if the sender says so. */
  history?: string | undefined;
  /** It was sent before, and its sender does not know what became of that. */
  wasSent?: boolean;
}

/** The keys of the times that a log may have lost (I5). */
export class GapKeys {
  /** The oldest first. */
  readonly all: readonly LogGap[];
  private readonly listed: ReadonlyMap<string, LogGap>;

  constructor(gaps: readonly LogGap[]) {
    this.all = gaps;
    this.listed = new Map(gaps.flatMap((gap) => gap.keys.map((key) => [key, gap] as const)));
  }

  /** The newest gap, for those who look after the log. */
  get newest(): LogGap | null {
    return this.all.at(-1) ?? null;
  }

  /**
   * Why a key of which the log knows nothing is not taken for a new one.
   * @param history the one that the log has now
   * @param ask whom its sender can ask
   */
  whyLost(
    dated: DatedKey,
    history: string,
    ask: string | null,
  ): Extract<LogRefusal, { code: 'LOST_IN_RESTORE' }> | null {
    const gap =
      this.listed.get(dated.key) ??
      (dated.history === history ? undefined : this.all.findLast((each) => mayBeOf(each, dated)));
    return gap ? { code: 'LOST_IN_RESTORE', sinceMs: gap.fromMs, restoredAtMs: gap.toMs, ask } : null;
  }
}

/**
 * True if the date of a key says that it may be of that time. A key is dated by whoever made it, so its clock is given ten
 * minutes. After the gap only for a key that was sent before: whoever comes with a new one waits for nothing.
 */
export function mayBeOf(
  gap: Pick<LogGap, 'history' | 'fromMs' | 'toMs'>,
  { key, history, wasSent }: DatedKey,
): boolean {
  if (history === gap.history) return false;
  const madeAtMs = keyMadeAtMs(key);
  if (madeAtMs === null) return false;
  const untilMs = wasSent ? gap.toMs + CLOCKS_APART_MS : gap.toMs;
  return gap.fromMs - CLOCKS_APART_MS <= madeAtMs && madeAtMs <= untilMs;
}
