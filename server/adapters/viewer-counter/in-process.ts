import type { ViewerCounter } from '../../ports/viewer-counter.ts';

/** The crowd of a market that is one process: who is here is all there is. */
export function inProcessViewerCounter(): ViewerCounter {
  /** Bounded by the open connections, since who has none is gone. */
  const present = new Map<string, Set<string>>();
  return {
    enter(streamId, viewerId) {
      const viewers = present.get(streamId) ?? new Set();
      present.set(streamId, viewers.add(viewerId));
    },
    leave(streamId, viewerId) {
      const viewers = present.get(streamId);
      if (viewers?.delete(viewerId) && viewers.size === 0) present.delete(streamId);
    },
    viewers: (streamId) => present.get(streamId)?.size ?? 0,
    close: async () => {},
  };
}
