import { payloadHash } from '../engine/chain.ts';

/**
 * The key of a request as an engine takes it, with a hash of what is asked under it (I1).
 * @param asked the request without what belongs to the try and not to what is asked; the request itself if it has no such
 * thing
 */
export function keyOf(
  command: string,
  { key, inDoubt }: { key: string; inDoubt?: true | undefined },
  asked: object,
): { key: string; payloadHash: string; isInDoubt: boolean } {
  return { key, payloadHash: payloadHash(command, asked), isInDoubt: inDoubt === true };
}
