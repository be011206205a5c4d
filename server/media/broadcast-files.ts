import type { Refusal } from '../../shared/contract/refusals.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Clock } from '../lib/clock.ts';
import type { Packager } from '../ports/packager.ts';
import type { Readers } from '../ports/readers.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { StreamRow } from '../ports/rows.ts';
import type { MediaRoom } from './media-room.ts';
import { RecordingIndex } from './recording-index.ts';
import { isOverInPublic, type Recorded } from './replay.ts';
import { openStills } from './stills.ts';

/** Bound of remembered streams, by slug. */
const KEPT_STREAMS = 1_000;
const RETRY_MS = 2_000;
/** Retry-after in ms where no HLS can be made: a sooner retry is useless. */
const NONE_RETRY_MS = 60_000;

/** A broadcast as files over HTTP. */
export interface BroadcastFiles {
  /** The playlist of a public live stream. The first request starts its packager. */
  livePlaylist(slug: string): Promise<Result<string, Refusal>>;
  /** The path or the content of a live segment; null: there is no such one. */
  livePiece(slug: string, name: string): Promise<string | Uint8Array | null>;
  /** The present picture of a public live stream, WebP, some seconds old at most; null: none. */
  still(slug: string): Promise<Uint8Array | null>;
  /** The playlist of a public recording; null: none. */
  recordedPlaylist(slug: string): Promise<string | null>;
  recordedPiece(slug: string, name: string): Promise<string | null>;
  /** The recording as a replay shows it. */
  recorded(stream: StreamRow): Promise<Recorded>;
}

export function openBroadcastFiles(deps: {
  readers: Pick<Readers, 'streamBySlug'>;
  packager: Packager;
  recordings: Recordings;
  clock: Pick<Clock, 'nowMs'>;
  /** Shortest time between two stills of a stream in ms; 0: no stills. */
  stillEveryMs: number;
  /** The open media room of a stream on this server; absent: none. */
  room: (streamId: string) => MediaRoom | undefined;
}): BroadcastFiles {
  const { readers, packager, recordings, clock, stillEveryMs, room } = deps;
  const index = new RecordingIndex(deps);
  const stills = openStills(stillEveryMs, clock, async (slug) => {
    const open = await publicRoom(slug);
    return open ? open.still() : 'nothing';
  });
  const slugs = new BoundedMap<string, { streamId: string; isRehearsal: boolean }>(KEPT_STREAMS);
  const over = new BoundedMap<string, StreamRow>(KEPT_STREAMS);

  /** The room of a public stream. A slug keeps its stream, so that is cached. */
  async function publicRoom(slug: string): Promise<MediaRoom | undefined> {
    let found = slugs.get(slug);
    if (!found) {
      const row = await readers.streamBySlug(slug);
      if (!row) return undefined;
      found = { streamId: row.streamId, isRehearsal: row.rehearsalOf !== null };
      slugs.set(slug, found);
    }
    return found.isRehearsal ? undefined : room(found.streamId);
  }

  /** A public stream that is over; it stays over, so that is cached. */
  async function overStream(slug: string): Promise<StreamRow | null> {
    const kept = over.get(slug);
    if (kept) return kept;
    const row = await readers.streamBySlug(slug);
    if (!row || !isOverInPublic(row)) return null;
    over.set(slug, row);
    return row;
  }

  return {
    async livePlaylist(slug) {
      const status = packager.status();
      if (!status.isAvailable) return refuse({ code: 'UNAVAILABLE', retryAfterMs: NONE_RETRY_MS });
      const open = await publicRoom(slug);
      if (!open?.isShown || open.air.all.length === 0) return refuse({ code: 'NOT_FOUND' });
      const playlist = await open.segmenter.playlist();
      return playlist === null ? refuse({ code: 'UNAVAILABLE', retryAfterMs: RETRY_MS }) : ok(playlist);
    },
    async livePiece(slug, name) {
      const open = await publicRoom(slug);
      return open?.isShown ? open.segmenter.fileOf(name) : null;
    },
    still: stills.of,
    async recordedPlaylist(slug) {
      const stream = await overStream(slug);
      return stream && (await index.of(stream)).text;
    },
    async recordedPiece(slug, name) {
      const stream = await overStream(slug);
      return stream && recordings.fileOf(stream.streamId, name);
    },
    recorded: async (stream) => (await index.of(stream)).shown,
  };
}
