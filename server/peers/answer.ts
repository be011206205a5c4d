import { refusalAck, refusalOfFault } from '../application/ack.ts';
import type { Application } from '../application/application.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import type { PeerAnswer, PeerCall } from '../ports/peers.ts';
import { type Forwardable, forwardable, readHere } from './forwardable.ts';

/**
 * Answers calls of other nodes: decided here, never forwarded again. Throws for a use case that is not forwardable. A
 * transient fault returns as its refusal, since its class would be lost on the way. A payment has no refusal: its
 * provider retries.
 */
export function answerPeers(
  local: Application,
  engines: Engines,
  clock: Pick<Clock, 'steadyMs'>,
): (call: PeerCall) => Promise<PeerAnswer> {
  return async ({ use, args }) => {
    if (!isForwardable(use)) throw new Error(`Nothing called ${use} is answered to other nodes.`);
    const run = local[use] as (...args: unknown[]) => Promise<unknown>;
    const value = await run(...readHere(use, args, clock.steadyMs())).catch((fault: unknown) => {
      const refusal = use === 'payment' ? null : refusalOfFault(fault);
      if (!refusal) throw fault;
      return refusalAck(refusal);
    });
    const streamId = use === 'payment' ? null : (args[1] as string);
    const engine = streamId === null ? null : await engines.stream(streamId);
    if (!engine) return { value: value ?? null, head: null };
    return { value, head: engine.told };
  };
}

export function isForwardable(use: string): use is Forwardable {
  return forwardable.some((known) => known === use);
}
