import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { MediaSource } from '../../../../../shared/contract/media.ts';
import type { LiveState, LiveStore } from '../../../../stores/live-store.ts';
import type { VideoState, VideoStore } from '../../../../stores/video/video-store.ts';

/**
 * The picture, and the stream that it belongs to. It is handed down here, not taken from the viewer's own context:
 * what two chunks import becomes a third one, and that would cost the first load more than it brings.
 */
export const VideoContext = createContext<{ video: VideoStore; live: LiveStore } | null>(null);

function useBoth() {
  const both = useContext(VideoContext);
  if (!both) throw new Error('A part of the picture stands outside of it.');
  return both;
}

export function useVideoStore(): VideoStore {
  return useBoth().video;
}

export function useStream<T>(select: (state: LiveState) => T): T {
  return useStore(useBoth().live.store, select);
}

export function useVideo<T>(select: (state: VideoState) => T): T {
  return useStore(useVideoStore().store, select);
}

/** Whether there is anything to receive, by any way. */
export function useIsOnAir(): boolean {
  return useStream(({ media }) => media !== null && (media.sources.length > 0 || media.playback !== null));
}

const none: readonly MediaSource[] = [];

/** What is on the air of a kind: `on`, `muted` by the host, or `none`. The shared screen goes before the camera. */
export function useOnAir(kind: MediaSource['kind']): 'on' | 'muted' | 'none' {
  return useStream(({ media }) => {
    const sources = (media?.sources ?? none).filter((source) => source.kind === kind);
    const shown = sources.find(({ name }) => name === 'screen') ?? sources[0];
    if (!shown) return 'none';
    return shown.isMuted ? 'muted' : 'on';
  });
}
