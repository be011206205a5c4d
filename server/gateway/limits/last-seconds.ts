/** Time before the end of a flash in which every tap is read, in ms. */
const LAST_MS = 2_000;
/** Shortest time between two look-ups of a stream's end, in ms. */
const LOOK_APART_MS = 50;
/** Bound of remembered streams; the oldest look-up is evicted first. */
const MAX_STREAMS = 1_000;

interface Known {
  lookedAtMs: number;
  /** The next end in steady ms, as all times here; null: no flash is on. */
  endsAtMs: number | null;
  /** Taps admitted since a time when no flash was about to end. */
  taken: number;
}

export interface LastSeconds {
  /** Whether one more command of a stream is read beyond the budget; counts it if so. */
  letsIn(streamId: string, steadyMs: number): boolean;
}

/**
 * Admission in the last two seconds of a flash or a draw: taps are read beyond the loop's budget. A tap refused unread
 * gets no receipt, and a retry comes too late.
 * @param most bound of taps for ends within two seconds of each other; 0: none
 * @param endOf the next end; null: nothing is on
 */
export function lastSeconds({
  most,
  endOf,
}: {
  most: number;
  endOf: (streamId: string, steadyMs: number) => number | null;
}): LastSeconds {
  const known = new Map<string, Known>();

  function lookAt(streamId: string, steadyMs: number): Known {
    const before = known.get(streamId);
    const isOver = before?.endsAtMs != null && before.endsAtMs <= steadyMs;
    if (before && !isOver && steadyMs - before.lookedAtMs < LOOK_APART_MS) return before;
    const endsAtMs = endOf(streamId, steadyMs);
    const isEnding = endsAtMs !== null && endsAtMs - steadyMs <= LAST_MS;
    const now = { lookedAtMs: steadyMs, endsAtMs, taken: isEnding ? (before?.taken ?? 0) : 0 };
    known.delete(streamId);
    known.set(streamId, now);
    if (known.size > MAX_STREAMS) known.delete(known.keys().next().value ?? '');
    return now;
  }

  return {
    letsIn(streamId, steadyMs) {
      const stream = lookAt(streamId, steadyMs);
      if (stream.endsAtMs === null || stream.endsAtMs - steadyMs > LAST_MS) return false;
      if (most > 0 && stream.taken >= most) return false;
      stream.taken += 1;
      return true;
    },
  };
}
