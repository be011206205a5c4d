import { basename, dirname } from 'node:path';
import type { Response, Router } from 'express';
import { rawRoutes } from '../../../../shared/contract/http.ts';
import { slug } from '../../../../shared/values/ids.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answerRefusal } from '../answer.ts';

const PLAYLIST = 'application/vnd.apple.mpegurl';
const PIECE = 'video/mp2t';
/** A new piece comes each two seconds; a cache in between may answer for all who ask within one. */
const LIVE_PLAYLIST_SECONDS = 1;
/** Nobody asks twice for one still: a page names the moment in the address. */
const STILL_SECONDS = 2;
/** A recording may still get its last piece. */
const RECORDED_PLAYLIST_SECONDS = 30;
/** A piece never changes; one of what is on now is of no use later. */
const LIVE_PIECE_MS = 60_000;
const RECORDED_PIECE_MS = 30 * 24 * 3_600_000;

/** The broadcast as files: playlists and pieces of what is on now, and of what was recorded, and a still. Any page may play them. */
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

/** A slug of the agreed form; another one names nothing. */
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
  // Whole or by ranges of bytes. It may go out of the playlist, and off the disk, at any moment.
  const options = { root: dirname(file), maxAge, immutable: true };
  response.sendFile(basename(file), options, (fault) => {
    if (fault) gone();
  });
}

/** Other sites may play it: it is public, and no cookie counts here. */
function openToAll(response: Response): void {
  if (!response.hasHeader('Access-Control-Allow-Origin')) response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
}
