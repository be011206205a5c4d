import type { Clock } from '../../lib/clock.ts';

/** A stream without viewers here is still counted for so long after somebody asked: a host may sit at another node. */
const ASKED_LIVES_MS = 10_000;
/** Streams that are only asked about; those that somebody watches here are bounded by the sockets. */
const MAX_STREAMS_ASKED = 500;

/** Who watches one stream at this node, what of it was not told yet, and what all nodes together were last known to be. */
export function openStreamCount(clock: Clock) {
  const present = new Set<string>();
  /** Viewer → is here. */
  let changes = new Map<string, boolean>();
  let isMistrusted = true;
  let total = 0;
  let totalUntilMs = 0;
  let askedUntilMs = 0;

  function change(viewerId: string, isHere: boolean): void {
    changes.set(viewerId, isHere);
    // Whoever comes and goes while nothing can be told must not fill the memory.
    if (changes.size > 2 * present.size + 1_000) mistrust();
  }
  function mistrust(): void {
    isMistrusted = true;
    changes = new Map();
  }

  return {
    enter(viewerId: string): void {
      present.add(viewerId);
      change(viewerId, true);
    },
    leave(viewerId: string): void {
      if (present.delete(viewerId)) change(viewerId, false);
    },
    size: () => present.size,
    viewers(): number {
      askedUntilMs = clock.nowMs() + ASKED_LIVES_MS;
      return clock.nowMs() <= totalUntilMs ? Math.max(total, present.size) : present.size;
    },
    hasChanges: () => isMistrusted || changes.size > 0,
    /** What is to be told: all who are here, or who came and went since the last time. */
    takeChanges(): { isWhole: boolean; came: string[]; went: string[] } {
      const told = isMistrusted
        ? { isWhole: true, came: [...present], went: [] }
        : {
            isWhole: false,
            came: [...changes].filter(([, isHere]) => isHere).map(([viewerId]) => viewerId),
            went: [...changes].filter(([, isHere]) => !isHere).map(([viewerId]) => viewerId),
          };
      isMistrusted = false;
      changes = new Map();
      return told;
    },
    /** What was told may not have arrived: all is told anew. */
    mistrust,
    counted(all: number, untilMs: number): void {
      total = all;
      totalUntilMs = untilMs;
    },
    /** Nobody is here, and nobody asks. */
    isOver: () => present.size === 0 && changes.size === 0 && clock.nowMs() > askedUntilMs,
  };
}

export type StreamCount = ReturnType<typeof openStreamCount>;

/** The gatherings of a node by stream; those that are over are forgotten. */
export function openStreamCounts(clock: Clock) {
  const gatherings = new Map<string, StreamCount>();
  const of = (streamId: string): StreamCount => {
    const gathering = gatherings.get(streamId) ?? openStreamCount(clock);
    gatherings.set(streamId, gathering);
    return gathering;
  };
  return {
    of,
    viewers(streamId: string): number {
      const isKept = gatherings.has(streamId) || gatherings.size < MAX_STREAMS_ASKED;
      return isKept ? of(streamId).viewers() : 0;
    },
    all: () => [...gatherings],
    tidy(): void {
      for (const [streamId, gathering] of gatherings) if (gathering.isOver()) gatherings.delete(streamId);
    },
  };
}
