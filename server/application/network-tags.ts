import { UNKNOWN_NETWORK } from '../market/newcomers/network.ts';
import type { BuyerActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';
import type { StreamEngine } from './engines.ts';

/** Tells networks apart in a stream, and says nothing of them anywhere else (H8). */
export interface NetworkTags {
  /** Which network a command came from, as the log of this stream may know it; `-`: nobody knows. */
  of(actor: Pick<BuyerActor, 'network'>, streamId: string, engine: StreamEngine): Promise<string>;
}

/**
 * A tag is an HMAC of the network under random bytes of the stream, which the store keeps beside the logs and overwrites
 * with the close. They are read once for as long as the log is awake here, and forgotten with it.
 */
export function networkTags({
  directory,
  secrets,
}: Pick<ApplicationDeps, 'directory' | 'secrets'>): NetworkTags {
  const keys = new WeakMap<StreamEngine, Promise<string | null>>();

  function keyOf(streamId: string, engine: StreamEngine): Promise<string | null> {
    const known = keys.get(engine);
    if (known) return known;
    const asked = directory.networkKey(streamId, secrets.randomToken());
    keys.set(engine, asked);
    // What could not be read now is asked for again.
    asked.catch(() => keys.delete(engine));
    return asked;
  }

  return {
    async of({ network }, streamId, engine) {
      if (network === undefined) return UNKNOWN_NETWORK;
      const key = await keyOf(streamId, engine);
      return key === null ? UNKNOWN_NETWORK : secrets.networkTag(key, network);
    },
  };
}
