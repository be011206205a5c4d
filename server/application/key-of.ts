import type { SubmittedKey } from '../event-log/log-engine.ts';
import { payloadHash } from './payload-hash.ts';

/** What every command with a key carries. */
export interface KeyedRequest {
  key: string;
  inDoubt?: true | undefined;
  history?: string | undefined;
}

/**
 * The key of a request as an engine takes it, with a hash of what is asked under it (I1).
 * @param asked what is asked, where that is not the request as it stands
 */
export function keyOf(command: string, request: KeyedRequest, asked: object = request): SubmittedKey {
  const { key, inDoubt, history } = request;
  return {
    key,
    payloadHash: payloadHash(command, asked),
    isInDoubt: inDoubt === true,
    history,
  };
}
