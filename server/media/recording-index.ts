import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Clock } from '../lib/clock.ts';
import type { RecordedPiece, Recordings } from '../ports/recordings.ts';
import type { StreamRow } from '../ports/rows.ts';
import { playsOn, writeRecordedPlaylist } from './playlist.ts';
import type { Recorded } from './replay.ts';

/** Bound of cached recordings: the playlist of a long day has two megabytes. */
const KEPT_RECORDINGS = 20;
/** Time after the end of a stream in which its last segment may arrive, and the cache time until then, in ms. */
const SETTLED_MS = 60_000;
const REREAD_MS = 2_000;
/** Cache time afterwards in ms: nothing is added, but an operator may remove a recording. */
const KEPT_MS = 60_000;

/** A recording: its playlist's text, and the part that a replay shows. */
export interface Recording {
  /** null: nothing was recorded. */
  text: string | null;
  shown: Recorded;
}

/** The recordings of streams that are over. Each is read at most once a minute after it settled. */
export class RecordingIndex {
  readonly #recordings: Pick<Recordings, 'pieces'>;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #kept = new BoundedMap<string, { untilMs: number; asked: Promise<Recording> }>(KEPT_RECORDINGS);

  constructor(deps: { recordings: Pick<Recordings, 'pieces'>; clock: Pick<Clock, 'nowMs'> }) {
    this.#recordings = deps.recordings;
    this.#clock = deps.clock;
  }

  of({ streamId, slug, endedAtMs }: StreamRow): Promise<Recording> {
    const nowMs = this.#clock.nowMs();
    const kept = this.#kept.get(streamId);
    if (kept && kept.untilMs > nowMs) return kept.asked;
    const isSettled = nowMs - (endedAtMs ?? nowMs) > SETTLED_MS;
    const asked = this.#recordings.pieces(streamId).then((pieces) => recordingFrom(slug, pieces));
    this.#kept.set(streamId, { untilMs: nowMs + (isSettled ? KEPT_MS : REREAD_MS), asked });
    asked.catch(() => this.#kept.delete(streamId));
    return asked;
  }
}

function recordingFrom(slug: string, pieces: readonly RecordedPiece[]): Recording {
  if (pieces.length === 0) return { text: null, shown: { playlist: null, stretches: [] } };
  const stretches: Recorded['stretches'] = [];
  let mediaMs = 0;
  for (const [at, piece] of pieces.entries()) {
    const last = stretches.at(-1);
    if (last && playsOn(pieces[at - 1]!, piece)) last.durationMs += piece.durationMs;
    else stretches.push({ mediaMs, atMs: piece.atMs, durationMs: piece.durationMs });
    mediaMs += piece.durationMs;
  }
  const playlist = `/api/v1/streams/${slug}/replay/recording.m3u8`;
  return { text: writeRecordedPlaylist(pieces), shown: { playlist, stretches } };
}
