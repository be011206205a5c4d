import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { type Soon, whenHere } from '../lib/soon.ts';
import { UNKNOWN_NETWORK } from '../market/newcomers/network.ts';
import type { BuyerActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';
import type { StreamEngine } from './engines.ts';

/** Tells networks apart in a stream, and says nothing of them anywhere else (H8). */
export interface NetworkTags {
  /** Which network a command came from, as the log of this stream may know it; `-`: nobody knows. */
  of(actor: Pick<BuyerActor, 'network'>, streamId: string, engine: StreamEngine): Soon<string>;
}

/** Networks of one stream whose tags are remembered; an order of another one makes its tag anew. */
const MAX_TAGS = 10_000;

interface StreamTags {
  key: string;
  byNetwork: BoundedMap<string, string>;
}

/**
 * A tag is an HMAC of the network under random bytes of the stream, which the store keeps beside the logs and overwrites
 * with the close. They are read once for as long as the log is awake here, and forgotten with it, as the tags are: making one
 * for each order took 3 % of the loop.
 */
export function networkTags({
  directory,
  secrets,
}: Pick<ApplicationDeps, 'directory' | 'secrets'>): NetworkTags {
  const streams = new WeakMap<StreamEngine, Soon<StreamTags | null>>();

  function tagsOf(streamId: string, engine: StreamEngine): Soon<StreamTags | null> {
    const known = streams.get(engine);
    if (known !== undefined) return known;
    const asked = readTags(streamId);
    streams.set(engine, asked);
    asked.then(
      (tags) => streams.set(engine, tags),
      // What could not be read now is asked for again.
      () => streams.delete(engine),
    );
    return asked;
  }

  async function readTags(streamId: string): Promise<StreamTags | null> {
    const key = await directory.networkKey(streamId, secrets.randomToken());
    return key === null ? null : { key, byNetwork: new BoundedMap(MAX_TAGS) };
  }

  return {
    of({ network }, streamId, engine) {
      if (network === undefined) return UNKNOWN_NETWORK;
      return whenHere(tagsOf(streamId, engine), (tags) => {
        if (!tags) return UNKNOWN_NETWORK;
        const known = tags.byNetwork.get(network);
        if (known) return known;
        const tag = secrets.networkTag(tags.key, network);
        tags.byNetwork.set(network, tag);
        return tag;
      });
    },
  };
}
