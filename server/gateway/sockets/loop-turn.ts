import type { Clock } from '../../ports/world.ts';

/**
 * While a thousand sockets have something to read, the event loop goes on reading for up to fifty rounds before it does
 * anything else: no cut, no heartbeat, no frame. Whoever brings more work in a turn that has read for so long is turned
 * away at the door, which costs little, so that the turn ends.
 */
const LONGEST_READ_MS = 50;

/** How long the loop has been reading commands without a break. */
export interface LoopTurn {
  /** True if this turn has read for too long to begin with more. Notes the first command of each turn. */
  isLong(nowMs: number): boolean;
}

export function watchTurn({ soon }: Pick<Clock, 'soon'>): LoopTurn {
  let sinceMs: number | null = null;
  return {
    isLong(nowMs) {
      if (sinceMs === null) {
        sinceMs = nowMs;
        soon(() => {
          sinceMs = null;
        });
      }
      return nowMs - sinceMs > LONGEST_READ_MS;
    },
  };
}
