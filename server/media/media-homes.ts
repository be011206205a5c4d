import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { claimMediaHome } from '../market/broadcast/media.ts';
import { MediaUnavailable } from '../ports/media.ts';

/** The server with a stream's media, and its address for the others. */
export interface MediaHome {
  node: string;
  address: string;
}

/** The homes of streams' media among several servers: the log names each, and a server that is gone is replaced. */
export interface MediaHomes {
  /** The other server with this stream's media; null: none, or this one. */
  elsewhere(streamId: string): Promise<MediaHome | null>;
  /** Marks a silent server as replaceable. */
  isGone(streamId: string, node: string): void;
  /** Claims a stream's media for this server. @throws MediaUnavailable if another one has it */
  claim(streamId: string): Promise<void>;
}

/** @param deps.address the address of this node for the others */
export function openMediaHomes(deps: {
  engines: Engines;
  clock: Clock;
  nodeId: string;
  address: string;
}): MediaHomes {
  const { engines, clock, nodeId: node, address } = deps;
  /** The silent home of each stream. */
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
