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

/** The part of a stream's state that its live video depends on. */
export type Known = Pick<StreamState, 'slug' | 'status' | 'playbackUrl'> & { isRecording: boolean };

export function knownOf({ slug, status, playbackUrl, recording }: Readonly<StreamState>): Known {
  return { slug, status, playbackUrl, isRecording: recording?.isOn ?? false };
}

/** Whether viewers see the picture: while the stream is on. Before, its host may test the camera unseen. */
export function isShown({ status }: Pick<Known, 'status'>): boolean {
  return status === 'LIVE' || status === 'INTERRUPTED';
}

/** A stream's broadcast on a server, and that server's abilities. */
export interface OnAirHere {
  sources: MediaSource[];
  broadcaster: Broadcaster | null;
  keptMs: number;
  keptBytes: number;
  /** The servers that it is piped to, and their viewers. */
  piped: { servers: number; viewers: number };
  /** Whether its host is drawn, as in the demo, and what is on the air is that drawing or nothing. */
  isHostDrawn: boolean;
  /** Why this server has no live video or no HLS; null: it has. */
  reason: VideoReason | null;
  hlsReason: HlsReason | null;
}

/** A stream's live video for viewers while it is shown, for staff always. */
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

/** A stream's live video for consoles. */
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

/** The reason of an unavailable service; null: it is available. */
export function whyNot<Why>(status: MediaStatus<Why>): Why | null {
  return status.isAvailable ? null : status.why;
}
