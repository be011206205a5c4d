import type { Ack } from '../../shared/contract/answer.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { HOUR } from '../../shared/values/time.ts';
import type { BuyerCommand } from '../market/command-spec.ts';
import { commands } from '../market/market.ts';
import { refusalAck } from './ack.ts';
import type { BuyerActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';
import { keyOf } from './key-of.ts';

/** Counts that are kept; to push one out, somebody has to have changed as many other lines meanwhile. */
const MAX_KEPT = 100_000;
interface Counted {
  changes: number;
  /** When the hour of the first of them is over. */
  untilMs: number;
}

/**
 * How often a buyer may change what the log says of one product in the cart or on its waiting list: what is written there
 * can never be deleted, and adding and removing a unit in turn costs who does it nothing. Adding, removing, joining and
 * leaving count alike, once they are accepted.
 *
 * It is counted where a stream is decided, by buyer, stream and product: a connection more, or one to another server, leads
 * to the same count, since servers hand commands to the one that decides. When another server takes the stream over it
 * counts anew; that is not for a buyer to bring about. Nothing of it is in the log, so that no rule hangs on it.
 * @returns runs a command of a buyer, or refuses it: RATE_LIMITED until the hour is over. A key that was answered already
 *   gets its answer
 */
export function cartChanges({
  engines,
  clock,
  limits,
}: Pick<ApplicationDeps, 'engines' | 'clock' | 'limits'>) {
  const most = limits.cartChangesPerProduct;
  const lines = new BoundedMap<string, Counted>(MAX_KEPT);

  /** @returns 0, or how long to wait in ms: then nothing was counted */
  function take(line: string): number {
    const nowMs = clock.nowMs();
    const known = lines.get(line);
    const own = known && known.untilMs > nowMs ? known : { changes: 0, untilMs: nowMs + HOUR };
    if (own.changes >= most) return own.untilMs - nowMs;
    own.changes += 1;
    lines.set(line, own);
    return 0;
  }

  function giveBack(line: string): void {
    const known = lines.get(line);
    if (!known) return;
    known.changes -= 1;
    if (known.changes === 0) lines.delete(line);
  }

  return async <C extends BuyerCommand>(
    { buyerId, allIds }: BuyerActor,
    streamId: string,
    command: C,
    request: LiveRequest<C>,
    run: () => Promise<Ack<LiveReply<C>>>,
  ): Promise<Ack<LiveReply<C>>> => {
    if (most === 0 || !commands[command as BuyerCommand].isCountedPerProduct || !('itemNumber' in request))
      return run();
    const line = `${streamId} ${buyerId} ${request.itemNumber}`;
    const waitMs = take(line);
    if (waitMs > 0) {
      const engine = await engines.stream(streamId);
      const known = await engine?.statusOf(allIds, keyOf(command, request));
      return known ? run() : refusalAck({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
    }
    let isChanged = false;
    try {
      const ack = await run();
      isChanged = ack.ok && !('replay' in ack && ack.replay);
      return ack;
    } finally {
      if (!isChanged) giveBack(line);
    }
  };
}
