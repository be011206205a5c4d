import type { RecordingProblem } from '../../../shared/contract/media.ts';
import type { By } from '../kernel/by.ts';

/** What happens to the picture and sound of a stream. */
export interface BroadcastFacts {
  /** Media of a host's device flows, for the first time or again (S2). */
  media_started: object;
  /** No media comes any more; stays it so until `dueAtMs`, the stream is interrupted (S2). */
  media_stopped: { dueAtMs: number };
  /** Who has the secret of this hash (sha256, hex) may broadcast by a program (WHIP). */
  ingest_key_made: { keyHash: string; by: By };
  ingest_key_revoked: { by: By };
  /** Where the broadcast can be played elsewhere, as an HLS playlist; null: nowhere any more. */
  playback_url_set: { url: string | null; by: By };
  /** The server that has this stream's media, of several: the others send to it whoever broadcasts or watches. */
  media_home_set: { node: string; address: string };
  recording_started: { by: By };
  /** By the host, or by itself (`by` null) for the reason named. */
  recording_stopped: { problem: RecordingProblem | null; by: By | null };
}
