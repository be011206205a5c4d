import type { Engines } from '../../engine/engines.ts';
import type { PeerAnswer, PeerCall } from '../../ports/peers.ts';
import { refusalAck, refusalOfFault } from '../ack.ts';
import type { Features } from '../features.ts';
import { argumentsOf } from './arguments.ts';
import { type Forwardable, forwardable } from './forwarded.ts';

/**
 * Answers the other nodes: what they forward is decided here, never forwarded again. Throws for a use case that is not
 * one of the forwardable; arguments in no known form are BAD_REQUEST. A fault travels back as a fault, one that passes by
 * itself as the refusal that it amounts to: on the way it would lose its kind. A payment has no refusal, its provider
 * tells it again.
 */
export function answerPeers(local: Features, engines: Engines): (call: PeerCall) => Promise<PeerAnswer> {
  return async ({ use, args }) => {
    if (!isForwardable(use)) throw new Error(`Nothing called ${use} is answered to other nodes.`);
    const parsed = argumentsOf(use, args);
    if (!parsed.ok) {
      if (use === 'payment')
        throw new Error(`A payment was told in no known form: ${JSON.stringify(parsed.refusal)}`);
      return { value: refusalAck(parsed.refusal), head: null };
    }
    const run = local[use] as (...args: unknown[]) => Promise<unknown>;
    const value = await run(...parsed.value).catch((fault: unknown) => {
      const refusal = use === 'payment' ? null : refusalOfFault(fault);
      if (!refusal) throw fault;
      return refusalAck(refusal);
    });
    const streamId = use === 'payment' ? null : (parsed.value[1] as string);
    const engine = streamId === null ? null : await engines.stream(streamId);
    if (!engine) return { value: value ?? null, head: null };
    const { logId, history, seq, owner } = engine.head;
    return { value, head: { logId, history, seq, owner } };
  };
}

function isForwardable(use: string): use is Forwardable {
  return forwardable.some((known) => known === use);
}
