import type { Refusal } from '../../shared/contract/refusals.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { type Result, refuse } from '../../shared/values/result.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { StreamRow } from '../ports/rows.ts';
import type { BroadcastFiles } from './broadcast-files.ts';
import { MEDIA_RETRY_MS } from './local-media-session.ts';
import type { MediaCalls } from './media-calls.ts';
import type { Recorded } from './replay.ts';

/** Deadline of a playlist in ms: the first segment of a broadcast takes some seconds. */
const PLAYLIST_MS = 20_000;
/** Bound of cached segments of other nodes, a megabyte each. */
const KEPT_PIECES = 40;
/** Bytes of one part: within a frame between nodes, in base64 as well. */
const PART_BYTES = 128 * 1_024;
const MAX_PIECE_BYTES = 32 * 1_024 * 1_024;

const none = async () => null;
const away = async () => refuse({ code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS } as const);

interface FilesAcrossNodesDeps {
  local: BroadcastFiles;
  calls: Pick<MediaCalls, 'atHome' | 'isElsewhere'>;
  recordings: Pick<Recordings, 'read'>;
}

/**
 * A broadcast of another server as files. Playlists, segments and stills are fetched; recordings are in a shared
 * folder.
 */
export class FilesAcrossNodes implements BroadcastFiles {
  readonly #deps: FilesAcrossNodesDeps;
  readonly #pieces = new BoundedMap<string, Promise<Buffer | null>>(KEPT_PIECES);
  readonly #stills = new Map<string, Promise<string | null>>();

  constructor(deps: FilesAcrossNodesDeps) {
    this.#deps = deps;
  }

  livePlaylist(slug: string): Promise<Result<string, Refusal>> {
    const { local, calls } = this.#deps;
    const call = { use: 'playlist', args: [slug], timeoutMs: PLAYLIST_MS };
    return calls.atHome<Result<string, Refusal>>(slug, call, () => local.livePlaylist(slug), away);
  }

  async livePiece(slug: string, name: string): Promise<string | Uint8Array | null> {
    const { local, calls } = this.#deps;
    return (await calls.isElsewhere(slug)) ? this.#pieceElsewhere(slug, name) : local.livePiece(slug, name);
  }

  async still(slug: string): Promise<Uint8Array | null> {
    const { local, calls } = this.#deps;
    return (await calls.isElsewhere(slug)) ? this.#stillElsewhere(slug) : local.still(slug);
  }

  recordedPlaylist(slug: string): Promise<string | null> {
    return this.#deps.local.recordedPlaylist(slug);
  }

  recordedPiece(slug: string, name: string): Promise<string | null> {
    return this.#deps.local.recordedPiece(slug, name);
  }

  recorded(stream: StreamRow): Promise<Recorded> {
    return this.#deps.local.recorded(stream);
  }

  /**
   * A part of a segment on this server, base64, for another one; null: there is no such segment. @param from in bytes
   */
  async partOf(slug: string, name: string, from: number): Promise<string | null> {
    const { local, recordings } = this.#deps;
    const path = await local.livePiece(slug, name);
    if (typeof path !== 'string') return null;
    return (await recordings.read(path, from, PART_BYTES)).toString('base64');
  }

  /** A still of a stream with media here, base64, for another server. */
  async stillHere(slug: string): Promise<string | null> {
    const still = await this.#deps.local.still(slug);
    return still && Buffer.from(still).toString('base64');
  }

  /** Fetches a segment once for all players here. */
  async #pieceElsewhere(slug: string, name: string): Promise<Buffer | null> {
    const id = `${slug} ${name}`;
    const reading = this.#pieces.get(id) ?? this.#readPiece(slug, name);
    this.#pieces.set(id, reading);
    const piece = await reading.catch(() => null);
    if (piece === null) this.#pieces.delete(id);
    return piece;
  }

  async #readPiece(slug: string, name: string): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let from = 0; from < MAX_PIECE_BYTES; ) {
      const call = { use: 'piece', args: [slug, name, from] };
      const part = await this.#deps.calls.atHome<string | null>(slug, call, none, none);
      if (part === null) return null;
      const bytes = Buffer.from(part, 'base64');
      parts.push(bytes);
      from += bytes.length;
      if (bytes.length < PART_BYTES) return Buffer.concat(parts);
    }
    return null;
  }

  /** Fetches a still from the home of the stream's media. Concurrent requests share one fetch. */
  async #stillElsewhere(slug: string): Promise<Uint8Array | null> {
    const call = { use: 'still', args: [slug] };
    const crossing = this.#stills.get(slug) ?? this.#deps.calls.atHome<string | null>(slug, call, none, none);
    this.#stills.set(slug, crossing);
    const still = await crossing.catch(() => null).finally(() => this.#stills.delete(slug));
    return still === null ? null : Buffer.from(still, 'base64');
  }
}
