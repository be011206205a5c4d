import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Log } from '../log.ts';

/** Streams of which it is known; those that are over are forgotten by and by. */
const MAX_KEPT = 1_000;

/**
 * Knows the streams whose bucket of wrong codes is empty. Whichever server finds it out tells the others, once until the
 * bucket fills again, so that the host hears of it at whatever server the console is.
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
    /** The bucket of a stream was found empty, for so long yet. */
    found(streamId: string, waitMs: number): void {
      if (isGuessed(streamId)) return;
      const untilMs = clock.nowMs() + waitMs;
      untilOf.set(streamId, untilMs);
      log.warn({ streamId, untilMs }, 'codes of vouchers are guessed');
      bus.publish({ kind: 'codes_guessed', streamId, untilMs });
    },
    /** Another server has found it. */
    heard({ streamId, untilMs }: { streamId: string; untilMs: number }): void {
      if (!isGuessed(streamId)) untilOf.set(streamId, untilMs);
    },
  };
}

export type GuessedCodes = ReturnType<typeof guessedCodes>;
