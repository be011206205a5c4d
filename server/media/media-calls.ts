import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { MediaUnavailable } from '../ports/media.ts';
import { PeerGone, type Peers } from '../ports/peers.ts';
import type { Readers } from '../ports/readers.ts';
import type { MediaHomes } from './media-homes.ts';
import type { PipeGrant, SendAnswer } from './pipes.ts';
import type { HomeCalls } from './relay.ts';

/** The prefix of live video's calls. */
export const MEDIA_CALLS = 'media:';
/** Deadline of a call in ms: it may have to start a worker. */
const ASK_MS = 10_000;
const KEPT_SLUGS = 1_000;

/** A call of another server. */
export interface MediaCall {
  use: string;
  args: unknown[];
  timeoutMs?: number;
}

interface MediaCallsDeps {
  peers: Pick<Peers, 'ask'>;
  homes: MediaHomes;
  readers: Pick<Readers, 'streamBySlug'>;
  nodeId: string;
  /** The address of this node for the others. */
  address: string;
}

/** Calls of live video to other servers. */
export class MediaCalls {
  readonly #deps: MediaCallsDeps;
  readonly #slugs = new BoundedMap<string, string>(KEPT_SLUGS);

  constructor(deps: MediaCallsDeps) {
    this.#deps = deps;
  }

  /** @throws PeerGone if it does not answer */
  async ask<T>(address: string, use: string, args: unknown[], timeoutMs = ASK_MS): Promise<T> {
    const { value } = await this.#deps.peers.ask(address, { use: `${MEDIA_CALLS}${use}`, args }, timeoutMs);
    return value as T;
  }

  /** The calls of a relay to its stream's home. */
  toHome(home: string): HomeCalls {
    const { nodeId: node, address } = this.#deps;
    const gone = (error: unknown) => {
      throw error instanceof PeerGone ? new MediaUnavailable('the other server does not answer') : error;
    };
    return {
      open: (request) =>
        this.ask<PipeGrant | null>(home, 'pipe', [{ ...request, node, address }]).catch(gone),
      send: (streamId, pipeId, sourceId) =>
        this.ask<SendAnswer>(home, 'send', [streamId, node, pipeId, sourceId]).catch(gone),
      shut: (streamId, pipeId) => void this.ask(home, 'shut', [streamId, node, pipeId]).catch(() => {}),
    };
  }

  /** Answers where the stream's media are. @param instead runs if that server is gone */
  async atHome<T>(
    slug: string,
    call: MediaCall,
    here: () => Promise<T>,
    instead: () => Promise<T>,
  ): Promise<T> {
    const { homes } = this.#deps;
    const streamId = await this.streamOf(slug);
    const home = streamId === null ? null : await homes.elsewhere(streamId);
    if (streamId === null || !home) return here();
    try {
      return await this.ask<T>(home.address, call.use, call.args, call.timeoutMs);
    } catch (error) {
      if (!(error instanceof PeerGone)) throw error;
      homes.isGone(streamId, home.node);
      return instead();
    }
  }

  /** True if another server has the media of a stream. */
  async isElsewhere(slug: string): Promise<boolean> {
    const streamId = await this.streamOf(slug);
    return streamId !== null && (await this.#deps.homes.elsewhere(streamId)) !== null;
  }

  /** The stream of a slug; null: none. */
  async streamOf(slug: string): Promise<string | null> {
    const kept = this.#slugs.get(slug);
    if (kept) return kept;
    const row = await this.#deps.readers.streamBySlug(slug);
    if (row) this.#slugs.set(slug, row.streamId);
    return row?.streamId ?? null;
  }
}
