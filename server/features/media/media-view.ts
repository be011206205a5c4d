import type { MediaSource, MediaView, Playback } from '../../../shared/contract/media.ts';
import type { StreamState } from '../../domain/state.ts';
import { isOver } from '../../domain/stream/ingest-key.ts';

/** What of a stream its live video hangs on. */
export type Known = Pick<StreamState, 'slug' | 'status' | 'playbackUrl'> & { isRecording: boolean };

export function knownOf({ slug, status, playbackUrl, recording }: Readonly<StreamState>): Known {
  return { slug, status, playbackUrl, isRecording: recording?.isOn ?? false };
}

/** Viewers see the picture while the stream is on; before, its host may try the camera unseen. */
export function isShown({ status }: Pick<Known, 'status'>): boolean {
  return status === 'LIVE' || status === 'INTERRUPTED';
}

/** What this server can do for the broadcast: carry it by WebRTC, cut it into pieces for HLS. */
export interface Means {
  isAvailable: boolean;
  makesHls: boolean;
}

/** What is told of a stream's live video: to viewers while it is shown, to staff always. */
export function mediaViewOf(
  known: Known,
  sources: readonly MediaSource[],
  means: Means,
  isStaff: boolean,
): MediaView {
  const isSeen = isShown(known) || (isStaff && !isOver(known));
  return {
    isAvailable: means.isAvailable,
    sources: isSeen ? [...sources] : [],
    playback: isSeen ? playbackOf(known, sources, means) : null,
  };
}

function playbackOf(known: Known, sources: readonly MediaSource[], { makesHls }: Means): Playback | null {
  if (known.playbackUrl !== null) return { url: known.playbackUrl, isExternal: true };
  if (!makesHls || !isShown(known) || sources.length === 0) return null;
  return { url: `/api/v1/streams/${known.slug}/hls/live.m3u8`, isExternal: false };
}
