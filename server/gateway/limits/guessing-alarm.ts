import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Log } from '../logging/log.ts';

/** Bound of remembered streams; the oldest is forgotten first. */
const MAX_KEPT = 1_000;

/**
 * The streams whose bucket of wrong codes is empty. The server that finds one publishes it once until the bucket
 * refills. So a host hears of it at any server.
 */
export function guessedCodes(deps: {
  bus: Pick<Bus, 'publish'>;
  clock: Pick<Clock, 'nowMs'>;
  log: Pick<Log, 'warn'>;
}) {
  const { bus, clock, log } = deps;
  const untilOf = new BoundedMap<string, number>(MAX_KEPT);

  function isGuessed(streamId: string): boolean {
    return (untilOf.get(streamId) ?? 0) > clock.nowMs();
  }

  return {
    isGuessed,
    /** Notes an empty bucket and the wait until it refills, in ms. */
    found(streamId: string, waitMs: number): void {
      if (isGuessed(streamId)) return;
      const untilMs = clock.nowMs() + waitMs;
      untilOf.set(streamId, untilMs);
      log.warn({ streamId, untilMs }, 'codes of vouchers are guessed');
      bus.publish({ kind: 'codes_guessed', streamId, untilMs });
    },
    /** Notes a finding of another server. */
    heard({ streamId, untilMs }: { streamId: string; untilMs: number }): void {
      if (!isGuessed(streamId)) untilOf.set(streamId, untilMs);
    },
  };
}

export type GuessedCodes = ReturnType<typeof guessedCodes>;
