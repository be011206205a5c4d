import type { Router } from 'express';
import { rawRoutes } from '../../../shared/contract/http.ts';
import { answerRefusal } from './answer.ts';

/** The broadcast as files: playlists and pieces of what is on now, and of what was recorded. */
export function serveBroadcastRoutes(router: Router): void {
  const { hls, hlsSegment, replayPlaylist, replaySegment } = rawRoutes;
  router.get(hls.path, (_, response) =>
    answerRefusal(response, { code: 'UNAVAILABLE', retryAfterMs: 60_000 }),
  );
  for (const { path } of [hlsSegment, replayPlaylist, replaySegment]) {
    router.get(path, (_, response) => answerRefusal(response, { code: 'NOT_FOUND' }));
  }
}
