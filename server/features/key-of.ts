import { payloadHash } from '../engine/chain.ts';
import type { SubmittedKey } from '../engine/log-engine.ts';

/**
 * The key of a request as an engine takes it, with a hash of what is asked under it (I1).
 * @param asked what is asked, where that is not the request as it stands
 */
export function keyOf(
  command: string,
  request: { key: string; inDoubt?: true | undefined },
  asked: object = request,
): SubmittedKey {
  const { key, inDoubt } = request;
  return { key, payloadHash: payloadHash(command, asked), isInDoubt: inDoubt === true };
}
