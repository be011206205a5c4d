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
/** After so long what is being decided has been, as a rule: a batch takes tens of milliseconds. */
const DECIDED_MS = 1_000;

interface Counted {
  /** Accepted in this hour. */
  changes: number;
  /** Being decided: each may become a change. */
  underWay: number;
  /** When the hour is over. */
  untilMs: number;
}

/** True for what changes a line of a cart or of a waiting list: how much of that is written is bounded. */
export function isLineChange(command: BuyerCommand): boolean {
  return commands[command].isCountedPerProduct === true;
}

/**
 * How often a buyer may change what the log says of one product in the cart or on its waiting list: what is written there
 * can never be deleted, and adding and removing a unit in turn costs who does it nothing. Adding, removing, joining and
 * leaving count alike, once they are accepted. What is still being decided takes a place only until its answer is known.
 *
 * It is counted where a stream is decided, by buyer, stream and product: a connection more, or one to another server, leads
 * to the same count, since servers hand commands to the one that decides. When another server takes the stream over it
 * counts anew; that is not for a buyer to bring about. Nothing of it is in the log, so that no rule hangs on it.
 * @returns runs a command of a buyer, or refuses it: RATE_LIMITED until the hour is over, or for a second where others of
 *   the same line are still being decided. A key that was answered already gets its answer
 */
export function cartChanges({
  engines,
  clock,
  limits,
}: Pick<ApplicationDeps, 'engines' | 'clock' | 'limits'>) {
  const most = limits.cartChangesPerProduct;
  const lines = new BoundedMap<string, Counted>(MAX_KEPT);

  /** Begins an hour where the last one is over. */
  function renew(own: Counted): void {
    const nowMs = clock.nowMs();
    if (own.untilMs > nowMs) return;
    own.changes = 0;
    own.untilMs = nowMs + HOUR;
  }

  /** @returns how long to wait in ms, and then nothing was counted; else the count, with one more under way */
  function take(line: string): Counted | number {
    const own = lines.get(line) ?? { changes: 0, underWay: 0, untilMs: 0 };
    renew(own);
    if (own.changes + own.underWay >= most) {
      return own.changes >= most ? own.untilMs - clock.nowMs() : DECIDED_MS;
    }
    own.underWay += 1;
    lines.set(line, own);
    return own;
  }

  function settle(line: string, own: Counted, isChanged: boolean): void {
    own.underWay -= 1;
    renew(own);
    if (isChanged) own.changes += 1;
    if (own.changes + own.underWay === 0 && lines.get(line) === own) lines.delete(line);
  }

  async function counted<C extends BuyerCommand>(
    { buyerId, allIds }: BuyerActor,
    streamId: string,
    command: C,
    request: LiveRequest<C> & { itemNumber: number },
    run: () => Promise<Ack<LiveReply<C>>>,
  ): Promise<Ack<LiveReply<C>>> {
    const line = `${streamId} ${buyerId} ${request.itemNumber}`;
    const taken = take(line);
    if (typeof taken === 'number') {
      const engine = await engines.stream(streamId);
      const known = await engine?.statusOf(allIds, keyOf(command, request));
      return known ? run() : refusalAck({ code: 'RATE_LIMITED', retryAfterMs: taken });
    }
    let isChanged = false;
    try {
      const ack = await run();
      isChanged = ack.ok && !('replay' in ack && ack.replay);
      return ack;
    } finally {
      settle(line, taken, isChanged);
    }
  }

  return <C extends BuyerCommand>(
    actor: BuyerActor,
    streamId: string,
    command: C,
    request: LiveRequest<C>,
    run: () => Promise<Ack<LiveReply<C>>>,
  ): Promise<Ack<LiveReply<C>>> => {
    if (most === 0 || !isLineChange(command) || !('itemNumber' in request)) return run();
    return counted(actor, streamId, command, request as LiveRequest<C> & { itemNumber: number }, run);
  };
}
