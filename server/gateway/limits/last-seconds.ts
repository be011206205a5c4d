/** So long before a flash ends nobody who taps is turned away unread. */
const LAST_MS = 2_000;
/** In a rush a stream is looked at this often at most. */
const LOOK_APART_MS = 50;
/** Streams that are remembered, the newest. */
const MAX_STREAMS = 1_000;

interface Known {
  lookedAtMs: number;
  /** The first end to come, in steady ms as all times here; null: no flash is on. */
  endsAtMs: number | null;
  /** Let through since a time when no flash was about to end. */
  taken: number;
}

export interface LastSeconds {
  /** Whether one more command of a stream is read although there is no time for it; if so it counts. */
  letsIn(streamId: string, steadyMs: number): boolean;
}

/**
 * What is turned away unread gets no receipt of its arrival, and a moment later the flash price is gone, or its draw. So in
 * the last two seconds of a running flash adds and orders of that stream are read however long the loop has read, up to a
 * bound; and so they are while a draw is open.
 * @param most so many for what ends within two seconds of each other; 0: as many as come
 * @param endOf the first end, after now, of what is on; null: nothing is
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
