import type {
  Broadcaster,
  ConsoleMediaView,
  MediaSource,
  MediaView,
  Playback,
} from '../../shared/contract/media.ts';
import type { HlsReason, VideoReason } from '../../shared/values/media-reason.ts';
import { isOver } from '../market/broadcast/ingest-key.ts';
import type { StreamState } from '../market/state.ts';
import type { MediaStatus } from '../ports/media-status.ts';

/** What of a stream its live video hangs on. */
export type Known = Pick<StreamState, 'slug' | 'status' | 'playbackUrl'> & { isRecording: boolean };

export function knownOf({ slug, status, playbackUrl, recording }: Readonly<StreamState>): Known {
  return { slug, status, playbackUrl, isRecording: recording?.isOn ?? false };
}

/** Viewers see the picture while the stream is on; before, its host may try the camera unseen. */
export function isShown({ status }: Pick<Known, 'status'>): boolean {
  return status === 'LIVE' || status === 'INTERRUPTED';
}

/** What a server has of a stream's broadcast, and what it can do for it. */
export interface OnAirHere {
  sources: MediaSource[];
  broadcaster: Broadcaster | null;
  keptMs: number;
  keptBytes: number;
  /** Other servers that it is piped to, and who watches there. */
  piped: { servers: number; viewers: number };
  /** Its host is a drawing, as the demo's is. */
  isHostDrawn: boolean;
  /** Why it carries no live video, or makes no HLS; null if it does. */
  reason: VideoReason | null;
  hlsReason: HlsReason | null;
}

/** What is told of a stream's live video: to viewers while it is shown, to staff always. */
export function mediaViewOf(
  known: Known,
  onAir: Pick<OnAirHere, 'sources' | 'reason' | 'hlsReason' | 'isHostDrawn'>,
  isStaff: boolean,
): MediaView {
  const isSeen = isShown(known) || (isStaff && !isOver(known));
  return {
    isAvailable: onAir.reason === null,
    sources: isSeen ? [...onAir.sources] : [],
    playback: isSeen ? playbackOf(known, onAir.sources, onAir.hlsReason === null) : null,
    ...(isShown(known) && onAir.isHostDrawn && { isHostDrawn: true }),
  };
}

/** What a console is told besides. */
export function consoleMediaViewOf(state: Readonly<StreamState>, onAir: OnAirHere): ConsoleMediaView {
  const { recording, ingestKey } = state;
  const { reason, hlsReason, broadcaster, keptMs, keptBytes, piped } = onAir;
  return {
    ...mediaViewOf(knownOf(state), onAir, true),
    ...{ reason, broadcaster, hlsReason, piped },
    ingestKeySinceMs: ingestKey?.sinceMs ?? null,
    recording: {
      isOn: recording?.isOn ?? false,
      sinceMs: recording?.sinceMs ?? null,
      ...{ keptMs, keptBytes },
      problem: hlsReason === null ? (recording?.problem ?? null) : 'unavailable',
    },
  };
}

function playbackOf(known: Known, sources: readonly MediaSource[], makesHls: boolean): Playback | null {
  if (known.playbackUrl !== null) return { url: known.playbackUrl, isExternal: true };
  if (!makesHls || !isShown(known) || sources.length === 0) return null;
  return { url: `/api/v1/streams/${known.slug}/hls/live.m3u8`, isExternal: false };
}

/** Why something cannot be had, or null if it can. */
export function whyNot<Why>(status: MediaStatus<Why>): Why | null {
  return status.isAvailable ? null : status.why;
}
