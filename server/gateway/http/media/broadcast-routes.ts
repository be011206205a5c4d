import { basename, dirname } from 'node:path';
import type { Response, Router } from 'express';
import { rawRoutes } from '../../../../shared/contract/http.ts';
import { slug } from '../../../../shared/values/ids.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answerRefusal } from '../answer.ts';

const PLAYLIST = 'application/vnd.apple.mpegurl';
const PIECE = 'video/mp2t';
/** Cache time of a live playlist in seconds: a new segment comes each two. */
const LIVE_PLAYLIST_SECONDS = 1;
/** Cache time of a still in seconds; a page names the moment in the address. */
const STILL_SECONDS = 2;
/** Cache time of a recorded playlist in seconds: its last segment may still come. */
const RECORDED_PLAYLIST_SECONDS = 30;
/** Cache times of segments in ms: they never change, and live ones are useless later. */
const LIVE_PIECE_MS = 60_000;
const RECORDED_PIECE_MS = 30 * 24 * 3_600_000;

/**
 * Serves a broadcast as files: live and recorded playlists with their segments, and a still. Any site may play them.
 */
export function serveBroadcastRoutes(router: Router, { media }: Pick<GatewayDeps, 'media'>): void {
  const { hls, hlsSegment, still, replayPlaylist, replaySegment } = rawRoutes;
  const { files } = media;

  router.get(hls.path, async (request, response) => {
    const playlist = await files.livePlaylist(nameOf(request.params.slug));
    if (!playlist.ok) return answerRefusal(response, playlist.refusal);
    answerPlaylist(response, playlist.value, LIVE_PLAYLIST_SECONDS);
  });
  router.get(hlsSegment.path, async (request, response) => {
    const file = await files.livePiece(nameOf(request.params.slug), request.params.segment ?? '');
    answerPiece(response, file, LIVE_PIECE_MS);
  });
  router.get(still.path, async (request, response) => {
    const picture = await files.still(nameOf(request.params.slug));
    if (picture === null) return answerRefusal(response, { code: 'NOT_FOUND' });
    response.set('Cache-Control', `public, max-age=${STILL_SECONDS}`).type('image/webp');
    response.send(Buffer.from(picture));
  });
  router.get(replayPlaylist.path, async (request, response) => {
    const playlist = await files.recordedPlaylist(nameOf(request.params.slug));
    if (playlist === null) return answerRefusal(response, { code: 'NOT_FOUND' });
    answerPlaylist(response, playlist, RECORDED_PLAYLIST_SECONDS);
  });
  router.get(replaySegment.path, async (request, response) => {
    const file = await files.recordedPiece(nameOf(request.params.slug), request.params.segment ?? '');
    answerPiece(response, file, RECORDED_PIECE_MS);
  });
}

/** A valid slug, or '', which names no stream. */
function nameOf(given: string | undefined): string {
  const parsed = slug.safeParse(given);
  return parsed.success ? parsed.data : '';
}

function answerPlaylist(response: Response, text: string, seconds: number): void {
  openToAll(response);
  response.set('Cache-Control', `public, max-age=${seconds}`).type(PLAYLIST).send(text);
}

function answerPiece(response: Response, file: string | Uint8Array | null, maxAge: number): void {
  const gone = () => {
    if (!response.headersSent) answerRefusal(response, { code: 'NOT_FOUND' });
  };
  if (file === null) {
    gone();
    return;
  }
  openToAll(response);
  response.type(PIECE);
  if (typeof file !== 'string') {
    response.set('Cache-Control', `public, max-age=${maxAge / 1_000}, immutable`).send(Buffer.from(file));
    return;
  }
  // Served whole or by byte ranges. The file may leave the playlist and the disk at any moment.
  const options = { root: dirname(file), maxAge, immutable: true };
  response.sendFile(basename(file), options, (fault) => {
    if (fault) gone();
  });
}

/** Allows other sites: the broadcast is public, and no cookie counts here. */
function openToAll(response: Response): void {
  if (!response.hasHeader('Access-Control-Allow-Origin')) response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
}
