import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { claimMediaHome } from '../market/broadcast/media.ts';
import { MediaUnavailable } from '../ports/media.ts';

/** The server that has a stream's media, and where the others reach it. */
export interface MediaHome {
  node: string;
  address: string;
}

/** Which of several servers has a stream's media: the log says it, and a server that is gone is replaced. */
export interface MediaHomes {
  /** The other server that has this stream's media, or null. */
  elsewhere(streamId: string): Promise<MediaHome | null>;
  /** That server did not answer: it may be replaced. */
  isGone(streamId: string, node: string): void;
  /** This server takes the stream's media. @throws MediaUnavailable if another one has it */
  claim(streamId: string): Promise<void>;
}

/** @param deps.address where the other nodes reach this one */
export function openMediaHomes(deps: {
  engines: Engines;
  clock: Clock;
  nodeId: string;
  address: string;
}): MediaHomes {
  const { engines, clock, nodeId: node, address } = deps;
  /** Stream → the server that had its media and did not answer. */
  const gone = new BoundedMap<string, string>(1_000);

  async function elsewhere(streamId: string): Promise<MediaHome | null> {
    const engine = await engines.stream(streamId);
    const home = (await engine?.read(({ mediaHome }) => mediaHome)) ?? null;
    return home && home.node !== node ? home : null;
  }

  return {
    elsewhere,
    isGone: (streamId, home) => gone.set(streamId, home),
    async claim(streamId) {
      const engine = await engines.stream(streamId);
      const request = { node, address, gone: gone.get(streamId) ?? null };
      await engine?.submit({
        ...{ readAtMs: clock.steadyMs(), ids: [], key: null },
        decide: (state) => claimMediaHome(state, request),
      });
      if (await elsewhere(streamId)) throw new MediaUnavailable('another server has this stream’s media');
    },
  };
}
