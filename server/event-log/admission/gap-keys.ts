import { keyMadeAtMs } from '../../../shared/values/ids.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { LogRefusal } from '../decision.ts';
import type { LogGap } from '../ports/log-gaps.ts';

/** Tolerance of device clocks in ms, in the dates of keys. */
export const CLOCKS_APART_MS = 10 * MINUTE;

/** A key with the details that its sender reports. */
export interface DatedKey {
  key: string;
  /** The history under which it was made, if reported. */
  history?: string | undefined;
  /** Whether it was sent before, with an outcome unknown to its sender. */
  wasSent?: boolean;
}

/** The keys of times that a log may have lost (I5). */
export class GapKeys {
  /** The gaps, oldest first. */
  readonly all: readonly LogGap[];
  private readonly listed: ReadonlyMap<string, LogGap>;

  constructor(gaps: readonly LogGap[]) {
    this.all = gaps;
    this.listed = new Map(gaps.flatMap((gap) => gap.keys.map((key) => [key, gap] as const)));
  }

  /** The newest gap, for operators. */
  get newest(): LogGap | null {
    return this.all.at(-1) ?? null;
  }

  /**
   * Why an unknown key does not count as new.
   * @param history the log's present one
   * @param ask the contact for its sender
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
 * True if a key's date may fall into a gap. Devices date keys, so a tolerance of ten minutes applies. After the gap it
 * covers only keys sent before, so that new ones are not refused.
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
